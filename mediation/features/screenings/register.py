"""The screening register read and kept; each change of it is a link in the chain."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import exists, extract, func, select

from mediation.casework import districts, registers
from mediation.casework.access import standing, visible
from mediation.casework.actor import Actor
from mediation.casework.registers import RegisterAct
from mediation.kernel.errors import NotFound, Reason, Refused
from mediation.kernel.labels import N_
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.place import Place
from mediation.model.screening import Screening

FIELDS = ("on", "kind", "village_id", "venue", "persons", "found", "note")
HAS_LEADS = Reason("has_leads", N_("已经有线索连着这次排查，不能去掉。写错了请改。"), "why")


@dataclass(frozen=True, slots=True)
class Line:
    """A screening with its village and how many leads came of it."""

    screening: Screening
    village: str | None
    leads: int

    @property
    def unwritten(self) -> int:
        """How many were found of which no lead was reported."""
        return max(self.screening.found - self.leads, 0)


def lines_of(town: Place, year: int) -> list[Line]:
    """The screenings of a town in a year, the latest first."""
    leads = select(func.count(Case.id)).where(Case.screening_id == Screening.id, standing()).scalar_subquery()
    query = (
        select(Screening, Place.name, leads)
        .outerjoin(Place, Place.id == Screening.village_id)
        .where(_of(town), Screening.on.between(date(year, 1, 1), date(year, 12, 31)))
        .order_by(Screening.on.desc(), Screening.id.desc())
    )
    return [Line(screening, village, number) for screening, village, number in db.session.execute(query)]


def years_of(town: Place) -> list[int]:
    """The years in which something was written down, the latest first."""
    found = db.session.scalars(select(extract("year", Screening.on)).where(_of(town)).distinct())
    return sorted((int(year) for year in found), reverse=True)


def screening_at(ref: str, towns: Sequence[Place]) -> Screening:
    """The screening at an address; NotFound for one of a town of others."""
    found = db.session.scalar(select(Screening).where(Screening.ref == ref))
    codes = {town.code for town in towns}
    if found is None or db.session.get_one(Place, found.town_id).code not in codes:
        raise NotFound(ref)
    return found


def leads_of(actor: Actor, screening: Screening) -> list[Case]:
    """The leads that came of a screening, also those that became cases, as far as the actor sees them."""
    query = select(Case).where(visible(actor), Case.screening_id == screening.id).order_by(Case.id)
    return list(db.session.scalars(query))


def add(actor: Actor, town: Place, answers: Mapping[str, Any]) -> Screening:
    screening = Screening(town_id=town.id)
    _take(screening, answers)
    db.session.add(screening)
    registers.note(actor, RegisterAct.ADD_SCREENING, screening)
    return screening


def change(actor: Actor, screening: Screening, answers: Mapping[str, Any]) -> None:
    old = registers.snapshot(screening)
    _take(screening, answers)
    registers.note(actor, RegisterAct.CHANGE_SCREENING, screening, old=old)


def drop(actor: Actor, screening: Screening, why: str) -> None:
    """Take it out of the register, unless a lead hangs on it; what stood there stays in the chain."""
    if db.session.scalar(select(exists().where(Case.screening_id == screening.id))):
        raise Refused(HAS_LEADS)
    registers.note_removal(actor, RegisterAct.DROP_SCREENING, screening, why)
    db.session.delete(screening)


def _of(town: Place) -> Any:
    return Screening.town_id.in_(districts.rows_of([town]))


def _take(screening: Screening, answers: Mapping[str, Any]) -> None:
    for name in FIELDS:
        setattr(screening, name, answers[name])
