"""Numbers shown in full: why somebody wanted to see them, and who wants to too often (《个人信息保护法》第五十一条)."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select

from mediation.kernel import clock
from mediation.kernel.labels import Choice, N_
from mediation.model.audit import AuditEvent
from mediation.model.base import db

REVEAL = "reveal"  # the act's word in the chain of events
MANY = 20  # looks of one account on one day; more than these are shown to the administrators
LOOK_BACK_DAYS = 30


class RevealReason(Choice):
    """What the numbers were wanted for."""

    CONTACT = "CONTACT", N_("要打电话联系当事人")
    PAPER = "PAPER", N_("要写文书")
    IDENTITY = "IDENTITY", N_("要核对身份")
    CHECK = "CHECK", N_("抽查核实")
    COURT = "COURT", N_("法院、公安要用")
    OTHER = "OTHER", N_("别的事（写一句）")


@dataclass(frozen=True, slots=True)
class Often:
    """An account that looked very often on a day."""

    day: date
    name: str
    times: int


def often(since: date | None = None) -> list[Often]:
    """Who looked more often than usual on which day, the latest first."""
    first = since or clock.today() - timedelta(days=LOOK_BACK_DAYS)
    times = func.count().label("times")
    query = (
        select(AuditEvent.on, func.max(AuditEvent.actor), times)
        .where(AuditEvent.act == REVEAL, AuditEvent.on >= first)
        .group_by(AuditEvent.on, AuditEvent.actor_id)
        .having(times > MANY)
        .order_by(AuditEvent.on.desc(), times.desc())
    )
    return [Often(day, name, number) for day, name, number in db.session.execute(query)]
