"""Sessions planned and held, and the quarter hours of rooms and mediators they occupy."""

from datetime import date, datetime, timedelta

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mediation.kernel.labels import Choice, N_
from mediation.model.base import Addressed, Base, Instant, Numbered, choice
from mediation.model.case import Case
from mediation.model.party import Party
from mediation.model.place import Room
from mediation.procedure.records import (
    AbsenceReason,
    GuestCapacity,
    Language,
    SessionMode,
    SessionPlace,
    SessionResult,
    SignatureKind,
)

SLOT = timedelta(minutes=15)


class SessionStatus(Choice):
    PLANNED = "PLANNED", N_("已安排")
    HELD = "HELD", N_("已调解")
    MISSED = "MISSED", N_("有人没来，没谈成")
    POSTPONED = "POSTPONED", N_("已改期")
    CANCELLED = "CANCELLED", N_("已取消")


TAKES_TIME = (SessionStatus.PLANNED, SessionStatus.HELD)


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
    place_kind: Mapped[SessionPlace | None] = mapped_column(choice(SessionPlace))
    persons: Mapped[str | None] = mapped_column(Text)
    called_off: Mapped[str | None] = mapped_column(Text)  # why it was cancelled or put off
    # what was recorded (《人民调解法》第二十七条)
    present: Mapped[list[int]] = mapped_column(JSON, default=list)
    absent_why: Mapped[str | None] = mapped_column(Text)
    open: Mapped[bool] = mapped_column(default=False)
    language: Mapped[Language | None] = mapped_column(choice(Language))
    text: Mapped[str | None] = mapped_column(Text)  # what was said, with what was conceded: stays in the house
    agreed_facts: Mapped[str | None] = mapped_column(Text)  # the only words that may go to a court
    read_out: Mapped[str | None] = mapped_column(String(120))
    read_language: Mapped[Language | None] = mapped_column(choice(Language))
    read_by: Mapped[str | None] = mapped_column(String(60))
    signatures: Mapped[str | None] = mapped_column(String(200))
    result: Mapped[SessionResult | None] = mapped_column(choice(SessionResult))
    ledger: Mapped[bool] = mapped_column(default=False)

    case: Mapped[Case] = relationship(back_populates="sessions")
    room: Mapped[Room | None] = relationship()
    slots: Mapped[list["Slot"]] = relationship(cascade="all, delete-orphan", back_populates="session")
    seats: Mapped[list["SessionSeat"]] = relationship(
        cascade="all, delete-orphan", back_populates="session", order_by="SessionSeat.id"
    )
    guests: Mapped[list["SessionGuest"]] = relationship(
        cascade="all, delete-orphan", back_populates="session", order_by="SessionGuest.id"
    )


class SessionSeat(Numbered, Base):
    """One party at one talk: whether they came; if not why, and whether they had been told; how they signed."""

    __tablename__ = "session_seat"
    __table_args__ = (
        UniqueConstraint("session_id", "party_id"),
        CheckConstraint("NOT came OR (why IS NULL AND informed IS NULL)", name="absence"),
        CheckConstraint("came OR signed IS NULL", name="signed"),
    )

    session_id: Mapped[int] = mapped_column(ForeignKey("mediation_session.id"), index=True)
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"), index=True)
    came: Mapped[bool]
    why: Mapped[AbsenceReason | None] = mapped_column(choice(AbsenceReason))
    informed: Mapped[bool | None]
    signed: Mapped[SignatureKind | None] = mapped_column(choice(SignatureKind))

    session: Mapped[MediationSession] = relationship(back_populates="seats")
    party: Mapped[Party] = relationship()


class SessionGuest(Numbered, Base):
    """Somebody else who sat in a talk: guardian, agent, interpreter, invited."""

    __tablename__ = "session_guest"

    session_id: Mapped[int] = mapped_column(ForeignKey("mediation_session.id"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    capacity: Mapped[GuestCapacity] = mapped_column(choice(GuestCapacity))
    whose_id: Mapped[int | None] = mapped_column(ForeignKey("party.id"), index=True)
    signed: Mapped[SignatureKind | None] = mapped_column(choice(SignatureKind))

    session: Mapped[MediationSession] = relationship(back_populates="guests")
    whose: Mapped[Party | None] = relationship()


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
