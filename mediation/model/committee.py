"""Who owns cases: committees and organs, their studios, and the series their numbers come from."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mediation.kernel.labels import Choice, N_
from mediation.model.base import Addressed, Base, Numbered, choice
from mediation.model.place import Place
from mediation.procedure.records import MediationKind, PartnerOffice


class UnitKind(Choice):
    """Kinds of body that own cases; 《人民调解法》第八条、第三十四条 for the committees."""

    VILLAGE = "VILLAGE", N_("村（居）人民调解委员会")
    TOWNSHIP = "TOWNSHIP", N_("乡镇人民调解委员会")
    ENTERPRISE = "ENTERPRISE", N_("企事业单位人民调解委员会")
    INDUSTRY = "INDUSTRY", N_("行业性专业性人民调解委员会")
    ORGAN = "ORGAN", N_("行政机关")


class Unit(Addressed, Base):
    """A people's mediation committee, or an organ that mediates administratively."""

    __tablename__ = "unit"
    __table_args__ = (CheckConstraint("active_to IS NULL OR active_to >= active_from", name="dates"),)

    name: Mapped[str] = mapped_column(String(80))
    kind: Mapped[UnitKind] = mapped_column(choice(UnitKind))
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), index=True)
    town_id: Mapped[int] = mapped_column(ForeignKey("place.id"), index=True)
    active_from: Mapped[date]
    active_to: Mapped[date | None]

    place: Mapped[Place] = relationship(foreign_keys=place_id)
    town: Mapped[Place] = relationship(foreign_keys=town_id)

    def active_on(self, day: date) -> bool:
        return self.active_from <= day and (self.active_to is None or day <= self.active_to)

    @property
    def is_committee(self) -> bool:
        return self.kind is not UnitKind.ORGAN


class StudioKind(Choice):
    PERSONAL = "PERSONAL", N_("个人调解工作室")
    STATIONED = "STATIONED", N_("派驻调解工作室")
    BRAND = "BRAND", N_("特色调解工作室")
    GROUP = "GROUP", N_("调解小组")


class Studio(Addressed, Base):
    """A named mediation studio; its cases, numbers and seal are those of its parent committee."""

    __tablename__ = "studio"

    name: Mapped[str] = mapped_column(String(60))
    name_bo: Mapped[str | None] = mapped_column(String(120))
    kind: Mapped[StudioKind | None] = mapped_column(choice(StudioKind))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    active_from: Mapped[date]
    active_to: Mapped[date | None]

    unit: Mapped[Unit] = relationship()


class Series(Numbered, Base):
    """A run of case numbers shared by a set of units: （year）short人调字第n号."""

    __tablename__ = "series"
    __table_args__ = (UniqueConstraint("kind", "short_name"),)

    kind: Mapped[MediationKind] = mapped_column(choice(MediationKind))
    short_name: Mapped[str] = mapped_column(String(20))


class SeriesUnit(Numbered, Base):
    """Which units number their cases in a series, and since when."""

    __tablename__ = "series_unit"

    series_id: Mapped[int] = mapped_column(ForeignKey("series.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    from_on: Mapped[date]
    to_on: Mapped[date | None]

    series: Mapped[Series] = relationship()


class SeriesYear(Numbered, Base):
    """The last number given in a series and year; moved up in the transaction that gives the number."""

    __tablename__ = "series_year"
    __table_args__ = (
        UniqueConstraint("series_id", "year"),
        CheckConstraint("last >= 0", name="last"),
    )

    series_id: Mapped[int] = mapped_column(ForeignKey("series.id"))
    year: Mapped[int]
    last: Mapped[int] = mapped_column(default=0)


class JointUnit(Numbered, Base):
    """A unit, or another body by name, that joined a case; the owner stays one.

    `office`: the body is an office of the town itself, whose accounts see the case while it is talked about.
    """

    __tablename__ = "joint_unit"
    __table_args__ = (
        CheckConstraint("(unit_id IS NULL) <> (outside IS NULL)", name="one_partner"),
        Index("uq_joint_unit_case_unit", "case_id", "unit_id", unique=True),
        Index("uq_joint_unit_case_office", "case_id", "office", unique=True),
    )

    case_id: Mapped[int] = mapped_column(ForeignKey("case_file.id"), index=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    outside: Mapped[str | None] = mapped_column(String(80))
    agreed_by: Mapped[str] = mapped_column(String(60))
    agreed_on: Mapped[date]
    office: Mapped[PartnerOffice | None] = mapped_column(choice(PartnerOffice))

    unit: Mapped[Unit | None] = relationship()

    @property
    def name(self) -> str:
        return self.unit.name if self.unit is not None else self.outside or ""
