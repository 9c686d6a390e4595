"""Annual reports: frozen figures with their rows, and the text that was printed from them."""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mediation.kernel.labels import Choice, N_
from mediation.model.base import Base, Instant, Numbered, choice
from mediation.model.place import Place


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


class ReportPart(Numbered, Base):
    """A heading of a year's report and what stands under it; the tree of a year is its rows in order.

    `automatic` names the paragraphs that the program writes from figures as long as `body` is None; a body is
    text with marks in which figures are bound. Closing the year freezes what stands here.
    """

    __tablename__ = "report_part"
    __table_args__ = (
        CheckConstraint("level IN (1, 2)", name="level"),
        Index("ix_report_part_year", "place_id", "year"),
    )

    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    year: Mapped[int]
    position: Mapped[int]
    level: Mapped[int]
    heading: Mapped[str] = mapped_column(String(60))
    automatic: Mapped[str] = mapped_column(String(120), default="")
    body: Mapped[str | None] = mapped_column(Text)
    author: Mapped[str] = mapped_column(String(60))
    changed_at: Mapped[datetime] = mapped_column(Instant)
    outside: Mapped[bool | None]  # whether the outline has no place for it; nothing is no


class ReportHead(Numbered, Base):
    """To whom a year's report goes, who gets copies, and which office sends it."""

    __tablename__ = "report_head"
    __table_args__ = (UniqueConstraint("place_id", "year"),)

    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    year: Mapped[int]
    addressee: Mapped[str | None] = mapped_column(String(120))
    copies: Mapped[str | None] = mapped_column(String(200))
    issuer: Mapped[str | None] = mapped_column(String(120))  # the office that prints and sends it
    author: Mapped[str] = mapped_column(String(60))
    changed_at: Mapped[datetime] = mapped_column(Instant)


class ReportOutline(Numbered, Base):
    """The outline in which a division tells a year: one of the program's, or its own in `text`.

    What lies in the division tells its year in the same one, unless it chose its own.
    """

    __tablename__ = "report_outline"
    __table_args__ = (UniqueConstraint("place_id", "year"),)

    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    year: Mapped[int]
    outline: Mapped[str] = mapped_column(String(30))
    edition: Mapped[int]  # of the outline as it was when it was chosen
    text: Mapped[str | None] = mapped_column(Text)
    chosen_by: Mapped[str] = mapped_column(String(60))
    chosen_at: Mapped[datetime] = mapped_column(Instant)

    place: Mapped[Place] = relationship()


class ReportOutlineVersion(Numbered, Base):
    """An outline as it was chosen, with its places: another choice, or another wording in a later program, is another
    row, and what was written in this one can still name it."""

    __tablename__ = "report_outline_version"
    __table_args__ = (UniqueConstraint("place_id", "year", "number"),)

    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    year: Mapped[int]
    number: Mapped[int]  # of the place and year, from one
    outline: Mapped[str] = mapped_column(String(30))
    edition: Mapped[int]
    text: Mapped[str | None] = mapped_column(Text)
    slots: Mapped[list[object]] = mapped_column(JSON)
    chosen_by: Mapped[str] = mapped_column(String(60))
    chosen_at: Mapped[datetime] = mapped_column(Instant)

    place: Mapped[Place] = relationship()


class PublicName(Numbered, Base):
    """What somebody decided of a name that stands in a report: blanked in the public edition, or a word and no name."""

    __tablename__ = "public_name"
    __table_args__ = (UniqueConstraint("place_id", "year", "name"),)

    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    year: Mapped[int]
    name: Mapped[str] = mapped_column(String(120))
    blanked: Mapped[bool]
    decided_by: Mapped[str] = mapped_column(String(60))
    decided_at: Mapped[datetime] = mapped_column(Instant)


class PromiseKind(Choice):
    SHORTCOMING = "SHORTCOMING", N_("去年说的问题")
    PLAN = "PLAN", N_("去年说的打算")


class PromiseOutcome(Choice):
    DONE = "DONE", N_("做到了")
    PARTLY = "PARTLY", N_("做到一部分")
    NOT = "NOT", N_("没有做到")


class Promise(Numbered, Base):
    """A problem or plan of last year's report, which this year's has to answer."""

    __tablename__ = "promise"

    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    year: Mapped[int]  # of the report that answers
    kind: Mapped[PromiseKind] = mapped_column(choice(PromiseKind))
    text: Mapped[str] = mapped_column(Text)
    outcome: Mapped[PromiseOutcome | None] = mapped_column(choice(PromiseOutcome))
    answer: Mapped[str | None] = mapped_column(Text)
    answered_by: Mapped[str | None] = mapped_column(String(60))


class SourcedNumber(Numbered, Base):
    """A number that a writer typed into a report by hand, with where it comes from; it is marked as not computed."""

    __tablename__ = "sourced_number"
    __table_args__ = (UniqueConstraint("place_id", "year", "said"),)

    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    year: Mapped[int]
    said: Mapped[str] = mapped_column(String(120))  # the words around the number
    source: Mapped[str] = mapped_column(String(200))
    confirmed_by: Mapped[str] = mapped_column(String(60))
    confirmed_on: Mapped[date]


class SignOff(Numbered, Base):
    """A second person's word that a report may go out, for the text as it then stood."""

    __tablename__ = "sign_off"

    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    year: Mapped[int]
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    name: Mapped[str] = mapped_column(String(60))
    signed_at: Mapped[datetime] = mapped_column(Instant)
    sha256: Mapped[str] = mapped_column(String(64))
