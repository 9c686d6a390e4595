"""The roster: mediators, their dated terms in committees, and who belongs to a studio."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mediation.kernel.labels import Choice, N_
from mediation.model.base import Addressed, Base, Numbered, choice
from mediation.model.committee import Studio, Unit
from mediation.model.person import Person


class Post(Choice):
    """Posts in a committee (《人民调解法》第八条、第九条、第十三条); ACTING is a dated entry made by the office."""

    CHAIR = "CHAIR", N_("主任")
    DEPUTY = "DEPUTY", N_("副主任")
    ACTING = "ACTING", N_("代理主任")
    MEMBER = "MEMBER", N_("委员")
    HIRED = "HIRED", N_("聘任调解员")


class Employment(Choice):
    FULL = "FULL", N_("专职")
    PART = "PART", N_("兼职")


class TermEnd(Choice):
    EXPIRED = "EXPIRED", N_("届满")
    LEFT = "LEFT", N_("离任")
    REMOVED = "REMOVED", N_("罢免")
    DISMISSED = "DISMISSED", N_("解聘")


class Mediator(Addressed, Base):
    """A person who is or was on the roster."""

    __tablename__ = "mediator"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), unique=True)

    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)
    terms: Mapped[list["Term"]] = relationship(back_populates="mediator", order_by="Term.from_on")


class Term(Numbered, Base):
    """A term or hire in one unit, both days inclusive (three years by 《人民调解法》第九条)."""

    __tablename__ = "term"
    __table_args__ = (
        CheckConstraint("to_on IS NULL OR to_on >= from_on", name="dates"),
        UniqueConstraint("mediator_id", "unit_id", "from_on"),
        Index("ix_term_unit_span", "unit_id", "from_on", "to_on"),
    )

    mediator_id: Mapped[int] = mapped_column(ForeignKey("mediator.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    post: Mapped[Post] = mapped_column(choice(Post))
    employment: Mapped[Employment] = mapped_column(choice(Employment), default=Employment.PART)
    from_on: Mapped[date]
    to_on: Mapped[date | None]
    ended_by: Mapped[TermEnd | None] = mapped_column(choice(TermEnd))
    public_employee: Mapped[bool] = mapped_column(default=False)
    languages: Mapped[str] = mapped_column(String(60), default="")

    mediator: Mapped[Mediator] = relationship(back_populates="terms")
    unit: Mapped[Unit] = relationship()


class StudioMember(Numbered, Base):
    """A mediator's membership in a studio."""

    __tablename__ = "studio_member"
    __table_args__ = (UniqueConstraint("studio_id", "mediator_id", "from_on"),)

    studio_id: Mapped[int] = mapped_column(ForeignKey("studio.id"), index=True)
    mediator_id: Mapped[int] = mapped_column(ForeignKey("mediator.id"), index=True)
    from_on: Mapped[date]
    to_on: Mapped[date | None]

    studio: Mapped[Studio] = relationship()
    mediator: Mapped[Mediator] = relationship()
