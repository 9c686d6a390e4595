"""Tracks beside the state: risk reports, supervision orders, transfers to other organs, subsidy."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mediation.model.base import Addressed, Base, Instant, Numbered, choice
from mediation.model.case import Case
from mediation.model.mediator import Mediator
from mediation.model.place import Place
from mediation.procedure.records import OrderKind, OrganKind, RiskKind, RiskOutcome, RiskRecipient, SubsidyClass

PUBLIC_DAYS = 5


class RiskReport(Numbered, Base):
    """A report that a dispute may turn violent (《人民调解法》第二十五条); open until it has an outcome."""

    __tablename__ = "risk_report"

    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"), index=True)
    kind: Mapped[RiskKind] = mapped_column(choice(RiskKind))
    found_on: Mapped[date]
    measures: Mapped[str] = mapped_column(Text)
    recipient: Mapped[str] = mapped_column(String(80))
    sent_at: Mapped[datetime] = mapped_column(Instant)
    received_at: Mapped[datetime | None] = mapped_column(Instant)
    outcome: Mapped[RiskOutcome | None] = mapped_column(choice(RiskOutcome))
    persons: Mapped[int | None]
    closed_on: Mapped[date | None]

    case: Mapped[Case] = relationship()

    @property
    def recipient_label(self) -> str:
        """The body it was reported to, in words that are translated."""
        return next((one.label for one in RiskRecipient if one.value == self.recipient), self.recipient)


class SupervisionOrder(Numbered, Base):
    """An order to act, with a day to answer; open until answered."""

    __tablename__ = "supervision_order"

    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"), index=True)
    on: Mapped[date]
    role: Mapped[str] = mapped_column(String(24))
    kind: Mapped[OrderKind | None] = mapped_column(choice(OrderKind))  # none: entered before kinds were told apart
    text: Mapped[str] = mapped_column(Text)
    answer_by: Mapped[date]
    answered_on: Mapped[date | None]
    answer: Mapped[str | None] = mapped_column(Text)

    case: Mapped[Case] = relationship()


class Transfer(Numbered, Base):
    """A case handed to another organ (《人民调解工作若干规定》第二十四条) and what came back."""

    __tablename__ = "transfer"

    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"), index=True)
    on: Mapped[date]
    organ_kind: Mapped[OrganKind] = mapped_column(choice(OrganKind))
    organ: Mapped[str] = mapped_column(String(80))
    letter: Mapped[str | None] = mapped_column(String(120))
    reason: Mapped[str] = mapped_column(Text)
    receipt_on: Mapped[date | None]
    feedback_on: Mapped[date | None]
    feedback: Mapped[str | None] = mapped_column(Text)
    taken_back_on: Mapped[date | None]


class Subsidy(Numbered, Base):
    """A proposal to pay for a case, its class and amount in fen; a rejected one stays as history."""

    __tablename__ = "subsidy"

    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"), index=True)
    subsidy_class: Mapped[SubsidyClass] = mapped_column(choice(SubsidyClass))
    grounds: Mapped[str] = mapped_column(Text)
    proposed_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    proposed_on: Mapped[date]
    amount_fen: Mapped[int | None] = mapped_column(BigInteger)
    confirmed_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    confirmed_on: Mapped[date | None]
    despite: Mapped[str | None] = mapped_column(Text)
    batch: Mapped[str | None] = mapped_column(String(60))
    published_on: Mapped[date | None]
    published_until: Mapped[date | None]
    paid_on: Mapped[date | None]
    paid_despite: Mapped[str | None] = mapped_column(Text)
    voucher: Mapped[str | None] = mapped_column(String(80))
    rejected_on: Mapped[date | None]
    rejected_why: Mapped[str | None] = mapped_column(Text)

    case: Mapped[Case] = relationship()
    shares: Mapped[list["SubsidyShare"]] = relationship(order_by="SubsidyShare.id")


class SubsidyShare(Numbered, Base):
    """What one mediator gets, in fen."""

    __tablename__ = "subsidy_share"
    __table_args__ = (CheckConstraint("fen > 0", name="fen"),)

    subsidy_id: Mapped[int] = mapped_column(ForeignKey("subsidy.id"), index=True)
    mediator_id: Mapped[int] = mapped_column(ForeignKey("mediator.id"))
    fen: Mapped[int] = mapped_column(BigInteger)

    mediator: Mapped[Mediator] = relationship()


class SubsidyTariff(Addressed, Base):
    """What a class of cases is paid in a place, in fen; inclusive days, the rule behind it named.

    `public_days` are the working days that a public list hangs before it is paid; none by decision only.
    """

    __tablename__ = "subsidy_tariff"
    __table_args__ = (
        UniqueConstraint("place_id", "subsidy_class", "from_on"),
        CheckConstraint("fen > 0", name="fen"),
        CheckConstraint("to_on IS NULL OR to_on >= from_on", name="dates"),
    )

    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), index=True)
    subsidy_class: Mapped[SubsidyClass] = mapped_column(choice(SubsidyClass))
    fen: Mapped[int] = mapped_column(BigInteger)
    from_on: Mapped[date]
    to_on: Mapped[date | None]
    basis: Mapped[str | None] = mapped_column(String(120))
    public_days: Mapped[int] = mapped_column(default=PUBLIC_DAYS, server_default=str(PUBLIC_DAYS))

    place: Mapped[Place] = relationship()
