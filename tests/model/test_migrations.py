"""Every migration goes up, down and up again with people's data in it, on both databases, whole or not at all."""

import os
import stat
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import event, inspect, select, text

from mediation.app import create_app
from mediation.model import piece_index, schema, triggers
from mediation.model.base import db
from mediation.model.schema import SchemaUnknown
from tests.factories import build_world
from tests.model.rows import put
from tests.plugins.postgres import on_postgres, on_sqlite

REVISIONS = [
    one.revision for one in ScriptDirectory.from_config(schema.configuration()).walk_revisions()
]  # newest first
OWN = "alembic_version"

# Migrations that later people may write: one that builds two big tables anew, one that breaks down half way.
REBUILDING = """
import sqlalchemy as sa
from alembic import op

revision, down_revision = "rebuilding", "{head}"

def anew():
    return "always" if op.get_bind().dialect.name == "sqlite" else "never"

def upgrade():
    for table in ("case_file", "event"):
        with op.batch_alter_table(table, recreate=anew()) as batch:
            batch.add_column(sa.Column("colour", sa.String(20)))

def downgrade():
    for table in ("case_file", "event"):
        with op.batch_alter_table(table, recreate=anew()) as batch:
            batch.drop_column("colour")
"""
LOSING = """
from alembic import op

revision, down_revision = "losing", "{head}"

def upgrade():
    op.execute("DELETE FROM person")

def downgrade():
    pass
"""


@pytest.fixture
def house(app):
    """The application on a database that a test may take apart: `app` gives every test its own."""
    return app


@pytest.fixture
def inhabited(house):
    """A town, a case that went all its way, one that did not, and a row in every table that is still empty."""
    with house.app_context():
        world = build_world()
        story = world.settled(date(2026, 3, 2), date(2026, 3, 5), fen=120_000)
        story.perform(date(2026, 3, 9)).visit(date(2026, 3, 20)).close_file(date(2026, 4, 1))
        world.talking(date(2026, 3, 3)).stop(date(2026, 3, 6))
        db.session.commit()
        with db.engine.begin() as connection:
            for table in db.metadata.sorted_tables:
                if connection.execute(select(table).limit(1)).first() is None:
                    put(connection, table.name, among_strangers=table.name in ("case_link", "person_link"))
    return house


@pytest.fixture
def addition(tmp_path):
    """Adds a migration after the newest one: `addition(TEXT)` gives the settings to run it with."""

    def add(migration):
        (tmp_path / "added.py").write_text(migration.format(head=schema.head()))
        config = schema.configuration()
        folders = (schema.MIGRATIONS / "versions", tmp_path)
        config.set_main_option("version_locations", os.pathsep.join(map(str, folders)))
        return config

    return add


def content(house):
    """Every row of every table, as the database says it."""
    with house.app_context(), db.engine.connect() as connection:
        there = set(inspect(connection).get_table_names()) - {OWN}
        names = sorted(name for name in there if not name.startswith(piece_index.NAME))  # an index, though of tables
        return {
            name: sorted(map(repr, connection.execute(text(f'SELECT * FROM "{name}"')).mappings())) for name in names
        }


def numbers_of_rows(house):
    return {name: len(rows) for name, rows in content(house).items()}


def shape(house):
    """The schema as the database itself describes it, without our models."""
    with house.app_context(), db.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            rows = connection.execute(text("SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"))
            return {(row.type, row.name): normal(row.sql) for row in rows if row.name != OWN}
        found = connection.execute(
            text(
                "SELECT 'column', table_name || '.' || column_name, data_type || ' ' || is_nullable || ' '"
                " || coalesce(character_maximum_length, numeric_precision, 0) FROM information_schema.columns"
                " WHERE table_schema = 'public'"
                " UNION SELECT 'constraint', conname, pg_get_constraintdef(oid) FROM pg_constraint"
                " WHERE connamespace = 'public'::regnamespace"
                " UNION SELECT 'index', indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'"
                " UNION SELECT 'trigger', tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal"
            )
        ).all()
        return {(kind, name): what for kind, name, what in found if not name.startswith(OWN)}


