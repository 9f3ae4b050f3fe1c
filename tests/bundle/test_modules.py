"""模块合并：what is understood, and that nothing is left out in silence."""

from __future__ import annotations

import pytest

from generator.bundle.modules import UnknownModuleError, link_modules
from generator.bundle.pages import name_file, rewrite_page
from tests.support import ROOT


def test_imports_and_exports_become_one_script() -> None:
    script = link_modules(
        {
            "assets/a.js": 'import { one, two as second } from "./b/b.js";\nconsole.log(one, second);\n',
            "assets/b/b.js": "export const one = 1;\nexport function two() {}\n",
        }
    )
    assert 'const { one, two: second } = need("assets/b/b.js");' in script
    assert "  out.one = one;\n  out.two = two;\n" in script
    assert "import " not in script and "export " not in script


def test_several_lines_of_names_and_a_bare_import_are_understood() -> None:
    script = link_modules(
        {
            "a.js": 'import {\n  one,\n} from "./b.js";\nimport "./b.js";\n',
            "b.js": "export let one = 1;",
        }
    )
    assert "const { one } = need" in script
    assert '\nneed("b.js");' in script


@pytest.mark.parametrize(
    "text",
    [
        'import all from "./b.js";',
        'import * as b from "./b.js";',
        "export default 1;",
        "export { one };",
        'import { one } from "elsewhere";',
        'import { one } from "./missing.js";',
        "const here = import.meta.url;",
    ],
)
def test_what_is_not_understood_is_refused_by_name(text: str) -> None:
    with pytest.raises(UnknownModuleError, match=r"a\.js"):
        link_modules({"a.js": text, "b.js": "export const one = 1;"})


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("../", "../index.html"),
        ("../../cases/2022/a/", "../../cases/2022/a/index.html"),
        ("../archive/?q=甲#乙", "../archive/index.html?q=甲#乙"),
        ("#main", "#main"),
        ("https://example.org/", "https://example.org/"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("a.csv", "a.csv"),
        ("../assets/anli.css", "../assets/anli.css"),
        ("", ""),
    ],
)
def test_a_link_names_a_file(link: str, expected: str) -> None:
    assert name_file(link) == expected


def test_a_page_loses_what_speaks_of_the_web_and_names_its_script() -> None:
    page = (
        '<link rel="canonical" href="https://a.example/b/">\n<a class="x" href="../c/?q=1&amp;r=2">丙</a>'
        '<script type="module" src="../assets/anli.js"></script></body>'
    )
    assert rewrite_page(page, "b/index.html") == (
        '<a class="x" href="../c/index.html?q=1&amp;r=2">丙</a>'
        '<script defer src="../offline/site.js" data-entry="assets/anli.js"></script>'
        '<script defer src="../offline/links.js"></script>\n</body>'
    )


def test_every_shipped_module_is_understood() -> None:
    assets = ROOT / "theme" / "assets"
    sources = {
        f"assets/{path.relative_to(assets).as_posix()}": path.read_text("utf-8")
        for path in assets.rglob("*.js")
    }
    sources["assets/search/engine.js"] = "export const canSearchText = 1, openEngine = 2;"
    assert link_modules(sources).count('define("') == len(sources)
