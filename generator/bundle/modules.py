"""模块合并：the ES modules of the site as one classic script, for pages opened from a disk.

Browsers refuse modules and `fetch` below `file://`. Our own modules are written in one plain style
(named imports, exports in front of declarations), which is all that is understood here; anything
else raises, so that it cannot be left out in silence.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping

_IMPORT = re.compile(r'^import (?:\{([^}]*)\} from )?"(\.{1,2}/[^"]+)";$', re.M)
_DYNAMIC = re.compile(r'\bimport\("(\.{1,2}/[^"]+)"\)')
_EXPORT = re.compile(r"^export (?=(?:async )?function\*? (\w+)|(?:const|let|class) (\w+))", re.M)
_LEFT_OVER = re.compile(r"^\s*(?:import\b(?!\()|export\b)|\bimport\.meta\b", re.M)

RUNTIME = """\
(() => {
  const modules = window.anliModules || (window.anliModules = { made: {}, makers: {} });
  const need = (name) => {
    if (!modules.made[name]) {
      modules.made[name] = {};
      modules.makers[name](modules.made[name], need);
    }
    return modules.made[name];
  };
  const define = (name, maker) => { modules.makers[name] = modules.makers[name] || maker; };
"""
END = """\
  need(document.currentScript.getAttribute("data-entry"));
})();
"""


class UnknownModuleError(Exception):
    """A module is written in a way that the bundle does not understand; the text says where."""


def link_modules(sources: Mapping[str, str]) -> str:
    """Sources by path (assets/search/plan.js …) → one script that runs the module `data-entry`."""
    parts = [_wrap(name, text, sources) for name, text in sorted(sources.items())]
    return RUNTIME + "".join(parts) + END


def _wrap(name: str, text: str, sources: Mapping[str, str]) -> str:
    def resolve(target: str) -> str:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(name), target))
        if path not in sources:
            raise UnknownModuleError(f"{name}: 没有模块 {path}")
        return path

    def take(found: re.Match[str]) -> str:
        names = [part.strip() for part in (found[1] or "").split(",") if part.strip()]
        wanted = ", ".join(re.sub(r"^(\w+) as (\w+)$", r"\1: \2", part) for part in names)
        needed = f'need("{resolve(found[2])}");'
        return f"const {{ {wanted} }} = {needed}" if wanted else needed

    exported = [first or second for first, second in _EXPORT.findall(text)]
    body = _EXPORT.sub("", _IMPORT.sub(take, text))
    body = _DYNAMIC.sub(lambda m: f'Promise.resolve(need("{resolve(m[1])}"))', body)
    if odd := _LEFT_OVER.search(body):
        line = text.count("\n", 0, odd.start()) + 1
        raise UnknownModuleError(f"{name}:{line}: {odd[0].strip()}")
    given = "".join(f"  out.{one} = {one};\n" for one in exported)
    return f'define("{name}", (out, need) => {{\n{body}\n{given}}});\n'
