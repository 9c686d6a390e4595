"""Who mediates a case: dated assignments, what each party said to each person, waivers, requests to step aside."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mediation.model.base import Base, Numbered, choice
from mediation.model.case import Case
from mediation.model.mediator import Mediator
from mediation.model.party import Party
from mediation.procedure.records import AssignmentWay, InviteeCapacity, Relation

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
    """A party's written consent, on its own day, to a mediator who is kin or has an interest."""

    __tablename__ = "waiver"
    __table_args__ = (UniqueConstraint("party_id", "mediator_id", "on"),)

    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"), index=True)
    mediator_id: Mapped[int] = mapped_column(ForeignKey("mediator.id"), index=True)
    on: Mapped[date]

    party: Mapped[Party] = relationship()


class Invitee(Numbered, Base):
    """Somebody invited to help with the parties' consent (《人民调解法》第二十条)."""

    __tablename__ = "invitee"

    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    capacity: Mapped[InviteeCapacity] = mapped_column(choice(InviteeCapacity))
    on: Mapped[date]


class Acceptance(Numbered, Base):
    """What a party said to one mediator or one invited person; of several the latest counts.

    《人民调解法》第二十条、第二十三条: the parties choose or accept who mediates and who helps.
    """

    __tablename__ = "acceptance"
    __table_args__ = (
        CheckConstraint("(mediator_id IS NULL) <> (invitee_id IS NULL)", name="one_of_two"),
        CheckConstraint("mediator_id IS NOT NULL OR NOT chose", name="chose_a_mediator"),
        CheckConstraint("accepts OR NOT chose", name="chose_whom_it_accepts"),
    )

    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"), index=True)
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"), index=True)
    mediator_id: Mapped[int | None] = mapped_column(ForeignKey("mediator.id"), index=True)
    invitee_id: Mapped[int | None] = mapped_column(ForeignKey("invitee.id"), index=True)
    accepts: Mapped[bool]
    chose: Mapped[bool] = mapped_column(default=False)
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
