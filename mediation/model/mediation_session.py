"""Sessions planned and held, and the quarter hours of rooms and mediators they occupy."""

from datetime import date, datetime, timedelta

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mediation.kernel.labels import Choice, N_
from mediation.model.base import Addressed, Base, Instant, Numbered, choice
from mediation.model.case import Case
from mediation.model.place import Room
from mediation.procedure.records import SessionMode, SessionResult

SLOT = timedelta(minutes=15)


class SessionStatus(Choice):
    PLANNED = "PLANNED", N_("已安排")
    HELD = "HELD", N_("已调解")
    CANCELLED = "CANCELLED", N_("已取消")


class MediationSession(Addressed, Base):
    """One meeting of a case. A held one without hours (from a ledger) blocks nobody's time."""

    __tablename__ = "mediation_session"
    __table_args__ = (
        CheckConstraint("ends_at IS NULL OR ends_at > starts_at", name="hours"),
        Index("ix_mediation_session_room", "room_id", "starts_at"),
    )

    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"), index=True)
    status: Mapped[SessionStatus] = mapped_column(choice(SessionStatus))
    on: Mapped[date]
    starts_at: Mapped[datetime | None] = mapped_column(Instant)
    ends_at: Mapped[datetime | None] = mapped_column(Instant)
    room_id: Mapped[int | None] = mapped_column(ForeignKey("room.id"))
    place: Mapped[str | None] = mapped_column(String(120))
    mode: Mapped[SessionMode] = mapped_column(choice(SessionMode), default=SessionMode.SITE)
    persons: Mapped[str | None] = mapped_column(Text)
    # what was recorded (《人民调解法》第二十七条)
    present: Mapped[list[int]] = mapped_column(JSON, default=list)
    absent_why: Mapped[str | None] = mapped_column(Text)
    open: Mapped[bool] = mapped_column(default=False)
    text: Mapped[str | None] = mapped_column(Text)
    read_out: Mapped[str | None] = mapped_column(String(120))
    result: Mapped[SessionResult | None] = mapped_column(choice(SessionResult))
    ledger: Mapped[bool] = mapped_column(default=False)

    case: Mapped[Case] = relationship(back_populates="sessions")
    room: Mapped[Room | None] = relationship()
    slots: Mapped[list["Slot"]] = relationship(cascade="all, delete-orphan", back_populates="session")


class Slot(Numbered, Base):
    """A quarter hour taken in a room or of a mediator; the unique constraint refuses double booking."""

    __tablename__ = "slot"
    __table_args__ = (UniqueConstraint("resource", "starts_at"),)

    resource: Mapped[str] = mapped_column(String(24))
    starts_at: Mapped[datetime] = mapped_column(Instant)
    session_id: Mapped[int] = mapped_column(ForeignKey("mediation_session.id"), index=True)

    session: Mapped[MediationSession] = relationship(back_populates="slots")


def quarter_hours(starts_at: datetime, ends_at: datetime) -> list[datetime]:
    """The quarter hours from start (inclusive) to end (exclusive); both must lie on a quarter."""
    count = (ends_at - starts_at) // SLOT
    return [starts_at + SLOT * index for index in range(count)]
