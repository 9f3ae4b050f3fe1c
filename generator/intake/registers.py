"""名录和词表的提议：new organisations, new names of old ones, new recommenders."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from generator.fields import ORGANISATION, ORGANISATIONS, VOCABULARY
from generator.intake.emit import Value
from generator.intake.messages import problem
from generator.intake.names import Register, build_register, fold, likely_match
from generator.intake.plan import Change
from generator.intake.renames import Rename
from generator.intake.rewrite import ListFile, make_item, read_list_file, render_list_file
from generator.intake.rows import Listed
from generator.intake.slugs import LEGAL_FORM, make_organisation_slug, make_slug
from generator.intake.terms import find_term
from generator.model import Organisation, OrganisationName, Vocabulary
from generator.problems import Problem

ORGANISATIONS_FILE = "site_config/organisations.yaml"
RECOMMENDERS_FILE = "site_config/vocabulary/recommender.yaml"
_SURE = 0.9
"""from here on a new name is probably a slip of the pen"""


@dataclass(slots=True)
class Proposals:
    """提议 for one file that lists things, and what to say about them."""

    source: ListFile
    items: list[dict[str, Value]]
    """all items as they would be, in the order of the file"""
    changes: list[Change]
    problems: list[Problem]

    def render(self) -> str:
        """The file with all proposals."""
        pairs = zip_longest(self.items, self.source.items)
        return render_list_file(self.source, [make_item(self.source, i, o) for i, o in pairs])


def open_register(root: Path) -> tuple[Proposals | None, list[Problem]]:
    """单位名录 as a list of proposals that is still empty."""
    return _open(read_list_file(root, ORGANISATIONS_FILE, ORGANISATIONS, "organisations"))


def open_recommenders(root: Path) -> tuple[Proposals | None, list[Problem]]:
    """推荐单位词表, likewise."""
    return _open(read_list_file(root, RECOMMENDERS_FILE, VOCABULARY, "terms"))


def _open(read: tuple[ListFile | None, list[Problem]]) -> tuple[Proposals | None, list[Problem]]:
    source, problems = read
    if source is None:
        return None, problems
    return Proposals(source, [dict(item.fields) for item in source.items], [], []), problems


def register_of(proposals: Proposals) -> Register:
    """单位名录 with the proposals in it, for looking up names."""
    return build_register(_organisation(item) for item in proposals.items)


def _organisation(item: Mapping[str, Value]) -> Organisation:
    return Organisation(
        slug=str(item.get("slug", "")),
        name=str(item.get("name", "")),
        former_names=tuple(OrganisationName(text) for text in _former(item)),
        short_name=str(item.get("short_name", "")),
        aliases=tuple(str(alias) for alias in item.get("aliases", ())),
    )


def _former(item: Mapping[str, Value]) -> list[str]:
    names = item.get("former_names", ())
    return [str(name["text"]) for name in names if isinstance(name, Mapping) and "text" in name]


def propose_renames(proposals: Proposals, renames: Iterable[Rename]) -> None:
    """更名 → 曾用名."""
    for rename in renames:
        register = register_of(proposals)
        old, new = register.find(rename.old), register.find(rename.new)
        if old and new and old.slug != new.slug:
            args = {"old": rename.old, "name": rename.new}
            proposals.problems.append(problem("intake.rename-clash", rename.place, **args))
        elif (known := new or old) is None:
            continue  # both names are new: the organisation is proposed with its former name
        elif fold(rename.old) not in {fold(text) for text in known.all_names} or not new:
            _add_former_name(proposals, known.slug, rename)


def _add_former_name(proposals: Proposals, slug: str, rename: Rename) -> None:
    item = next(item for item in proposals.items if item.get("slug") == slug)
    former = item.get("former_names", [])
    name: dict[str, Value] = {"text": rename.old, "until": rename.when}
    item["former_names"] = [*(former if isinstance(former, list) else []), name]
    item["name"] = rename.new
    when = rename.when or "没有写"
    args = {"old": rename.old, "name": rename.new, "when": when}
    proposals.problems.append(problem("intake.renamed", rename.place, **args))
    proposals.changes.append(Change("~", f"单位名录：{rename.new}", (f"曾用名：{rename.old}",)))


def propose_organisations(
    proposals: Proposals, entries: Iterable[Listed], renames: Iterable[Rename]
) -> None:
    """不认识的单位 → additions, each once."""
    former = {fold(rename.new): rename for rename in renames}
    register = register_of(proposals)
    known = [name for o in register.by_name.values() for name in o.all_names]
    taken = {str(item.get("slug", "")) for item in proposals.items}
    shown = {str(item.get(key, "")) for item in proposals.items for key in ("name", "short_name")}
    seen: set[str] = set()
    for entry in entries:
        name = str(entry.fields.get("organisation", ""))
        if name and fold(name) not in seen and register.find(name) is None:
            seen.add(fold(name))
            slug = make_organisation_slug(name, taken)
            short = _short_name(name, shown)
            taken.add(slug)
            shown |= {name, short}
            _add_organisation(proposals, entry, (slug, short), former.get(fold(name)))
            near = likely_match(name, known, _SURE)
            hint = f"是不是“{near}”？是的话请在名单里改正再导入。" if near else ""
            args = {"name": name, "slug": slug, "suggestion": hint}
            proposals.problems.append(
                problem("intake.organisation-new", entry.at("organisation"), **args)
            )


def _add_organisation(
    proposals: Proposals, entry: Listed, called: tuple[str, str], rename: Rename | None
) -> None:
    """Add what an entry says of its organisation, under a 代号 and a 简称 that are free."""
    name, (slug, short) = str(entry.fields["organisation"]), called
    item: dict[str, Value] = {"slug": slug, "name": name}
    if rename:
        item["former_names"] = [{"text": rename.old, "until": rename.when}]
    item["short_name"] = short
    item["district"] = entry.fields.get("district", "")
    proposals.items.append({key: value for key, value in item.items() if value})
    proposals.changes.append(Change("+", f"单位名录：{name}", (f"代号：{slug}",)))


def _short_name(name: str, shown: Collection[str]) -> str:
    """简称 without the legal form, where nobody bears it; else empty."""
    short = LEGAL_FORM.sub("", name)
    fits = short != name and len(short) <= ORGANISATION.field("short_name").limit
    return short if fits and short not in shown else ""


def propose_recommenders(
    proposals: Proposals,
    vocabulary: Vocabulary,
    entries: Iterable[Listed],
    year: int,
    districts: Iterable[str],
) -> None:
    """不认识的推荐单位 → additions to the vocabulary, each once."""
    districts = tuple(districts)
    seen: set[str] = set()
    for entry in entries:
        name = str(entry.fields.get("recommender", ""))
        if not name or name in seen:
            continue
        seen.add(name)
        if find_term(vocabulary, name, year):
            continue
        kind = _kind_of(name, districts)
        near = likely_match(name, [term.label for term in vocabulary.terms], _SURE)
        hint = f"是不是“{near}”？是的话请在名单里改正再导入。" if near else ""
        args = {"name": name, "kind": kind, "suggestion": hint}
        proposals.problems.append(
            problem("intake.recommender-new", entry.at("recommender"), **args)
        )
        taken = {str(item.get("slug", "")) for item in proposals.items}
        item: dict[str, Value] = {"slug": make_slug(name, taken), "labels": [{"text": name}]}
        proposals.items.append({**item, "kind": kind})
        proposals.changes.append(Change("+", f"推荐单位词表：{name}", (f"类型：{kind}",)))


def _kind_of(name: str, districts: Iterable[str]) -> str:
    """类型 of a recommender as its name tells it."""
    if any(name.startswith(district) for district in districts):
        return "区"
    if any(word in name for word in ("协会", "学会", "商会", "联合会", "促进会")):
        return "行业"
    return "集团公司" if any(word in name for word in ("集团", "公司")) else "其他"
