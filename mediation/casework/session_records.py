"""Correcting the record of a talk: one named part of it, with what stood there before; never its date."""

import re
from collections.abc import Callable
from typing import Any

from mediation.casework.act import Act
from mediation.kernel.errors import Incomplete, NotFound, Reason
from mediation.kernel.labels import N_
from mediation.model.base import db
from mediation.model.mediation_session import MediationSession, SessionSeat, SessionStatus
from mediation.procedure.records import Language, SessionPart

_WHICH = Reason("which_session", N_("请选是哪一次调解的记录。"), "session")
_WHERE = Reason("which_part", N_("请选更正记录的哪一处。"), "part")
_TOO_LONG = N_("写得太长了，最多{count}个字。")
_NOBODY = N_("本案当事人里没有“{name}”。几个人的名字用顿号分开。")
_NO_LANGUAGE = Reason("new", N_("没有这个选项，请按名称填写。"), "new")
_BETWEEN_NAMES = re.compile(r"[、，,；;\n]+")
_LENGTHS = {SessionPart.PLACE: 120, SessionPart.READ_OUT: 120}

Correction = Callable[[MediationSession, str], Any]


def correct(act: Act, new: str) -> None:
    """Put the new words where the old ones stood; the act keeps both."""
    session, part = _session(act), act.get("part")
    if part is None:
        raise Incomplete(_WHERE)
    part = SessionPart(part)
    old = _PARTS[part](session, new)
    act.results |= {"old": old, "session": session.id, "part": part}


def _session(act: Act) -> MediationSession:
    if act.get("session") is None:
        raise Incomplete(_WHICH)
    session = db.session.get(MediationSession, act.data["session"])
    if session is None or session.case_id != act.file.id or session.status is not SessionStatus.HELD:
        raise NotFound("session")
    return session


def _words(part: SessionPart, column: str) -> Correction:
    most = _LENGTHS.get(part, 20_000)

    def put(session: MediationSession, new: str) -> Any:
        if len(new) > most:
            raise Incomplete(Reason("new", _TOO_LONG, "new", (("count", str(most)),)))
        old = getattr(session, column)
        setattr(session, column, new)
        return old

    return put


def _language(session: MediationSession, new: str) -> Any:
    found = next((one for one in Language if new in (one.value, one.label)), None)
    if found is None:
        raise Incomplete(_NO_LANGUAGE)
    old, session.language = session.language, found
    return old


def _present(session: MediationSession, new: str) -> Any:
    """Who came, by their names; whoever did come was not missing."""
    parties = session.case.parties
    names = {name.strip() for name in _BETWEEN_NAMES.split(new) if name.strip()}
    unknown = names - {party.name for party in parties}
    if unknown:
        raise Incomplete(Reason("new", _NOBODY, "new", (("name", min(unknown)),)))
    old = [party.name for party in parties if party.id in session.present]
    session.present = [party.id for party in parties if party.name in names]
    for seat in session.seats:
        _reseat(seat, seat.party_id in session.present)
    return old


def _reseat(seat: SessionSeat, came: bool) -> None:
    if seat.came == came:
        return
    seat.came, seat.why, seat.informed, seat.signed = came, None, None, None


_PARTS: dict[SessionPart, Correction] = {
    SessionPart.PLACE: _words(SessionPart.PLACE, "place"),
    SessionPart.TEXT: _words(SessionPart.TEXT, "text"),
    SessionPart.READ_OUT: _words(SessionPart.READ_OUT, "read_out"),
    SessionPart.AGREED_FACTS: _words(SessionPart.AGREED_FACTS, "agreed_facts"),
    SessionPart.LANGUAGE: _language,
    SessionPart.PRESENT: _present,
}
