"""Persons and organisations; the same person row may be a party here and a mediator there."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from mediation.kernel.readings import keys_of
from mediation.kernel.text import digits, search_text
from mediation.model.base import Addressed, Base, choice
from mediation.model.place import Place
from mediation.model.sensitive import Encrypted, look_up_key
from mediation.procedure.records import DocumentKind, PersonKind, Reading, Sex

_STANDING = text("parted_on IS NULL")
_DIGESTS = {"id_number": "id_key", "phone": "phone_key", "document_number": "document_key"}


class Person(Addressed, Base):
    """A natural person or an organisation, with one full name; numbers are encrypted at rest.

    An organisation has neither sex, birth nor ethnic group (《民法典》第九十九条、第一百零一条 give
    villages and collectives legal personality); a legal representative speaks for it (第六十一条).
    Neither ID number nor phone is required or unique, nor is a fixed address: a herder has a household
    village, a pasture for now, and somebody through whom letters arrive. `same_as_id` is the first record
    of the same human being, as the links of `PersonLink` stand.
    """

    __tablename__ = "person"
    __table_args__ = (
        CheckConstraint("kind = 'NATURAL' OR (sex IS NULL AND birth IS NULL AND ethnic IS NULL)", name="organisation"),
        Index("ix_person_search", "search"),
        Index("ix_person_birth", "birth"),
    )

    kind: Mapped[PersonKind] = mapped_column(choice(PersonKind), default=PersonKind.NATURAL)
    name: Mapped[str] = mapped_column(String(50))
    name_bo: Mapped[str | None] = mapped_column(String(120))
    id_number: Mapped[str | None] = mapped_column(Encrypted())
    id_key: Mapped[str | None] = mapped_column(String(64), index=True)
    phone: Mapped[str | None] = mapped_column(Encrypted())
    phone_key: Mapped[str | None] = mapped_column(String(64), index=True)
    phone_end: Mapped[str | None] = mapped_column(String(64), index=True)  # keyed hash of the last four digits
    sex: Mapped[Sex | None] = mapped_column(choice(Sex))
    birth: Mapped[date | None]
    ethnic: Mapped[str | None] = mapped_column(String(20))
    politics: Mapped[str | None] = mapped_column(String(20))
    education: Mapped[str | None] = mapped_column(String(20))
    village_id: Mapped[int | None] = mapped_column(ForeignKey("place.id"), index=True)
    address: Mapped[str | None] = mapped_column(Text)
    language: Mapped[str | None] = mapped_column(String(40))
    reads: Mapped[Reading | None] = mapped_column(choice(Reading))
    document: Mapped[DocumentKind | None] = mapped_column(choice(DocumentKind))
    document_number: Mapped[str | None] = mapped_column(Encrypted())
    document_key: Mapped[str | None] = mapped_column(String(64), index=True)
    no_document_why: Mapped[str | None] = mapped_column(String(120))
    pasture: Mapped[str | None] = mapped_column(String(120))
    contact: Mapped[str | None] = mapped_column(String(60))
    contact_phone: Mapped[str | None] = mapped_column(Encrypted())
    deliver_to: Mapped[str | None] = mapped_column(String(120))
    legal_representative: Mapped[str | None] = mapped_column(String(60))
    same_as_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    search: Mapped[str] = mapped_column(Text, default="")
    keys: Mapped[str | None] = mapped_column(Text, deferred=True)  # under what else the names are found

    village: Mapped[Place | None] = relationship()

    @property
    def one(self) -> int:
        """The number that all records of the same human being share."""
        return self.same_as_id or self.id

    @validates(*_DIGESTS)
    def _keep_key(self, field: str, value: str | None) -> str | None:
        setattr(self, _DIGESTS[field], look_up_key(field, value) if value else None)
        if field == "phone":
            self.phone_end = phone_end(value)
        return value or None

    @validates("name", "name_bo")
    def _keep_search(self, field: str, value: str | None) -> str | None:
        other = self.name_bo if field == "name" else self.name
        self.search = search_text(value or "", other or "")
        self.keys = keys_of(value, other)
        return value


def phone_end(phone: str | None) -> str | None:
    """By what the last four digits of a phone are found; nothing for less than that many."""
    last = digits(phone or "")[-4:]
    return look_up_key("phone_end", last) if len(last) == 4 else None


# What is decrypted when it is read, which takes time: statements for many persons leave it out.
SECRETS = tuple(column.key for column in Person.__table__.columns if isinstance(column.type, Encrypted))


class PersonLink(Addressed, Base):
    """What somebody found out about two records: that they are the same human being, or that they are not.

    A link that was taken back keeps its row; at most one stands between two records.
    """

    __tablename__ = "person_link"
    __table_args__ = (
        CheckConstraint("person_id < other_id", name="order"),
        CheckConstraint("parted_on IS NULL OR parted_on >= linked_on", name="dates"),
        Index(
            "uq_person_link_person_id_other_id",
            "person_id",
            "other_id",
            unique=True,
            sqlite_where=_STANDING,
            postgresql_where=_STANDING,
        ),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    same: Mapped[bool]
    why: Mapped[str] = mapped_column(Text)
    linked_on: Mapped[date]
    parted_on: Mapped[date | None]
    parted_why: Mapped[str | None] = mapped_column(Text)

    person: Mapped[Person] = relationship(foreign_keys=person_id)
    other: Mapped[Person] = relationship(foreign_keys=other_id)
