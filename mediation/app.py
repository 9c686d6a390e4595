"""Puts the house together: settings, keys, extensions, database, rules of the web, rooms."""

import pkgutil
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from flask import Flask
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix
from whitenoise import WhiteNoise

from mediation import model
from mediation.casework import actions, storage
from mediation.config import ROOT, Settings, UnsafeSettings, dangers, read_settings
from mediation.extensions import csrf, migrate
from mediation.model import engine
from mediation.model.base import db
from mediation.model.sensitive import exposed_key_files, use_keys
from mediation.procedure import machine
from mediation.web import (
    access,
    assets,
    drafts,
    errors,
    foreign,
    headers,
    health,
    language,
    navigation,
    notices,
    packing,
    sessions,
    tokens,
)
from mediation.web.settings import keep_settings

# The rooms: `routes.blueprint` holds their pages, `actions` registers the effects of their events.
FEATURES = (
    "accounts",
    "activities",
    "agreements",
    "assignments",
    "audit",
    "calendars",
    "cases",
    "complaints",
    "drafts",
    "evidence",
    "files",
    "followups",
    "help",
    "home",
    "imports",
    "notes",
    "papers",
    "parties",
    "performance",
    "places",
    "reports",
    "risks",
    "rooms",
    "roster",
    "rules",
    "screenings",
    "sessions",
    "subsidies",
    "supervision",
    "trainings",
    "typed",
)

MEGABYTE = 1024 * 1024
PACKAGE = Path(__file__).resolve().parent


def create_app(settings: Settings | None = None) -> Flask:
    """The application; raises UnsafeSettings or KeysUnusable rather than start unsafe."""
    settings = settings or read_settings()
    _refuse_unsafe(settings)
    app = Flask(
        "mediation",
        instance_path=str(settings.instance),
        template_folder=str(folder("templates")),
        static_folder=str(settings.instance / assets.FOLDER),
    )
    _configure(app, settings)
    assets.prepare(app, folder("static"))
    _open_database(app)
    _lay_down_rules(app)
    _open_rooms(app)
    access.refuse_unmarked(app)
    return app


def folder(name: str) -> Path:
    """`templates` and `static` lie inside an installed package and beside it in the source tree."""
    inside = PACKAGE / name
    return inside if inside.is_dir() else ROOT / name


def with_static_files(app: Flask) -> WhiteNoise:
    """The application for the server: static files are answered before it is asked.

    Those whose names change with their content (`web.assets`) a browser may keep for good.
    """
    return WhiteNoise(
        app,
        root=app.static_folder,
        prefix=app.static_url_path,
        max_age=assets.PLAIN_SECONDS,
        immutable_file_test=assets.never_changes,
        allow_all_origins=False,
        add_headers_function=headers.on_static_files,
    )


def _refuse_unsafe(settings: Settings) -> None:
    found = list(dangers(settings))
    exposed = exposed_key_files(settings.keys) if settings.production else ()
    found += [f"密钥文件 {settings.keys / name} 对其他用户开放，请运行 chmod go-rwx。" for name in exposed]
    if found:
        raise UnsafeSettings("\n".join(found))


def _configure(app: Flask, settings: Settings) -> None:
    keep_settings(app, settings)
    keys = use_keys(settings.keys)
    storage.use_folder(settings.instance / "uploads")
    app.config.update(
        TESTING=settings.testing,
        SECRET_KEY=keys.session[0],
        TRUSTED_HOSTS=list(settings.hosts),
        SESSION_COOKIE_NAME=settings.cookie_name,
        SESSION_COOKIE_SECURE=settings.production,
        WTF_CSRF_TIME_LIMIT=None,  # good as long as the sign-in it is bound to
        MAX_CONTENT_LENGTH=20 * MEGABYTE,
        MAX_FORM_MEMORY_SIZE=2 * MEGABYTE,
        MAX_FORM_PARTS=2000,
        SEND_FILE_MAX_AGE_DEFAULT=assets.PLAIN_SECONDS,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS={
            "hide_parameters": True,  # people's data stays out of logs
            "max_overflow": -1,  # whoever waits, waits in order for the turn to write, never for a connection
        },
    )
    app.jinja_options = {"undefined": StrictUndefined}
    if hops := settings.trusted_proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops)  # type: ignore[method-assign]


def _open_database(app: Flask) -> None:
    for module in pkgutil.iter_modules(model.__path__):
        import_module(f"mediation.model.{module.name}")
    db.init_app(app)
    migrate.init_app(app, db, directory=str(PACKAGE / "model" / "migrations"), render_as_batch=True)
    with app.app_context():
        engine.attach(db.engine)


def _lay_down_rules(app: Flask) -> None:
    """In the order in which they look at a request."""
    headers.init_app(app)
    sessions.init_app(app)
    csrf.init_app(app)
    access.init_app(app)
    language.init_app(app)
    navigation.init_app(app)
    packing.init_app(app)
    foreign.init_app(app)
    notices.init_app(app)
    tokens.init_app(app)
    drafts.init_app(app)
    errors.init_app(app)


def _open_rooms(app: Flask) -> None:
    app.register_blueprint(health.blueprint)
    for name in FEATURES:
        room = f"mediation.features.{name}"
        if find_spec(f"{room}.routes"):
            app.register_blueprint(import_module(f"{room}.routes").blueprint)
        if find_spec(f"{room}.actions"):
            import_module(f"{room}.actions")
    actions.check_complete()
    machine.check_table()
