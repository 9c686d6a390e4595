"""The rules that the office keeps: days of rest and of work, limits of mediation, days for duties and visits.

A row is never moved by a case and moves no case: what a rule gave is copied to where it was given.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mediation.kernel import clock
from mediation.kernel.calendar import Limit, LimitUnit
from mediation.kernel.labels import Choice, N_
from mediation.model.base import Base, Instant, Numbered, choice
from mediation.model.committee import Unit
from mediation.model.place import Place
from mediation.model.user import User
from mediation.procedure.records import Difficulty, DisputeType, MediationKind, Source

_STANDING = text("withdrawn_at IS NULL")


class RuleBasis(Choice):
    """Whether a rule is law for this matter, law for a like one, or the house's own."""

    LAW = "LAW", N_("法律规定")
    ANALOGY = "ANALOGY", N_("参照规定")
    HOUSE = "HOUSE", N_("内部规定")


class DayKind(Choice):
    """What a day of the register is, whatever the national list and the day of the week say."""

    REST = "REST", N_("休息")
    WORK = "WORK", N_("上班")


class CalendarDay(Numbered, Base):
    """One day on which people rest or work in a division and all inside it; a withdrawn row stays as history."""

    __tablename__ = "calendar_day"
    __table_args__ = (
        Index(
            "uq_calendar_day_place_on",
            "place_code",
            "on",
            unique=True,
            sqlite_where=_STANDING,
            postgresql_where=_STANDING,
        ),
    )

    place_code: Mapped[str] = mapped_column(String(12))
    on: Mapped[date]
    kind: Mapped[DayKind] = mapped_column(choice(DayKind))
    name: Mapped[str] = mapped_column(String(40))
    entered_at: Mapped[datetime] = mapped_column(Instant, default=clock.now)
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)
    why: Mapped[str | None] = mapped_column(String(200))

    entered_by: Mapped[User | None] = relationship()


class CalendarYear(Numbered, Base):
    """A year whose national list of holidays is in the register in full, because the program does not bring it."""

    __tablename__ = "calendar_year"
    __table_args__ = (
        Index(
            "uq_calendar_year_place_year",
            "place_code",
            "year",
            unique=True,
            sqlite_where=_STANDING,
            postgresql_where=_STANDING,
        ),
    )

    place_code: Mapped[str] = mapped_column(String(12))
    year: Mapped[int]
    entered_at: Mapped[datetime] = mapped_column(Instant, default=clock.now)
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)
    why: Mapped[str | None] = mapped_column(String(200))

    entered_by: Mapped[User | None] = relationship()


class ClockStart(Choice):
    """The act from whose day a limit of mediation is counted."""

    ACCEPTED = "ACCEPTED", N_("受理")
    ASSIGNED = "ASSIGNED", N_("指派调解员")
    TOLD = "TOLD", N_("告知权利义务")


class TermRule(Numbered, Base):
    """How long mediation may take, for the cases of a town that fit; an empty column fits all."""

    __tablename__ = "term_rule"
    __table_args__ = (
        CheckConstraint("count > 0", name="count"),
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="dates"),
    )

    town_id: Mapped[int] = mapped_column(ForeignKey("place.id"), index=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    kind: Mapped[MediationKind | None] = mapped_column(choice(MediationKind))
    dispute_type: Mapped[DisputeType | None] = mapped_column(choice(DisputeType))
    source: Mapped[Source | None] = mapped_column(choice(Source))
    count: Mapped[int]
    unit_of_time: Mapped[LimitUnit] = mapped_column(choice(LimitUnit))
    counted_from: Mapped[ClockStart] = mapped_column(
        choice(ClockStart), default=ClockStart.ACCEPTED, server_default=ClockStart.ACCEPTED.value
    )
    basis: Mapped[RuleBasis] = mapped_column(choice(RuleBasis))
    ground: Mapped[str] = mapped_column(String(120))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]

    town: Mapped[Place] = relationship()
    unit: Mapped[Unit | None] = relationship()

    @property
    def limit(self) -> Limit:
        return Limit(self.count, self.unit_of_time)


class PlanPurpose(Choice):
    """What a number of days is for, and from when they are counted."""

    DUTY = "DUTY", N_("没有写日子的约定，从生效起多少天内做到")
    AFTER_DUE = "AFTER_DUE", N_("回访，从最后一项到期起多少天")
    AFTER_EFFECT = "AFTER_EFFECT", N_("回访，从协议生效起多少天")


class PlanRule(Numbered, Base):
    """Days that follow an agreement in a town; without a difficulty it holds for every case."""

    __tablename__ = "plan_rule"
    __table_args__ = (
        CheckConstraint("days > 0", name="days"),
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="dates"),
    )

    town_id: Mapped[int] = mapped_column(ForeignKey("place.id"), index=True)
    purpose: Mapped[PlanPurpose] = mapped_column(choice(PlanPurpose))
    difficulty: Mapped[Difficulty | None] = mapped_column(choice(Difficulty))
    days: Mapped[int]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]

    town: Mapped[Place] = relationship()
