"""Annual reports: frozen figures with their rows, and the text that was printed from them."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mediation.model.base import Base, Instant, Numbered


class FrozenReport(Numbered, Base):
    """A closed period of a place: never changed after it is written."""

    __tablename__ = "frozen_report"
    __table_args__ = (UniqueConstraint("place_id", "from_on", "to_on", "edition"),)

    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    from_on: Mapped[date]
    to_on: Mapped[date]
    edition: Mapped[int] = mapped_column(default=1)
    frozen_at: Mapped[datetime] = mapped_column(Instant)
    frozen_by: Mapped[str] = mapped_column(String(60))
    note: Mapped[str | None] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(String(64))

    figures: Mapped[list["FrozenFigure"]] = relationship(order_by="FrozenFigure.id")
    files: Mapped[list["FrozenFile"]] = relationship(order_by="FrozenFile.id")
    restatements: Mapped[list["Restatement"]] = relationship(order_by="Restatement.id")


class FrozenFigure(Numbered, Base):
    """A figure as it was printed: value, definition and the rows it counted."""

    __tablename__ = "frozen_figure"
    __table_args__ = (UniqueConstraint("report_id", "figure"),)

    report_id: Mapped[int] = mapped_column(ForeignKey("frozen_report.id"))
    figure: Mapped[str] = mapped_column(String(12))
    definition: Mapped[str] = mapped_column(Text)
    result: Mapped[dict[str, object]] = mapped_column(JSON)
    rows: Mapped[list[object]] = mapped_column(JSON)
    sha256: Mapped[str] = mapped_column(String(64))


class FrozenFile(Numbered, Base):
    """The bytes of a file as it was printed; a re-print hands out these."""

    __tablename__ = "frozen_file"
    __table_args__ = (UniqueConstraint("report_id", "format"),)

    report_id: Mapped[int] = mapped_column(ForeignKey("frozen_report.id"))
    format: Mapped[str] = mapped_column(String(8))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    sha256: Mapped[str] = mapped_column(String(64))


class Restatement(Numbered, Base):
    """A figure of a closed period said anew: the printed one stays, this stands beside it with its reason.

    `ordered_by` is whoever answers for the change (《统计法》 wants it known by name); `number` counts the
    restatements of a report, one for each time, whatever the number of figures.
    """

    __tablename__ = "restatement"
    __table_args__ = (UniqueConstraint("report_id", "number", "figure"),)

    report_id: Mapped[int] = mapped_column(ForeignKey("frozen_report.id"))
    number: Mapped[int]
    figure: Mapped[str] = mapped_column(String(12))
    old: Mapped[int | str | None] = mapped_column(JSON)
    result: Mapped[dict[str, object]] = mapped_column(JSON)
    rows: Mapped[list[object]] = mapped_column(JSON)
    reason: Mapped[str] = mapped_column(Text)
    ordered_by: Mapped[str] = mapped_column(String(60))
    recorded_at: Mapped[datetime] = mapped_column(Instant)
    recorded_by: Mapped[str] = mapped_column(String(60))
    sha256: Mapped[str] = mapped_column(String(64))
