"""The outlines of a year as they were chosen, one after the other: an earlier one stays, with who chose it and when."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from mediation.features.reports.outlines import OUTLINES, OWN, Outline, Slot
from mediation.features.reports.own_outline import own_outline
from mediation.indicators.scope import Scope
from mediation.kernel import clock
from mediation.kernel.labels import N_
from mediation.model.base import db
from mediation.model.place import Place
from mediation.model.report import ReportOutline, ReportOutlineVersion

OWN_LABEL = N_("自己的提纲")


def keep(row: ReportOutline) -> ReportOutlineVersion:
    """Keep a choice as another version, with its places as they are today."""
    earlier = versions_at(row.place_id, row.year)
    outline = as_chosen(row)
    kept = ReportOutlineVersion(
        place_id=row.place_id,
        year=row.year,
        number=len(earlier) + 1,
        outline=row.outline,
        edition=row.edition,
        text=row.text,
        slots=[_kept(slot) for slot in outline.slots] if outline is not None else [],
        chosen_by=row.chosen_by,
        chosen_at=row.chosen_at,
    )
    db.session.add(kept)
    db.session.flush()
    return kept


def keep_earlier(row: ReportOutline) -> None:
    """A choice that was made before versions were kept becomes the first one, before another takes its place."""
    if not versions_at(row.place_id, row.year):
        keep(row)


def versions_at(place_id: int, year: int) -> list[ReportOutlineVersion]:
    """What a place chose for a year, the first one first."""
    query = select(ReportOutlineVersion).where(
        ReportOutlineVersion.place_id == place_id, ReportOutlineVersion.year == year
    )
    return list(db.session.scalars(query.order_by(ReportOutlineVersion.number)))


def versions_over(scope: Scope, year: int) -> list[ReportOutlineVersion]:
    """What a place and the divisions above it chose for a year, the newest first."""
    query = select(ReportOutlineVersion).join(ReportOutlineVersion.place).where(ReportOutlineVersion.year == year)
    over = [row for row in db.session.scalars(query) if scope.code.startswith(row.place.prefix)]
    return sorted(over, key=lambda row: (row.chosen_at, row.id), reverse=True)


def as_chosen(row: ReportOutline) -> Outline | None:
    """The outline of a choice: of a wording that the program has no more, as it was kept."""
    if row.text is not None:
        return own_outline(row.text)
    current = OUTLINES.get(row.outline)
    if current is not None and current.version == row.edition:
        return current
    kept = versions_at(row.place_id, row.year)
    return outline_in(kept[-1]) if kept else current


def outline_in(kept: ReportOutlineVersion) -> Outline:
    """A kept version as an outline."""
    return Outline(kept.outline, kept.edition, label_of(kept.outline), tuple(_slots(kept.slots)))


def label_of(outline: str) -> str:
    return OWN_LABEL if outline == OWN or outline not in OUTLINES else OUTLINES[outline].label


def _kept(slot: Slot) -> list[Any]:
    return [slot.level, slot.heading, slot.automatic, slot.body]


def _slots(kept: Sequence[Any]) -> list[Slot]:
    return [Slot(*one) for one in kept]


def named(row: ReportOutline) -> dict[str, Any]:
    """How a report names the outline in which it was written."""
    kept = versions_at(row.place_id, row.year)
    place = db.session.get_one(Place, row.place_id)
    return {
        "outline": row.outline,
        "label": label_of(row.outline),
        "place": place.name,
        "version": kept[-1].number if kept else 1,
        "edition": row.edition,
        "chosen_by": row.chosen_by,
        "chosen_on": clock.shanghai_day(row.chosen_at).isoformat(),
    }
