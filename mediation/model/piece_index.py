"""The index over the pieces by which cases are found: full text on SQLite, an inverted index on PostgreSQL.

It is no table of the models, since no two databases have it alike; it follows `case_file.pieces` by itself.

settle(connection)    make it from what stands in the cases, where it is missing
missing(connection)   what of it is not there
is_ours(...)          for Alembic: whether a table or index of the database is of the models
holding(found, words) the cases of a statement that hold all that is wanted, the latest first
are_common(words)     whether so many hold it that it is better looked for in another way
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Integer, Select, any_, column, func, inspect, literal_column, select, table, text
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.sql.expression import cast

from mediation.kernel.pieces import Piece
from mediation.model.base import db
from mediation.model.case import Case

NAME = "case_pieces"
_INDEX = f"ix_{NAME}"
_VECTOR = "array_to_tsvector(string_to_array(case_file.pieces, ' '))"
_OUT = f"INSERT INTO {NAME} ({NAME}, rowid, pieces) VALUES ('delete', OLD.id, OLD.pieces)"  # noqa: S608 - no input
_IN = f"INSERT INTO {NAME} (rowid, pieces) VALUES (NEW.id, NEW.pieces)"  # noqa: S608
_TABLE = (
    f"CREATE VIRTUAL TABLE {NAME} USING fts5("
    "pieces, content='case_file', content_rowid='id', tokenize='ascii', detail='none', columnsize=0)"
)
_TRIGGERS = {
    f"tg_{NAME}_insert": f"AFTER INSERT ON case_file BEGIN {_IN}; END",
    f"tg_{NAME}_delete": f"AFTER DELETE ON case_file BEGIN {_OUT}; END",
    f"tg_{NAME}_update": "AFTER UPDATE OF pieces ON case_file WHEN OLD.pieces IS NOT NEW.pieces "
    f"BEGIN {_OUT}; {_IN}; END",
}
_ROWS = table(NAME, column("rowid", Integer), column(NAME))
_CASES = table("case_file")
_COMMON = 10_000  # cases that hold what is asked for, as PostgreSQL guesses from its statistics

Ways = list[list[Piece]]


def settle(connection: Connection) -> None:
    """Make what is missing of it, where the cases have pieces; take it away where they have none.

    A table that is built anew loses its triggers; what the index holds stays true, since numbers and pieces do.
    """
    lacking = missing(connection)
    if connection.dialect.name == "postgresql":
        if lacking:
            connection.exec_driver_sql(f"CREATE INDEX {_INDEX} ON case_file USING gin (({_VECTOR}))")
        return
    if not _has_pieces(connection):
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {NAME}")
    if NAME in lacking:
        connection.exec_driver_sql(_TABLE)
        connection.exec_driver_sql(f"INSERT INTO {NAME} ({NAME}) VALUES ('rebuild')")  # noqa: S608 - no input
    for name in set(lacking) - {NAME}:
        connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}")
        connection.exec_driver_sql(f"CREATE TRIGGER {name} {_TRIGGERS[name]}")


def missing(connection: Connection) -> list[str]:
    if not _has_pieces(connection):
        return []
    if connection.dialect.name == "postgresql":
        there = connection.exec_driver_sql(f"SELECT to_regclass('{_INDEX}')").scalar()
        return [] if there else [_INDEX]
    rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE name LIKE '%case_pieces%'")
    found: dict[str, str] = dict(rows.all())
    wanted = {NAME: _TABLE} | {name: f"CREATE TRIGGER {name} {what}" for name, what in _TRIGGERS.items()}
    return [name for name, sql in wanted.items() if found.get(name) != sql]


def is_ours(_object: Any, name: str | None, _kind: str, reflected: bool, _other: Any) -> bool:
    return not (reflected and (name or "").startswith((NAME, _INDEX)))


def holding(
    found: Select[Any], words: Sequence[Ways], after: int | None = None, *, common: bool = False
) -> Select[Any]:
    """The cases of a statement that hold each word in one of its ways, the latest first; `after`: those before it.

    SQLite reads its index in order only when the order is asked by the index's own number.
    """
    if not words or _on_postgres():
        if words and not common:
            found = found.where(Case.id == any_(func.array(_holders(_query_of(words)).scalar_subquery())))
        return found.order_by(Case.id.desc())
    asked = " AND ".join(_one_of(ways, "AND", "OR", "*") for ways in words)
    found = found.where(_ROWS.c.rowid == Case.id, _ROWS.c[NAME].op("MATCH")(asked))
    if after is not None:
        found = found.where(_ROWS.c.rowid < after)
    return found.order_by(_ROWS.c.rowid.desc())


def _holders(asked: str) -> Select[Any]:
    """Apart from the statement, so that the index is read first, whatever else is asked."""
    holds = literal_column(_VECTOR).op("@@")(cast(asked, TSQUERY))
    return select(literal_column("case_file.id")).select_from(_CASES).where(holds).correlate(None)


def are_common(words: Sequence[Ways]) -> bool:
    """Whether PostgreSQL expects so many cases that a page of them is found sooner by looking at the latest one by one.

    That is a question of its own: to be asked once for a list.
    """
    if not words or not _on_postgres():
        return False
    holds = f"SELECT 1 FROM case_file WHERE {_VECTOR} @@ CAST(:asked AS tsquery)"  # noqa: S608 - no input
    plan: Any = db.session.scalar(text(f"EXPLAIN (FORMAT JSON) {holds}"), {"asked": _query_of(words)})
    return bool(plan[0]["Plan"]["Plan Rows"] > _COMMON)


def _query_of(words: Sequence[Ways]) -> str:
    return " & ".join(_one_of(ways, "&", "|", ":*") for ways in words)


def _one_of(ways: Ways, both: str, either: str, begins: str) -> str:
    told = [f" {both} ".join(piece.text + begins * piece.begins for piece in way) for way in ways]
    return "(" + f" {either} ".join(f"({one})" for one in told) + ")"


def _on_postgres() -> bool:
    return db.session.get_bind().dialect.name == "postgresql"


def _has_pieces(connection: Connection) -> bool:
    look = inspect(connection)
    return look.has_table("case_file") and any(one["name"] == "pieces" for one in look.get_columns("case_file"))
