"""The `mediation` command: starting, keeping, entering, reporting."""

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial, wraps
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import click
from flask import Flask
from sqlalchemy import create_engine, inspect, make_url
from sqlalchemy.exc import SQLAlchemyError

from mediation.casework import audit, search_keys
from mediation.casework.actor import OPERATOR
from mediation.config import ROOT, Settings, UnsafeSettings, for_practice, read_settings
from mediation.features.accounts import keeping
from mediation.features.upkeep import doctor as examination
from mediation.features.upkeep import pages, wordbooks
from mediation.kernel import clock
from mediation.kernel.errors import Refused
from mediation.model import schema
from mediation.model.base import db
from mediation.model.engine import begin_write
from mediation.model.sensitive import KeysUnusable, create_keys
from mediation.procedure import diagram
from mediation.web import drafts

HOST, PORT = "127.0.0.1", 8000
PRACTICE_PORT = 8001
# Rooms that bring commands of their own: a tuple COMMANDS in features/<room>/commands.py.
ROOMS = ("imports", "reports")


@dataclass
class House:
    """The settings of this call, and the application when a command needs it."""

    settings: Settings

    @cached_property
    def app(self) -> Flask:
        """The application; the module above this one is named only here, when it is wanted."""
        made: Flask = import_module("mediation.app").create_app(self.settings)
        return made


house = click.make_pass_decorator(House)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.pass_context
def cli(context: click.Context) -> None:
    """People's mediation in a township: from a dispute told at the counter to the annual report."""
    context.obj = House(read_settings())
    clock.start_from_environment(allowed=not context.obj.settings.production)


def main() -> None:
    """The console script: what cannot be started is said in a sentence, not in a trace."""
    _load_rooms()
    try:
        cli.main(prog_name="mediation")
    except (UnsafeSettings, KeysUnusable, clock.ClockRefused, schema.SchemaUnknown) as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    except (OSError, SQLAlchemyError) as error:
        said = str(error).splitlines()[0]
        click.echo(f"没有办成：{said}", err=True)
        sys.exit(1)


def _load_rooms() -> None:
    for room in ROOMS:
        name = f"mediation.features.{room}.commands"
        if find_spec(name):
            for command in import_module(name).COMMANDS:
                cli.add_command(_inside_house(command))


def _inside_house(command: click.Command) -> click.Command:
    """A room's command runs with the application open, as its routes do."""
    if isinstance(command, click.Group):
        for part in command.commands.values():
            _inside_house(part)
    elif command.callback is not None and not hasattr(command.callback, "inside_house"):
        command.callback = _opening(command.callback)
    return command