def normal(sql):
    """A statement without what makes no difference: quotes, spaces, the order of its columns and constraints.

    A column that came later stands at the end of the last line, without one of its own.
    """
    flat = " ".join((sql or "").replace('"', "").split()).replace("( ", "(").replace(" )", ")")
    head, _open, inside = flat.partition("(")
    parts, depth, start = [], 0, 0
    for at, char in enumerate(inside):
        depth += (char == "(") - (char == ")")
        if (char == "," and depth == 0) or depth < 0:
            parts.append(inside[start:at].strip())
            start = at + 1
    return [head.strip(), *sorted(parts), inside[start:].strip()]


@contextmanager
def broken_off(house, after):
    """The connection breaks down after so many statements; gives how many were sent."""
    sent = []

    def count(_connection, _cursor, statement, *_more):
        sent.append(statement)
        if len(sent) > after:
            raise ConnectionAbortedError(f"after {after} statements")

    with house.app_context():
        event.listen(db.engine, "before_cursor_execute", count)
        try:
            yield sent
        finally:
            event.remove(db.engine, "before_cursor_execute", count)


def test_an_empty_database_is_brought_to_what_the_models_say(house):
    schema.downgrade(house, "base")
    assert schema.revision(house) is None
    assert content(house) == {}
    schema.upgrade(house)
    assert schema.revision(house) == schema.head()
    assert schema.differences(house) == []
    schema.upgrade(house)
    assert schema.differences(house) == []


def test_the_migrations_make_what_the_models_would_make(house):
    migrated = shape(house)
    schema.downgrade(house, "base")
    assert shape(house) == {}
    with house.app_context():
        db.create_all()
        with db.engine.begin() as connection:
            triggers.lay(connection)
            piece_index.settle(connection)
    assert shape(house) == migrated


def test_there_is_data_in_every_table(inhabited):
    assert [name for name, rows in content(inhabited).items() if not rows] == []


def test_every_migration_goes_down_and_up_and_keeps_every_row_that_has_a_place(inhabited):
    for revision, below in pairwise([*REVISIONS, "base"]):
        before = numbers_of_rows(inhabited)
        schema.downgrade(inhabited, below)
        kept = numbers_of_rows(inhabited)
        assert kept == {name: before[name] for name in kept}
        schema.upgrade(inhabited, revision)
        assert numbers_of_rows(inhabited) == {name: kept.get(name, 0) for name in before}
        schema.downgrade(inhabited, below)
    schema.upgrade(inhabited)
    assert schema.differences(inhabited) == []


def test_building_a_table_anew_loses_no_row_and_no_guard(inhabited, addition):
    before, config = content(inhabited), addition(REBUILDING)
    with inhabited.app_context():
        command.upgrade(config, "head")
        with db.engine.connect() as connection:
            assert triggers.missing(connection) == []
    assert numbers_of_rows(inhabited) == {name: len(rows) for name, rows in before.items()}
    assert schema.differences(inhabited) != []
    with inhabited.app_context():
        command.downgrade(config, "-1")
    assert content(inhabited) == before
    assert schema.differences(inhabited) == []


@on_sqlite
def test_a_migration_that_leaves_rows_pointing_nowhere_is_taken_back(inhabited, addition):
    before = content(inhabited)
    with inhabited.app_context(), pytest.raises(RuntimeError, match="rows that are gone"):
        command.upgrade(addition(LOSING), "head")
    assert content(inhabited) == before
    assert schema.revision(inhabited) == schema.head()
    with inhabited.app_context():
        assert db.session.scalar(text("PRAGMA foreign_keys")) == 1
        db.session.rollback()


