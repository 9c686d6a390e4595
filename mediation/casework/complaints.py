"""Complaints against mediators read and kept; the chain learns who did what, never the words of a complaint."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select

from mediation.casework import audit, districts, registers
from mediation.casework.actor import Actor
from mediation.casework.registers import RegisterAct
from mediation.kernel.errors import Incomplete, NotFound, Reason
from mediation.kernel.labels import N_
from mediation.model.base import db
from mediation.model.committee import Unit
from mediation.model.complaint import Complaint, Finding, Measure
from mediation.model.mediator import Mediator, Term
from mediation.model.person import Person
from mediation.model.place import Place

TAKEN = ("mediator_id", "received_on", "channel", "conduct", "told", "taken_by")
DECIDED = ("finding", "measure", "decided_on", "outcome")
WORDS = ("told", "outcome")  # they stay in the register: auditors read the chain
TOO_EARLY = N_("处理的日子不能早于收到投诉的日子。")
NOT_TRUE = Reason("not_true", N_("没有查实的，不能处理调解员；请选“不处理”，或者改查的结果。"), "measure")


def of_towns(actor: Actor, towns: Sequence[Place]) -> list[Complaint]:
    """The complaints of the towns, the open ones first, the latest first; none about whoever reads."""
    order = (Complaint.decided_on.is_not(None), Complaint.received_on.desc(), Complaint.id.desc())
    return list(db.session.scalars(_readable(actor, towns).order_by(*order)))


def against(actor: Actor, mediator: Mediator, towns: Sequence[Place]) -> list[Complaint]:
    """The complaints about one mediator, the latest first."""
    query = _readable(actor, towns).where(Complaint.mediator_id == mediator.id)
    return list(db.session.scalars(query.order_by(Complaint.received_on.desc(), Complaint.id.desc())))


def complaint_at(actor: Actor, ref: str, towns: Sequence[Place]) -> Complaint:
    """The complaint at an address; NotFound for one of other towns, and for whoever it is about."""
    found = db.session.scalar(_readable(actor, towns).where(Complaint.ref == ref))
    if found is None:
        raise NotFound(ref)
    return found


def concerns(actor: Actor, mediator: Mediator) -> bool:
    """Whether the mediator is the person who acts."""
    return actor.person_id is not None and mediator.person_id in set(db.session.scalars(_own(actor)))


def mediators_of(actor: Actor, towns: Sequence[Place]) -> list[Mediator]:
    """Who may be complained of: everybody who is or was on the roster of the towns, but oneself."""
    here = select(Term.mediator_id).join(Term.unit).where(Unit.town_id.in_(districts.rows_of(towns)))
    query = select(Mediator).join(Mediator.person).where(Mediator.id.in_(here), ~_about(actor))
    return list(db.session.scalars(query.order_by(Person.name, Mediator.id)))


def add(actor: Actor, towns: Sequence[Place], answers: Mapping[str, Any]) -> Complaint:
    complaint = Complaint(town_id=_town_of(answers["mediator_id"], towns).id)
    _take(complaint, TAKEN, answers)
    db.session.add(complaint)
    _note(actor, RegisterAct.ADD_COMPLAINT, complaint, {})
    return complaint


def change(actor: Actor, complaint: Complaint, towns: Sequence[Place], answers: Mapping[str, Any]) -> None:
    """Put right what was written down; a complaint that was decided came no later than its outcome."""
    old = registers.snapshot(complaint)
    if complaint.decided_on and answers["received_on"] > complaint.decided_on:
        raise Incomplete(Reason("dates", TOO_EARLY, "received_on"))
    complaint.town_id = _town_of(answers["mediator_id"], towns).id
    _take(complaint, TAKEN, answers)
    _note(actor, RegisterAct.CHANGE_COMPLAINT, complaint, old)


def decide(actor: Actor, complaint: Complaint, answers: Mapping[str, Any]) -> None:
    """Write down what was found and done; once more where that was wrong."""
    old = registers.snapshot(complaint)
    if answers["decided_on"] < complaint.received_on:
        raise Incomplete(Reason("dates", TOO_EARLY, "decided_on"))
    if answers["finding"] is not Finding.TRUE and answers["measure"] is not Measure.NONE:
        raise Incomplete(NOT_TRUE)
    _take(complaint, DECIDED, answers)
    _note(actor, RegisterAct.DECIDE_COMPLAINT, complaint, old)


def _take(complaint: Complaint, names: Sequence[str], answers: Mapping[str, Any]) -> None:
    for name in names:
        setattr(complaint, name, answers[name])


def _note(actor: Actor, act: RegisterAct, complaint: Complaint, old: Mapping[str, Any]) -> None:
    db.session.flush()
    new = registers.snapshot(complaint)
    changed = [name for name in new if name not in old or old[name] != new[name]]
    data = {"new": {name: _told(name, new[name]) for name in changed}}
    if old:
        data["old"] = {name: _told(name, old[name]) for name in changed}
    subject, role = registers.subject_of(complaint), registers.role_of(actor)
    audit.append(actor, act.value, subject=subject, data=data, role=role)


def _told(name: str, value: Any) -> Any:
    return "***" if name in WORDS and value else value


def _town_of(mediator_id: int, towns: Sequence[Place]) -> Place:
    """The first of the towns on whose roster the mediator is or was; the form offers nobody else."""
    query = select(Place.code).join(Unit, Unit.town_id == Place.id).join(Term, Term.unit_id == Unit.id)
    codes = set(db.session.scalars(query.where(Term.mediator_id == mediator_id)))
    return next(town for town in towns if town.code in codes)


def _own(actor: Actor) -> Any:
    """The records of the person who acts: that of the account, and any joined with it or with the same ID number."""
    one = func.coalesce(Person.same_as_id, Person.id)
    key = select(Person.id_key).where(Person.id == actor.person_id).scalar_subquery()
    mine = select(one).where(or_(Person.id == actor.person_id, Person.id_key == key))
    joined = select(Person.id).where(one.in_(mine))
    keys = select(Person.id_key).where(Person.id.in_(joined), Person.id_key.is_not(None))
    return select(Person.id).where(or_(Person.id.in_(joined), Person.id_key.in_(keys)))


def _about(actor: Actor) -> ColumnElement[bool]:
    return Mediator.person_id.in_(_own(actor))


def _readable(actor: Actor, towns: Sequence[Place]) -> Select[Complaint]:
    """The complaints of the towns, with the mediator's name; none about whoever reads."""
    query = select(Complaint).join(Complaint.mediator).join(Mediator.person)
    return query.where(Complaint.town_id.in_(districts.rows_of(towns)), ~_about(actor))
