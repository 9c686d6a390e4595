"""What somebody has typed into a form and not sent, or sent when the sign-in had run out."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from mediation.model.base import Base, Instant, Numbered
from mediation.model.sensitive import Encrypted

DRAFT_PURPOSE = "draft"


class Draft(Numbered, Base):
    """The fields of one form of one account, for that account alone: encrypted, replaced by every keeping, short-lived.

    `version` is the mark of the record at which the form was opened; `sent` tells a form that was sent too late.
    """

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("user_id", "path"),)

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    path: Mapped[str] = mapped_column(String(200))
    payload: Mapped[str] = mapped_column(Encrypted(DRAFT_PURPOSE))
    at: Mapped[datetime] = mapped_column(Instant, index=True)
    version: Mapped[str | None] = mapped_column(String(40))
    sent: Mapped[bool] = mapped_column(default=False)
