"""目标：what is tried with any bytes, and what must hold. Each check raises when something does not.

A check gets the bytes and a folder of its own, which is the same one every time.
"""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from urllib.parse import urlsplit

from generator import mentions, pipeline, prose
from generator.content import Content
from generator.firewall.contacts import find_contacts
from generator.firewall.personal import find_numbers
from generator.firewall.scan import EVERYWHERE, IN_CONTENT, IN_PROSE
from generator.gatekeeper import Ledger, read_ledger
from generator.gatekeeper.decode import variants
from generator.gatekeeper.ledger import LedgerError
from generator.gatekeeper.links import check_links
from generator.gatekeeper.markup import read_markup
from generator.gatekeeper.unpack import UnpackError, parts_of
from generator.hashing import hash_case
from generator.intake.approvals import read_approvals
from generator.intake.case import read_case, render_case
from generator.intake.notice import read_notice, render_notice
from generator.intake.results import read_results
from generator.model import Figure
from generator.problems import Problem, has_errors, render_report
from generator.publishing.addresses import AddressError, build_answers, render_answers
from generator.publishing.redirects import REDIRECTS, RedirectsError, read_redirects
from generator.sources import SourceText, parse_bytes, parse_document, parse_yaml
from tests.firewall import positives
from tests.fuzz import seeds
from tests.fuzz.harmless import assert_harmless
from tests.fuzz.packages import Script, injure, injure_plainly
from tests.gatekeeper.surfaces import PIXEL, jpeg, pdf, webp, zipped
from tests.intake.papers import VOCABULARIES, YEAR
from tests.support import TODAY, copy_site

Check = Callable[[bytes, Path], None]
SLOWEST = 5.0
"""seconds of processor time for one input"""


@dataclass(frozen=True, slots=True)
class Target:
    """模糊测试的一个目标."""

    name: str
    check: Check
    seeds: Callable[[], Iterable[bytes]]
    longest: int = 8192
    """bytes that are tried at most"""


def run(target: Target, data: bytes, folder: Path) -> None:
    """One input: what the target promises, and the time it may take."""
    start = time.process_time()
    target.check(data, folder)
    took = time.process_time() - start
    assert took < SLOWEST, f"{target.name}: {took:.1f} s for {len(data)} bytes"


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")


def _shown(problems: Iterable[Problem], source: SourceText) -> None:
    """Every problem can be shown with its line."""
    assert all(problem.message for problem in problems)
    render_report(problems, {source.file: source.lines})


# ---- what people write ----


def check_front_matter(data: bytes, folder: Path) -> None:
    """文头：a node, or a problem that says why not; and the same with Windows line ends."""
    source, problems = parse_bytes("case.md", data)
    document, found = parse_document(source)
    assert document.front is not None or has_errors(found)
    node, more = parse_yaml(source)
    assert node is not None or has_errors(more)
    _shown([*problems, *found, *more], source)
    if b"\r" not in data:
        again, _ = parse_bytes("case.md", data.replace(b"\n", b"\r\n"))
        assert again.text == source.text


def _project(folder: Path) -> Path:
    return folder if (folder / "cases").exists() else copy_site("minimal", folder)


CASE = Path("cases/2022/zhuangpei-yiban/case.md")


def check_case(data: bytes, folder: Path) -> None:
    """案例：read, checked and shown; and never public unless it is what was approved."""
    root = _project(folder)
    path = root / CASE
    approved = "f6906063d97a04ae5e26dbd7c27d7bed0f01658e6faa11c09a31ee34d084d7f4"
    path.write_bytes(data)
    loaded = pipeline.load(root, day=TODAY)
    render_report(loaded.problems, loaded.content.lines)
    public = loaded.archive.cases if loaded.archive else ()
    assert not public or hash_case(path.parent) == approved
    for case in loaded.content.cases:
        for section in case.sections:
            assert_harmless(prose.render_section(section.markdown, {}), set())


FIGURES = {"fig-1.png": Figure("fig-1-abc.png", 48, 32, "柱状图", "图注", "示例公司")}


def check_markdown(data: bytes, folder: Path) -> None:
    """正文 → HTML: harmless to every reader, and nothing left for a second cleaning."""
    text = _text(data)
    html = prose.render_markdown(text)
    assert prose._CLEANER.clean(html) == html
    section = prose.render_section(text, FIGURES, label=text[:40])
    assert_harmless(section, {figure.src for figure in FIGURES.values()})
    assert not read_markup(section).active, section
    prose.plain_text(text)
    prose.render_open(text)
    for find in (mentions.links, mentions.images, mentions.raw_html, mentions.lost):
        for mention in find(text):
            assert 0 <= mention.line <= text.count("\n")


# ---- what offices send ----


