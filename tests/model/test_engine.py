"""Every connection is durable, keeps its keys and lets one writer in at a time."""

import threading

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


def test_a_writer_does_not_wait_for_ever(app, database):
    """The wait is long in earnest; here the second connection is told to give up soon."""
    shorter = "PRAGMA busy_timeout=200" if database == "sqlite" else "SET lock_timeout = '200ms'"
    with app.app_context():
        engine.begin_write(db.session())
        with db.engine.connect().execution_options(write=True) as other:
            bare = other.connection.driver_connection
            assert bare is not None
            bare.execute(shorter)
            with pytest.raises(OperationalError):
                engine.wait_for_turn(other) if database == "postgres" else other.begin()
            other.invalidate()  # it must not go back among the others with its short temper
        db.session.rollback()


@on_postgres
def test_postgres_waits_as_long_as_sqlite(app):
    with app.app_context():
        assert db.session.scalar(text("SHOW lock_timeout")) == engine.LONGEST_WAIT
    assert engine.PRAGMAS["busy_timeout"] == int(engine.LONGEST_WAIT.removesuffix("s")) * 1000


def test_a_row_that_points_nowhere_is_refused(app):
    astray = text("INSERT INTO adviser_term (place_id, name, from_on) VALUES (404, '示例律师', '2026-01-01')")
    with app.app_context(), db.engine.begin() as connection, pytest.raises(IntegrityError), connection.begin_nested():
        connection.execute(astray)
