"""Imports of ledgers: what came in together, so that it is never taken twice and can be taken back whole."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from mediation.model.base import Base, Instant, Numbered


class ImportBatch(Numbered, Base):
    """One run of an import."""

    __tablename__ = "import_batch"

    at: Mapped[datetime] = mapped_column(Instant)
    actor: Mapped[str] = mapped_column(String(60))
    files: Mapped[str] = mapped_column(String(400))
    taken: Mapped[int] = mapped_column(default=0)
    refused: Mapped[int] = mapped_column(default=0)
    undone_at: Mapped[datetime | None] = mapped_column(Instant)


class ImportRow(Numbered, Base):
    """A row that was taken: its natural key, and the record it became."""

    __tablename__ = "import_row"
    __table_args__ = (UniqueConstraint("kind", "key"),)

    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    key: Mapped[str] = mapped_column(String(200))
    table_name: Mapped[str] = mapped_column(String(40))
    row_id: Mapped[int]
    on: Mapped[date | None]
