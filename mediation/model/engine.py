"""How connections behave: durable, foreign keys on, one writer at a time."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from sqlalchemy import Connection, Engine, event, text
from sqlalchemy.orm import Session

from mediation.model.line import Line

# An acknowledged act must survive a power cut: WAL with FULL, never NORMAL.
PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "busy_timeout": 10_000,
    "secure_delete": 1,
    "recursive_triggers": 1,  # else INSERT OR REPLACE would slip past the triggers that refuse DELETE
}
LONGEST_WAIT = "10s"  # on PostgreSQL, as busy_timeout on SQLite
# SQLite lets in whoever asks at the right moment: of many writers one might never be. So those of this process
# wait in line, each as long as it would wait for the writer of another process.
LONGEST_IN_LINE = 10.0
_PLACE = "place in line"
_ONE_WRITER = 0x6D656469  # the advisory lock that stands for SQLite's write lock


class UnsafeConnection(RuntimeError):
    """SQLite did not take a setting without which data could be lost."""


def attach(engine: Engine) -> None:
    """Register the rules of the database on an engine."""
    if engine.dialect.name == "sqlite":
        line = Line()
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", partial(_begin, line))
        for end in ("commit", "rollback"):
            event.listen(engine, end, partial(_end, line))
        for end in ("checkin", "invalidate"):  # however else it came to its end
            event.listen(engine, end, lambda _connection, record, *_why: _leave(line, record.info))
    else:
        event.listen(engine, "connect", _prepare_planning)


def _prepare(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # BEGIN is ours to say
    cursor = connection.cursor()
    for name, value in PRAGMAS.items():
        cursor.execute(f"PRAGMA {name}={value}")
        found = cursor.execute(f"PRAGMA {name}").fetchone()[0]
        if found != value and not (name == "journal_mode" and found == "memory"):
            raise UnsafeConnection(f"PRAGMA {name} is {found}, must be {value}")
    cursor.close()


# Our statements touch few rows of many tables. PostgreSQL guesses far more, and would then compile the statement,
# share it out among workers and try every order of the joins: that took seconds for what takes milliseconds.
PLANNING = {
    "lock_timeout": LONGEST_WAIT,
    "jit": "off",
    "max_parallel_workers_per_gather": "0",
    "join_collapse_limit": "1",
    "work_mem": "32MB",  # the figures of a year sort and match every case of it; 4 MB, the usual, goes by the disk
}


def _prepare_planning(connection: Any, _record: Any) -> None:
    connection.autocommit = True
    for name, value in PLANNING.items():
        connection.execute(f"SET {name} = '{value}'")
    connection.autocommit = False


@contextmanager
def counting_many(session: Session) -> Iterator[None]:
    """For statements that match every case of a year with every act.

    PostgreSQL takes what is left of several conditions for a single case, and would then go through all acts once for
    each of thousands: here it puts both side by side whatever it guesses.
    """
    if session.get_bind().dialect.name != "postgresql":
        yield
        return
    session.execute(text("SET LOCAL enable_nestloop = off"))
    yield
    session.execute(text("SET LOCAL enable_nestloop = on"))


def _begin(line: Line, connection: Connection) -> None:
    if not connection.get_execution_options().get("write", False):
        connection.exec_driver_sql("BEGIN")
        return
    _leave(line, connection.info)
    connection.info[_PLACE] = place = line.join()
    patient = place.wait(LONGEST_IN_LINE)
    try:
        _begin_as_writer(connection, patient)
    except BaseException:
        _leave(line, connection.info)
        raise


def _begin_as_writer(connection: Connection, patient: bool) -> None:
    """Who has waited long enough in line asks once more, and is told so at once if it is in vain."""
    if not patient:
        connection.exec_driver_sql("PRAGMA busy_timeout=0")
    try:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    finally:
        if not patient:
            connection.exec_driver_sql(f"PRAGMA busy_timeout={PRAGMAS['busy_timeout']}")


def _end(line: Line, connection: Connection) -> None:
    if not connection.invalidated:  # what broke has left already
        _leave(line, connection.info)


def _leave(line: Line, info: dict[Any, Any]) -> None:
    if place := info.pop(_PLACE, None):
        line.leave(place)


def begin_write(session: Session) -> None:
    """Open the session's transaction as a writer's; must be the first statement of it.

    One writer at a time on both databases: what was checked stays true until it is committed, and a
    writer waits here instead of failing later or waiting crosswise with another.
    """
    wait_for_turn(session.connection(execution_options={"write": True}))


def wait_for_turn(connection: Connection) -> None:
    """On PostgreSQL, hold the lock of writers until the transaction ends; on SQLite BEGIN IMMEDIATE did."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_ONE_WRITER})")
