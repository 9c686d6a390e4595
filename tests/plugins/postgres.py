"""A private PostgreSQL server for the run, and the tests that meet both databases."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from _pytest.mark.structures import ParameterSet
from sqlalchemy import URL, create_engine, text

# The folders of tests that run on SQLite and on PostgreSQL.
BOTH = ("casework", "features", "indicators", "journeys", "model")
# The tests of the town (tests/town.py) that do so in every run; all others of these folders in `make prove`.
TOWN_ON_BOTH = (
    *("journeys/*", "features/assignments/*", "features/supervision/*", "features/cases/test_story.py"),
    *("casework/test_vectors.py", "casework/test_guards.py", "casework/test_rules_of_the_law.py"),
    *("casework/test_sight.py", "casework/test_agreements.py", "casework/test_agreement_effects.py"),
    "casework/test_team.py",
)
PLACES = "/usr/lib/postgresql/*/bin"  # Debian keeps the programs off the PATH
PROGRAMS = ("initdb", "pg_ctl")
MEMORY = Path(
    "/dev/shm"
)  # a folder in memory, where there is one: a new database for every test is ten times faster there
ROOM = 1 << 30  # bytes that must be free in it
PREFIX = "mediation-postgres-"
ORDINARY = ("postgres", "nobody")  # the server refuses to run as root
OWNER = "mediation"
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
    "shared_buffers": "32MB",
    "max_connections": "80",
}


PROVE = os.environ.get("MEDIATION_PROVE") == "1"
_POSTGRES = pytest.param("postgres", marks=pytest.mark.postgres)
_POSTGRES_WHEN_PROVING = pytest.param("postgres", marks=[pytest.mark.postgres, pytest.mark.slow])
on_sqlite = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
on_postgres = pytest.mark.parametrize("database", [_POSTGRES], indirect=True)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """In the folders named above, every test that needs a database and names none runs once on each."""
    named = any("database" in str(mark.args[0]) for mark in metafunc.definition.iter_markers("parametrize"))
    if "database" in metafunc.fixturenames and not named and set(BOTH) & set(metafunc.definition.path.parts):
        metafunc.parametrize("database", ["sqlite", *_besides(metafunc)], indirect=True)


def _besides(metafunc: pytest.Metafunc) -> list[ParameterSet]:
    """PostgreSQL, for the tests of the town (tests/town.py) that are not named above only when everything is proven."""
    if "peopled" not in metafunc.fixturenames or any(metafunc.definition.path.match(one) for one in TOWN_ON_BOTH):
        return [_POSTGRES]
    return [_POSTGRES_WHEN_PROVING] if PROVE else []


class Server:
    """It listens in its own folder only, to its own user and to root."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.engine = create_engine(self.url("postgres", "server"), isolation_level="AUTOCOMMIT")
        self._say(f"CREATE ROLE {OWNER} LOGIN")

    def url(self, database: str, user: str = OWNER) -> str:
        query = {"host": str(self.folder)}
        return URL.create("postgresql+psycopg", user, database=database, query=query).render_as_string()

    def create(self, database: str, template: str = "template0") -> None:
        self._say(f"CREATE DATABASE {database} TEMPLATE {template} OWNER {OWNER} STRATEGY file_copy")

    def rename(self, database: str, name: str) -> bool:
        """Whether there was one."""
        with self.engine.connect() as connection:
            found = connection.execute(text("SELECT 1 FROM pg_database WHERE datname = :name"), {"name": database})
            if found.scalar() is None:
                return False
        self._say(f"ALTER DATABASE {database} RENAME TO {name}")
        return True

    def drop(self, database: str) -> None:
        self._say(f"DROP DATABASE IF EXISTS {database} WITH (FORCE)")

    def _say(self, sql: str) -> None:
        with self.engine.connect() as connection:
            connection.execute(text(sql))


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A server of this run's own, in a folder that goes with it."""
    found = programs()
    if found is None:
        pytest.skip("PostgreSQL is not installed (initdb and pg_ctl: not on the PATH, not where Debian keeps them)")
    with private_server(found) as server:
        yield server


@contextmanager
def private_server(found: Path) -> Iterator[Server]:
    """A server while it is needed; the benchmarks start one as well."""
    user = _ordinary_user()
    _sweep(found, user)
    folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-", dir=_folder_of_folders()))
    if user:
        shutil.chown(folder, user)
    try:
        _start(found, folder, user)
        server = Server(folder)
        yield server
        server.engine.dispose()
    finally:
        _remove(found, folder, user)


def programs() -> Path | None:
    """The folder that holds the programs; of several versions the newest."""
    found = shutil.which(PROGRAMS[0])
    folders = [Path(found).parent] if found else []
    folders += sorted(Path("/").glob(PLACES.lstrip("/")), key=lambda folder: int(folder.parent.name), reverse=True)
    return next((folder for folder in folders if all((folder / name).exists() for name in PROGRAMS)), None)


def _folder_of_folders() -> Path:
    quick = MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM
    return MEMORY if quick else Path(tempfile.gettempdir())


def _sweep(programs: Path, user: str | None) -> None:
    """End what a run that was killed left behind; its folder names its process."""
    for folder in _folder_of_folders().glob(f"{PREFIX}*"):
        process = folder.name.removeprefix(PREFIX).partition("-")[0]
        if process.isdecimal() and not _is_alive(int(process)):
            _remove(programs, folder, user)


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # somebody else's, but alive
        pass
    return True


def _remove(programs: Path, folder: Path, user: str | None) -> None:
    _run(programs / "pg_ctl", "stop", "--pgdata", folder / "data", "--mode", "immediate", user=user, check=False)
    shutil.rmtree(folder, ignore_errors=True)


def _ordinary_user() -> str | None:
    """Whose server it is when the tests run as root; nobody else's otherwise."""
    if os.geteuid() != 0:
        return None
    import pwd

    known = {entry.pw_name for entry in pwd.getpwall()}
    user = next((name for name in ORDINARY if name in known), None)
    if user is None:
        pytest.skip("PostgreSQL refuses to run as root, and there is neither a user postgres nor a user nobody")
    return user


def _start(programs: Path, folder: Path, user: str | None) -> None:
    data = folder / "data"
    new = ("--username=server", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
    _run(programs / "initdb", "--pgdata", data, *new, user=user)
    settings = {**SETTINGS, "unix_socket_directories": str(folder)}
    with (data / "postgresql.conf").open("a") as file:
        file.writelines(f"{name} = '{value}'\n" for name, value in settings.items())
    _run(programs / "pg_ctl", "start", "--wait", "--pgdata", data, "--log", folder / "log", user=user)


def _run(program: Path, *arguments: str | Path, user: str | None, check: bool = True) -> None:
    folder = Path(tempfile.gettempdir())
    environment = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    # into a file: the server keeps its output open, a pipe would never end
    with tempfile.TemporaryFile() as said:
        done = subprocess.run(
            [program, *arguments],
            cwd=folder,
            env=environment,
            user=user,
            group=_group(user),
            extra_groups=[] if user else None,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            check=False,
        )
        said.seek(0)
        assert not check or done.returncode == 0, said.read().decode(errors="replace")


def _group(user: str | None) -> int | None:
    if user is None:
        return None
    import pwd

    return pwd.getpwnam(user).pw_gid
