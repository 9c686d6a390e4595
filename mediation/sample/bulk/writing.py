"""Writing many rows at once: what a value is in the database is worked out by column, the statement only once."""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Date, DateTime, Table

Turn = Callable[[Any], Any]  # from a value to what the database keeps of it
_ROOM = 1 << 20  # KiB of SQLite's cache while many rows come; keys that are drawn at random need all of an index


class Way:
    """How rows of one table are written: its columns in order, and how a value of each is turned."""

    def __init__(self, table: Table, connection: Connection) -> None:
        dialect = connection.dialect
        names = [column.name for column in table.columns]
        self.places = {name: place for place, name in enumerate(names)}
        self.turns = [_turn(column.type, dialect) for column in table.columns]
        quote = dialect.identifier_preparer.quote
        into = f"{quote(table.name)} ({', '.join(map(quote, names))})"
        self.copy = f"COPY {into} FROM STDIN"
        self.insert = f"INSERT INTO {into} VALUES ({', '.join('?' * len(names))})"  # noqa: S608 - our own names

    def turned(self, name: str, value: Any) -> Any:
        turn = self.turns[self.places[name]]
        return turn(value) if turn else value


class Writer:
    """Writes rows of some tables, every value of them already turned; PostgreSQL takes them by COPY."""

    def __init__(self, connection: Connection, tables: Iterable[Table]) -> None:
        self.connection = connection
        self.postgres = connection.dialect.name == "postgresql"
        self.ways = {table.name: Way(table, connection) for table in tables}

    def write(self, table: str, rows: Sequence[Sequence[Any]]) -> None:
        if not rows:
            return
        cursor: Any = self.connection.connection.cursor()
        if self.postgres:
            with cursor.copy(self.ways[table].copy) as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            cursor.executemany(self.ways[table].insert, rows)
        cursor.close()


def make_room(connection: Connection) -> None:
    """A larger cache for this connection; it goes away with it."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA cache_size=-{_ROOM}")


def _turn(kind: Any, dialect: Any) -> Turn | None:
    turn: Turn | None = kind.dialect_impl(dialect).bind_processor(dialect)
    if turn and isinstance(getattr(kind, "impl_instance", kind), Date | DateTime):  # the same days come again and again
        return lru_cache(100_000)(turn)
    return turn
