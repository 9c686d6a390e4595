"""The talks of a case as its page of sessions shows them: what is planned, what was recorded, what came to nothing."""

from collections.abc import Iterator
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from mediation.casework import bookings
from mediation.casework.access import Sight, sight_of
from mediation.casework.actor import Actor
from mediation.casework.transition import options
from mediation.kernel import clock
from mediation.kernel.errors import NotFound
from mediation.model.case import Case
from mediation.model.mediation_session import MediationSession, SessionGuest, SessionSeat, SessionStatus
from mediation.procedure.records import SessionMode
from mediation.web.bookings import hours_words
from mediation.web.words import day_words, listed, pointed, short_number

LOOKS = {
    SessionStatus.PLANNED: ("ring-dashed", "wait"),
    SessionStatus.HELD: ("disc", "live"),
    SessionStatus.MISSED: ("triangle", "call"),
    SessionStatus.POSTPONED: ("ring-dashed", "rest"),
    SessionStatus.CANCELLED: ("ring-dashed", "rest"),
}


def sessions_page(case: Case, actor: Actor) -> dict[str, Any]:
    """What templates/sessions/list.html shows; NotFound for whoever sees only a line of the case."""
    sight = sight_of(actor, case, clock.today())
    if not sight & Sight.BASICS:
        raise NotFound(case.ref)
    open_now = {option.event.id for option in options(case, actor)}
    rows = sorted(case.sessions, key=lambda row: (row.on, row.id), reverse=True)
    return {
        "title": pointed((short_number(case), _("谈了几次、约了几次"))),
        "state": case.state,
        "url": url_for("cases.show", ref=case.ref),
        "plan_url": _act_url(case, "plan-session") if "plan_session" in open_now else "",
        "rooms_url": url_for("rooms.index", case=case.ref) if "plan_session" in open_now else "",
        "sessions": [_session(row, sight, open_now) for row in rows],
    }


def _session(session: MediationSession, sight: Sight, open_now: set[str]) -> dict[str, Any]:
    shape, tone = LOOKS[session.status]
    state = _(session.status.label)
    late = bookings.unrecorded(session.case)
    if session.status is SessionStatus.PLANNED and late is not None and late.id == session.id:
        state, shape, tone = _("时间过了，还没有记"), "triangle", "call"
    record = bool(sight & Sight.STORY)
    facts = list(_facts(session, record)) if sight & Sight.MATTER else []
    return {
        "title": when_and_where(session),
        "state": {"text": state, "shape": shape, "tone": tone},
        "facts": facts,
        "text": session.text if record else "",
        "agreed_facts": session.agreed_facts if record else "",
        "acts": list(_acts(session, open_now)),
    }


def when_and_where(session: MediationSession) -> str:
    """Day, hours and place in one line."""
    hours = hours_words(session.starts_at, session.ends_at) if session.starts_at and session.ends_at else ""
    where = session.room.name if session.room else session.place or ""
    kind = _(session.place_kind.label) if session.place_kind else ""
    how = _(session.mode.label) if session.mode is not SessionMode.SITE else ""
    return pointed((f"{day_words(session.on)} {hours}".strip(), where, kind, how if how != where else ""))


def _facts(session: MediationSession, record: bool) -> Iterator[dict[str, str]]:
    pairs = [(_("叫了谁"), session.persons or ""), (_("为什么没有谈"), session.called_off or "")]
    pairs.append((_("没来的"), listed(_missing_words(seat) for seat in session.seats if not seat.came)))
    if record:
        pairs += _record(session)
    yield from ({"label": label, "value": value} for label, value in pairs if value)


def _record(session: MediationSession) -> list[tuple[str, str]]:
    signed = [_signed_words(seat.party.name, seat) for seat in session.seats if seat.signed]
    signed += [_signed_words(guest.name, guest) for guest in session.guests if guest.signed]
    return [
        (_("到场的当事人"), listed(party.name for party in session.case.parties if party.id in session.present)),
        (_("还有谁在场"), listed(_guest_words(guest) for guest in session.guests)),
        (_("没到的原因"), session.absent_why or ""),
        (_("公开还是不公开"), _open_words(session)),
        (_("用什么话谈的"), _(session.language.label) if session.language else ""),
        (_("念给双方听"), _read_words(session)),
        (_("结果"), _(session.result.label) if session.result else ""),
        (_("签名、指印"), listed((*signed, session.signatures or ""))),
    ]


def _missing_words(seat: SessionSeat) -> str:
    told = {True: _("通知到了"), False: _("没有通知到"), None: ""}[seat.informed]
    why = pointed((_(seat.why.label) if seat.why else "", told))
    return _("%(name)s（%(why)s）", name=seat.party.name, why=why) if why else seat.party.name


def _guest_words(guest: SessionGuest) -> str:
    capacity = _(guest.capacity.label)
    if guest.whose is not None:
        capacity = _("%(whose)s的%(capacity)s", whose=guest.whose.name, capacity=capacity)
    return _("%(name)s（%(capacity)s）", name=guest.name, capacity=capacity)


def _signed_words(name: str, one: SessionSeat | SessionGuest) -> str:
    return _("%(name)s%(how)s", name=name, how=_(one.signed.label) if one.signed else "")


def _open_words(session: MediationSession) -> str:
    if session.status is not SessionStatus.HELD:
        return ""
    return _("公开") if session.open else _("不公开")


def _read_words(session: MediationSession) -> str:
    language = _(session.read_language.label) if session.read_language else ""
    by = _("%(name)s念的", name=session.read_by) if session.read_by else ""
    return pointed((session.read_out or "", language, by))


def _acts(session: MediationSession, open_now: set[str]) -> Iterator[dict[str, str]]:
    case = session.case
    if session.status is not SessionStatus.PLANNED:
        return
    begun = session.starts_at is not None and session.starts_at <= clock.now()
    if begun and "hold_session" in open_now:
        yield {"text": _("记下这一次"), "url": _act_url(case, "hold-session")}
    if "cancel_session" in open_now and "plan_session" in open_now:
        yield {"text": _("改期"), "url": url_for("sessions.postpone", ref=case.ref, session_ref=session.ref)}
    if "cancel_session" in open_now:
        yield {"text": _("取消"), "url": _act_url(case, "cancel-session")}


def _act_url(case: Case, event_id: str) -> str:
    return url_for("cases.act", ref=case.ref, event_id=event_id)
