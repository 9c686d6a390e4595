"""Effects of planning and recording sessions; the quarter hours they take are refused twice by the database."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import or_, select

from mediation.casework import bookings, endings
from mediation.casework.act import Act
from mediation.casework.actions import action
from mediation.casework.facts import resources
from mediation.features.sessions import attendance
from mediation.kernel import clock
from mediation.kernel.errors import Incomplete, NotFound, Reason
from mediation.kernel.labels import N_
from mediation.model.base import db
from mediation.model.mediation_session import SLOT, MediationSession, SessionStatus, Slot, quarter_hours
from mediation.model.place import Place, Room
from mediation.procedure.records import SessionMode

LONGEST = timedelta(hours=12)
_ENDS_FIRST = Reason("hours", N_("结束时间应晚于开始时间。"), "ends")
_TOO_LONG = Reason("too_long", N_("一次最多谈12小时，请分成几次安排。"), "ends")
_OVER_NIGHT = Reason("over_night", N_("一次要在当天谈完；要接着谈的，第二天另约一次。"), "ends")
_QUARTERS = Reason("quarters", N_("时间请取整刻：0、15、30、45分。"), "starts")
_PAST = Reason("past", N_("安排的时间已经过去，请改用“记录调解”。"), "starts")
_NOT_THAT_ONE = Reason("not_that_one", N_("安排的日子还没到；提前谈了的，这里选“空着”。"), "planned")
_NOT_BEGUN = Reason("not_begun", N_("还没到约好的时间，不能记谁没有来。"), "no_shows")
_WHERE = Reason("where", N_("请选调解室，或写明地点。"), "room")
_ROOM_SHUT = Reason("room_shut", N_("这间调解室那天不能用，请另选一间或另选一天。"), "room")


@action("plan_session")
def plan_session(act: Act) -> None:
    starts, ends = act.data["starts"], act.data["ends"]
    wrong = next(_wrong_hours(act, starts, ends), None) or next(_wrong_place(act), None)
    if wrong is not None:
        raise Incomplete(wrong)
    session = MediationSession(
        case=act.file,
        status=SessionStatus.PLANNED,
        on=clock.shanghai_day(starts),
        starts_at=starts,
        ends_at=ends,
        room_id=act.get("room"),
        place=act.get("place") if act.get("room") is None else None,
        place_kind=act.get("place_kind"),
        mode=act.get("mode", SessionMode.SITE),
        persons=act.get("persons"),
    )
    session.slots = [
        Slot(resource=resource, starts_at=quarter)
        for resource in resources(act.file, session.room_id)
        for quarter in quarter_hours(starts, ends)
    ]
    db.session.add(session)
    db.session.flush()
    act.results["session"] = session.id


def _wrong_hours(act: Act, starts: datetime, ends: datetime) -> Iterator[Reason]:
    if starts >= ends:
        yield _ENDS_FIRST
    if ends > starts + LONGEST:
        yield _TOO_LONG
    if clock.shanghai_day(ends - SLOT) > clock.shanghai_day(starts):  # until midnight is still the same day
        yield _OVER_NIGHT
    if any(moment.minute % 15 or moment.second for moment in (starts, ends)):
        yield _QUARTERS
    if starts + SLOT < act.now:  # whoever writes it down as the talk begins is not late
        yield _PAST


def _wrong_place(act: Act) -> Iterator[Reason]:
    room = db.session.get(Room, act.data["room"]) if act.get("room") is not None else None
    if room is not None and not bookings.open_on(room, clock.shanghai_day(act.data["starts"])):
        yield _ROOM_SHUT
    if room is None and not act.get("place") and act.get("mode", SessionMode.SITE) is SessionMode.SITE:
        yield _WHERE


@action("cancel_session")
def cancel_session(act: Act) -> None:
    """Called off, put off, or fallen through because somebody did not come: the hours are free again."""
    session = _planned(act, act.data["planned"])
    missing = attendance.note_missing(act, session)
    if missing and session.starts_at is not None and act.now < session.starts_at:
        raise Incomplete(_NOT_BEGUN)
    endings.cancel(session)
    session.called_off = act.get("reason")
    if missing:
        session.status = SessionStatus.MISSED
    elif act.get("new_time") is not None:
        session.status = SessionStatus.POSTPONED
    act.results |= {"session": session.id, "missing": missing}


def _planned(act: Act, session_id: int) -> MediationSession:
    session = db.session.get(MediationSession, session_id)
    if session is None or session.case_id != act.file.id or session.status is not SessionStatus.PLANNED:
        raise NotFound(str(session_id))
    return session


@action("hold_session", "record_past_session")
def hold_session(act: Act) -> None:
    """《人民调解法》第二十七条: who came, what was said and where it led."""
    session = _session_held(act)
    if session.status is SessionStatus.PLANNED and session.on > act.on:
        raise Incomplete(_NOT_THAT_ONE)
    session.status = SessionStatus.HELD
    session.on = act.on
    _write_record(act, session)
    attendance.seat_everybody(act, session)
    db.session.flush()
    act.results["session"] = session.id


def _write_record(act: Act, session: MediationSession) -> None:
    session.present = list(act.get("present") or ())
    session.absent_why = act.get("absent_why")
    session.open = bool(act.get("open"))
    session.place = act.get("place", session.place)
    session.place_kind = act.get("place_kind", session.place_kind)
    for name in ("language", "text", "agreed_facts", "read_language", "read_by", "result", "signatures"):
        setattr(session, name, act.get(name))
    session.read_out = _text(act.get("read_out"))
    session.ledger = act.ledger


def _session_held(act: Act) -> MediationSession:
    """The planned session named in the form, else the one planned for that day, else a new one."""
    if act.get("planned") is not None:
        return _planned(act, act.data["planned"])
    for session in act.file.sessions:
        if session.status is SessionStatus.PLANNED and session.on == act.on and act.event.id == "hold_session":
            return session
    place = _text(act.get("place"))
    room_id = _room_called(act.file.town, place) if place else None
    session = MediationSession(case=act.file, on=act.on, starts_at=act.get("time"), place=place, room_id=room_id)
    db.session.add(session)
    return session


def _room_called(town: Place, name: str) -> int | None:
    """The room of the town that was written down as the place: a talk that nobody had booked was there all the same."""
    query = select(Room.id).join(Room.place).where(Room.name == name.strip())
    return db.session.scalar(query.where(or_(Place.id == town.id, Place.parent_id == town.id)).limit(1))


def _text(value: Any) -> str | None:
    return str(value) if value else None
