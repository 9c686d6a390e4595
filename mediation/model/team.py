"""Who mediates a case: dated assignments, waivers of kinship, requests to step aside."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mediation.model.base import Base, Numbered, choice
from mediation.model.case import Case
from mediation.model.mediator import Mediator
from mediation.model.party import Party
from mediation.procedure.records import AssignmentWay, Relation

_ACTIVE_LEAD = text("lead AND to_on IS NULL")
_ACTIVE = text("to_on IS NULL")


class Assignment(Numbered, Base):
    """A mediator's span in a case; at most one active lead (《人民调解法》第十九条), held by the database."""

    __tablename__ = "assignment"
    __table_args__ = (
        CheckConstraint("to_on IS NULL OR to_on >= from_on", name="dates"),
        Index(
            "uq_assignment_active_lead",
            "case_id",
            unique=True,
            sqlite_where=_ACTIVE_LEAD,
            postgresql_where=_ACTIVE_LEAD,
        ),
        Index(
            "uq_assignment_active",
            "case_id",
            "mediator_id",
            unique=True,
            sqlite_where=_ACTIVE,
            postgresql_where=_ACTIVE,
        ),
    )

    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"), index=True)
    mediator_id: Mapped[int] = mapped_column(ForeignKey("mediator.id"), index=True)
    lead: Mapped[bool] = mapped_column(default=False)
    way: Mapped[AssignmentWay | None] = mapped_column(choice(AssignmentWay))
    relation: Mapped[Relation | None] = mapped_column(choice(Relation))
    from_on: Mapped[date]
    to_on: Mapped[date | None]
    challenged: Mapped[bool] = mapped_column(default=False)

    case: Mapped[Case] = relationship(back_populates="assignments")
    mediator: Mapped[Mediator] = relationship(lazy="joined", innerjoin=True)


class Waiver(Numbered, Base):
    """A party's consent to a mediator who is kin or has an interest."""

    __tablename__ = "waiver"
    __table_args__ = (UniqueConstraint("party_id", "mediator_id", "on"),)

    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"), index=True)
    mediator_id: Mapped[int] = mapped_column(ForeignKey("mediator.id"))
    on: Mapped[date]

    party: Mapped[Party] = relationship()


class Recusal(Numbered, Base):
    """A request that a mediator step aside (《人民调解工作若干规定》第二十五条); open until closed."""

    __tablename__ = "recusal"

    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"), index=True)
    by_party_id: Mapped[int | None] = mapped_column(ForeignKey("party.id"))
    against_id: Mapped[int] = mapped_column(ForeignKey("mediator.id"))
    asked_on: Mapped[date]
    reason: Mapped[str | None] = mapped_column(Text)
    closed_on: Mapped[date | None]

    against: Mapped[Mediator] = relationship()
