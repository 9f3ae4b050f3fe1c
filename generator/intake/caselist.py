"""新案例：drafts + the year as it stands → folders with ids, tiers and addresses of their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from generator.content import Content, YearFolder
from generator.fields import CASE
from generator.intake.batch import PaperRead
from generator.intake.case import CaseDraft, render_case
from generator.intake.emit import Value
from generator.intake.messages import problem
from generator.intake.names import Register, build_register, fold, likely_match, likely_team
from generator.intake.plan import Change, Plan, text_diff
from generator.intake.rewrite import fields_of
from generator.intake.slugs import make_slug
from generator.model import Case, Entry
from generator.problems import Place, Problem, has_errors
from generator.sources import SourceText, parse_document

_STAFF = ("key_industries", "corrections", "video", "team_size", "founded", "industry_class")
"""fields that stay when the paper says nothing of them"""
_GUESSED = ("short_title", "concepts", "methods", "rights_holder", "licence")
"""fields that the importer only proposes: what staff have made of them stays"""
_OF_PICTURES = ("alt", "caption", "credit", "kind", "people", "consent_until")
Key = tuple[str, str]


@dataclass(slots=True)
class _Desk:
    """What lies ready while the cases of one year are put in order."""

    content: Content
    year: int
    names: Register
    entries: Mapping[Key, Entry]
    present: Mapping[Key, Case]
    update: bool
    problems: list[Problem]
    files: dict[str, bytes] = field(default_factory=dict)
    removed: list[str] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)

    def key(self, draft: CaseDraft) -> Key:
        """身份 of a draft within its year."""
        organisation, team = names_of(draft)
        return self.names.slug(organisation), fold(team)


def names_of(draft: CaseDraft) -> tuple[str, str]:
    """单位和班组 as the paper has them."""
    return str(draft.fields.get("organisation", "")), str(draft.fields.get("team", ""))


def plan_cases(
    content: Content,
    year: int,
    papers: Sequence[PaperRead],
    problems: Iterable[Problem],
    *,
    update: bool,
) -> Plan:
    """草稿 → plan. With errors among the problems it has no files."""
    desk = _open_desk(content, year, update)
    desk.problems += [*problems, *(found for paper in papers for found in paper.problems)]
    if not desk.entries:
        file = f"cases/{year}/results.yaml"
        desk.problems.append(problem("intake.results-first", Place(file), year=year))
    drafts = [(paper.path, paper.draft) for paper in papers if paper.draft]
    desk.problems += _find_rivals(desk, drafts)
    if not has_errors(desk.problems):
        _place_all(desk, drafts)
    return Plan(desk.files, tuple(desk.removed), tuple(desk.changes), tuple(desk.problems))


def _place_all(desk: _Desk, drafts: list[tuple[Path, CaseDraft]]) -> None:
    """Every draft into its folder; new ones are numbered in the order of the list."""
    order = {key: number for number, key in enumerate(desk.entries)}
    numbers = free_numbers(desk.content, desk.year)
    slugs = taken_slugs(desk.content, desk.year)
    for path, draft in sorted(drafts, key=lambda pair: order.get(desk.key(pair[1]), len(order))):
        case = desk.present.get(desk.key(draft))
        if case is None:
            slug = make_slug(names_of(draft)[1] or path.stem, slugs)
            slugs.add(slug)
            _add(desk, path, draft, f"SHQ-{desk.year}-{next(numbers):04}", slug)
        elif desk.update:
            _renew(desk, path, draft, case)
        else:
            args = {"team": case.team, "case": case.id, "folder": case.folder}
            desk.problems.append(problem("intake.case-exists", Place(path.name), **args))


def _open_desk(content: Content, year: int, update: bool) -> _Desk:
    folder = next((f for f in content.years if f.year == year), YearFolder(year, None))
    entries = folder.results.entries if folder.results else ()
    return _Desk(
        content=content,
        year=year,
        names=build_register(content.organisations),
        entries={(e.organisation, fold(e.team)): e for e in entries},
        present={(case.organisation, fold(case.team)): case for case in folder.cases},
        update=update,
        problems=[],
    )


def _find_rivals(desk: _Desk, drafts: Iterable[tuple[Path, CaseDraft]]) -> Iterator[Problem]:
    """两份不同的材料 for one team."""
    seen: dict[Key, Path] = {}
    for path, draft in drafts:
        key = desk.key(draft)
        if key in seen:
            yield problem("intake.same-case", Place(path.name), other=seen[key].name)
        seen.setdefault(key, path)


def free_numbers(content: Content, year: int) -> Iterator[int]:
    """编号 that were never given: not to a case, not in the ledger, not in an approval."""
    ids = [case.id for case in content.cases] + [entry.id for entry in content.ledger]
    ids += [a.case for folder in content.years for a in folder.approvals]
    numbers = [int(id[9:]) for id in ids if id.startswith(f"SHQ-{year}-")]
    yield from range(max(numbers, default=0) + 1, 10000)


def taken_slugs(content: Content, year: int) -> set[str]:
    folder = content.root / "cases" / str(year)
    present = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    published = {
        e.address.rstrip("/").rsplit("/", 1)[-1] for e in content.ledger if f"/{year}/" in e.address
    }
    return present | published | {"notices"}


def _add(desk: _Desk, path: Path, draft: CaseDraft, id: str, slug: str) -> None:
    tier = _tier_of(desk, path, draft)
    draft = _with_right_name(desk, path, draft)
    folder = f"cases/{desk.year}/{slug}"
    desk.files |= _files_of(folder, draft, id, tier)
    name = " ".join(names_of(draft))
    details = (f"{folder}/case.md", f"来稿：{path.name}", f"等级：{tier or '（空）'}")
    desk.changes.append(Change("+", f"{id} {name}", details))


def _files_of(folder: str, draft: CaseDraft, id: str, tier: str) -> dict[str, bytes]:
    files = {f"{folder}/{picture.name}": picture.data for picture in draft.pictures}
    return {f"{folder}/case.md": render_case(draft, id, tier).encode(), **files}


def _tier_of(desk: _Desk, path: Path, draft: CaseDraft) -> str:
    """等级 as the list has it; empty for a team that it does not name."""
    organisation, team = names_of(draft)
    entry = desk.entries.get(desk.key(draft))
    if entry is None:
        listed = [(e.organisation_name, e.team) for e in desk.entries.values()]
        near = likely_team(organisation, team, listed)
        hint = f"是不是“{' '.join(near)}”？" if near else ""
        args = {"year": desk.year, "name": f"{organisation} {team}", "suggestion": hint}
        desk.problems.append(problem("intake.case-not-listed", Place(path.name), **args))
        return ""
    label = desk.content.vocabularies["tier"].term(entry.tier).shown_in(desk.year)
    written = str(draft.fields.get("tier", "")) or label
    if written != label:
        args = {"value": written, "listed": label}
        desk.problems.append(problem("intake.tier-differs", Place(path.name), **args))
    return label


def _with_right_name(desk: _Desk, path: Path, draft: CaseDraft) -> CaseDraft:
    """单位 by its full name; one that nobody bears is kept and reported."""
    name, _ = names_of(draft)
    meant = desk.names.right_name(name)
    if desk.names.find(name) is None:
        known = [o.name for o in desk.content.organisations]
        near = likely_match(name, known)
        args = {"name": name, "suggestion": f"是不是“{near}”？" if near else ""}
        desk.problems.append(problem("intake.case-organisation", Place(path.name), **args))
    elif meant != name:
        args = {"value": name, "meant": meant}
        desk.problems.append(problem("intake.organisation-name", Place(path.name), **args))
    return replace(draft, fields={**draft.fields, "organisation": meant})


def _renew(desk: _Desk, path: Path, draft: CaseDraft, case: Case) -> None:
    """已有的案例, written anew with what only staff know."""
    root = desk.content.root
    old_text = (root / case.folder / "case.md").read_text(encoding="utf-8-sig")
    front = parse_document(SourceText("case.md", old_text))[0].front
    kept = fields_of(front, CASE) if front else {}
    tier = _tier_of(desk, path, draft) or str(kept.get("tier", ""))
    draft = _keep_staff_work(root / case.folder, _with_right_name(desk, path, draft), kept)
    files = _files_of(case.folder, draft, case.id, tier)
    gone = [f"{case.folder}/{picture.file}" for picture in case.pictures]
    gone = [name for name in gone if name not in files]
    changed = [name for name, data in files.items() if not _is_there(root / name, data)]
    if not changed and not gone:
        desk.changes.append(Change("=", f"{case.id} {case.team}", ("内容没有变化",)))
        return
    details = text_diff(old_text, files[f"{case.folder}/case.md"].decode(), "case.md")
    pictures = (f"图片变化：{n}" for n in [*changed, *gone] if not n.endswith("/case.md"))
    desk.changes.append(Change("~", f"{case.id} {case.team}", (*details, *pictures)))
    desk.files |= files
    desk.removed += gone
    if _is_approved(desk, case):
        desk.problems.append(problem("intake.case-reapprove", Place(path.name), case=case.id))


def _is_there(path: Path, data: bytes) -> bool:
    return path.is_file() and path.read_bytes() == data


def _is_approved(desk: _Desk, case: Case) -> bool:
    folder = next(f for f in desk.content.years if f.year == desk.year)
    return any(a.case == case.id and a.content_hash for a in folder.approvals)


def _keep_staff_work(folder: Path, draft: CaseDraft, old: Mapping[str, Value]) -> CaseDraft:
    """Fields that people added or improved in the source after the last import."""
    fields = dict(draft.fields)
    fields |= {name: old[name] for name in _GUESSED if old.get(name)}
    fields |= {name: old[name] for name in _STAFF if old.get(name) and not fields.get(name)}
    return replace(draft, fields={**fields, "pictures": _keep_captions(folder, draft, old)})


def _keep_captions(folder: Path, draft: CaseDraft, old: Mapping[str, Value]) -> list[Value]:
    """替代文字、人像 and the like of pictures that are the same as before."""
    written = {
        str(r["file"]): r for r in old.get("pictures", ()) if isinstance(r, Mapping) and "file" in r
    }
    bytes_of = {picture.name: picture.data for picture in draft.pictures}
    records: list[Value] = []
    for record in draft.fields.get("pictures", ()):
        if not isinstance(record, Mapping):
            continue
        name = str(record["file"])
        same = name in written and _is_there(folder / name, bytes_of[name])
        before = written.get(name, {}) if same else {}
        kept = {part: before[part] for part in _OF_PICTURES if part in before}
        records.append({**record, **kept})
    return records