def _opening(callback: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(callback)
    def opened(*given: Any, **options: Any) -> Any:
        at = click.get_current_context().find_object(House)
        assert at is not None  # the group makes it
        with at.app.app_context():
            return callback(*given, **options)

    opened.inside_house = True  # type: ignore[attr-defined]
    return opened


# --- starting -----------------------------------------------------------------------------------


@cli.command()
@house
def init(at: House) -> None:
    """Create database and keys; print a one-time link for the first administrator."""
    _prepare(at)
    with at.app.app_context():
        begin_write(db.session())
        token = keeping.first_administrator(OPERATOR)
        db.session.commit()
    if token is None:
        click.echo("数据库和密钥都在，已经有管理员。")
        return
    click.echo("数据库和密钥已建好。请用这个一次性链接设第一个管理员的口令（24小时内有效）：")
    click.echo(f"  http://{HOST}:{PORT}/welcome/{token}")


def _prepare(at: House) -> None:
    at.settings.instance.mkdir(parents=True, exist_ok=True)
    if not at.settings.keys.exists() and _has_tables(at.settings):
        raise KeysUnusable(f"数据库里已有内容，密钥文件夹 {at.settings.keys} 却不见了。请从备份恢复，不要重新生成。")
    create_keys(at.settings.keys)
    schema.upgrade(at.app)
    with at.app.app_context():
        begin_write(db.session())
        if made := search_keys.refresh(_keep_and_go_on):
            click.echo(f"给{made}条旧记录编好了查找用的拼音和别的写法。", err=True)
        db.session.rollback()


def _keep_and_go_on() -> None:
    db.session.commit()
    begin_write(db.session())


def _has_tables(settings: Settings) -> bool:
    """Looked at without the application, which does not start without keys; a missing file is not made by looking."""
    url = make_url(settings.database_url)
    if url.get_backend_name() == "sqlite" and not (url.database and Path(url.database).exists()):
        return False
    engine = create_engine(url)
    try:
        return bool(inspect(engine).get_table_names())
    finally:
        engine.dispose()


@cli.command()
@house
def demo(at: House) -> None:
    """Fill an empty database with the sample town."""
    _prepare(at)
    _found_town(at)
    _show_accounts(at)


@cli.command()
@click.option("--year", type=click.IntRange(2000, 2100), required=True, help="哪一年的案件 / of which year.")
@click.option("--cases", type=click.IntRange(1, 5_000_000), required=True, help="多少件 / how many.")
@click.option("--towns", type=click.IntRange(1, 200), help="放进几个练习镇，不写就放进已有的镇 / towns for practice.")
@click.option("--seed", type=int, default=1, show_default=True, help="同样的数，同样的案件 / same seed, same cases.")
@house
def sample(at: House, year: int, cases: int, towns: int | None, seed: int) -> None:
    """Invented cases in bulk, for load and practice."""
    _prepare(at)
    bulk = import_module("mediation.sample.bulk.making")
    with at.app.app_context():
        if at.settings.production and not (_sample().is_empty() or bulk.only_practice()):
            raise click.ClickException("正式运行的系统里已经有内容，不能放编造的案件。")
        try:
            made = bulk.make(year, cases, towns, seed, keep=db.session.commit, say=partial(click.echo, err=True))
        except Refused as refused:
            raise click.ClickException("\n".join(str(reason) for reason in refused.reasons)) from None
    click.echo(f"放进了{year}年的{made}件编造的案件。")


def _found_town(at: House) -> None:
    with at.app.app_context():
        begin_write(db.session())
        _sample().fill(at.settings)
        db.session.commit()


def _sample() -> Any:
    return import_module("mediation.sample.town")


@cli.command()
@click.option("--host", default=HOST, show_default=True)
@click.option("--port", default=PORT, show_default=True, type=click.IntRange(1, 65535))
@house
def serve(at: House, host: str, port: int) -> None:
    """Serve; on this machine only, unless the settings are those of production."""
    _refuse_outside(at.settings, host)
    with at.app.app_context():
        begin_write(db.session())
        drafts.sweep()
        db.session.commit()
        verdict = audit.check_heads(at.settings.instance)
    if not verdict.whole:
        click.echo(f"注意：办理记录有问题：{verdict.why}。请运行 mediation audit verify。", err=True)
    else:
        with at.app.app_context():
            audit.remember_head(at.settings.instance)
    server = import_module("mediation.app").with_static_files(at.app)
    try:
        import_module("waitress").serve(server, host=host, port=port, threads=8, ident=None)
    except OSError as error:
        raise click.ClickException(f"{host} 的端口 {port} 用不了（{error.strerror}），请用 --port 换一个。") from None


def _refuse_outside(settings: Settings, host: str) -> None:
    if not settings.production and host not in ("127.0.0.1", "localhost", "::1"):
        raise UnsafeSettings("本机试用只能在 127.0.0.1 上运行；要给别的机器用，请把 MEDIATION_ENV 设为 production。")


@cli.command()
@click.option("--host", default=HOST)
@click.option("--port", default=PORT, type=click.IntRange(1, 65535))
@click.pass_context
def run(context: click.Context, host: str, port: int) -> None:
    """Everything for a first look: database, sample town when empty, server."""
    at: House = context.obj
    _prepare(at)
    with at.app.app_context():
        empty = not at.settings.production and _sample().is_empty()
        db.session.rollback()
    if empty:
        click.echo("正在放进示例镇……")
        _found_town(at)
    click.echo(f"人民调解案件管理：http://{host}:{port}")
    if not at.settings.production:
        _show_accounts(at)
    context.invoke(serve, host=host, port=port)


@cli.command()
@click.option("--host", default=HOST)
@click.option("--port", default=PRACTICE_PORT, show_default=True, type=click.IntRange(1, 65535))
@click.pass_context
def practice(context: click.Context, host: str, port: int) -> None:
    """A place to practise beside the real house: invented people, a striped banner, a database of its own."""
    context.obj = House(for_practice(context.obj.settings))
    context.invoke(run, host=host, port=port)


def _show_accounts(at: House) -> None:
    with at.app.app_context():
        begin_write(db.session())
        lines = list(_sample().accounts_shown(at.settings))
        db.session.commit()
    for line in lines:
        click.echo(line)


# --- keeping ------------------------------------------------------------------------------------


@cli.group("audit")
def audit_group() -> None:
    """The chain of events."""


@audit_group.command("verify")
@house
def audit_verify(at: House) -> None:
    """Whether every act since the first stands there unaltered."""
    with at.app.app_context():
        verdict = audit.examine(at.settings.instance)
    if verdict.whole:
        click.echo(f"办理记录共{verdict.length}条，前后相接，没有改动。")
        return
    click.echo(f"办理记录有问题，从第{verdict.bad or '?'}条起：{verdict.why}。")
    sys.exit(1)


@cli.command()
@house
def doctor(at: House) -> None:
    """Is everything all right? In plain sentences."""
    findings = list(examination.examine(at.app, at.settings))
    for finding in findings:
        click.echo(f"{finding.word}  {finding.sentence}")
    if not all(finding.well for finding in findings):
        sys.exit(1)


@cli.command()
def translations() -> None:
    """改过的译文拿来用 / put corrected words to use: the files are mediation/translations/*/LC_MESSAGES/messages.po."""
    found = wordbooks.put_to_use()
    for one in found:
        click.echo(
            f"{one.language}  {len(one.wrong) or one.words}{'处要改 / to mend' if one.wrong else '句 / sentences'}"
        )
        for sentence in one.wrong:
            click.echo(f"    {sentence}")
    if any(one.wrong for one in found):
        sys.exit(1)
    click.echo("重新启动以后就看得到 / seen when the program is started again.")


@cli.group("db")
def database() -> None:
    """The tables."""


@database.command()
@house
def upgrade(at: House) -> None:
    """Bring the tables up to this program."""
    _prepare(at)
    click.echo(f"数据库已是{schema.head()}。")


@database.command()
@click.argument("to")
@house
def downgrade(at: House, to: str) -> None:
    """Take the tables back to a revision, or to base."""
    schema.downgrade(at.app, to)
    click.echo(f"数据库已退到{to}。")


@database.command()
@house
def check(at: House) -> None:
    """Whether the tables are those of the program."""
    found = schema.differences(at.app)
    for line in found:
        click.echo(line)
    if found:
        sys.exit(1)
    click.echo("数据库的表和程序一致。")


# --- what the program says of itself ------------------------------------------------------------


@cli.command()
@click.option("--format", "form", type=click.Choice(["mermaid", "matrix", "json"]), default="matrix", show_default=True)
def procedure(form: str) -> None:
    """States, events, roles: as a diagram, a table, or data."""
    written: dict[str, Callable[[], str]] = {
        "mermaid": diagram.mermaid,
        "matrix": diagram.matrix,
        "json": lambda: json.dumps(diagram.as_json(), ensure_ascii=False, indent=1),
    }
    click.echo(written[form]())


@cli.command()
@click.option("--check", "only_check", is_flag=True, help="Only say which pages are out of date.")
def docs(only_check: bool) -> None:
    """Write the generated pages of docs/."""
    if only_check:
        found = pages.stale(ROOT, pages.pages())
        for path in found:
            click.echo(f"{path} is out of date")
        sys.exit(1 if found else 0)
    for path, write in pages.pages():
        (ROOT / path).write_text(write(), encoding="utf-8")
