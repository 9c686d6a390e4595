"""Effects of planning and recording sessions; the quarter hours they take are refused twice by the database."""

from datetime import timedelta
from typing import Any

from mediation.casework import endings
from mediation.casework.act import Act
from mediation.casework.actions import action
from mediation.casework.facts import resources
from mediation.kernel import clock
from mediation.kernel.errors import Incomplete, NotFound, Reason
from mediation.kernel.labels import N_
from mediation.model.base import db
from mediation.model.mediation_session import MediationSession, SessionStatus, Slot, quarter_hours
from mediation.procedure.records import SessionMode

LONGEST = timedelta(hours=12)
_ENDS_FIRST = Reason("hours", N_("结束时间应晚于开始时间，一次不超过12小时。"), "ends")
_QUARTERS = Reason("quarters", N_("时间请取整刻：0、15、30、45分。"), "starts")
_PAST = Reason("past", N_("安排的时间已经过去，请改用“记录调解”。"), "starts")
_NOT_YET = Reason("not_yet", N_("开始的时间晚于办理日期，请核对。"), "time")
_NOT_THAT_ONE = Reason("not_that_one", N_("安排的日子还没到；提前谈了的，这里选“空着”。"), "planned")
_WHERE = Reason("where", N_("请选调解室，或写明地点。"), "room")


@action("plan_session")
def plan_session(act: Act) -> None:
    starts, ends = act.data["starts"], act.data["ends"]
    _check_hours(act, starts, ends)
    session = MediationSession(
        case=act.file,
        status=SessionStatus.PLANNED,
        on=clock.shanghai_day(starts),
        starts_at=starts,
        ends_at=ends,
        room_id=act.get("room"),
        place=act.get("place"),
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


def _check_hours(act: Act, starts: Any, ends: Any) -> None:
    if not starts < ends <= starts + LONGEST:
        raise Incomplete(_ENDS_FIRST)
    if starts.minute % 15 or ends.minute % 15 or starts.second or ends.second:
        raise Incomplete(_QUARTERS)
    if ends < act.now:
        raise Incomplete(_PAST)
    if act.get("room") is None and not act.get("place") and act.get("mode", SessionMode.SITE) is SessionMode.SITE:
        raise Incomplete(_WHERE)


@action("cancel_session")
def cancel_session(act: Act) -> None:
    endings.cancel(_planned(act, act.data["planned"]))


def _planned(act: Act, session_id: int) -> MediationSession:
    session = db.session.get(MediationSession, session_id)
    if session is None or session.case_id != act.file.id or session.status is not SessionStatus.PLANNED:
        raise NotFound(str(session_id))
    return session


@action("hold_session", "record_past_session")
def hold_session(act: Act) -> None:
    """《人民调解法》第二十七条: what was said and where it led."""
    session = _session_held(act)
    if act.get("time") is not None and clock.shanghai_day(act.data["time"]) > act.on:
        raise Incomplete(_NOT_YET)
    if session.status is SessionStatus.PLANNED and session.on > act.on:
        raise Incomplete(_NOT_THAT_ONE)
    session.status = SessionStatus.HELD
    session.on = act.on
    session.present = list(act.get("present") or ())
    session.absent_why = act.get("absent_why")
    session.open = bool(act.get("open"))
    session.text = act.get("text")
    session.read_out = _text(act.get("read_out"))
    session.result = act.get("result")
    session.ledger = act.ledger
    db.session.flush()
    act.results["session"] = session.id


def _session_held(act: Act) -> MediationSession:
    """The planned session named in the form, else the one planned for that day, else a new one."""
    if act.get("planned") is not None:
        return _planned(act, act.data["planned"])
    for session in act.file.sessions:
        if session.status is SessionStatus.PLANNED and session.on == act.on and act.event.id == "hold_session":
            return session
    session = MediationSession(
        case=act.file, on=act.on, starts_at=act.get("time"), place=act.get("place"), room_id=act.get("room")
    )
    db.session.add(session)
    return session


def _text(value: Any) -> str | None:
    return str(value) if value else None
