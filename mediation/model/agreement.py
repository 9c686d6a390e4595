"""Agreements: versions, whom they bind, duties, acts of signing, performance, breach, courts."""

from datetime import date
from decimal import Decimal

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    Numeric,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mediation.kernel.labels import Choice, N_
from mediation.model.base import Base, Numbered, choice
from mediation.model.case import Case
from mediation.model.party import Party
from mediation.procedure.records import (
    AgreementForm,
    BreachOutcome,
    BreachReason,
    Confirmation,
    CourtResult,
    DutyKind,
    PerformanceProof,
    SignatureKind,
    SignerKind,
)


class VersionStatus(Choice):
    DRAFT = "DRAFT", N_("待签文本")
    IN_FORCE = "IN_FORCE", N_("生效文本")
    REPLACED = "REPLACED", N_("已被变更")
    ANNULLED = "ANNULLED", N_("已失效")
    SET_ASIDE = "SET_ASIDE", N_("已搁置")


_IN_FORCE = text("status = 'IN_FORCE'")
_DRAFT = text("status = 'DRAFT'")


class Progress(Choice):
    """How much of an agreement was done; computed from its duties, never stored."""

    NONE = "NONE", N_("还没有做")
    PART = "PART", N_("做了一部分")
    ALL = "ALL", N_("都做到了")


class AgreementVersion(Numbered, Base):
    """One text of an agreement; at most one draft and one in force per case, held by the database."""

    __tablename__ = "agreement_version"
    __table_args__ = (
        UniqueConstraint("case_id", "no"),
        Index(
            "uq_agreement_version_in_force", "case_id", unique=True, sqlite_where=_IN_FORCE, postgresql_where=_IN_FORCE
        ),
        Index("uq_agreement_version_draft", "case_id", unique=True, sqlite_where=_DRAFT, postgresql_where=_DRAFT),
        CheckConstraint("status <> 'IN_FORCE' OR in_force_from IS NOT NULL", name="effective"),
    )

    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"), index=True)
    no: Mapped[int]
    form: Mapped[AgreementForm] = mapped_column(choice(AgreementForm))
    status: Mapped[VersionStatus] = mapped_column(choice(VersionStatus))
    drafted_on: Mapped[date]
    facts: Mapped[str | None] = mapped_column(Text)
    language: Mapped[str | None] = mapped_column(String(40))
    open_claims: Mapped[str | None] = mapped_column(Text)
    ways_told: Mapped[str | None] = mapped_column(Text)
    writing_unnecessary: Mapped[bool] = mapped_column(default=False)
    why_oral: Mapped[str | None] = mapped_column(Text)
    copies: Mapped[int | None]
    sealed_on: Mapped[date | None]
    in_force_from: Mapped[date | None]
    in_force_to: Mapped[date | None]
    confirm_until: Mapped[date | None]
    confirm_calendar: Mapped[str | None] = mapped_column(String(60))
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("agreement_version.id"))
    confirmation: Mapped[Confirmation] = mapped_column(choice(Confirmation), default=Confirmation.NONE)
    confirmation_court: Mapped[str | None] = mapped_column(String(80))
    confirmation_on: Mapped[date | None]
    ruling_no: Mapped[str | None] = mapped_column(String(80))
    ledger: Mapped[bool] = mapped_column(default=False)

    case: Mapped[Case] = relationship(back_populates="versions")
    bound: Mapped[list["BoundParty"]] = relationship(order_by="BoundParty.id")
    duties: Mapped[list["Duty"]] = relationship(order_by="Duty.no", back_populates="version")
    signatures: Mapped[list["Signature"]] = relationship(order_by="Signature.id")

    @property
    def amount_fen(self) -> int | None:
        """Sum of the money duties in fen; None when the agreement has no amount (never 0 for none)."""
        amounts = [duty.amount_fen for duty in self.duties if duty.amount_fen is not None]
        return sum(amounts) if amounts else None

    @property
    def paid_fen(self) -> int:
        return sum(duty.paid_fen for duty in self.duties)

    @property
    def estimated_fen(self) -> int | None:
        """What is not money was guessed to be worth; no part of the amount."""
        guesses = [duty.estimated_fen for duty in self.duties if duty.estimated_fen is not None]
        return sum(guesses) if guesses else None

    @property
    def progress(self) -> Progress:
        """《人民调解法》第三十一条: all only when the last duty is done; a part payment is a part."""
        if self.duties and all(duty.done_on for duty in self.duties):
            return Progress.ALL
        return Progress.PART if any(duty.begun for duty in self.duties) else Progress.NONE


class BoundParty(Numbered, Base):
    """A party bound by a version; a version may bind only some of the parties."""

    __tablename__ = "bound_party"
    __table_args__ = (UniqueConstraint("version_id", "party_id"),)

    version_id: Mapped[int] = mapped_column(ForeignKey("agreement_version.id"))
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"))

    party: Mapped[Party] = relationship()


