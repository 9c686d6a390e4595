"""Papers of a file: documents, evidence, inquiries, opinions; a ledger's gaps are marked."""

from datetime import date

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from mediation.model.base import Addressed, Base, choice
from mediation.procedure.records import PaperKind


class Paper(Addressed, Base):
    """One paper in the file; `sha256` names the stored bytes, `ledger` marks a record that still lacks its paper."""

    __tablename__ = "paper"

    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"), index=True)
    kind: Mapped[PaperKind] = mapped_column(choice(PaperKind))
    name: Mapped[str] = mapped_column(String(120))
    paper_on: Mapped[date]
    handed_in_by: Mapped[str | None] = mapped_column(String(60))
    original: Mapped[bool | None]
    pages: Mapped[int | None]
    text: Mapped[str | None] = mapped_column(Text)
    sha256: Mapped[str | None] = mapped_column(String(64))
    file_name: Mapped[str | None] = mapped_column(String(200))
    supplement: Mapped[bool] = mapped_column(default=False)
    ledger: Mapped[bool] = mapped_column(default=False)
