"""撤下说明页：since when, why, and the two best ways on."""

from __future__ import annotations

from dataclasses import dataclass

from generator.fields import WITHDRAWAL
from generator.gate import Archive, Tombstone
from generator.pages.parts import Link, crumbs, day_text
from generator.urls import ARCHIVE, year_url


@dataclass(frozen=True, slots=True)
class WithdrawnView:
    """撤下说明."""

    id: str
    day: str
    reason: str
    contact: str
    year: int
    year_url: str
    crumbs: tuple[Link, ...]


def build_withdrawn(tombstone: Tombstone, archive: Archive) -> WithdrawnView:
    """撤下记录 → 撤下说明."""
    year = int(tombstone.id[4:8])
    reasons = {code: label for label, code in WITHDRAWAL.field("reason").choices}
    contact = archive.site.contact
    return WithdrawnView(
        id=tombstone.id,
        day=day_text(tombstone.day),
        reason=reasons[tombstone.reason],
        contact="，".join(part for part in (contact.department, contact.phone) if part),
        year=year,
        year_url=year_url(year) if any(y.year == year for y in archive.years) else "years/",
        crumbs=crumbs(Link("案例", ARCHIVE)),
    )
