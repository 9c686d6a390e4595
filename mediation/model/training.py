"""Trainings of people's mediators (《人民调解法》第十四条), and who was there."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mediation.model.base import Addressed, Base, Numbered
from mediation.model.committee import Unit
from mediation.model.mediator import Mediator


class Training(Addressed, Base):
    """One session; its length in half days, the smallest unit in which person-days are counted."""

    __tablename__ = "training"
    __table_args__ = (CheckConstraint("half_days > 0", name="half_days"),)

    town_id: Mapped[int] = mapped_column(ForeignKey("place.id"), index=True)
    on: Mapped[date] = mapped_column(index=True)
    subject: Mapped[str] = mapped_column(String(200))
    teacher: Mapped[str | None] = mapped_column(String(60))
    venue: Mapped[str | None] = mapped_column(String(120))
    half_days: Mapped[int]
    note: Mapped[str | None] = mapped_column(Text)
    version: Mapped[int] = mapped_column(default=1)

    attendances: Mapped[list["Attendance"]] = relationship(
        back_populates="training", order_by="Attendance.id", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": version}


class Attendance(Numbered, Base):
    """A mediator who was there, and the committee for which."""

    __tablename__ = "attendance"
    __table_args__ = (UniqueConstraint("training_id", "mediator_id"),)

    training_id: Mapped[int] = mapped_column(ForeignKey("training.id"))
    mediator_id: Mapped[int] = mapped_column(ForeignKey("mediator.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)

    training: Mapped[Training] = relationship(back_populates="attendances")
    mediator: Mapped[Mediator] = relationship(lazy="joined", innerjoin=True)
    unit: Mapped[Unit] = relationship()
