"""The secret address under which somebody's own calendar reads the sessions they take part in."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mediation.model.base import Base, Instant, Numbered
from mediation.model.user import User


class CalendarFeed(Numbered, Base):
    """One per account at most; only the hash of the secret is kept, so that who reads the database cannot subscribe."""

    __tablename__ = "calendar_feed"

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), unique=True)
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime] = mapped_column(Instant)

    user: Mapped[User] = relationship()
