"""Persons and organisations; the same person row may be a party here and a mediator there."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from mediation.kernel.text import search_text
from mediation.model.base import Addressed, Base, choice
from mediation.model.place import Place
from mediation.model.sensitive import Encrypted, look_up_key
from mediation.procedure.records import PersonKind, Sex


class Person(Addressed, Base):
    """A natural person or an organisation, with one full name; numbers are encrypted at rest.

    An organisation has neither sex, birth nor ethnic group (《民法典》第九十九条、第一百零一条 give
    villages and collectives legal personality). Neither ID number nor phone is required or unique.
    """

    __tablename__ = "person"
    __table_args__ = (
        CheckConstraint("kind = 'NATURAL' OR (sex IS NULL AND birth IS NULL AND ethnic IS NULL)", name="organisation"),
        Index("ix_person_search", "search"),
    )

    kind: Mapped[PersonKind] = mapped_column(choice(PersonKind), default=PersonKind.NATURAL)
    name: Mapped[str] = mapped_column(String(50))
    name_bo: Mapped[str | None] = mapped_column(String(120))
    id_number: Mapped[str | None] = mapped_column(Encrypted())
    id_key: Mapped[str | None] = mapped_column(String(64), index=True)
    phone: Mapped[str | None] = mapped_column(Encrypted())
    phone_key: Mapped[str | None] = mapped_column(String(64), index=True)
    sex: Mapped[Sex | None] = mapped_column(choice(Sex))
    birth: Mapped[date | None]
    ethnic: Mapped[str | None] = mapped_column(String(20))
    politics: Mapped[str | None] = mapped_column(String(20))
    education: Mapped[str | None] = mapped_column(String(20))
    village_id: Mapped[int | None] = mapped_column(ForeignKey("place.id"), index=True)
    address: Mapped[str | None] = mapped_column(Text)
    language: Mapped[str | None] = mapped_column(String(40))
    search: Mapped[str] = mapped_column(Text, default="")

    village: Mapped[Place | None] = relationship()

    @validates("id_number", "phone")
    def _keep_key(self, field: str, value: str | None) -> str | None:
        key = look_up_key(field, value) if value else None
        setattr(self, "id_key" if field == "id_number" else "phone_key", key)
        return value or None

    @validates("name", "name_bo")
    def _keep_search(self, field: str, value: str | None) -> str | None:
        other = self.name_bo if field == "name" else self.name
        self.search = search_text(value or "", other or "")
        return value
