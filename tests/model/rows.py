"""Rows made without the house: the least that a table takes, for tests of what the database itself refuses."""

from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    Enum,
    Integer,
    LargeBinary,
    Numeric,
    String,
    Table,
    insert,
    select,
)

from mediation.model.base import Instant, db
from mediation.model.sensitive import Encrypted

DAY = date(2026, 1, 1)
_numbers = count(1)

# What a table needs beyond one value for each column that may not be empty.
NEEDS: dict[str, dict[str, Any]] = {
    "joint_unit": {"outside": "某单位"},
    "report_part": {"level": 1},
}


def put(connection: Connection, name: str, /, *filled: str, among_strangers: bool = False, **columns: Any) -> int:
    """Insert one row and give its id. Columns that may be empty stay so unless they are named in `filled`.

    Rows that it must point to are taken when there are any (and it is not put `among_strangers`), else put as well.
    """
    table = db.metadata.tables[name]
    given = {**NEEDS.get(name, {}), **columns}
    needed = [column for column in table.columns if column.name not in given and _is_needed(column, filled)]
    values = given | {column.name: _value(connection, column, among_strangers) for column in needed}
    number = connection.execute(insert(table).values(values).returning(table.c.id)).scalar_one()
    assert isinstance(number, int)
    return number


def _is_needed(column: Column[Any], filled: tuple[str, ...]) -> bool:
    if column.name in filled:
        return True
    numbered = column.primary_key and column.autoincrement is not False
    return not (column.nullable or numbered or column.default is not None)


def _value(connection: Connection, column: Column[Any], among_strangers: bool) -> Any:
    for key in column.foreign_keys:
        parent = key.column.table
        if among_strangers:
            return _parent(connection, parent, key.column, among_strangers)
        found = connection.execute(select(key.column).order_by(parent.c.id).limit(1)).scalar()
        return found if found is not None else _parent(connection, parent, key.column, among_strangers)
    return _plain(column)


def _parent(connection: Connection, parent: Table, column: Column[Any], among_strangers: bool) -> Any:
    number = put(connection, parent.name, among_strangers=among_strangers)
    return connection.execute(select(column).where(parent.c.id == number)).scalar_one()


def _plain(column: Column[Any]) -> Any:
    """A value of the column's type; texts and numbers are different every time."""
    number, kind = next(_numbers), column.type
    if isinstance(kind, Instant | DateTime):
        return datetime(2026, 1, 1, tzinfo=UTC)
    if isinstance(kind, Enum):
        assert kind.enum_class is not None
        return next(iter(kind.enum_class))
    if isinstance(kind, String):
        return (f"{number:012}" if column.name == "code" else f"{column.name}{number}")[-(kind.length or 99) :]
    if isinstance(kind, Numeric):
        return Decimal(number)
    values: dict[type, Any] = {
        Boolean: False,
        Date: DAY,
        Encrypted: str(number),
        Integer: number,
        JSON: {},
        LargeBinary: b"x",
    }
    return next(value for known, value in values.items() if isinstance(kind, known))
