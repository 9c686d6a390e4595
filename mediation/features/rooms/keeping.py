"""What the office does with rooms; each act is a link in the chain of events."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from mediation.casework import districts, registers
from mediation.casework.actor import Actor
from mediation.casework.registers import RegisterAct
from mediation.kernel import clock
from mediation.kernel.errors import Incomplete, NotFound, Reason
from mediation.kernel.labels import N_
from mediation.model.base import db
from mediation.model.committee import Studio
from mediation.model.mediation_session import MediationSession, SessionStatus
from mediation.model.place import Place, Room

TAKEN = Reason("room_taken", N_("这个地方已经有一间叫这个名字的。"), "name")


def rooms_of(towns: Iterable[Place]) -> list[Room]:
    """The rooms inside the towns, open ones first."""
    known = list(towns)
    query = select(Room).options(joinedload(Room.place)).order_by(Room.active_to.is_not(None), Room.id)
    return [room for room in db.session.scalars(query) if districts.inside(room.place, known)]


def room_at(ref: str, towns: Iterable[Place]) -> Room:
    """The room at an address; NotFound for an unknown one and for one in a town of others."""
    room = db.session.scalar(select(Room).where(Room.ref == ref).options(joinedload(Room.place)))
    if room is None or not districts.inside(room.place, towns):
        raise NotFound(ref)
    return room


def studios_of(towns: Iterable[Place]) -> list[Studio]:
    """The studios of the towns' committees."""
    known = list(towns)
    studios = db.session.scalars(select(Studio).order_by(Studio.id))
    return [studio for studio in studios if districts.inside(studio.unit.town, known)]


def add_room(actor: Actor, answers: Mapping[str, Any]) -> Room:
    room = Room()
    _take(room, answers)
    db.session.add(room)
    registers.note(actor, RegisterAct.ADD_ROOM, room)
    return room


def change_room(actor: Actor, room: Room, answers: Mapping[str, Any]) -> None:
    """Refused when bookings lie after the day on which the room is given up."""
    if answers["active_to"] is not None:
        _refuse_booked(room, answers["active_to"])
    old = registers.snapshot(room)
    _take(room, answers)
    registers.note(actor, RegisterAct.CHANGE_ROOM, room, old=old)


def _take(room: Room, answers: Mapping[str, Any]) -> None:
    registers.check_span(answers["active_from"], answers["active_to"], "active_to")
    _refuse_double(room, answers)
    for name in ("name", "place_id", "studio_id", "active_from", "active_to"):
        setattr(room, name, answers[name])


def _refuse_double(room: Room, answers: Mapping[str, Any]) -> None:
    same = select(Room.id).where(Room.name == answers["name"], Room.place_id == answers["place_id"])
    if db.session.scalar(same.where(Room.active_to.is_(None), Room.id != (room.id or 0))):
        raise Incomplete(TAKEN)


def _refuse_booked(room: Room, last: date) -> None:
    after = clock.at(last + timedelta(days=1), 0)
    query = select(func.count()).where(MediationSession.room_id == room.id, MediationSession.starts_at >= after)
    number = db.session.scalar(query.where(MediationSession.status == SessionStatus.PLANNED))
    if number:
        wanted = N_("这一天以后还约着{number}次，请先改到别处。")
        raise Incomplete(Reason("booked", wanted, "active_to", (("number", str(number)),)))
