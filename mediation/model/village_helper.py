"""Named helpers of villages: rosters of persons who inform, spread the law or watch over a grid, never mediators."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mediation.model.activity import StockKind
from mediation.model.base import Addressed, Base, Numbered, choice
from mediation.model.person import Person
from mediation.model.place import Place


class Helper(Addressed, Base):
    """A person who stands or stood on a village's rosters; one who stands on several is one helper."""

    __tablename__ = "helper"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), unique=True)

    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)
    posts: Mapped[list["HelperPost"]] = relationship(back_populates="helper", order_by="HelperPost.from_on")


class HelperPost(Numbered, Base):
    """From when to when somebody stands on one roster of a village, both days inclusive."""

    __tablename__ = "helper_post"
    __table_args__ = (
        CheckConstraint("to_on IS NULL OR to_on >= from_on", name="dates"),
        UniqueConstraint("helper_id", "place_id", "kind", "from_on"),
        Index("ix_helper_post_place_kind", "place_id", "kind", "from_on"),
    )

    helper_id: Mapped[int] = mapped_column(ForeignKey("helper.id"))
    place_id: Mapped[int] = mapped_column(ForeignKey("place.id"))
    kind: Mapped[StockKind] = mapped_column(choice(StockKind))
    from_on: Mapped[date]
    to_on: Mapped[date | None]
    note: Mapped[str | None] = mapped_column(String(200))

    helper: Mapped[Helper] = relationship(back_populates="posts")
    place: Mapped[Place] = relationship()
