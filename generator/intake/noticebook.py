"""通知入库：a notice that was read + the year as it stands → what would be written.

A results notice also fills the head of the year's results, an activity notice its calendar; what
staff wrote there stays, and a number that differs is only named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from generator.content import Content
from generator.fields import NOTICE, RESULTS
from generator.intake.counts import parse_counts
from generator.intake.emit import Value
from generator.intake.headers import label_key
from generator.intake.messages import problem
from generator.intake.notice import NoticeDraft, render_notice
from generator.intake.plan import Change, Plan, text_diff
from generator.intake.rewrite import fields_of, read_list_file, render_list_file, with_key
from generator.intake.when import parse_span
from generator.problems import Place, Problem, has_errors
from generator.sources import SourceText, parse_document

SLUGS = {"results": "results", "activity": "activity"}
KINDS = {"results": "结果公告", "activity": "活动通知"}
_STEP_COLUMNS = {
    "步骤": "name", "内容": "name", "工作内容": "name", "事项": "name", "环节": "name",
    "时间": "when", "时间安排": "when", "日期": "when",
    "责任单位": "by", "单位": "by", "承办单位": "by", "负责单位": "by",
}  # fmt: skip


@dataclass(slots=True)
class _Desk:
    """What lies ready while a notice is put into its year."""

    content: Content
    year: int
    problems: list[Problem]
    files: dict[str, bytes] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)


def plan_notice(
    content: Content, draft: NoticeDraft, problems: Sequence[Problem], *, update: bool
) -> Plan:
    """通知 → plan, by the year and the kind that the draft was read for."""
    desk = _Desk(content, int(str(draft.fields["year"])), list(problems))
    kind = next(kind for kind, label in KINDS.items() if label == draft.fields["kind"])
    draft = _with_issuer(desk, draft)
    if not has_errors(desk.problems) and _place_notice(desk, kind, draft, update):
        is_results = kind == "results"
        _fill_results(desk, _results_head(desk, draft) if is_results else _calendar(desk, draft))
    return Plan(desk.files, (), tuple(desk.changes), tuple(desk.problems))


def _with_issuer(desk: _Desk, draft: NoticeDraft) -> NoticeDraft:
    """发布单位 as the paper says it; a summary without one is taken for the association's own."""
    if draft.fields.get("issuer"):
        return draft
    site, place = desk.content.site, Place(draft.file)
    if site is None:
        label = NOTICE.field("issuer").label
        desk.problems.append(problem("intake.notice-field", place, label=label))
        return draft
    desk.problems.append(problem("intake.notice-issuer", place, name=site.publisher))
    return replace(draft, fields={**draft.fields, "issuer": site.publisher})


def _place_notice(desk: _Desk, kind: str, draft: NoticeDraft, update: bool) -> bool:
    """The notice into its file; False when another one stands there that must stay."""
    file = f"cases/{desk.year}/notices/{SLUGS[kind]}.md"
    path = desk.content.root / file
    if not path.exists():
        desk.files[file] = render_notice(draft).encode()
        desk.changes.append(Change("+", file, (str(draft.fields.get("title", "")),)))
        return True
    old = path.read_text(encoding="utf-8-sig")
    new = render_notice(_with_kept(draft, old))
    if old != new and not update:
        desk.problems.append(problem("intake.notice-exists", Place(file), file=file))
        return False
    if old != new:
        desk.files[file] = new.encode()
        desk.changes.append(Change("~", file, text_diff(old, new, file)))
    return True


def _with_kept(draft: NoticeDraft, old: str) -> NoticeDraft:
    """The draft with the link and the attachments that staff added to the old one."""
    front = parse_document(SourceText("", old))[0].front
    kept = fields_of(front, NOTICE) if front else {}
    names = ("source", "attachments")
    return replace(draft, fields={**draft.fields, **{n: kept[n] for n in names if n in kept}})


def _results_head(desk: _Desk, draft: NoticeDraft) -> dict[str, Value]:
    counts = parse_counts(draft.body, desk.content.vocabularies, desk.year).as_fields()
    day = draft.fields.get("issued_on", "")
    return {"announced_on": day, "announcement": SLUGS["results"], **counts} if day else counts


def _calendar(desk: _Desk, draft: NoticeDraft) -> dict[str, Value]:
    """日程 out of the table of an activity notice."""
    steps = list(_steps(draft.body, desk.year))
    return {"calendar": steps} if steps else {}


def _steps(body: str, year: int) -> Iterator[dict[str, Value]]:
    columns: list[str] = []
    for line in body.split("\n"):
        if not line.startswith("|"):
            columns = []
            continue
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip("|"))]
        names = [_STEP_COLUMNS.get(label_key(cell), "") for cell in cells]
        if {"name", "when"} <= set(names):
            columns = names
        elif columns and not all(re.fullmatch(r"-*", cell) for cell in cells):
            yield _step(dict(zip(columns, cells, strict=False)), year)


def _step(cells: Mapping[str, str], year: int) -> dict[str, Value]:
    start, end = parse_span(cells["when"], year)
    step = {
        "name": cells["name"],
        "when": cells["when"],
        "start": start.isoformat() if start else "",
        "end": end.isoformat() if end else "",
        "by": cells.get("by", ""),
    }
    return {name: text for name, text in step.items() if text}


def _fill_results(desk: _Desk, head: Mapping[str, Value]) -> None:
    """What the notice knows into the head of results.yaml, where that is there already."""
    file = f"cases/{desk.year}/results.yaml"
    if not head or not (desk.content.root / file).exists():
        return
    source, faults = read_list_file(desk.content.root, file, RESULTS, "entries")
    desk.problems += faults
    if source is None:
        return
    desk.problems += _check_numbers(desk.content, desk.year, head)
    extra = {name: value for name, value in head.items() if name not in source.keys and value}
    if extra:
        for name, value in extra.items():
            source = with_key(source, name, value)
        desk.files[file] = render_list_file(source, source.items).encode()
        details = tuple(RESULTS.field(name).label for name in extra)
        desk.changes.append(Change("~", file, details))


def _check_numbers(content: Content, year: int, head: Mapping[str, Value]) -> Iterator[Problem]:
    """总数、推荐全国数 and 公布日期 that the year has already, if it has others."""
    results = next((f.results for f in content.years if f.year == year), None)
    for name in ("total", "nominated", "announced_on"):
        kept, said = getattr(results, name, None), head.get(name, "")
        if results and kept and said and str(kept) != said:
            label = RESULTS.field(name).label
            args = {"label": label, "said": said, "kept": kept}
            yield problem("intake.count-differs", results.at.of(name), **args)
