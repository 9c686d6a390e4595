"""The chain of events: every act and every look, appended in the transaction of the act, never altered."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from mediation.model.base import Base, Instant


class AuditEvent(Base):
    """One link of the chain. `hash` is a keyed digest over the row and the hash before it.

    The database refuses UPDATE and DELETE by trigger. `strikes_id` names an earlier act that this
    one takes back; a struck act stays in the chain and counts no more.
    """

    __tablename__ = "event"
    __table_args__ = (
        Index("ix_event_case", "case_id", "id"),
        Index("ix_event_act_on", "act", "on", "case_id"),  # figures read the chain by it alone
        Index("ix_event_subject", "subject"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("case_file.id"))
    act: Mapped[str] = mapped_column(String(40))
    on: Mapped[date]
    recorded_at: Mapped[datetime] = mapped_column(Instant)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    actor: Mapped[str] = mapped_column(String(60))
    role: Mapped[str | None] = mapped_column(String(24))
    address: Mapped[str | None] = mapped_column(String(64))
    from_state: Mapped[str | None] = mapped_column(String(20))
    to_state: Mapped[str | None] = mapped_column(String(20))
    subject: Mapped[str | None] = mapped_column(String(80))
    data: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    note: Mapped[str | None] = mapped_column(Text)
    late_reason: Mapped[str | None] = mapped_column(Text)
    ledger: Mapped[bool] = mapped_column(default=False)
    strikes_id: Mapped[int | None] = mapped_column(ForeignKey("event.id"), unique=True)
    prev_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64), unique=True)
