"""The ground of every record: the database handle, the declarative base and the column types."""

import secrets
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Dialect, Enum, MetaData, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

CONSTRAINT_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class DeclarativeRoot(DeclarativeBase):
    metadata = MetaData(naming_convention=CONSTRAINT_NAMES)


db = SQLAlchemy(model_class=DeclarativeRoot, disable_autonaming=True)

if TYPE_CHECKING:
    Base = DeclarativeRoot
else:
    Base = db.Model


class Instant(TypeDecorator[datetime]):
    """An aware UTC instant; a naive datetime is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant must know its time zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def choice(kind: type[StrEnum], length: int = 24) -> Enum:
    """A column of a code list, stored as its key; the code list itself is checked in Python."""
    return Enum(kind, native_enum=False, create_constraint=False, length=length, values_callable=_keys)


def _keys(kind: Any) -> list[str]:
    return [str(member.value) for member in kind]


def new_ref() -> str:
    """A public address part that cannot be guessed: 128 random bits."""
    return secrets.token_urlsafe(16)


class Numbered:
    """A row with a surrogate key."""

    id: Mapped[int] = mapped_column(primary_key=True)


class Addressed(Numbered):
    """A row that has an address of its own on the web; by it rows that are written together are told apart."""

    ref: Mapped[str] = mapped_column(String(24), unique=True, default=new_ref, insert_sentinel=True)
