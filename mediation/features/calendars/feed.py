"""The sessions of one person as an iCalendar file (RFC 5545): when, where and the number, never who or what about.

It is read by programs outside the house and kept by them; a number alone tells nothing of anybody.
"""

from datetime import timedelta
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload

from mediation.casework.access import visible
from mediation.casework.actor import Actor
from mediation.kernel import clock
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.mediation_session import SLOT, MediationSession, SessionStatus
from mediation.model.mediator import Mediator
from mediation.model.team import Assignment
from mediation.procedure.records import SessionMode
from mediation.procedure.roles import Role

if TYPE_CHECKING:
    from icalendar import Event

BACK = timedelta(days=60)  # how long a session that is over stays in the calendar
MOST = 500
OF_ALL = frozenset({Role.CLERK, Role.OFFICE})  # they keep the rooms: every session in their sight is theirs
_CALLED_OFF = (SessionStatus.CANCELLED, SessionStatus.POSTPONED)


def calendar_of(actor: Actor) -> bytes:
    """The file; hours are in UTC, so that it needs no description of a time zone."""
    from icalendar import Calendar  # noqa: PLC0415 - heavy, and needed by nobody else

    calendar = Calendar()
    calendar.add("prodid", "-//mediation//sessions//ZH")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _("我的调解"))
    for session in _sessions(actor):
        calendar.add_component(_entry(session))
    written: bytes = calendar.to_ical()
    return written


def _sessions(actor: Actor) -> list[MediationSession]:
    query = (
        select(MediationSession)
        .join(Case)
        .where(visible(actor), MediationSession.starts_at >= clock.now() - BACK, _mine(actor))
        .order_by(MediationSession.starts_at.desc(), MediationSession.id)
        .limit(MOST)
        .options(joinedload(MediationSession.room), joinedload(MediationSession.case))
    )
    return list(db.session.scalars(query))


def _mine(actor: Actor) -> ColumnElement[bool]:
    team = (
        select(Assignment.case_id)
        .join(Mediator, Mediator.id == Assignment.mediator_id)
        .where(Mediator.person_id == actor.person_id, Assignment.to_on.is_(None))
    )
    wanted = Case.id.in_(team)
    return wanted | Case.town_id.is_not(None) if OF_ALL & actor.roles else wanted


def _entry(session: MediationSession) -> "Event":
    from icalendar import Event  # noqa: PLC0415

    assert session.starts_at is not None  # the query asks for it
    entry = Event()
    entry.add("uid", f"{session.ref}@mediation")
    entry.add("dtstamp", clock.now())
    entry.add("dtstart", session.starts_at)
    entry.add("dtend", session.ends_at or session.starts_at + SLOT)
    number = session.case.number or _("还没有编号")
    entry.add("summary", _("调解 %(number)s", number=number))
    entry.add("location", _where(session))
    entry.add("status", "CANCELLED" if session.status in _CALLED_OFF else "CONFIRMED")
    return entry


def _where(session: MediationSession) -> str:
    """The room; another place may be somebody's home, which stays in the house."""
    if session.mode is not SessionMode.SITE:
        return _(session.mode.label)
    return session.room.name if session.room else _("在外面谈，地方看案件")
