"""What lapses when talks end or go back: assignments, plans, requests, unsigned drafts."""

from datetime import date

from sqlalchemy import select, update

from mediation.casework.bookings import reseat
from mediation.casework.terms import stop_clock
from mediation.model.agreement import VersionStatus
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.mediation_session import MediationSession, SessionStatus
from mediation.model.team import Assignment, Recusal


def end_talks(case: Case, on: date) -> None:
    """Clock, pause, requests to step aside, planned sessions and unsigned drafts end with the talks."""
    stop_clock(case)
    close_recusals(case, on)
    for session in case.sessions:
        if session.status is SessionStatus.PLANNED:
            cancel(session)
    set_aside_draft(case)
    case.concluded_on = on


def close_recusals(case: Case, on: date) -> None:
    still_open = update(Recusal).where(Recusal.case_id == case.id, Recusal.closed_on.is_(None))
    db.session.execute(still_open.values(closed_on=on))


def leave_team(case: Case, row: Assignment, on: date, *, challenged: bool = False) -> None:
    """End an assignment. Requests against the person are met with it, and the person never comes back to this case."""
    against = select(Recusal).where(Recusal.case_id == case.id, Recusal.against_id == row.mediator_id)
    requests = list(db.session.scalars(against.where(Recusal.closed_on.is_(None))))
    for request in requests:
        request.closed_on = on
    row.to_on, row.challenged = on, challenged or bool(requests)


def cancel(session: MediationSession) -> None:
    """Cancel a planned session and free what it held."""
    session.status = SessionStatus.CANCELLED
    session.slots.clear()


def set_aside_draft(case: Case) -> None:
    """Keep an unsigned draft, marked; its signatures count no more."""
    if case.draft is not None:
        case.draft.status = VersionStatus.SET_ASIDE


def end_assignments(case: Case, on: date) -> None:
    for row in case.team:
        row.to_on = max(on, row.from_on)
    close_recusals(case, on)
    reseat(case)


def send_file_back(case: Case) -> None:
    """A file already sent counts as not sent once the case moves on."""
    case.file_sent_on = case.file_sent_by = None
