"""Who asked to open a restricted file, why, and who let them (《未成年人网络保护条例》第三十六条)."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mediation.kernel import clock
from mediation.kernel.labels import Choice, N_
from mediation.model.base import Addressed, Base, Instant, choice
from mediation.model.case import Case
from mediation.model.user import User


class AccessDecision(Choice):
    GRANTED = "GRANTED", N_("同意打开")
    REFUSED = "REFUSED", N_("不同意")


class FileAccessRequest(Addressed, Base):
    """A wish to open a file that is closed to most; granted by another account, and only for some days."""

    __tablename__ = "file_access_request"
    __table_args__ = (
        CheckConstraint("decided_by IS NULL OR decided_by <> by_id", name="other"),
        CheckConstraint(
            "(decision IS NULL) = (decided_by IS NULL) AND (decision IS NULL) = (decided_at IS NULL)", name="decided"
        ),
        CheckConstraint("(until IS NOT NULL) = (decision IS NOT NULL AND decision = 'GRANTED')", name="until"),
    )

    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    reason: Mapped[str] = mapped_column(Text)
    asked_at: Mapped[datetime] = mapped_column(Instant, default=clock.now)
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    decided_at: Mapped[datetime | None] = mapped_column(Instant)
    decision: Mapped[AccessDecision | None] = mapped_column(choice(AccessDecision))
    until: Mapped[date | None]

    case: Mapped[Case] = relationship()
    by: Mapped[User] = relationship(foreign_keys=by_id)
    decider: Mapped[User | None] = relationship(foreign_keys=decided_by)
