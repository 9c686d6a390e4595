"""The databases that the benchmarks ask: made as `mediation sample` makes cases, kept or thrown away, on both kinds."""

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
from sqlalchemy import text

from mediation.app import create_app
from mediation.config import Settings
from mediation.model import schema
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.sensitive import create_keys
from mediation.sample.bulk import making
from tests.plugins.postgres import private_server, programs

YEAR = 2024
PRIVATE = "private"


def each_database(cases: Sequence[int], postgresql: str | None, keep: Path | None) -> Iterator[int]:
    """Every number of cases on SQLite, then on PostgreSQL where that is asked for; its database is open meanwhile."""
    for number in cases:
        for url in (None, postgresql) if postgresql else (None,):
            folder = keep / str(number) if keep and url is None else None
            if folder is not None:
                folder.mkdir(parents=True, exist_ok=True)
            with settings_of(folder, url) as settings, database(settings, number):
                yield number


def on_databases(default: int) -> Callable[[Any], Any]:
    """The options by which a benchmark is told its databases."""
    size = click.option(
        "--cases", type=int, multiple=True, default=(default,), show_default=True, help="How many; may be repeated."
    )
    server = click.option(
        "--postgresql",
        metavar="URL",
        help="Also there; without an address on a private server.",
        is_flag=False,
        flag_value=PRIVATE,
    )
    folder = click.option(
        "--keep", type=click.Path(path_type=Path, file_okay=False), help="A folder to keep the SQLite databases in."
    )
    return lambda command: size(server(folder(command)))


def timed(ask: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds of one question, asked as a new request asks it."""
    db.session.rollback()
    begun = time.perf_counter()
    answer = ask()
    return time.perf_counter() - begun, answer


@contextmanager
def database(settings: Settings, cases: int) -> Iterator[None]:
    """A database with so many cases of the year; one that has them already is asked again as it is."""
    app = create_app(settings)
    schema.upgrade(app)
    with app.app_context():
        there = db.session.query(Case.id).first()
        db.session.rollback()
        if not there:
            begun = time.perf_counter()
            making.make(YEAR, cases, None, seed=1, keep=db.session.commit)
            click.echo(f"  {cases:,} cases made in {time.perf_counter() - begun:.0f} s", err=True)
        db.session.execute(text("ANALYZE"))
        db.session.commit()
        yield
        db.session.remove()
        db.engine.dispose()


@contextmanager
def settings_of(folder: Path | None, postgresql: str | None) -> Iterator[Settings]:
    """Where to keep the database: in a folder that goes away again, unless one is named."""
    with ExitStack() as stack:
        if folder is None:
            folder = Path(tempfile.mkdtemp(prefix="mediation-bench-"))
            stack.callback(shutil.rmtree, folder)
        if not (folder / "keys").exists():
            create_keys(folder / "keys")
        sqlite = f"sqlite:///{folder / 'bench.sqlite3'}"
        settings = Settings(env="local", instance=folder, database_url=postgresql or sqlite, testing=True)
        if postgresql == PRIVATE:
            found = programs()
            if found is None:
                raise click.UsageError("PostgreSQL is not installed on this machine; give the address of a database.")
            server = stack.enter_context(private_server(found))
            server.create("bench")
            settings = replace(settings, database_url=server.url("bench"))
        yield settings
