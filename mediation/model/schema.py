"""The history of the tables: bring a database up to this program, take it back, say where the two differ.

upgrade(app)              bring the database to the newest revision; safe to repeat, all or nothing
downgrade(app, to)        take it back to a revision, or to "base"
differences(app)          what stands otherwise in the database than in the models; empty when all is well
revision(app)             the revision the database is at; None for an empty one
head()                    the revision this program needs
draft(app, words)         for maintainers: write the next migration from the differences; returns its path
"""

import os
from collections.abc import Iterable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import CheckConstraint, Connection, Enum, inspect
from sqlalchemy.types import TypeDecorator

from mediation.model import piece_index, triggers
from mediation.model.base import db

MIGRATIONS = Path(__file__).parent / "migrations"


class SchemaUnknown(RuntimeError):
    """The database was made by a newer program, or by none of ours."""


class House(Protocol):
    """What is needed of the application: its context, in which the database handle works."""

    def app_context(self) -> AbstractContextManager[Any]: ...


def upgrade(app: House, to: str = "head") -> None:
    """Bring the database to a revision; raises SchemaUnknown and changes nothing when it is ahead of this program."""
    with app.app_context():
        _create_file()
        _run(command.upgrade, to)


def downgrade(app: House, to: str) -> None:
    """Take the database back to a revision; what only the newer one could hold is lost."""
    with app.app_context():
        _run(command.downgrade, to)


def revision(app: House) -> str | None:
    with app.app_context(), db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def head() -> str:
    newest = ScriptDirectory.from_config(configuration()).get_current_head()
    assert newest is not None  # the package carries its migrations
    return newest


def differences(app: House) -> list[str]:
    """Tables, columns, keys, indexes, checks and triggers that are not as this program needs them."""
    with app.app_context(), db.engine.connect() as connection:
        wanted = {"compare_type": True, "include_object": piece_index.is_ours}
        context = MigrationContext.configure(connection, opts=wanted)
        found = [_said(difference) for difference in compare_metadata(context, db.metadata)]
        found += _checks_otherwise(connection)
        found += [f"trigger {name}" for name in triggers.missing(connection)]
        return found + [f"index {name}" for name in piece_index.missing(connection)]


def draft(app: House, words: str) -> Path:
    """Write the migration that leads from the newest revision to the models; a person reads it before it is kept."""
    config = configuration()
    number = len(list(ScriptDirectory.from_config(config).walk_revisions())) + 1
    with app.app_context():
        made = command.revision(config, words, autogenerate=True, rev_id=f"{number:04}")
    assert made is not None
    assert not isinstance(made, list)
    return Path(made.path)


def configuration() -> Config:
    """What Alembic reads from a file elsewhere."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    return config


def render_item(kind: str, item: Any, _context: Any) -> str | bool:
    """Migrations name plain column types, so that they stay true when our own types and code lists change."""
    if kind != "type":
        return False
    if isinstance(item, TypeDecorator):
        item = item.impl_instance
    if isinstance(item, Enum):
        return f"sa.String(length={item.length})"
    return f"sa.{item!r}"


def _run(step: Any, to: str) -> None:
    try:
        step(configuration(), to)
    except CommandError as error:
        raise SchemaUnknown(f"数据库的版本与本程序不符：{error}") from error


def _create_file() -> None:
    """A new SQLite file belongs to its owner only."""
    name = db.engine.url.database
    if db.engine.dialect.name == "sqlite" and name and name != ":memory:":
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(name, os.O_CREAT | os.O_RDWR, 0o600))


def _said(difference: Any) -> str:
    if isinstance(difference, list):
        return "; ".join(_said(part) for part in difference)
    return " ".join(str(part) for part in difference if part is not None and not _empty(part))


def _checks_otherwise(connection: Connection) -> Iterable[str]:
    """Checks by name: what a check says is part of its migration."""
    look = inspect(connection)
    for table in db.metadata.sorted_tables:
        if look.has_table(table.name):
            wanted = {str(check.name) for check in table.constraints if isinstance(check, CheckConstraint)}
            found = {str(check["name"]) for check in look.get_check_constraints(table.name)}
            yield from (f"check {name}" for name in sorted(wanted ^ found))


def _empty(part: object) -> bool:
    """Whether a part says nothing; columns are not compared, an encrypted one refuses that."""
    return isinstance(part, dict) and not part
