"""Every connection is durable, keeps its keys and lets one writer in at a time."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest
from sqlalchemy import create_engine, event, text
from sqlalchemy.exc import IntegrityError, OperationalError

from mediation.model import engine
from mediation.model.base import db
from tests.plugins.postgres import on_postgres, on_sqlite


@pytest.fixture
def statements(app):
    """What is sent to the database, in order."""
    sent = []

    def note(_connection, _cursor, statement, *_more):
        sent.append(statement)

    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", note)
        yield sent
        event.remove(db.engine, "before_cursor_execute", note)


@on_sqlite
def test_every_connection_is_durable_and_keeps_its_keys(app):
    with app.app_context():
        connections = [db.engine.connect() for _n in range(3)]
        for connection in connections:
            found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in engine.PRAGMAS}
            assert found == engine.PRAGMAS
            assert (found["journal_mode"], found["synchronous"], found["foreign_keys"]) == ("wal", 2, 1)
            connection.close()


def test_a_setting_that_is_not_taken_stops_the_start(monkeypatch, tmp_path):
    monkeypatch.setitem(engine.PRAGMAS, "synchronous", 9)
    refused = create_engine(f"sqlite:///{tmp_path / 'new.sqlite3'}")
    engine.attach(refused)
    with pytest.raises(engine.UnsafeConnection, match="synchronous"):
        refused.connect()
    refused.dispose()


@on_sqlite
def test_a_writer_takes_the_lock_before_it_looks(statements):
    db.session.execute(text("SELECT 1"))
    db.session.rollback()
    engine.begin_write(db.session())
    db.session.execute(text("SELECT 2"))
    db.session.rollback()
    assert [sql for sql in statements if not sql.startswith("PRAGMA")] == [
        "BEGIN",
        "SELECT 1",
        "BEGIN IMMEDIATE",
        "SELECT 2",
    ]


def test_one_writer_at_a_time_and_readers_are_not_kept_waiting(app):
    first_is_in, let_go, order = threading.Event(), threading.Event(), []

    def first():
        with app.app_context():
            engine.begin_write(db.session())
            first_is_in.set()
            assert let_go.wait(10)
            order.append("first")
            db.session.rollback()

    def second():
        with app.app_context():
            assert first_is_in.wait(10)
            engine.begin_write(db.session())
            order.append("second")
            db.session.rollback()

    threads = [threading.Thread(target=first), threading.Thread(target=second)]
    for thread in threads:
        thread.start()
    assert first_is_in.wait(10)
    with app.app_context():
        assert db.session.scalar(text("SELECT count(*) FROM place")) == 0
    threads[1].join(0.3)
    assert threads[1].is_alive()
    let_go.set()
    for thread in threads:
        thread.join(10)
    assert order == ["first", "second"]


def test_a_writer_does_not_wait_for_ever(app, database, monkeypatch):
    """The wait is long in earnest; here the second connection is told to give up soon."""
    monkeypatch.setattr(engine, "LONGEST_IN_LINE", 0.2)
    with app.app_context():
        engine.begin_write(db.session())
        with db.engine.connect().execution_options(write=True) as other:
            bare = other.connection.driver_connection
            assert bare is not None
            if database == "postgres":
                bare.execute("SET lock_timeout = '200ms'")
            with pytest.raises(OperationalError):
                engine.wait_for_turn(other) if database == "postgres" else other.begin()
            other.invalidate()  # it must not go back among the others with its short temper
        db.session.rollback()


WRITERS, EACH_SECONDS, PATIENCE_SECONDS = 12, 0.2, 2  # together they write for longer than SQLite is patient


def test_of_many_writers_of_a_process_none_is_left_waiting(monkeypatch, tmp_path):
    monkeypatch.setitem(engine.PRAGMAS, "busy_timeout", PATIENCE_SECONDS * 1000)
    monkeypatch.setattr(engine, "LONGEST_IN_LINE", 60)
    writing = create_engine(f"sqlite:///{tmp_path / 'new.sqlite3'}", max_overflow=-1)
    engine.attach(writing)
    with writing.begin() as connection:
        connection.execute(text("CREATE TABLE done (by_whom INTEGER)"))

    def write(number):
        with writing.connect().execution_options(write=True) as connection, connection.begin():
            time.sleep(EACH_SECONDS)
            connection.execute(text("INSERT INTO done VALUES (:number)"), {"number": number})

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(write, range(WRITERS)))
    with writing.connect() as connection:
        assert sorted(connection.scalars(text("SELECT by_whom FROM done"))) == list(range(WRITERS))
    writing.dispose()


def goes_away(connection):
    connection.close()


def breaks(connection):
    connection.invalidate()


def keeps_it(connection):
    connection.commit()


def takes_it_back(connection):
    connection.rollback()


@on_sqlite
@pytest.mark.parametrize("ends", [keeps_it, takes_it_back, goes_away, breaks])
def test_whoever_has_written_lets_the_next_one_in(statements, monkeypatch, ends):
    """Nobody has to lose patience with one who is gone."""
    first = db.engine.connect().execution_options(write=True)
    first.begin()
    ends(first)
    monkeypatch.setattr(engine, "LONGEST_IN_LINE", 0)
    engine.begin_write(db.session())
    assert not [sql for sql in statements if "busy_timeout=0" in sql]
    db.session.rollback()
    first.close()


@on_sqlite
def test_whoever_has_lost_patience_is_as_patient_as_ever_the_next_time(app, monkeypatch):
    monkeypatch.setattr(engine, "LONGEST_IN_LINE", 0)
    with app.app_context():
        engine.begin_write(db.session())
        with db.engine.connect().execution_options(write=True) as other:
            with pytest.raises(OperationalError):
                other.begin()
            found = other.connection.driver_connection.execute("PRAGMA busy_timeout").fetchone()
            assert found == (engine.PRAGMAS["busy_timeout"],)
            db.session.rollback()
            other.begin()


def test_nobody_waits_for_a_connection(app):
    """However many threads a server has: there is a connection for each, and one beside it."""
    with app.app_context(), ExitStack() as at_once:
        for _n in range(24):
            at_once.enter_context(db.engine.connect())


@on_postgres
def test_postgres_waits_as_long_as_sqlite(app):
    with app.app_context():
        assert db.session.scalar(text("SHOW lock_timeout")) == engine.LONGEST_WAIT
    assert engine.PRAGMAS["busy_timeout"] == int(engine.LONGEST_WAIT.removesuffix("s")) * 1000


def test_a_row_that_points_nowhere_is_refused(app):
    astray = text("INSERT INTO adviser_term (place_id, name, from_on) VALUES (404, '示例律师', '2026-01-01')")
    with app.app_context(), db.engine.begin() as connection, pytest.raises(IntegrityError), connection.begin_nested():
        connection.execute(astray)
