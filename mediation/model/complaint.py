"""Complaints against mediators (《人民调解法》第十五条): what was said of their conduct, and what came of it."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mediation.kernel.labels import Choice, N_
from mediation.model.base import Addressed, Base, choice
from mediation.model.mediator import Mediator


class Channel(Choice):
    IN_PERSON = "IN_PERSON", N_("当面说的")
    PHONE = "PHONE", N_("打电话说的")
    LETTER = "LETTER", N_("写信说的")


class Conduct(Choice):
    """The four of the law, then what the ministry's rules add."""

    FAVOUR = "FAVOUR", N_("偏袒一方当事人")
    INSULT = "INSULT", N_("侮辱当事人")
    GAIN = "GAIN", N_("索取、收受财物或者其他不正当利益")
    LEAK = "LEAK", N_("泄露个人隐私、商业秘密")
    REVENGE = "REVENGE", N_("压制、打击报复当事人")
    PUNISH = "PUNISH", N_("处罚当事人")
    TREAT = "TREAT", N_("吃请受礼")
    OTHER = "OTHER", N_("别的")


class Finding(Choice):
    TRUE = "TRUE", N_("属实")
    UNTRUE = "UNTRUE", N_("不属实")
    UNCLEAR = "UNCLEAR", N_("查不清")


class Measure(Choice):
    CORRECT = "CORRECT", N_("批评教育，责令改正")
    REMOVE = "REMOVE", N_("罢免或者解聘")
    NONE = "NONE", N_("不处理")


class Complaint(Addressed, Base):
    """One complaint; finding, measure, day and words of the outcome come together."""

    __tablename__ = "complaint"
    __table_args__ = (
        CheckConstraint("decided_on IS NULL OR decided_on >= received_on", name="dates"),
        CheckConstraint(
            "(finding IS NULL) = (decided_on IS NULL) AND (measure IS NULL) = (decided_on IS NULL)"
            " AND (outcome IS NULL) = (decided_on IS NULL)",
            name="decided",
        ),
    )

    town_id: Mapped[int] = mapped_column(ForeignKey("place.id"), index=True)
    mediator_id: Mapped[int] = mapped_column(ForeignKey("mediator.id"), index=True)
    received_on: Mapped[date]
    channel: Mapped[Channel] = mapped_column(choice(Channel))
    conduct: Mapped[Conduct] = mapped_column(choice(Conduct))
    told: Mapped[str] = mapped_column(Text)
    taken_by: Mapped[str] = mapped_column(String(60))
    finding: Mapped[Finding | None] = mapped_column(choice(Finding))
    measure: Mapped[Measure | None] = mapped_column(choice(Measure))
    decided_on: Mapped[date | None]
    outcome: Mapped[str | None] = mapped_column(Text)
    version: Mapped[int] = mapped_column(default=1)

    mediator: Mapped[Mediator] = relationship(lazy="joined", innerjoin=True)

    __mapper_args__ = {"version_id_col": version}
