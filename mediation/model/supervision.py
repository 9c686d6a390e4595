"""Looking after closed cases: samples drawn by lot, and what the parties said when somebody else called them."""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mediation.kernel import clock
from mediation.kernel.labels import Choice, N_
from mediation.model.base import Addressed, Base, Instant, Numbered, choice
from mediation.model.case import Case
from mediation.model.place import Place
from mediation.model.user import User


class CheckResult(Choice):
    """What a call after the end of a case found."""

    CONFIRMED = "CONFIRMED", N_("情况属实")
    NOT_CONFIRMED = "NOT_CONFIRMED", N_("情况不符")
    NOT_REACHED = "NOT_REACHED", N_("没有联系上")


class SpotCheckDraw(Addressed, Base):
    """A sample of the cases that ended in a period; seed and population are kept, so that anybody can draw it again."""

    __tablename__ = "spot_check_draw"
    __table_args__ = (
        CheckConstraint("to_on >= from_on", name="dates"),
        CheckConstraint("size > 0", name="size"),
    )

    town_id: Mapped[int] = mapped_column(ForeignKey("place.id"), index=True)
    from_on: Mapped[date]
    to_on: Mapped[date]
    population: Mapped[list[str]] = mapped_column(JSON)
    population_hash: Mapped[str] = mapped_column(String(64))
    seed: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    drawn_by: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    drawn_at: Mapped[datetime] = mapped_column(Instant, default=clock.now)

    town: Mapped[Place] = relationship()
    drawer: Mapped[User] = relationship()
    checks: Mapped[list["SpotCheck"]] = relationship(back_populates="draw", order_by="SpotCheck.id")


class SpotCheck(Numbered, Base):
    """One case of a sample; without a result nobody has called yet, and whoever was not reached is called again."""

    __tablename__ = "spot_check"
    __table_args__ = (
        UniqueConstraint("draw_id", "case_id"),
        CheckConstraint(
            "(result IS NULL) = (caller_id IS NULL) AND (result IS NULL) = (called_on IS NULL)", name="called"
        ),
    )

    draw_id: Mapped[int] = mapped_column(ForeignKey("spot_check_draw.id"))
    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"), index=True)
    caller_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    called_on: Mapped[date | None]
    result: Mapped[CheckResult | None] = mapped_column(choice(CheckResult))
    text: Mapped[str | None] = mapped_column(Text)

    draw: Mapped[SpotCheckDraw] = relationship(back_populates="checks")
    case: Mapped[Case] = relationship()
    caller: Mapped[User | None] = relationship()

    @property
    def open(self) -> bool:
        return self.result in (None, CheckResult.NOT_REACHED)
