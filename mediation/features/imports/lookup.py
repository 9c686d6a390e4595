"""Whom a ledger means by a mediator's name, and which case it means by a number."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, or_, select

from mediation.casework.access import standing
from mediation.features.imports.headings import plain
from mediation.features.imports.mediators import town_committee
from mediation.features.imports.rows import Wrong
from mediation.kernel.errors import Reason
from mediation.kernel.labels import N_
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.committee import Series, Studio, Unit, UnitKind
from mediation.model.mediator import Mediator, StudioMember, Term
from mediation.model.person import Person

NO_MEDIATOR = N_("{unit}、调解地点的工作室和全镇的花名册里，{day}都没有调解员“{name}”。")
TWO_MEDIATORS = N_("有{count}位调解员叫“{name}”，分不清是哪一位，请在承办调委会的花名册里核对。")


def studio_named(text: str, unit: Unit) -> Studio | None:
    """The studio of the town whose name the place of the talks is."""
    studios = select(Studio).join(Unit).where(Unit.town_id == unit.town_id)
    return next((studio for studio in db.session.scalars(studios) if plain(studio.name) == plain(text)), None)


@dataclass(frozen=True, slots=True)
class Roster:
    """Where a name is looked for, one after the other: the committee, the studio, the whole town."""

    unit: Unit
    studio: Studio | None
    on: date

    def mediator(self, name: str, column: str) -> Mediator:
        """The one mediator of this name; raises Wrong when there is none, or more than one where one is found."""
        for query in self._circles():
            found = list(db.session.scalars(query.where(Person.name == name).distinct()))
            if len(found) == 1:
                return found[0]
            if found:
                raise _wrong(column, TWO_MEDIATORS, count=str(len(found)), name=name)
        raise _wrong(column, NO_MEDIATOR, unit=self.unit.name, day=self.on.isoformat(), name=name)

    def _circles(self) -> Iterator[Select[Mediator]]:
        people = select(Mediator).join(Person, Person.id == Mediator.person_id)
        serving = people.join(Term, Term.mediator_id == Mediator.id).where(
            Term.from_on <= self.on, or_(Term.to_on.is_(None), Term.to_on >= self.on)
        )
        home = self._home()
        if home is not None:
            yield serving.where(Term.unit_id == home.id)
        if self.studio is not None:
            yield people.join(StudioMember, StudioMember.mediator_id == Mediator.id).where(
                StudioMember.studio_id == self.studio.id,
                StudioMember.from_on <= self.on,
                or_(StudioMember.to_on.is_(None), StudioMember.to_on >= self.on),
            )
        yield serving.join(Unit, Unit.id == Term.unit_id).where(Unit.town_id == self.unit.town_id)

    def _home(self) -> Unit | None:
        """An organ has no roster of its own: its mediators are those of the town's committee."""
        return town_committee(self.unit.town) if self.unit.kind is UnitKind.ORGAN else self.unit


def case_numbered(series: Series, year: int, seq: int) -> Case | None:
    query = select(Case).where(Case.series_id == series.id, Case.number_year == year, Case.number_seq == seq)
    return db.session.scalar(query.where(standing()))


def _wrong(column: str, sentence: str, **values: str) -> Wrong:
    return Wrong(column, Reason("mediator", sentence, values=tuple(values.items())))
