"""What the tables hold of a case."""

from datetime import date
from typing import Any

from sqlalchemy import select

from mediation.model.audit import AuditEvent
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.followup import FollowUp


def rows(table: Any, case: Case) -> list[Any]:
    return list(db.session.scalars(select(table).where(table.case_id == case.id).order_by(table.id)))


def last_event(case: Case) -> AuditEvent:
    event: AuditEvent = rows(AuditEvent, case)[-1]
    return event


def open_plans(case: Case) -> list[date | None]:
    """The days of the visits that are still to be made."""
    return [plan.due_on for plan in rows(FollowUp, case) if plan.open]
