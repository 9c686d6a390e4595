"""The roster read as it stood on a day: committees, who was in them, who is not any more."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from mediation.casework import districts
from mediation.features.roster.composition import Committee, hints
from mediation.kernel.errors import NotFound, Reason
from mediation.model.base import db
from mediation.model.committee import Studio, Unit, UnitKind
from mediation.model.mediator import Employment, Mediator, Post, StudioMember, Term
from mediation.model.person import Person
from mediation.model.place import Place
from mediation.procedure.records import Sex

_POSTS = {post: place for place, post in enumerate(Post)}


@dataclass(frozen=True, slots=True)
class UnitOnDay:
    """A committee or organ with its terms of a day, those that are over, and what the law would have otherwise."""

    unit: Unit
    terms: Sequence[Term]
    earlier: Sequence[Term]
    hints: Sequence[Reason]


@dataclass(frozen=True, slots=True)
class Roster:
    """All units of a town on a day."""

    units: Sequence[UnitOnDay]
    studios: Sequence[Studio]
    members: dict[int, list[str]]  # studio id → names
    uncovered: Sequence[Place]  # villages without a committee of their own (《人民调解法》第八条)

    @property
    def persons(self) -> dict[int, Term]:
        """Everybody with a term, once, by the post that stands first."""
        best: dict[int, Term] = {}
        for term in sorted((term for row in self.units for term in row.terms), key=_rank):
            best.setdefault(term.mediator_id, term)
        return best

    @property
    def counts(self) -> dict[str, int]:
        terms = list(self.persons.values())
        return {
            "all": len(terms),
            "full": sum(1 for term in terms if term.employment is Employment.FULL),
            "women": sum(1 for term in terms if term.mediator.person.sex is Sex.FEMALE),
            "units": len(self.units),
        }


def roster_on(town: Place, day: date) -> Roster:
    """The units of a town that exist on a day, the township's own first, each with its people."""
    units = units_of([town], day)
    terms = _terms_of(units)
    villages = districts.villages_of([town], day)
    peoples = _peoples([town, *villages])
    rows = [_on_day(unit, [term for term in terms if term.unit_id == unit.id], day, peoples) for unit in units]
    studios = select(Studio).where(Studio.unit_id.in_([unit.id for unit in units])).order_by(Studio.id)
    found = [one for one in db.session.scalars(studios) if _runs(one.active_from, one.active_to, day)]
    covered = {unit.place.code for unit in units if unit.kind is UnitKind.VILLAGE}
    return Roster(rows, found, _members(found, day), [one for one in villages if one.code not in covered])


def units_of(towns: Iterable[Place], day: date | None = None) -> list[Unit]:
    """The units of towns by place; those that exist on a day when it is given."""
    query = (
        select(Unit)
        .join(Unit.place)
        .where(Unit.town_id.in_(districts.rows_of(towns)))
        .options(contains_eager(Unit.place))
    )
    units = sorted(db.session.scalars(query), key=lambda unit: (unit.place.code, not unit.is_committee, unit.id))
    return [unit for unit in units if day is None or unit.active_on(day)]


def studios_of(towns: Iterable[Place]) -> list[Studio]:
    query = select(Studio).where(Studio.unit_id.in_([unit.id for unit in units_of(towns)])).order_by(Studio.id)
    return list(db.session.scalars(query))


def unit_at(ref: str, towns: Iterable[Place]) -> Unit:
    """The unit at an address; NotFound for one outside the towns."""
    found = next((unit for unit in units_of(towns) if unit.ref == ref), None)
    if found is None:
        raise NotFound(ref)
    return found


def studio_at(ref: str, towns: Iterable[Place]) -> Studio:
    found = next((studio for studio in studios_of(towns) if studio.ref == ref), None)
    if found is None:
        raise NotFound(ref)
    return found


def mediator_at(ref: str, towns: Iterable[Place]) -> Mediator:
    """The mediator at an address, who holds or held a term in one of the towns; else NotFound."""
    terms = selectinload(Mediator.terms).joinedload(Term.unit)
    query = select(Mediator).where(Mediator.ref == ref).options(joinedload(Mediator.person), terms)
    mediator = db.session.scalar(query)
    if mediator is None or not has_term_in(mediator, towns):
        raise NotFound(ref)
    return mediator


