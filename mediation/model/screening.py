"""The screening register: who went where on which day to look for disputes, and how many were found."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from mediation.kernel.labels import Choice, N_
from mediation.model.base import Addressed, Base, choice


class ScreeningKind(Choice):
    ROUTINE = "ROUTINE", N_("日常排查")
    CONCENTRATED = "CONCENTRATED", N_("集中排查")
    SPECIAL = "SPECIAL", N_("专项排查")
    KEY_TIME = "KEY_TIME", N_("重要时段排查")


class Screening(Addressed, Base):
    """One action: one place and one day. Leads that came of it name it (`Case.screening_id`)."""

    __tablename__ = "screening"
    __table_args__ = (CheckConstraint("found >= 0", name="found"),)

    town_id: Mapped[int] = mapped_column(ForeignKey("place.id"), index=True)
    village_id: Mapped[int | None] = mapped_column(ForeignKey("place.id"), index=True)
    on: Mapped[date] = mapped_column(index=True)
    venue: Mapped[str] = mapped_column(String(120))
    kind: Mapped[ScreeningKind] = mapped_column(choice(ScreeningKind))
    persons: Mapped[str] = mapped_column(String(200))
    found: Mapped[int] = mapped_column(default=0)
    note: Mapped[str | None] = mapped_column(Text)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}
