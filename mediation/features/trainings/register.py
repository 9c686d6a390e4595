"""The trainings read and kept; each change of them is a link in the chain."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload, selectinload

from mediation.casework import audit, districts, registers
from mediation.casework.actor import Actor
from mediation.casework.registers import RegisterAct
from mediation.kernel.errors import Incomplete, NotFound, Reason
from mediation.kernel.labels import N_
from mediation.model.base import db
from mediation.model.committee import Unit, UnitKind
from mediation.model.mediator import Mediator, Post, Term
from mediation.model.place import Place
from mediation.model.training import Attendance, Training

FIELDS = ("on", "subject", "half_days", "teacher", "venue", "note")
NOT_THEN = Reason("not_then", N_("{name}这一天不在花名册上。"), "who")


def of_town(town: Place) -> list[Training]:
    """The trainings of a town, the latest first."""
    query = select(Training).where(_in(town)).options(selectinload(Training.attendances))
    return list(db.session.scalars(query.order_by(Training.on.desc(), Training.id.desc())))


def training_at(ref: str, towns: Sequence[Place]) -> Training:
    """The training at an address; NotFound for one of a town of others."""
    found = db.session.scalar(select(Training).where(Training.ref == ref))
    if found is None or db.session.get_one(Place, found.town_id).code not in {town.code for town in towns}:
        raise NotFound(ref)
    return found


def roster_on(town: Place, day: date) -> list[Term]:
    """Who mediates for the people's committees of a town on a day: each person once, by the post that stands first."""
    query = (
        select(Term)
        .join(Term.unit)
        .where(Unit.town_id.in_(districts.rows_of([town])), Unit.kind != UnitKind.ORGAN)
        .where(Term.from_on <= day, or_(Term.to_on.is_(None), Term.to_on >= day))
        .options(joinedload(Term.unit), joinedload(Term.mediator).joinedload(Mediator.person))
        .order_by(Unit.id, Term.id)
    )
    posts = list(Post)
    first: dict[int, Term] = {}
    for term in sorted(db.session.scalars(query), key=lambda term: posts.index(term.post)):
        first.setdefault(term.mediator_id, term)
    return sorted(first.values(), key=lambda term: (term.unit_id, posts.index(term.post), term.id))


def add(actor: Actor, town: Place, answers: Mapping[str, Any]) -> Training:
    training = Training(town_id=town.id)
    _take(training, town, answers)
    db.session.add(training)
    _note(actor, RegisterAct.ADD_TRAINING, training, {})
    return training


def change(actor: Actor, training: Training, town: Place, answers: Mapping[str, Any]) -> None:
    old = told(training)
    _take(training, town, answers)
    _note(actor, RegisterAct.CHANGE_TRAINING, training, old)


def drop(actor: Actor, training: Training, why: str) -> None:
    """Take it out of the register; all that stood there stays in the chain, with the reason."""
    subject, old = registers.subject_of(training), told(training)
    db.session.delete(training)
    db.session.flush()
    audit.append(
        actor,
        RegisterAct.DROP_TRAINING.value,
        subject=subject,
        data={"old": old},
        note=why,
        role=registers.role_of(actor),
    )


def told(training: Training) -> dict[str, Any]:
    """All that stands there, those who came by their numbers."""
    known: dict[str, Any] = audit.plain({name: getattr(training, name) for name in FIELDS})
    return known | {"mediators": sorted(one.mediator_id for one in training.attendances)}


def _note(actor: Actor, act: RegisterAct, training: Training, old: Mapping[str, Any]) -> None:
    db.session.flush()
    new = told(training)
    changed = [name for name in new if name not in old or old[name] != new[name]]
    data: dict[str, Any] = {"new": {name: new[name] for name in changed}}
    if old:
        data["old"] = {name: old[name] for name in changed}
    role = registers.role_of(actor)
    audit.append(actor, act.value, subject=registers.subject_of(training), data=data, role=role)


def _take(training: Training, town: Place, answers: Mapping[str, Any]) -> None:
    """Whoever came was on the roster that day; a second change keeps the rows of those who stay."""
    for name in FIELDS:
        setattr(training, name, answers[name])
    here = {term.mediator_id: term for term in roster_on(town, training.on)}
    wanted: Iterable[int] = answers["who"]
    kept = {one.mediator_id: one for one in training.attendances}
    training.attendances = [kept.get(key) or _seat(key, here) for key in wanted]


def _seat(mediator_id: int, here: Mapping[int, Term]) -> Attendance:
    if mediator_id not in here:
        name = db.session.get_one(Mediator, mediator_id).person.name
        raise Incomplete(Reason(NOT_THEN.code, NOT_THEN.text, NOT_THEN.field, (("name", name),)))
    return Attendance(mediator_id=mediator_id, unit_id=here[mediator_id].unit_id)


def _in(town: Place) -> Any:
    return Training.town_id.in_(districts.rows_of([town]))
