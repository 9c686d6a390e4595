"""The statements behind the figures of registers: roster, committees, studios, villages, stocks, activities."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import and_, exists, false, func, or_, select
from sqlalchemy.orm import aliased

from mediation.indicators.facts import (
    ActivityFact,
    AdviserFact,
    AttendanceFact,
    CommitteeFact,
    HelperFact,
    ScreeningFact,
    StockFact,
    StudioFact,
    TermFact,
    TypedFact,
)
from mediation.indicators.period import Period
from mediation.indicators.scope import Scope
from mediation.model.activity import Activity, Stock
from mediation.model.base import db
from mediation.model.committee import Studio, Unit, UnitKind
from mediation.model.mediator import Mediator, Term
from mediation.model.person import Person
from mediation.model.place import AdviserTerm, Place, PlaceLevel
from mediation.model.screening import Screening
from mediation.model.training import Attendance, Training
from mediation.model.typed import TypedFigure
from mediation.model.village_helper import Helper, HelperPost


def _terms(scope: Scope) -> Any:
    return (
        select(
            Term.id,
            Mediator.id,
            Mediator.ref,
            Person.name,
            Person.id_key,
            Person.birth,
            Person.sex,
            Person.ethnic,
            Person.politics,
            Person.education,
            Unit.id,
            Unit.name,
            Term.post,
            Term.employment,
            Term.from_on,
            Term.to_on,
            Term.ended_by,
        )
        .join(Mediator, Mediator.id == Term.mediator_id)
        .join(Person, Person.id == Mediator.person_id)
        .join(Unit, Unit.id == Term.unit_id)
        .where(Unit.place_id.in_(scope.place_ids()), Unit.kind != UnitKind.ORGAN)
        .order_by(Unit.id, Term.id)
    )


def terms_on(day: date, scope: Scope) -> Iterator[TermFact]:
    query = _terms(scope).where(Term.from_on <= day, or_(Term.to_on.is_(None), Term.to_on >= day))
    return (TermFact(*row) for row in db.session.execute(query))


def terms_changed(period: Period, scope: Scope) -> Iterator[TermFact]:
    """Also the terms before those that began, to tell a renewal from a first term."""
    began, ended = Term.from_on.between(period.start, period.end), Term.to_on.between(period.eve, period.end)
    return (TermFact(*row) for row in db.session.execute(_terms(scope).where(or_(began, ended))))


def committees(day: date, scope: Scope) -> Iterator[CommitteeFact]:
    query = (
        select(Unit.id, Unit.ref, Unit.name, Unit.kind, Unit.active_from)
        .where(Unit.place_id.in_(scope.place_ids()), Unit.kind != UnitKind.ORGAN, Unit.active_from <= day)
        .where(or_(Unit.active_to.is_(None), Unit.active_to >= day))
        .order_by(Unit.id)
    )
    return (CommitteeFact(*row) for row in db.session.execute(query))


def studios(day: date, scope: Scope) -> Iterator[StudioFact]:
    query = (
        select(Studio.id, Studio.ref, Studio.name, Unit.name, Studio.active_from, Studio.kind)
        .join(Unit, Unit.id == Studio.unit_id)
        .where(Unit.place_id.in_(scope.place_ids()), Studio.active_from <= day)
        .where(or_(Studio.active_to.is_(None), Studio.active_to >= day))
        .order_by(Studio.id)
    )
    return (StudioFact(*row) for row in db.session.execute(query))


def villages(day: date, scope: Scope) -> Iterator[AdviserFact]:
    """Every village valid on the day, once, with one of its advisers of the day."""
    covers = and_(
        AdviserTerm.place_id == Place.id,
        AdviserTerm.from_on <= day,
        or_(AdviserTerm.to_on.is_(None), AdviserTerm.to_on >= day),
    )
    query = (
        select(Place.id, Place.ref, Place.name, AdviserTerm.name, AdviserTerm.to_on)
        .outerjoin(AdviserTerm, covers)
        .where(Place.id.in_(scope.place_ids()), Place.level == PlaceLevel.VILLAGE, Place.valid_from <= day)
        .where(or_(Place.valid_to.is_(None), Place.valid_to >= day))
        .order_by(Place.code, AdviserTerm.id)
    )
    seen: dict[int, AdviserFact] = {}
    for row in db.session.execute(query):
        seen.setdefault(row[0], AdviserFact(*row))
    return iter(seen.values())


def stocks(day: date, scope: Scope) -> Iterator[StockFact]:
    """The latest count of each village and roster up to the day."""
    later = aliased(Stock)
    newer = exists().where(
        later.place_id == Stock.place_id,
        later.kind == Stock.kind,
        later.counted_on > Stock.counted_on,
        later.counted_on <= day,
    )
    query = (
        select(Stock.id, Place.code, Place.name, Stock.kind, Stock.counted_on, Stock.count)
        .join(Place, Place.id == Stock.place_id)
        .where(Place.id.in_(scope.place_ids()), Stock.counted_on <= day, ~newer)
        .order_by(Place.code, Stock.id)
    )
    return (StockFact(*row) for row in db.session.execute(query))


def activities(period: Period, scope: Scope) -> Iterator[ActivityFact]:
    counts = (
        Activity.materials,
        Activity.banners,
        Activity.consultations,
        Activity.audience,
        Activity.found,
        Activity.fixed,
        Activity.resolved,
        Activity.items,
    )
    more = (
        Activity.attendees,
        Activity.heads,
        Activity.expected,
        Activity.takers,
        Activity.passed,
        Activity.posters,
        Activity.boards,
        Activity.pushes,
    )
    place = Activity.village_id if scope.in_town else Activity.town_id
    query: Any = (
        select(
            Activity.id,
            Activity.ref,
            Activity.kind,
            Activity.on,
            Activity.subject,
            Activity.venue,
            Activity.form,
            Activity.target_group,
            *(func.coalesce(one, 0) for one in counts),
            func.coalesce(Activity.legality_reviewed, false()),
            Activity.language,
            Activity.occasion,
            Activity.venue_class,
            Place.name,
            *(func.coalesce(one, 0) for one in more),
        )
        .outerjoin(Place, Place.id == Activity.village_id)
        .where(place.in_(scope.place_ids()), Activity.on.between(period.start, period.end))
        .order_by(Activity.on, Activity.id)
    )
    return (ActivityFact(*row) for row in db.session.execute(query))


def helpers(day: date, scope: Scope) -> Iterator[HelperFact]:
    """Everybody whose name was put on a village's roster by the day, also those who left it since."""
    query: Any = (
        select(
            Helper.id,
            Helper.ref,
            Person.name,
            Person.id_key,
            Person.phone_key,
            Place.code,
            Place.name,
            HelperPost.kind,
            HelperPost.from_on,
            HelperPost.to_on,
        )
        .join(Helper, Helper.id == HelperPost.helper_id)
        .join(Person, Person.id == Helper.person_id)
        .join(Place, Place.id == HelperPost.place_id)
        .where(Place.id.in_(scope.place_ids()), HelperPost.from_on <= day)
        .order_by(Place.code, HelperPost.id)
    )
    return (HelperFact(*row) for row in db.session.execute(query))