@pytest.mark.slow
def test_a_migration_that_breaks_down_leaves_nothing_behind_and_can_be_run_again(house):
    with broken_off(house, 10**6) as sent:
        schema.downgrade(house, "base")
        down = len(sent)
        schema.upgrade(house)
        up = len(sent) - down
    step = 1 if os.environ.get("MEDIATION_PROVE") == "1" else 29
    for after in [*range(1, down, step), down - 1]:
        with broken_off(house, after), pytest.raises(ConnectionAbortedError):
            schema.downgrade(house, "base")
        assert schema.differences(house) == []
    schema.downgrade(house, "base")
    for after in [*range(1, up, step), up - 1]:
        with broken_off(house, after), pytest.raises(ConnectionAbortedError):
            schema.upgrade(house)
        assert content(house) == {}
    schema.upgrade(house)
    assert schema.differences(house) == []


def test_a_database_of_a_newer_program_is_refused_and_left_alone(house):
    with house.app_context():
        db.session.execute(text(f"UPDATE {OWN} SET version_num = '9999'"))
        db.session.commit()
    with pytest.raises(SchemaUnknown, match="9999"):
        schema.upgrade(house)
    assert schema.revision(house) == "9999"


DIFFERENCES = {
    "table stock": "DROP TABLE stock",
    "venue": "ALTER TABLE activity DROP COLUMN venue",
    "uq_assignment_active_lead": "DROP INDEX uq_assignment_active_lead",
    "colour": "ALTER TABLE activity ADD COLUMN colour INTEGER",
}


@pytest.mark.parametrize("name", DIFFERENCES)
def test_a_difference_is_noticed_and_named(house, name):
    with house.app_context(), db.engine.begin() as connection:
        connection.execute(text(DIFFERENCES[name]))
    found = schema.differences(house)
    assert found
    assert all(name.removeprefix("table ") in one for one in found)


@pytest.mark.parametrize("table", triggers.ONLY_GROWING)
def test_a_guard_that_was_taken_away_is_noticed(house, database, table):
    name = f"tg_{table}_update" if database == "sqlite" else f"tg_{table}_change"
    with house.app_context(), db.engine.begin() as connection:
        if database == "sqlite":
            connection.execute(text(f"DROP TRIGGER {name}"))
        else:
            connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER {name}"))
    assert schema.differences(house) == [f"trigger {name}"]


@on_postgres
def test_a_check_that_was_taken_away_is_noticed(house):
    with house.app_context(), db.engine.begin() as connection:
        connection.execute(text("ALTER TABLE duty DROP CONSTRAINT ck_duty_amount"))
    assert schema.differences(house) == ["check ck_duty_amount"]


def test_a_new_database_file_is_its_owners_alone(settings, tmp_path):
    file = tmp_path / "deep" / "mediation.sqlite3"
    new = create_app(replace(settings, database_url=f"sqlite:///{file}"))
    schema.upgrade(new)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600 or os.name != "posix"
    with new.app_context():
        db.engine.dispose()


def test_names_are_short_enough_for_both_databases():
    named = [*db.metadata.tables]
    for table in db.metadata.sorted_tables:
        named += [str(one.name) for one in (*table.constraints, *table.indexes)]
    assert [name for name in named if len(name) > 63] == []


def test_the_numbers_of_the_migrations_have_no_gap():
    assert REVISIONS[::-1] == [f"{number:04}" for number in range(1, len(REVISIONS) + 1)]


def test_a_draft_names_plain_types_and_the_next_number(house, monkeypatch, tmp_path):
    folder = tmp_path / "migrations"
    (folder / "versions").mkdir(parents=True)
    for name in ("env.py", "script.py.mako"):
        (folder / name).write_bytes((schema.MIGRATIONS / name).read_bytes())
    schema.downgrade(house, "base")
    monkeypatch.setattr(schema, "MIGRATIONS", folder)
    written = schema.draft(house, "First tables")
    assert written.name == "0001_first_tables.py"
    said = written.read_text()
    assert "mediation" not in said.replace("mediation_session", "")
    assert "sa.Enum" not in said
    compile(said, written.name, "exec")
