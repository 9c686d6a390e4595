"""Figures of other bodies that nothing here can count: typed in, each with its source and who answers for it."""

from datetime import date

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mediation.model.base import Addressed, Base
from mediation.model.place import Place


class TypedFigure(Addressed, Base):
    """One number of one indicator for a place and a span of days; the unit is the indicator's own."""

    __tablename__ = "typed_figure"
    __table_args__ = (
        CheckConstraint("value >= 0", name="value"),
        CheckConstraint("to_on >= from_on", name="dates"),
        CheckConstraint("source <> ''", name="source"),
        CheckConstraint("(sha256 IS NULL) = (file_name IS NULL)", name="attachment"),
        Index("ix_typed_figure_span", "figure", "from_on", "to_on"),
    )

    figure: Mapped[str] = mapped_column(String(12))
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), index=True)
    from_on: Mapped[date]
    to_on: Mapped[date]
    value: Mapped[int] = mapped_column(BigInteger)
    unit: Mapped[str] = mapped_column(String(12))
    source: Mapped[str] = mapped_column(String(200))
    told_by: Mapped[str | None] = mapped_column(String(60))
    person: Mapped[str] = mapped_column(String(60))
    on: Mapped[date]
    sha256: Mapped[str | None] = mapped_column(String(64))
    file_name: Mapped[str | None] = mapped_column(String(200))
    note: Mapped[str | None] = mapped_column(String(200))
    version: Mapped[int] = mapped_column(default=1)

    place: Mapped[Place] = relationship()

    __mapper_args__ = {"version_id_col": version}
