"""The house under test: one application, a fresh database for every test, a client that looks closely."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from flask import Flask

from mediation.app import create_app
from mediation.config import Settings
from mediation.kernel import clock
from mediation.model import schema
from mediation.model.base import db
from mediation.model.place import Place, PlaceLevel, VillageKind
from mediation.model.sensitive import create_keys, keyring
from mediation.model.user import LoginSession, User
from mediation.procedure.roles import Role
from mediation.web.sessions import new_token, token_hash
from tests.pages import StrictClient, watch
from tests.plugins.postgres import Server
from tests.town import TODAY, Town, build_cases, build_town, march

# How long a machine took with something else beside it says nothing of the program.
hypothesis.settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("any machine")

PASSWORD = "Yak-milk tea at 6"
DAY = date(2026, 1, 1)  # since when the invented places and roles exist

MakeAccount = Callable[..., User]


@pytest.fixture
def keys_kept() -> Iterator[None]:
    """For a test that opens another house: the keys of this one are back in use when it is over."""
    kept = keyring.loaded
    yield
    keyring.loaded = kept


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("instance")
    create_keys(folder / "keys")
    url = f"sqlite:///{folder / 'mediation.sqlite3'}"
    return Settings(env="local", instance=folder, database_url=url, testing=True)


@pytest.fixture(scope="session")
def house(settings: Settings) -> Flask:
    """The application; ask for `app` instead, which gives it an empty database."""
    house = create_app(settings)
    house.test_client_class = StrictClient
    watch(house)
    return house


@pytest.fixture(scope="session")
def template(house: Flask, settings: Settings) -> Path:
    """An empty database with all tables, as the migrations make it; copied for every test."""
    copy = settings.instance / "template.sqlite3"
    schema.upgrade(house)
    _let_go(house)
    (settings.instance / "mediation.sqlite3").rename(copy)
    return copy


@contextmanager
def working_copy(house: Flask, original: Path, settings: Settings) -> Iterator[Path]:
    """The application's database for a while: a copy of another one. What was there before is put aside meanwhile."""
    database = settings.instance / "mediation.sqlite3"
    aside = settings.instance / "aside.sqlite3"
    _let_go(house)
    nested = database.exists()
    if nested:
        database.rename(aside)
    shutil.copyfile(original, database)
    database.chmod(0o600)
    try:
        yield database
    finally:
        _let_go(house)
        for left in settings.instance.glob("mediation.sqlite3*"):
            left.unlink()
        if nested:
            aside.rename(database)


@contextmanager
def postgres_copy(house: Flask, original: str, server: Server) -> Iterator[str]:
    """The same on PostgreSQL."""
    _let_go(house)
    nested = server.rename("mediation", "aside")
    server.create("mediation", template=original)
    try:
        yield "mediation"
    finally:
        _let_go(house)
        server.drop("mediation")
        if nested:
            server.rename("aside", "mediation")


def _let_go(house: Flask) -> None:
    """Close its connections, so that the database under them can be another one."""
    with house.app_context():
        db.engine.dispose()


@pytest.fixture(scope="session")
def postgres_house(settings: Settings, postgres: Server) -> Flask:
    """The same application on PostgreSQL, with an empty database to be copied for every test."""
    postgres.create("template")
    builder = create_app(replace(settings, database_url=postgres.url("template")))
    schema.upgrade(builder)
    _let_go(builder)
    house = create_app(replace(settings, database_url=postgres.url("mediation")))
    house.test_client_class = StrictClient
    watch(house)
    return house


@pytest.fixture(scope="module")
def database(request: pytest.FixtureRequest) -> str:
    """`sqlite`, or `postgres` as well for the tests that meet both: tests/plugins/postgres.py says which."""
    return getattr(request, "param", "sqlite")


@pytest.fixture
def app(database: str, request: pytest.FixtureRequest) -> Flask:
    """The application with an empty database of this test's own."""
    app: Flask = request.getfixturevalue(f"{database}_app")
    return app


@pytest.fixture
def sqlite_app(house: Flask, template: Path, settings: Settings) -> Iterator[Flask]:
    with working_copy(house, template, settings):
        yield house


@pytest.fixture
def postgres_app(postgres_house: Flask, postgres: Server) -> Iterator[Flask]:
    with postgres_copy(postgres_house, "template", postgres):
        yield postgres_house


@pytest.fixture
def session(app: Flask) -> Iterator[Any]:
    """A database session of the test's own; the test commits what it writes, each page gives it a fresh look."""
    with app.app_context():
        yield db.session


@pytest.fixture
def client(app: Flask) -> StrictClient:
    client = app.test_client()
    assert isinstance(client, StrictClient)
    return client


