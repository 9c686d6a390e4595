"""A mediator's own notes of single talks: encrypted with a key of their own, for the eyes of their author alone.

Only the room of notes reads this table; nothing joins it, searches it, counts it, prints it or hands it out.
"""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from mediation.model.base import Addressed, Base, Instant
from mediation.model.sensitive import Encrypted

NOTE_PURPOSE = "private note"


class PrivateNote(Addressed, Base):
    """What one side said to the mediator alone, or what the mediator wants to remember."""

    __tablename__ = "private_note"
    __table_args__ = (Index("ix_private_note_case_author", "case_id", "author_id"),)

    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    session_id: Mapped[int | None] = mapped_column(ForeignKey("mediation_session.id"), index=True)
    text: Mapped[str] = mapped_column(Encrypted(NOTE_PURPOSE))
    written_at: Mapped[datetime] = mapped_column(Instant)
    changed_at: Mapped[datetime] = mapped_column(Instant)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}