def check_workbook(data: bytes, folder: Path) -> None:
    """表格：a list, or an error that says why not."""
    script = Script(data)
    kind, rest = script.byte() % 8, data[1:]
    if kind == 0:
        path, content = folder / "名单.xlsx", rest
    elif kind == 1:
        path, content = folder / "名单.csv", rest
    elif kind == 2:
        path, content = folder / "名单.xls", injure_plainly(seeds.old_book(), rest)
    else:
        path, content = folder / "名单.xlsx", injure(seeds.books(), rest)
    path.write_bytes(content)
    results, problems = read_results(path, YEAR, VOCABULARIES)
    assert results is not None or has_errors(problems)
    rows, more = read_approvals(path, YEAR)
    assert rows or more
    render_report([*problems, *more], {})


def check_paper(data: bytes, folder: Path) -> None:
    """Word：a draft whose file can be read again, or an error that says why not."""
    script = Script(data)
    kind, rest = script.byte() % 8, data[1:]
    path = folder / ("通知.txt" if kind == 1 else "材料.docx")
    path.write_bytes(rest if kind < 2 else injure(seeds.papers(), rest))
    draft, problems = read_case(path, YEAR, VOCABULARIES)
    assert draft is not None or has_errors(problems)
    notice, more = read_notice(path, YEAR, "结果公告")
    assert notice is not None or has_errors(more)
    render_report([*problems, *more], {})
    for text in (
        render_case(draft, "SHQ-2022-0001", "typical") if draft else "",
        render_notice(notice) if notice else "",
    ):
        if text:
            source, _ = parse_bytes("x.md", text.encode())
            document, faults = parse_document(source)
            assert document.front is not None, (faults, text)


# ---- ledgers and addresses ----

BASE = "https://share.example.org/anli/"
NOW = frozenset({"", "topics/new/", "years/2022/", "data/cases.json"})
WITHDRAWN = frozenset({"cases/2022/gone/"})
EVER = ("topics/old/", "years/2021/", "cases/2022/gone/a.png")
_MAP = re.compile(r'#.*|"~\^[^"\n]*\(/\|\$\)" 1;|"/[^"$\s]*" 1;|"/[^"$\s]*" "/[^"$\s]*";')
_CADDY = re.compile(r'#.*|redir "/[^"\s]*" "/[^"\s]*" 301|error "/[^"\s]*" 410')


def check_redirects(data: bytes, folder: Path) -> None:
    """转向：refused, or one step within the site, in lines that no server misreads."""
    path = folder / REDIRECTS
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    try:
        answers = build_answers(BASE, EVER, NOW, WITHDRAWN, read_redirects(folder))
    except (RedirectsError, AddressError) as error:
        assert str(error)
        return
    root = urlsplit(BASE).path
    for old, new in answers.moved.items():
        assert new.removeprefix(root) in NOW
        assert old.removeprefix(root) not in NOW
        assert not old.startswith("/anli/cases/2022/gone/")
    for name, text in render_answers(answers).items():
        pattern = _CADDY if name.endswith("caddy") else _MAP
        assert all(pattern.fullmatch(line) for line in text.splitlines()), text


LEDGERS = (
    "cases/2022/approvals.yaml",
    "site_config/published.yaml",
    "site_config/announced.yaml",
    "site_config/withdrawn.yaml",
    "site_config/site.yaml",
    "cases/2022/waivers.yaml",
)


def check_ledger(data: bytes, folder: Path) -> None:
    """台账：both readers say the same of a sound one, and neither breaks on any other."""
    root = _project(folder)
    name = LEDGERS[Script(data).byte() % len(LEDGERS)]
    path = root / name
    before = path.read_bytes() if path.exists() else None
    try:
        path.write_bytes(data[1:])
        loaded = pipeline.load(root, day=TODAY)
        render_report(loaded.problems, loaded.content.lines)
        try:
            ledger = read_ledger(root, TODAY)
        except LedgerError as error:
            assert str(error)
            assert loaded.archive is None, "a sound ledger is read"
            return
        if loaded.archive is not None:
            assert_same(loaded.content, ledger)
            # a list that is not in its ledger yet stops a publication (`announced.missing`)
            public = {case.id for case in loaded.archive.cases if case.year in ledger.entries}
            assert public <= ledger.approved.keys()
    finally:
        path.unlink() if before is None else path.write_bytes(before)


def assert_same(content: Content, ledger: Ledger) -> None:
    """What the project's reader and the gatekeeper's own reader made of the same files."""
    assert ledger.withdrawn == {w.id: w.address for w in content.withdrawals if w.day <= TODAY}
    assert ledger.published == {entry.id: entry.address for entry in content.ledger}
    lists = {a.year: a.entries for a in content.announced if a.announced_on <= TODAY}
    assert ledger.entries == lists
    assert content.site is not None
    assert ledger.base_url == content.site.base_url
    assert ledger.approved == {
        a.case: a.content_hash
        for year in content.years
        for a in year.approvals
        if a.content_hash and a.approved_by and a.approved_on
        and a.consent and a.consent.given and "website" in a.consent.scope
        and a.case not in ledger.withdrawn and int(a.case[4:8]) in lists
    }  # fmt: skip


