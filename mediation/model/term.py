"""The history of a case's clock: every start, pause, extension, and who consented to it."""

from datetime import date

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mediation.kernel.labels import Choice, N_
from mediation.model.base import Base, Numbered, choice
from mediation.model.case import Case
from mediation.model.party import Party
from mediation.model.rule import RuleBasis
from mediation.procedure.records import PauseReason


class TermAct(Choice):
    """What happened to the clock."""

    STARTED = "STARTED", N_("起算")
    PAUSED = "PAUSED", N_("中止计时")
    RESUMED = "RESUMED", N_("恢复计时")
    EXTENDED = "EXTENDED", N_("延长期限")
    CONTINUED = "CONTINUED", N_("逾期续调")


class TermChange(Numbered, Base):
    """One change of the clock. `until`: the deadline after it, for a late continuation the day that was promised."""

    __tablename__ = "term_change"

    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"), index=True)
    act: Mapped[TermAct] = mapped_column(choice(TermAct))
    on: Mapped[date]
    before: Mapped[date | None]
    until: Mapped[date | None]
    days: Mapped[int | None]
    pause: Mapped[PauseReason | None] = mapped_column(choice(PauseReason))
    reason: Mapped[str | None] = mapped_column(Text)
    measure: Mapped[str | None] = mapped_column(String(24))
    basis: Mapped[RuleBasis | None] = mapped_column(choice(RuleBasis))
    ground: Mapped[str | None] = mapped_column(String(120))
    calendar: Mapped[str | None] = mapped_column(String(60))

    case: Mapped[Case] = relationship()
    consents: Mapped[list["TermConsent"]] = relationship(order_by="TermConsent.id")


class TermConsent(Numbered, Base):
    """One party's consent to an extension or to going on after the deadline."""

    __tablename__ = "term_consent"
    __table_args__ = (UniqueConstraint("change_id", "party_id"),)

    change_id: Mapped[int] = mapped_column(ForeignKey("term_change.id"))
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"))
    on: Mapped[date]

    party: Mapped[Party] = relationship()
