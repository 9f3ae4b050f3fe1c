"""年度名单：a list that was read + the year as it stands → what would be written.

Entries are known by organisation and team. What the list has no column for stays as staff wrote
it, and so does everything in the file beside the entries.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from generator.content import Content, YearFolder
from generator.fields import ENTRY, RESULTS
from generator.intake.counts import parse_counts
from generator.intake.emit import Value
from generator.intake.messages import problem
from generator.intake.names import Register, fold
from generator.intake.plan import Change, Plan
from generator.intake.registers import (
    ORGANISATIONS_FILE,
    RECOMMENDERS_FILE,
    Proposals,
    open_recommenders,
    open_register,
    propose_organisations,
    propose_recommenders,
    propose_renames,
    register_of,
)
from generator.intake.results import ResultList
from generator.intake.rewrite import (
    ListFile,
    ListItem,
    make_item,
    read_list_file,
    render_list_file,
    with_key,
)
from generator.intake.rows import Listed, with_fields
from generator.model import Notice
from generator.problems import Place, Problem, has_errors

ACTIVITY = "“质量信得过班组”建设活动"
_HEAD = "# {year} 年度结果，由 anli import results 写入。总数和各项统计照公告；“经验”的数量包含典型经验。"
_GIVEN = {"industry": ("industry", "industry_class")}
"""column → fields that it gives, where that is not itself"""
_CONTRADICTIONS = ("intake.section-count", "intake.total", "intake.number-gap")
"""findings by which a list contradicts itself"""
Key = tuple[str, str]


@dataclass(slots=True)
class _Desk:
    """What lies ready while a list is put into its year."""

    content: Content
    listing: ResultList
    names: Register
    source: ListFile
    """the year as it stands"""
    problems: list[Problem]
    changes: list[Change] = field(default_factory=list)

    def key(self, fields: Mapping[str, Value]) -> Key:
        """身份 of an entry within its year."""
        team = fold(str(fields.get("team", "")))
        return self.names.slug(str(fields.get("organisation", ""))), team


def plan_results(content: Content, listing: ResultList, problems: Sequence[Problem]) -> Plan:
    """名单 → plan. With errors among the problems it has no files."""
    found = list(problems)
    register, more = open_register(content.root)
    recommenders, others = open_recommenders(content.root)
    file = f"cases/{listing.year}/results.yaml"
    source, faults = read_list_file(content.root, file, RESULTS, "entries")
    found += [*more, *others, *faults]
    if register is None or recommenders is None or source is None:
        return Plan(problems=tuple(found))
    _propose(content, listing, register, recommenders)
    desk = _Desk(content, listing, register_of(register), source, found)
    entries = list(_with_right_names(desk))
    found += [*register.problems, *recommenders.problems, *_check_twice(desk, entries)]
    text = _merge(desk, entries)
    if has_errors(found):
        return Plan(problems=tuple(found), facts=facts_of(listing))
    files = {
        file: text.encode(),
        **_files_of(register, ORGANISATIONS_FILE),
        **_files_of(recommenders, RECOMMENDERS_FILE),
    }
    everything = (*desk.changes, *register.changes, *recommenders.changes)
    return Plan(files, (), everything, tuple(found), facts_of(listing))


def _files_of(proposals: Proposals, file: str) -> dict[str, bytes]:
    return {file: proposals.render().encode()} if proposals.changes else {}


def facts_of(listing: ResultList) -> dict[str, object]:
    """读了多少行, each accounted for."""
    return {
        "title": listing.title,
        "rows": {
            "read": listing.rows_read,
            "entries": len(listing.entries),
            "sections": len(listing.sections),
            "ignored": len(listing.ignored),
        },
        "ignored": [
            {"cell": row.place.file, "kind": row.kind, "text": row.text} for row in listing.ignored
        ],
    }


def _propose(
    content: Content, listing: ResultList, register: Proposals, recommenders: Proposals
) -> None:
    propose_renames(register, listing.renames)
    propose_organisations(register, listing.entries, listing.renames)
    vocabulary = content.vocabularies.get("recommender")
    districts = content.vocabularies.get("district")
    if vocabulary:
        labels = [term.label for term in districts.terms] if districts else []
        propose_recommenders(recommenders, vocabulary, listing.entries, listing.year, labels)


def _with_right_names(desk: _Desk) -> Iterator[Listed]:
    """简称 and odd spellings → the full name; a former name stays, it was right that year."""
    for entry in desk.listing.entries:
        name = str(entry.fields.get("organisation", ""))
        meant = desk.names.right_name(name)
        if meant != name:
            args = {"value": name, "meant": meant}
            desk.problems.append(
                problem("intake.organisation-name", entry.at("organisation"), **args)
            )
        yield with_fields(entry, organisation=meant)


def _check_twice(desk: _Desk, entries: Sequence[Listed]) -> Iterator[Problem]:
    seen: dict[Key, Listed] = {}
    for entry in entries:
        key = desk.key(entry.fields)
        if key in seen and all(key):
            args = {"name": entry.name, "first": seen[key].place.file.rsplit("!", 1)[-1]}
            yield problem("intake.entry-twice", entry.place, **args)
        seen.setdefault(key, entry)


def _merge(desk: _Desk, entries: Sequence[Listed]) -> str:
    """The file as it would be; how it differs from that of now is noted."""
    old = {desk.key(item.fields): item for item in desk.source.items}
    items = []
    for entry in entries:
        before = old.pop(desk.key(entry.fields), None)
        fields = _updated(entry, before, desk.listing.columns)
        items.append(make_item(desk.source, fields, before))
        desk.changes += _change(entry.name, fields, before)
    _report_gone(desk, old.values())
    return render_list_file(_with_keys(desk, _with_head(desk)), items)


def _with_keys(desk: _Desk, source: ListFile) -> ListFile:
    """The head: what it lacks, and 名单出入 for as long as the list has any."""
    for name, value in _head_fields(desk).items():
        if name not in desk.source.keys:
            source = with_key(source, name, value)
            desk.changes.append(Change("+", RESULTS.field(name).label))
    found = [f"{p.place.file}：{p.message}" for p in desk.problems if p.id in _CONTRADICTIONS]
    changed = with_key(source, "discrepancies", found)
    if changed != source:
        desk.changes.append(Change("~", RESULTS.field("discrepancies").label, tuple(found)))
    return changed


def _report_gone(desk: _Desk, gone: Iterable[ListItem]) -> None:
    for item in gone:
        name = f"{item.fields.get('organisation', '')} {item.fields.get('team', '')}"
        desk.changes.append(Change("-", name))
        desk.problems.append(problem("intake.entry-gone", _place(desk), name=name))


def _place(desk: _Desk) -> Place:
    """The sheet as a whole, or the file where it has no entries."""
    entries = desk.listing.entries
    return Place(entries[0].place.file.rpartition("!")[0]) if entries else Place(desk.source.file)


def _with_head(desk: _Desk) -> ListFile:
    """A file that is new says at its top where it comes from."""
    source = desk.source
    if (desk.content.root / source.file).exists():
        return source
    return replace(source, before=(_HEAD.format(year=desk.listing.year), *source.before))


def _updated(entry: Listed, before: ListItem | None, columns: frozenset[str]) -> dict[str, Value]:
    """What the list says, and beside it what only staff know."""
    if before is None:
        return dict(entry.fields)
    given = {field for column in columns for field in _GIVEN.get(column, (column,))}
    kept = {name: value for name, value in before.fields.items() if name not in given}
    said = {name: value for name, value in entry.fields.items() if name in given}
    longer = str(before.fields.get("industry_class", ""))
    if longer and longer.startswith(str(said.get("industry_class", ""))):
        said["industry_class"] = longer  # the list is only less exact
    return {**kept, **said}


def _change(name: str, fields: Mapping[str, Value], before: ListItem | None) -> list[Change]:
    if before is None:
        return [Change("+", name)]
    details = []
    for row in ENTRY.fields:
        old, new = str(before.fields.get(row.name, "")), str(fields.get(row.name, ""))
        if old != new:
            details.append(f"{row.label}：{old or '（空）'} → {new or '（空）'}")
    return [Change("~", name, tuple(details))] if details else []


def _head_fields(desk: _Desk) -> dict[str, Value]:
    """年度, 公告 and official counts for a file that lacks them."""
    year = desk.listing.year
    fields: dict[str, Value] = {"year": str(year), "activity": ACTIVITY}
    if notice := announcement_of(desk.content, year):
        return {**fields, **announcement_fields(desk.content, notice, year)}
    if "announced_on" not in desk.source.keys:
        desk.problems.append(problem("intake.no-announcement", _place(desk), year=year))
    total = desk.listing.totals.get("total")
    return fields if total is None else {**fields, "total": str(total)}


def announcement_of(content: Content, year: int) -> Notice | None:
    """结果公告 of the year, the first one where there are several."""
    folder = next((f for f in content.years if f.year == year), YearFolder(year, None))
    notices = [n for n in folder.notices if n.kind == "results" and n.issued_on]
    return min(notices, key=lambda n: (n.issued_on, n.slug), default=None)


def announcement_fields(content: Content, notice: Notice, year: int) -> dict[str, Value]:
    """公布日期, 公告 and 统计 that a notice gives."""
    counts = parse_counts(notice.markdown, content.vocabularies, year).as_fields()
    day = notice.issued_on.isoformat() if notice.issued_on else ""
    return {"announced_on": day, "announcement": notice.slug, **counts}
