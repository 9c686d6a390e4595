"""Who cannot act for a party: whoever mediates the case, sits in a body that handles it, or advises its village."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from mediation.casework.seats import Named
from mediation.kernel.errors import Reason
from mediation.kernel.labels import N_
from mediation.kernel.text import search_text
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.mediator import Mediator, Term
from mediation.model.person import Person
from mediation.model.place import AdviserTerm

MEDIATOR_AS_AGENT = N_("本案的调解员不能当代理人。同名不是同一个人的，请写上身份证号。")
MEMBER_AS_AGENT = N_("{name}是办理本案的调委会的人，不能当代理人。同名不是同一个人的，请写上身份证号。")
ADVISER_AS_AGENT = N_("{name}是这个村（居）的法律顾问，不能在本案当代理人。")
AGENT_AS_ADVISER = Reason("agent_as_adviser", N_("{name}是本案的代理人，不能再当本案的法律顾问。"), "name")


def why_no_agent(case: Case, agent: Named, on: date, field: str) -> Reason | None:
    """Why this person cannot be an agent in the case, if so; procedure: nobody sits on both sides of the table."""
    name = (("name", agent.name),)
    if any(agent.is_same(named) for named in _mediators(case)):
        return Reason("mediator_as_agent", MEDIATOR_AS_AGENT, field)
    if any(agent.is_same(named) for named in _members(case, on)):
        return Reason("member_as_agent", MEMBER_AS_AGENT, field, name)
    if any(Named(agent.name).is_same(Named(adviser)) for adviser in _advisers(case, on)):
        return Reason("adviser_as_agent", ADVISER_AS_AGENT, field, name)
    return None


def is_agent_in(case: Case, name: str) -> bool:
    """Whether somebody of this name speaks for a party now."""
    return any(party.agent and search_text(party.agent) == search_text(name) for party in case.present_parties)


def _mediators(case: Case) -> Iterator[Named]:
    """Whoever mediates or ever did."""
    yield from (_named(row.mediator.person) for row in case.assignments)


def _members(case: Case, on: date) -> Iterator[Named]:
    """Everybody in office, that day, in the body that has the case and in those that joined it."""
    units = [case.unit_id, *(joint.unit_id for joint in case.joint_units)]
    query = (
        select(Term)
        .where(Term.unit_id.in_([unit for unit in units if unit is not None]))
        .where(Term.from_on <= on, or_(Term.to_on.is_(None), Term.to_on >= on))
        .options(joinedload(Term.mediator).joinedload(Mediator.person))
    )
    yield from (_named(row.mediator.person) for row in db.session.scalars(query))


def _advisers(case: Case, on: date) -> Iterator[str]:
    query = select(AdviserTerm.name).where(AdviserTerm.place_id == case.village_id, AdviserTerm.from_on <= on)
    yield from db.session.scalars(query.where(or_(AdviserTerm.to_on.is_(None), AdviserTerm.to_on >= on)))


def _named(person: Person) -> Named:
    return Named(person.name, person.id_key)
