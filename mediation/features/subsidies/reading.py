"""What the pages of subsidies show: what waits for whom, the batches, the tariff."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import selectinload

from mediation.casework import districts
from mediation.casework.access import standing
from mediation.casework.actor import Actor
from mediation.kernel.errors import NotFound
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.place import Place, PlaceLevel
from mediation.model.track import Subsidy, SubsidyShare, SubsidyTariff
from mediation.procedure.records import SubsidyClass, SubsidyStatus
from mediation.procedure.roles import Role

COUNTY_DIGITS = 6


@dataclass(frozen=True, slots=True)
class BatchLine:
    """One case of a public list: nothing in it tells who quarrelled, or about what."""

    number: str
    subsidy_class: str
    mediators: tuple[str, ...]
    fen: int


@dataclass(slots=True)
class Batch:
    """A public list; `until` is the last day on which somebody may object."""

    name: str
    town: Place
    published_on: date | None
    until: date | None
    lines: list[BatchLine] = field(default_factory=list)

    @property
    def fen(self) -> int:
        return sum(line.fen for line in self.lines)


def waiting_in(towns: Iterable[Place], status: SubsidyStatus) -> list[Subsidy]:
    """The open proposals in a step, the longest waiting first."""
    query = _standing(towns).where(Case.subsidy == status).order_by(Subsidy.proposed_on, Subsidy.id)
    return list(db.session.scalars(query))


def paid_in(towns: Iterable[Place], year: int) -> list[Subsidy]:
    """What was paid in a year, in order."""
    span = Subsidy.paid_on.between(date(year, 1, 1), date(year, 12, 31))
    return list(db.session.scalars(_standing(towns).where(span).order_by(Subsidy.paid_on, Subsidy.id)))


def batches_of(towns: Iterable[Place]) -> list[Batch]:
    """Every batch ever published, the latest first."""
    found: dict[tuple[int, str], Batch] = {}
    query = _standing(towns).where(Subsidy.batch.is_not(None)).order_by(Subsidy.published_on, Case.number_year)
    for row in db.session.scalars(query.order_by(Case.number_seq)):
        key = (row.case.town_id, row.batch or "")
        batch = found.setdefault(key, Batch(row.batch or "", row.case.town, row.published_on, row.published_until))
        batch.lines.append(_line(row))
    return list(found.values())[::-1]


def batch_named(town: Place, name: str) -> Batch:
    """NotFound for a name under which nothing was published in the town."""
    found = next((batch for batch in batches_of([town]) if batch.name == name), None)
    if found is None:
        raise NotFound(name)
    return found


def _standing(towns: Iterable[Place]) -> Select[Subsidy]:
    return (
        select(Subsidy)
        .join(Case, Case.id == Subsidy.case_id)
        .where(Case.town_id.in_([town.id for town in towns]), Subsidy.rejected_on.is_(None), standing())
        .options(
            selectinload(Subsidy.case).joinedload(Case.town),
            selectinload(Subsidy.shares).joinedload(SubsidyShare.mediator),
        )
    )


def _line(row: Subsidy) -> BatchLine:
    names = tuple(share.mediator.person.name for share in row.shares)
    return BatchLine(row.case.number or "", row.subsidy_class.label, names, row.amount_fen or 0)


# --- the tariff ---------------------------------------------------------------------------------


def places_kept(actor: Actor) -> list[Place]:
    """Where the office may set a tariff: its towns, and the county when the account is the county's."""
    towns = districts.towns_of(actor, (Role.OFFICE,))
    wide = [prefix for prefix in actor.prefixes(Role.OFFICE) if len(prefix) <= COUNTY_DIGITS]
    counties = db.session.scalars(select(Place).where(Place.level == PlaceLevel.COUNTY).order_by(Place.code))
    return [*(place for place in counties if place.code.startswith(tuple(wide)) and wide), *towns]


def tariffs_over(places: Iterable[Place]) -> list[SubsidyTariff]:
    """The rows of these places and of those around them, the latest of each class first."""
    ids = {one.id for place in places for one in _upwards(place)}
    rows = db.session.scalars(select(SubsidyTariff).where(SubsidyTariff.place_id.in_(ids)))
    order = list(SubsidyClass)
    return sorted(rows, key=lambda row: (row.place.code, order.index(row.subsidy_class), -row.from_on.toordinal()))


def _upwards(place: Place) -> Iterable[Place]:
    at: Place | None = place
    while at is not None:
        yield at
        at = at.parent


def tariff_at(ref: str, places: Iterable[Place]) -> SubsidyTariff:
    """NotFound for a row of a place that the actor does not keep."""
    row = db.session.scalar(select(SubsidyTariff).where(SubsidyTariff.ref == ref))
    if row is None or row.place_id not in {place.id for place in places}:
        raise NotFound(ref)
    return row