# ---- what must not get out ----

_PLANTS = tuple(product(positives.NUMBERS, positives.DISGUISES))
_QUIET = "。" * 40
"""what stands before and after a planted number: no word, no digit"""
_MUST = {"personal.id-number", "personal.bank-card"}
_PLAIN = {"glued", "full-width", "spaces", "hyphens", "dots", "zero-width"}


def check_personal(data: bytes, folder: Path) -> None:
    """个人信息：a planted number is found in any text, and no text takes long."""
    script = Script(data)
    kind, disguise = _PLANTS[script.byte() % len(_PLANTS)]
    rng = random.Random(script.byte() * 256 + script.byte())
    text = _text(data[3:])
    for detect in (*EVERYWHERE, *IN_CONTENT, *IN_PROSE):
        for finding in detect(text):
            assert 0 <= finding.start <= finding.end <= len(text)
    if kind in _MUST or disguise in _PLAIN:
        number = positives.DISGUISES[disguise](positives.NUMBERS[kind](rng), rng)
        line = f"{text}{_QUIET}{number}{_QUIET}{text}"
        found = {f.id for f in (*find_numbers(line), *find_contacts(line))}
        assert kind in found, (kind, disguise, number)
    if rng.random() < 0.1 and text:
        assert_linear(text)


def assert_linear(text: str) -> None:
    """Twice as much of it takes at most some three times as long."""
    short = (text * (8000 // len(text) + 1))[:8000]
    for detect in (*EVERYWHERE, *IN_CONTENT, *IN_PROSE):
        start = time.process_time()
        sum(1 for _ in detect(short))
        middle = time.process_time()
        sum(1 for _ in detect(short * 2))
        once, twice = middle - start, time.process_time() - middle
        assert twice < 0.3 or twice < 3.2 * once, (detect, once, twice)


# ---- the gatekeeper ----


def check_parts(data: bytes, folder: Path) -> None:
    """拆开：parts, or the reason why not; and every part is decoded without end or error."""
    try:
        parts = list(parts_of(data))
    except UnpackError as error:
        assert str(error)
        return
    for _, part in parts[:20]:
        for text in variants(part[:4096].decode("utf-8", "ignore")):
            assert isinstance(text, str)


def check_page(data: bytes, folder: Path) -> None:
    """成品网页：read and its links followed, whatever it is."""
    page = read_markup(_text(data), BASE)
    list(check_links({"index.html": page}, {"index.html", "a/index.html"}, BASE))


def _pages() -> Iterable[bytes]:
    yield b'<!doctype html><p id="a" title="x">x<a href="http://x/">y</a><img srcset="a 1x, b 2x">'
    yield b'<script type="application/ld+json">{}</script><!-- x --><![CDATA[x]]><?php x ?><svg/>'
    yield from (body for body in seeds.bodies())


def _with_selector(make: Callable[[], Iterable[bytes]], count: int) -> Callable[[], list[bytes]]:
    return lambda: [bytes([n]) + data for n in range(count) for data in make()]


TARGETS = (
    Target("front-matter", check_front_matter, seeds.cases),
    Target("case", check_case, seeds.cases, 16384),
    Target("markdown", check_markdown, seeds.bodies, 16384),
    Target("workbook", check_workbook, lambda: [bytes([n, n]) for n in range(12)], 2048),
    Target("paper", check_paper, lambda: [bytes([n, n]) for n in range(12)], 2048),
    Target("redirects", check_redirects, lambda: [
        "转向: [{从: topics/old/, 到: topics/new/}]\n".encode(),
        "转向:\n  - 从: a\n    到: b\n  - 从: b\n    到: topics/new/\n".encode(),
    ], 1024),
    Target("personal", check_personal, _with_selector(lambda: [b"00" + b for b in seeds.bodies()], 1), 2048),
    Target("ledger", check_ledger, lambda: [
        bytes([n]) + text for n, name in enumerate(LEDGERS) for text in seeds.settings(name)
    ], 4096),
    Target("parts", check_parts, lambda: [
        PIXEL, jpeg(0xE1)(b"Exif"), webp(b"EXIF")(b"x"), zipped()(b"x"), pdf(lambda d: d)(b"x"),
    ], 4096),
    Target("page", check_page, _pages, 4096),
)  # fmt: skip
BY_NAME = {target.name: target for target in TARGETS}