def has_term_in(mediator: Mediator, towns: Iterable[Place]) -> bool:
    """Whether the mediator holds or held a term in a unit of the towns."""
    known = set(db.session.scalars(districts.rows_of(towns)))
    return any(term.unit.town_id in known for term in mediator.terms)


def term_of(mediator: Mediator, number: int, towns: Iterable[Place]) -> Term:
    """One term of a mediator in a unit of the towns; else NotFound."""
    known = set(db.session.scalars(districts.rows_of(towns)))
    found = next((term for term in mediator.terms if term.id == number and term.unit.town_id in known), None)
    if found is None:
        raise NotFound(str(number))
    return found


def memberships(mediator: Mediator) -> list[StudioMember]:
    """A mediator's studios, the latest first."""
    query = select(StudioMember).where(StudioMember.mediator_id == mediator.id)
    query = query.options(joinedload(StudioMember.studio)).order_by(StudioMember.from_on.desc(), StudioMember.id.desc())
    return list(db.session.scalars(query))


def membership_of(mediator: Mediator, number: int) -> StudioMember:
    found = next((row for row in memberships(mediator) if row.id == number), None)
    if found is None:
        raise NotFound(str(number))
    return found


def terms_on(unit: Unit, day: date) -> list[Term]:
    """Who holds a term in a unit on a day, by post."""
    return sorted((term for term in _terms_of([unit]) if _runs(term.from_on, term.to_on, day)), key=_rank)


def latest_terms(unit: Unit) -> list[Term]:
    """The last term of everybody who was ever in the unit, by post; deputising for a chair is left out."""
    last: dict[int, Term] = {}
    for term in _terms_of([unit]):
        if term.post is not Post.ACTING:
            last[term.mediator_id] = term
    return sorted(last.values(), key=_rank)


def stays_after(ended: Term) -> bool:
    """Whether the mediator of a term holds another one on the day after its last."""
    last = ended.to_on
    others = (term for term in ended.mediator.terms if term is not ended)
    return last is not None and any(runs_on(term, last + timedelta(days=1)) for term in others)


def runs_on(term: Term | StudioMember, day: date) -> bool:
    return _runs(term.from_on, term.to_on, day)


def _runs(first: date, last: date | None, day: date) -> bool:
    return first <= day and (last is None or day <= last)


def _rank(term: Term) -> tuple[int, date, int]:
    return _POSTS[term.post], term.from_on, term.id


def _terms_of(units: Sequence[Unit]) -> list[Term]:
    """All terms in the units, the earliest first, with their people."""
    query = (
        select(Term)
        .where(Term.unit_id.in_([unit.id for unit in units]))
        .order_by(Term.from_on, Term.id)
        .options(joinedload(Term.mediator).joinedload(Mediator.person))
    )
    return list(db.session.scalars(query))


def _on_day(unit: Unit, terms: list[Term], day: date, peoples: dict[str, frozenset[str]]) -> UnitOnDay:
    now = sorted((term for term in terms if _runs(term.from_on, term.to_on, day)), key=_rank)
    here = {term.mediator_id for term in now}
    gone = {term.mediator_id: term for term in terms if term.from_on <= day and term.mediator_id not in here}
    inside = frozenset().union(*(found for code, found in peoples.items() if code.startswith(unit.place.prefix)))
    return UnitOnDay(unit, now, sorted(gone.values(), key=_rank), hints(Committee(unit.kind, now, day, inside)))


def _peoples(places: Sequence[Place]) -> dict[str, frozenset[str]]:
    """By place code, the peoples of whoever is known to live there."""
    query = (
        select(Place.code, Person.ethnic)
        .join(Person, Person.village_id == Place.id)
        .where(Place.code.in_([place.code for place in places]), Person.ethnic.is_not(None))
        .distinct()
    )
    found: dict[str, set[str]] = {}
    for code, people in db.session.execute(query):
        found.setdefault(code, set()).add(str(people))
    return {code: frozenset(known) for code, known in found.items()}


def _members(studios: Sequence[Studio], day: date) -> dict[int, list[str]]:
    query = (
        select(StudioMember)
        .where(StudioMember.studio_id.in_([studio.id for studio in studios]))
        .order_by(StudioMember.id)
        .options(joinedload(StudioMember.mediator).joinedload(Mediator.person))
    )
    names: dict[int, list[str]] = {studio.id: [] for studio in studios}
    for row in db.session.scalars(query):
        if _runs(row.from_on, row.to_on, day):
            names[row.studio_id].append(row.mediator.person.name)
    return names