@pytest.fixture
def town(session: Any) -> Place:
    """A town in a county."""
    county = Place(code="542429000000", name="云上县", level=PlaceLevel.COUNTY, valid_from=DAY)
    town = Place(code="542429101000", name="云上镇", level=PlaceLevel.TOWN, valid_from=DAY, parent=county)
    session.add(town)
    session.commit()
    return town


@pytest.fixture
def village(session: Any, town: Place) -> Place:
    village = Place(
        code="542429101201",
        name="第一村",
        level=PlaceLevel.VILLAGE,
        village_kind=VillageKind.VILLAGE,
        valid_from=DAY,
        parent=town,
    )
    session.add(village)
    session.commit()
    return village


@pytest.fixture(scope="session")
def password_hash() -> str:
    user = User(username="once")
    user.set_password(PASSWORD, clock.now())
    assert user.password_hash is not None
    return user.password_hash


@pytest.fixture
def account(session: Any, password_hash: str) -> MakeAccount:
    """Makes an account: `account("office", Role.OFFICE, place=town)`; its password is PASSWORD."""

    def make(username: str, *roles: Role, place: Place | None = None, name: str = "", **columns: Any) -> User:
        columns = {"password_hash": password_hash, "password_changed_at": clock.now(), **columns}
        user = User(username=username, name=name or f"账号{username}", created_at=clock.now(), **columns)
        session.add(user)
        for role in roles:
            user.hold(role, DAY, place=place)
        session.commit()
        return user

    return make


@pytest.fixture
def signed_in(app: Flask) -> Callable[[StrictClient, str], StrictClient]:
    """Signs a client in without the form: `signed_in(client, "office")`."""
    return sign_in


def sign_in(client: StrictClient, username: str) -> StrictClient:
    """Put a good token into the client's cookie jar, as signing in does."""
    token, now = new_token(), clock.now()
    with client.application.app_context():
        user = db.session.execute(db.select(User).filter_by(username=username)).scalar_one()
        row = LoginSession(token_hash=token_hash(token), user_id=user.id, created_at=now, last_seen_at=now)
        db.session.add(row)
        db.session.commit()
    client.set_cookie(client.application.config["SESSION_COOKIE_NAME"], token)
    return client


# --- the town with its people (tests/town.py) --------------------------------------------------------


@dataclass(frozen=True)
class Peopled:
    """The application, and how its database becomes for a while a copy of the one with the town and its cases."""

    app: Flask
    copy: Callable[[], AbstractContextManager[object]]


@pytest.fixture(scope="session")
def sqlite_peopled(house: Flask, template: Path, settings: Settings, password_hash: str) -> Peopled:
    with working_copy(house, template, settings) as database:
        settle(house, password_hash)
        original = shutil.copyfile(database, settings.instance / "peopled.sqlite3")
    return Peopled(house, lambda: working_copy(house, original, settings))


@pytest.fixture(scope="session")
def postgres_peopled(postgres_house: Flask, postgres: Server, password_hash: str) -> Peopled:
    with postgres_copy(postgres_house, "template", postgres) as database:
        settle(postgres_house, password_hash)
        postgres.create("peopled", template=database)
    return Peopled(postgres_house, lambda: postgres_copy(postgres_house, "peopled", postgres))


def settle(house: Flask, password_hash: str) -> None:
    """The town of tests/town.py, its accounts and a case in every state."""
    with house.app_context():
        with clock.frozen(march(1)):
            built = build_town(password_hash)
        build_cases(built)
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(scope="module")
def peopled(database: str, request: pytest.FixtureRequest) -> Peopled:
    peopled: Peopled = request.getfixturevalue(f"{database}_peopled")
    return peopled


@pytest.fixture(scope="module")
def standing(peopled: Peopled) -> Iterator[Town]:
    """The town on its day, for all tests of a module: ask for `people`, which undoes what a test did."""
    with peopled.copy(), peopled.app.app_context(), clock.frozen(TODAY):
        yield Town()
        db.session.remove()


@pytest.fixture
def people(standing: Town) -> Iterator[Town]:
    """The town and its cases, for acts that are never committed."""
    yield standing
    db.session.rollback()
    db.session.expunge_all()


@dataclass
class Web:
    """The people of the town at their screens."""

    app: Flask
    town: Town
    clock: clock.Hands
    _clients: dict[str, StrictClient] = field(default_factory=dict)

    def __call__(self, username: str) -> StrictClient:
        if username not in self._clients:
            client = self.app.test_client()
            assert isinstance(client, StrictClient)
            self._clients[username] = sign_in(client, username)
        return self._clients[username]


@pytest.fixture
def web(peopled: Peopled) -> Iterator[Web]:
    """The town and its cases through the pages, a database of this test's own: `web("clerk")` is signed in."""
    with peopled.copy(), peopled.app.app_context(), clock.frozen(TODAY) as hands:
        yield Web(peopled.app, Town(), hands)
        db.session.remove()
