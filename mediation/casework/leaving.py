"""Mediators who go while cases are open: whose term runs out, whose account was stopped, and what they leave."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload

from mediation.casework import districts
from mediation.casework.access import roles_of, standing, visible
from mediation.casework.actor import Actor
from mediation.kernel.labels import Choice, N_
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.committee import Unit
from mediation.model.mediator import Mediator, Term
from mediation.model.party import Party
from mediation.model.place import Place
from mediation.model.team import Assignment
from mediation.model.user import User
from mediation.procedure.roles import Role
from mediation.procedure.states import FINAL

SOON = timedelta(days=30)


class Going(Choice):
    """Why somebody's cases need another mediator."""

    STOPPED = "STOPPED", N_("账号已停用")
    OVER = "OVER", N_("任期已满")
    ENDING = "ENDING", N_("任期快满")


@dataclass(frozen=True, slots=True)
class Leaving:
    """A mediator with open cases who cannot go on with them, or soon cannot."""

    mediator: Mediator
    why: Going
    last_day: date | None
    cases: int


def leaving(towns: Iterable[Place], day: date, within: timedelta = SOON) -> list[Leaving]:
    """Whose open work the towns' office should see handed over: stopped first, then by the last day of the term."""
    rows = districts.rows_of(towns)
    work = _open_counts(rows)
    if not work:
        return []
    people = select(Mediator).where(Mediator.id.in_(work)).options(joinedload(Mediator.person))
    mediators = {one.id: one for one in db.session.scalars(people)}
    last, stopped = _last_days(work, rows), _stopped(mediators.values())
    found = [
        Leaving(one, why, last.get(key), work[key])
        for key, one in mediators.items()
        if (why := _why(key in stopped, last.get(key, date.min), day, within)) is not None
    ]
    order = list(Going)
    return sorted(found, key=lambda one: (order.index(one.why), one.last_day or day, one.mediator.id))


def open_work(mediator: Mediator, actor: Actor | None = None) -> list[Case]:
    """The unfinished cases in which somebody mediates, the oldest first; only those within the actor's sight."""
    mine = select(Assignment.case_id).where(Assignment.mediator_id == mediator.id, Assignment.to_on.is_(None))
    query = (
        select(Case)
        .where(Case.id.in_(mine), Case.state.not_in(FINAL), standing())
        .options(selectinload(Case.parties).joinedload(Party.person), selectinload(Case.assignments))
        .order_by(Case.id)
    )
    return list(db.session.scalars(query.where(visible(actor)) if actor is not None else query))


def open_cases_of(person_id: int | None) -> int:
    """How many unfinished cases a person mediates; for whoever keeps accounts, who sees no case."""
    if person_id is None:
        return 0
    query = select(func.count(Assignment.case_id.distinct())).join(Case, Case.id == Assignment.case_id)
    query = query.join(Mediator, Mediator.id == Assignment.mediator_id)
    return db.session.scalar(query.where(Mediator.person_id == person_id, *_OPEN)) or 0


def mediator_of(person_id: int | None) -> Mediator | None:
    """The place of a person on the roster, if there is one."""
    return db.session.scalar(select(Mediator).where(Mediator.person_id == person_id)) if person_id is not None else None


def heads(actor: Actor, case: Case, day: date) -> bool:
    """Whether it is for the actor to give the case another mediator."""
    return Role.CHAIR in roles_of(actor, case, day, actor.roster(day))


# --- inside -------------------------------------------------------------------------------------

_OPEN = (Assignment.to_on.is_(None), Case.state.not_in(FINAL), standing())


def _open_counts(rows: Select[int]) -> dict[int, int]:
    query = (
        select(Assignment.mediator_id, func.count(Case.id.distinct()))
        .join(Case, Case.id == Assignment.case_id)
        .where(*_OPEN, Case.town_id.in_(rows))
        .group_by(Assignment.mediator_id)
    )
    return dict(db.session.execute(query).all())


def _last_days(mediators: Iterable[int], rows: Select[int]) -> dict[int, date]:
    """The last day of the latest term of each in any unit of the towns; a term without end lasts."""
    query = (
        select(Term.mediator_id, Term.to_on)
        .join(Unit, Unit.id == Term.unit_id)
        .where(Term.mediator_id.in_(list(mediators)), Unit.town_id.in_(rows))
    )
    found: dict[int, date] = {}
    for mediator_id, last in db.session.execute(query):
        found[mediator_id] = max(found.get(mediator_id, date.min), last or date.max)
    return found


def _stopped(mediators: Iterable[Mediator]) -> set[int]:
    """Who had an account and has none that works any more."""
    persons = {one.person_id: one.id for one in mediators}
    known = select(User.person_id, User.active).where(User.person_id.in_(persons))
    accounts = [(key, active) for key, active in db.session.execute(known) if key is not None]
    working = {person_id for person_id, active in accounts if active}
    return {persons[person_id] for person_id, _active in accounts if person_id not in working}


def _why(stopped: bool, last: date, day: date, within: timedelta) -> Going | None:
    if stopped:
        return Going.STOPPED
    if last < day:
        return Going.OVER
    return Going.ENDING if last <= day + within else None
