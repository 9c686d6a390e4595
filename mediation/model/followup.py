"""Follow-up visits: planned, made or excused."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mediation.model.base import Base, Numbered, choice
from mediation.model.case import Case
from mediation.model.rule import PlanPurpose
from mediation.procedure.records import Satisfaction, VisitPerformance


class FollowUp(Numbered, Base):
    """One visit. Planned with a due day, or made without a plan; open until made or excused."""

    __tablename__ = "follow_up"
    __table_args__ = (CheckConstraint("visited_on IS NULL OR excused_on IS NULL", name="one_end"),)

    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"), index=True)
    due_on: Mapped[date | None]
    plan: Mapped[PlanPurpose | None] = mapped_column(choice(PlanPurpose))  # the rule that planned it, if one did
    plan_days: Mapped[int | None]
    visited_on: Mapped[date | None]
    visitor: Mapped[str | None] = mapped_column(Text)
    performance: Mapped[VisitPerformance | None] = mapped_column(choice(VisitPerformance))
    satisfied: Mapped[Satisfaction | None] = mapped_column(choice(Satisfaction))
    lawsuit: Mapped[str | None] = mapped_column(Text)
    danger: Mapped[str | None] = mapped_column(Text)
    text: Mapped[str | None] = mapped_column(Text)
    excused_on: Mapped[date | None]
    excuse: Mapped[str | None] = mapped_column(Text)
    withdrawn_on: Mapped[date | None]

    case: Mapped[Case] = relationship()

    @property
    def open(self) -> bool:
        return self.due_on is not None and not (self.visited_on or self.excused_on or self.withdrawn_on)
