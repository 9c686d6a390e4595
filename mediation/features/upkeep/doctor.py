"""Is everything all right: plain sentences for whoever keeps the machine."""

import shutil
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from flask import Flask
from sqlalchemy import exists, select

from mediation.casework import audit, leaving, rules
from mediation.casework.roster import covers
from mediation.config import Settings
from mediation.kernel import calendar, clock
from mediation.model import schema
from mediation.model.base import db
from mediation.model.mediator import Term
from mediation.model.place import Place, PlaceLevel
from mediation.model.sensitive import exposed_key_files

ENOUGH_BYTES = 500 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: whether it is well, and the sentence that says so."""

    well: bool
    sentence: str
    warns: bool = False  # well today, but not for long

    @property
    def word(self) -> str:
        """What stands before the sentence."""
        if not self.well:
            return "要办"
        return "提醒" if self.warns else "好"


def examine(app: Flask, settings: Settings) -> Iterator[Finding]:
    """Look at everything in order; each check speaks for itself."""
    for check in _CHECKS:
        yield from check(app, settings)


def _schema(app: Flask, _settings: Settings) -> Iterator[Finding]:
    now, needed = schema.revision(app), schema.head()
    if now != needed:
        yield Finding(False, f"数据库的版本是{now or '空的'}，程序要{needed}：请运行 mediation db upgrade。")
        return
    found = schema.differences(app)
    yield Finding(not found, "数据库的表和程序一致。" if not found else f"数据库的表和程序不一致：{'；'.join(found)}。")


def _keys(_app: Flask, settings: Settings) -> Iterator[Finding]:
    exposed = list(exposed_key_files(settings.keys))
    yield Finding(not exposed, "密钥只有本人能读。" if not exposed else f"密钥对别人开放：{'、'.join(exposed)}。")


def _database_file(_app: Flask, settings: Settings) -> Iterator[Finding]:
    path = settings.instance / "mediation.sqlite3"
    if not settings.database_url.startswith("sqlite") or not path.exists():
        return
    others = stat.S_IMODE(path.stat().st_mode) & 0o077
    yield Finding(not others, "数据库文件只有本人能读。" if not others else f"请运行 chmod 600 {path}。")


def _space(_app: Flask, settings: Settings) -> Iterator[Finding]:
    free = shutil.disk_usage(settings.instance).free
    yield Finding(free > ENOUGH_BYTES, f"磁盘还有{free // 1024**2}兆。")


def _chain(app: Flask, settings: Settings) -> Iterator[Finding]:
    with app.app_context():
        verdict = audit.examine(settings.instance)
    if verdict.whole:
        yield Finding(True, f"办理记录共{verdict.length}条，前后相接。")
    else:
        yield Finding(False, f"办理记录有问题：{verdict.why}。")


def _roster(app: Flask, _settings: Settings) -> Iterator[Finding]:
    with app.app_context():
        running = db.session.scalar(select(exists().where(covers(clock.today()))))
        known = db.session.scalar(select(exists().select_from(Term)))
    if known:
        yield Finding(bool(running), "名册里有在任的调解员。" if running else "名册里的任期都已届满，请登记换届。")


def _holidays(app: Flask, _settings: Settings) -> Iterator[Finding]:
    """This year must be known; the next is spoken of as soon as a limit that begins today may reach into it."""
    today = clock.today()
    if schema.revision(app) != schema.head():
        return
    with app.app_context():
        towns = db.session.scalars(select(Place).where(Place.level == PlaceLevel.TOWN).order_by(Place.code)).all()
        registers = [rules.holidays_at(town.code) for town in towns] or [calendar.NO_EXTRA_DAYS]
    for year in sorted({today.year, (today + rules.REACH).year}):
        if not all(calendar.covered(year, register) for register in registers):
            now = year == today.year
            words = "请在“期限”页登记" if now else "国务院公布后请在“期限”页登记，或者换上新的程序"
            yield Finding(not now, f"没有{year}年的节假日，期限只按星期一至星期五算；{words}。", warns=True)


def _handovers(app: Flask, _settings: Settings) -> Iterator[Finding]:
    """Terms end by themselves; open cases do not."""
    with app.app_context():
        towns = db.session.scalars(select(Place).where(Place.level == PlaceLevel.TOWN))
        going = leaving.leaving(list(towns), clock.today())
        said = [f"{one.mediator.person.name}{one.why.label}，手上{one.cases}件" for one in going]
    if going:
        yield Finding(False, f"有案件要交给别的调解员：{'；'.join(said)}。请在花名册里交接。")


Check = Callable[[Flask, Settings], Iterator[Finding]]
_CHECKS: tuple[Check, ...] = (_schema, _keys, _database_file, _space, _chain, _roster, _handovers, _holidays)
