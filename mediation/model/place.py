"""Places: a dated tree of divisions from region to village, their legal advisers, and rooms to meet in."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mediation.kernel.labels import Choice, N_
from mediation.model.base import Addressed, Base, Numbered, choice

CODE_DIGITS = {"REGION": 2, "CITY": 4, "COUNTY": 6, "TOWN": 9, "VILLAGE": 12}


class PlaceLevel(Choice):
    REGION = "REGION", N_("自治区")
    CITY = "CITY", N_("地市")
    COUNTY = "COUNTY", N_("县")
    TOWN = "TOWN", N_("乡镇")
    VILLAGE = "VILLAGE", N_("村居")


class VillageKind(Choice):
    VILLAGE = "VILLAGE", N_("村")
    RESIDENTS = "RESIDENTS", N_("居")


class Place(Addressed, Base):
    """A division by its 12-digit code, valid for a span of days; a renamed place is a new row."""

    __tablename__ = "place"
    __table_args__ = (
        CheckConstraint("length(code) = 12", name="code_length"),
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="dates"),
        Index("uq_place_code_valid_from", "code", "valid_from", unique=True),
    )

    code: Mapped[str] = mapped_column(String(12), index=True)
    name: Mapped[str] = mapped_column(String(60))
    name_bo: Mapped[str | None] = mapped_column(String(120))
    level: Mapped[PlaceLevel] = mapped_column(choice(PlaceLevel))
    village_kind: Mapped[VillageKind | None] = mapped_column(choice(VillageKind))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("place.id"), index=True)
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]

    parent: Mapped["Place | None"] = relationship(remote_side="Place.id")

    @property
    def prefix(self) -> str:
        """The digits that every place inside this one begins with."""
        return self.code[: CODE_DIGITS[self.level.value]]


class AdviserTerm(Numbered, Base):
    """A lawyer's term as legal adviser of a village; inclusive days."""

    __tablename__ = "adviser_term"
    __table_args__ = (CheckConstraint("to_on IS NULL OR to_on >= from_on", name="dates"),)

    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), index=True)
    name: Mapped[str] = mapped_column(String(60))
    firm: Mapped[str | None] = mapped_column(String(120))
    from_on: Mapped[date]
    to_on: Mapped[date | None]

    place: Mapped[Place] = relationship()


class Room(Addressed, Base):
    """A room that can be booked; it may belong to a studio such as the Amma room."""

    __tablename__ = "room"

    name: Mapped[str] = mapped_column(String(60))
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"), index=True)
    studio_id: Mapped[int | None] = mapped_column(ForeignKey("studio.id"), index=True)
    active_from: Mapped[date]
    active_to: Mapped[date | None]

    place: Mapped[Place] = relationship()