class Duty(Numbered, Base):
    """Who owes what to whom, by when and how; money in fen, anything else as quantity and unit."""

    __tablename__ = "duty"
    __table_args__ = (
        UniqueConstraint("version_id", "no"),
        CheckConstraint("amount_fen IS NULL OR amount_fen > 0", name="amount"),
        CheckConstraint("quantity IS NULL OR unit IS NOT NULL", name="unit"),
    )

    version_id: Mapped[int] = mapped_column(ForeignKey("agreement_version.id"))
    no: Mapped[int]
    kind: Mapped[DutyKind] = mapped_column(choice(DutyKind))
    content: Mapped[str] = mapped_column(Text)
    amount_fen: Mapped[int | None] = mapped_column(BigInteger)
    quantity: Mapped[Decimal | None] = mapped_column(Numeric(12, 2))
    unit: Mapped[str | None] = mapped_column(String(20))
    estimated_fen: Mapped[int | None] = mapped_column(BigInteger)
    instalment: Mapped[int | None]
    instalments: Mapped[int | None]
    debtor_id: Mapped[int] = mapped_column(ForeignKey("party.id"))
    creditor_id: Mapped[int] = mapped_column(ForeignKey("party.id"))
    due_on: Mapped[date | None]
    due_by_rule: Mapped[int | None]  # days after effect, when the text names no day
    manner: Mapped[str | None] = mapped_column(Text)
    place: Mapped[str | None] = mapped_column(String(120))
    done_on: Mapped[date | None]
    repudiated_on: Mapped[date | None]
    grace_until: Mapped[date | None]

    version: Mapped[AgreementVersion] = relationship(back_populates="duties")
    debtor: Mapped[Party] = relationship(foreign_keys=debtor_id)
    creditor: Mapped[Party] = relationship(foreign_keys=creditor_id)
    performances: Mapped[list["Performance"]] = relationship(order_by="Performance.id")

    @property
    def must_be_done_by(self) -> date | None:
        return self.grace_until or self.due_on

    @property
    def paid_fen(self) -> int:
        return sum(row.amount_fen or 0 for row in self.performances if row.struck_on is None)

    @property
    def given(self) -> Decimal:
        """What was handed over, in the unit of the duty."""
        return sum((row.quantity or Decimal(0) for row in self.performances if row.struck_on is None), Decimal(0))

    @property
    def open_fen(self) -> int | None:
        """What is still to be paid, in fen; None when the duty is not one of money."""
        return None if self.amount_fen is None else self.amount_fen - self.paid_fen

    @property
    def open_quantity(self) -> Decimal | None:
        return None if self.quantity is None else self.quantity - self.given

    @property
    def begun(self) -> bool:
        """Whether anything of it was done."""
        return self.done_on is not None or any(row.struck_on is None for row in self.performances)


class Performance(Numbered, Base):
    """One act of performing a duty, in whole or in part."""

    __tablename__ = "performance"
    __table_args__ = (CheckConstraint("amount_fen IS NULL OR amount_fen > 0", name="amount"),)

    duty_id: Mapped[int] = mapped_column(ForeignKey("duty.id"), index=True)
    on: Mapped[date]
    amount_fen: Mapped[int | None] = mapped_column(BigInteger)
    quantity: Mapped[Decimal | None] = mapped_column(Numeric(12, 2))
    proof: Mapped[PerformanceProof] = mapped_column(choice(PerformanceProof))
    paper_id: Mapped[int | None] = mapped_column(ForeignKey("paper.id"))
    struck_on: Mapped[date | None]


class Signature(Numbered, Base):
    """A signature, seal or fingerprint of one person on one version (《人民调解法》第二十九条).

    `represents`: the ids of the parties of the same side for whom an elected representative signed as well.
    """

    __tablename__ = "signature"
    __table_args__ = (
        Index("uq_signature_version_party_signer", "version_id", "signer", "party_id", "name", unique=True),
        CheckConstraint("signer <> 'PARTY' OR party_id IS NOT NULL", name="party"),
    )

    version_id: Mapped[int] = mapped_column(ForeignKey("agreement_version.id"))
    signer: Mapped[SignerKind] = mapped_column(choice(SignerKind))
    party_id: Mapped[int | None] = mapped_column(ForeignKey("party.id"))
    mediator_id: Mapped[int | None] = mapped_column(ForeignKey("mediator.id"))
    name: Mapped[str] = mapped_column(String(60))
    kind: Mapped[SignatureKind] = mapped_column(choice(SignatureKind))
    done_on: Mapped[date]
    place: Mapped[str | None] = mapped_column(String(120))
    read_out: Mapped[str | None] = mapped_column(String(120))
    ledger: Mapped[bool] = mapped_column(default=False)
    represents: Mapped[list[int] | None] = mapped_column(JSON)

    party: Mapped[Party | None] = relationship()


class Breach(Numbered, Base):
    """A duty not kept, and what became of it."""

    __tablename__ = "breach"

    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"), index=True)
    duty_id: Mapped[int] = mapped_column(ForeignKey("duty.id"))
    on: Mapped[date]
    reason: Mapped[BreachReason] = mapped_column(choice(BreachReason))
    party_id: Mapped[int | None] = mapped_column(ForeignKey("party.id"))
    outcome: Mapped[BreachOutcome | None] = mapped_column(choice(BreachOutcome))
    outcome_on: Mapped[date | None]
    cleared_on: Mapped[date | None]

    duty: Mapped[Duty] = relationship()


class CourtAct(Numbered, Base):
    """A lawsuit brought over an agreement, and its result (《人民调解法》第三十二条)."""

    __tablename__ = "court_act"

    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"), index=True)
    on: Mapped[date]
    court: Mapped[str] = mapped_column(String(80))
    party_id: Mapped[int | None] = mapped_column(ForeignKey("party.id"))
    claim: Mapped[str | None] = mapped_column(Text)
    result: Mapped[CourtResult | None] = mapped_column(choice(CourtResult))
    ruling: Mapped[str | None] = mapped_column(Text)
