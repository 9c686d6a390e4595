"""Tables that only grow: the database refuses UPDATE and DELETE of the chain and of frozen reports."""

from collections.abc import Iterator

from sqlalchemy import Connection, inspect

ONLY_GROWING = ("event", "frozen_report", "frozen_figure", "frozen_file", "restatement")

# An integrity error like any other, on both databases.
_FUNCTION = """\
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ' rows are never changed', ERRCODE = 'restrict_violation';
END $$"""


def lay(connection: Connection) -> None:
    """Put the triggers on the tables that are there."""
    tables = _tables(connection)
    if tables and connection.dialect.name == "postgresql":
        connection.exec_driver_sql(_FUNCTION)
    for table in tables:
        for sql in _definitions(connection, table).values():
            connection.exec_driver_sql(sql)


def lift(connection: Connection) -> None:
    """Take the triggers away while a migration rebuilds tables; in the transaction that lays them again."""
    postgres = connection.dialect.name == "postgresql"
    for table in _tables(connection):
        for name in _definitions(connection, table):
            connection.exec_driver_sql(f"DROP TRIGGER IF EXISTS {name}" + (f" ON {table}" if postgres else ""))
    if postgres:
        connection.exec_driver_sql("DROP FUNCTION IF EXISTS refuse_change()")


def missing(connection: Connection) -> list[str]:
    """Names of the triggers that are not there, or not as they should be."""
    wanted = {name: sql for table in _tables(connection) for name, sql in _definitions(connection, table).items()}
    if connection.dialect.name == "sqlite":
        rows = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        found: dict[str, str] = dict(rows.all())
        return [name for name, sql in wanted.items() if found.get(name) != sql]
    working = "SELECT tgname FROM pg_trigger WHERE tgenabled IN ('O', 'A') AND tgfoid = to_regproc('refuse_change')"
    names = set(connection.exec_driver_sql(working).scalars())
    return [name for name in wanted if name not in names]


def _tables(connection: Connection) -> list[str]:
    there = set(inspect(connection).get_table_names())
    return [table for table in ONLY_GROWING if table in there]


def _definitions(connection: Connection, table: str) -> dict[str, str]:
    return dict(_on_sqlite(table) if connection.dialect.name == "sqlite" else _on_postgres(table))


def _on_sqlite(table: str) -> Iterator[tuple[str, str]]:
    for act in ("UPDATE", "DELETE"):
        name = f"tg_{table}_{act.lower()}"
        refusal = f"BEGIN SELECT RAISE(ABORT, '{table} rows are never changed'); END"
        yield name, f"CREATE TRIGGER {name} BEFORE {act} ON {table} {refusal}"
    name = f"tg_{table}_replace"  # REPLACE deletes without asking the trigger above, unless a connection wants it to
    taken = f"WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)"  # noqa: S608 - names of our own tables
    yield name, f"CREATE TRIGGER {name} BEFORE INSERT ON {table} {taken} {refusal}"


def _on_postgres(table: str) -> Iterator[tuple[str, str]]:
    """By statement, so that even one that touches no row is refused, and TRUNCATE too."""
    name = f"tg_{table}_change"
    acts = "BEFORE UPDATE OR DELETE OR TRUNCATE"
    yield name, f"CREATE TRIGGER {name} {acts} ON {table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