def screenings(period: Period, scope: Scope) -> Iterator[ScreeningFact]:
    place = Screening.village_id if scope.in_town else Screening.town_id
    query: Any = (
        select(
            Screening.id,
            Screening.ref,
            Screening.venue,
            Place.name,
            Screening.kind,
            Screening.on,
            Screening.persons,
            Screening.found,
        )
        .outerjoin(Place, Place.id == Screening.village_id)
        .where(place.in_(scope.place_ids()), Screening.on.between(period.start, period.end))
        .order_by(Screening.on, Screening.id)
    )
    return (ScreeningFact(*row) for row in db.session.execute(query))


def attendances(period: Period, scope: Scope) -> Iterator[AttendanceFact]:
    """Who was at the trainings of the period, of the committees of the division."""
    query: Any = (
        select(
            Attendance.id,
            Training.id,
            Training.ref,
            Training.subject,
            Training.on,
            Training.half_days,
            Mediator.ref,
            Person.name,
            Person.id_key,
            Person.birth,
            Unit.id,
            Unit.name,
        )
        .join(Training, Training.id == Attendance.training_id)
        .join(Mediator, Mediator.id == Attendance.mediator_id)
        .join(Person, Person.id == Mediator.person_id)
        .join(Unit, Unit.id == Attendance.unit_id)
        .where(Unit.place_id.in_(scope.place_ids()), Training.on.between(period.start, period.end))
        .order_by(Training.on, Training.id, Attendance.id)
    )
    return (AttendanceFact(*row) for row in db.session.execute(query))


def typed(period: Period, scope: Scope) -> Iterator[TypedFact]:
    """What was typed in for the division and what lies in it, up to the end of the period."""
    query: Any = (
        select(
            TypedFigure.id,
            TypedFigure.ref,
            TypedFigure.figure,
            Place.code,
            Place.name,
            TypedFigure.from_on,
            TypedFigure.to_on,
            TypedFigure.value,
            TypedFigure.source,
            TypedFigure.person,
            TypedFigure.on,
        )
        .join(Place, Place.id == TypedFigure.place_id)
        .where(Place.id.in_(scope.place_ids()), TypedFigure.to_on <= period.end)
        .order_by(TypedFigure.to_on, TypedFigure.id)
    )
    return (TypedFact(*row) for row in db.session.execute(query))
