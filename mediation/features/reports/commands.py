"""The commands of figures and of the annual report: `mediation figures`, `mediation report …`."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from sqlalchemy import select

from mediation.casework.actor import OPERATOR, Actor, actor_for
from mediation.features.reports import freezing, verifying, writing
from mediation.features.reports.checking import command as checking
from mediation.features.reports.editions import in_edition
from mediation.features.reports.files import MAKERS, file_of
from mediation.features.reports.outline import FormId
from mediation.features.reports.parts import parts_of
from mediation.features.reports.report import YEARS, Edition, open_report, period_of, year_of
from mediation.features.reports.restated import differences
from mediation.features.reports.wording import period_name
from mediation.indicators.catalogue import INDICATORS
from mediation.indicators.compute import values
from mediation.indicators.definition import Result
from mediation.indicators.output import figures_json, with_previous
from mediation.indicators.period import Period
from mediation.indicators.scope import Scope, scope_for
from mediation.kernel import clock
from mediation.kernel.errors import NotFound, Refused, Unreadable
from mediation.model.base import db
from mediation.model.engine import begin_write
from mediation.model.report import FrozenReport
from mediation.model.user import User, fold_username

A_YEAR = click.IntRange(YEARS.start, YEARS.stop - 1)
A_DAY = click.DateTime(["%Y-%m-%d"])
acting_as = click.option("--as", "username", metavar="USER", help="以谁的账号，不写就是程序自己。")
of_place = click.option("--place", "code", metavar="CODE", help="区划代码，不写就是本镇。")


def actor_named(username: str | None) -> Actor:
    """The account that a command acts as; the command line's own actor without one."""
    if username is None:
        return OPERATOR
    user = db.session.scalar(select(User).where(User.username == fold_username(username), User.active))
    if user is None:
        raise click.BadParameter(f"没有可以使用的账号 {username}", param_hint="--as")
    return actor_for(user)


_NOT_YOURS = "没有区划 {code}，或者您看不到它的数字。"


def _scope(actor: Actor, code: str | None) -> Scope:
    try:
        return scope_for(actor, code)
    except NotFound:
        said = "请用 --place 写明区划代码。" if code is None else _NOT_YOURS.format(code=code)
        raise click.UsageError(said) from None


@click.command("figures")
@click.option("--year", type=A_YEAR, help="年度。")
@click.option("--period", "code_of_period", metavar="CODE", help="2024、2024-H1、2024-Q2、2024-05。")
@click.option("--from", "start", type=A_DAY, help="从哪天起。")
@click.option("--to", "end", type=A_DAY, help="到哪天止。")
@of_place
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
@acting_as
def figures(
    year: int | None,
    code_of_period: str | None,
    start: datetime | None,
    end: datetime | None,
    code: str | None,
    as_json: bool,
    username: str | None,
) -> None:
    """一段时间的全部数字，和上年同期放在一起 / every figure of a period, beside the same period a year before."""
    period, actor = _period(year, code_of_period, start, end), actor_named(username)
    scope = _scope(actor, code)
    try:
        found = values(actor, period, scope)
        before = values(actor, period.a_year_before, scope)
    except NotFound:
        raise click.UsageError(_NOT_YOURS.format(code=scope.code)) from None
    draft = not period.over(clock.today())
    if as_json:
        document = {**figures_json(found, period, scope), "draft": draft}
        click.echo(_json(with_previous(document, before, period.a_year_before)))
        return
    if draft:
        click.echo("草稿：这段时间还没有过完，数字还会变。")
    click.echo(_table(found, before))


def _period(year: int | None, code: str | None, start: datetime | None, end: datetime | None) -> Period:
    if year is not None and code is None and start is None and end is None:
        return Period.year(year)
    if code is not None and year is None and start is None and end is None:
        try:
            return period_of(code)
        except NotFound:
            raise click.UsageError(f"看不懂 {code}。请写 2024、2024-H1、2024-Q2 或者 2024-05。") from None
    if year is None and code is None and start is not None and end is not None and start <= end:
        return Period(start.date(), end.date())
    raise click.UsageError("请写 --year 或者 --period，或者写 --from 和 --to（不早于 --from）。")


def _json(document: Any) -> str:
    return json.dumps(document, ensure_ascii=False, indent=1)


def _table(found: dict[str, Result], before: dict[str, Result]) -> str:
    return "\n".join(_line(id_, result, before[id_]) for id_, result in found.items())


def _line(id_: str, result: Result, before: Result) -> str:
    about = INDICATORS[id_]
    value = "—" if result.value is None else f"{result.value}{about.measure.label}"
    value += f"（上年同期 {'—' if before.value is None else before.value}）"
    parts = "、".join(f"{name} {number}" for name, number in result.parts.items())
    return f"{id_}\t{about.label}\t{value}" + (f"\t{parts}" if parts else "")


@click.group("report")
def report() -> None:
    """年度报告 / the annual report."""


@report.command("annual")
@click.option("--year", type=A_YEAR, required=True, help="年度。")
@click.option("--format", "kind", type=click.Choice(list(MAKERS)), default="docx", show_default=True, help="文件种类。")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="写到哪个文件；不写就输出到屏幕。")
@click.option("--draft", is_flag=True, help="按现在的台账出草稿，已经定稿的也一样。")
@click.option(
    "--form", type=click.Choice([form.value for form in FormId]), default=FormId.FIVE.value, help="五个或三个部分。"
)
@click.option(
    "--edition",
    type=click.Choice([one.value for one in Edition]),
    help="内部版带案号，公开版不带人和小数字；不写就是年报本身。",
)
@of_place
@acting_as
def annual(
    year: int,
    kind: str,
    out: Path | None,
    draft: bool,
    form: str,
    edition: str | None,
    code: str | None,
    username: str | None,
) -> None:
    """出一年的报告 / the report of a year; a frozen year gives the frozen bytes again."""
    actor = actor_named(username)
    scope = _scope(actor, code)
    found = open_report(actor, year_of(year), code=scope.code, form=FormId(form), live=draft)
    try:
        wanted = in_edition(replace(found, forced_draft=draft), Edition(edition) if edition else None)
    except Refused as refused:
        raise click.ClickException("\n".join(str(reason) for reason in refused.reasons)) from None
    except NotFound:
        raise click.UsageError("这个账号看不到案件，出不了内部版。") from None
    content = file_of(wanted, kind)
    if out is None:
        click.echo(content, nl=False)
    else:
        out.write_bytes(content)
        click.echo(f"已写到 {out}", err=True)


@report.command("freeze")
@click.option("--year", type=A_YEAR, help="年度。")
@click.option("--period", "period_code", metavar="CODE", help="别的时段：2024-05、2024-Q2、2024-H1。")
@click.option("--note", metavar="TEXT", help="说明。")
@of_place
@acting_as
def freeze(year: int | None, period_code: str | None, note: str | None, code: str | None, username: str | None) -> None:
    """定稿，封存数字 / close a year or a part of it: figures, rows, words and files are kept."""
    period = _closing(year, period_code)
    begin_write(db.session())
    actor = actor_named(username)
    scope = _scope(actor, code)
    try:
        kept = freezing.freeze(actor, scope, period, note)
    except Refused as refused:
        db.session.rollback()
        raise click.ClickException("\n".join(str(reason) for reason in refused.reasons)) from None
    db.session.commit()
    unwritten = open_report(actor, period, code=scope.code).text.unwritten
    parts = f"，{unwritten}个部分未填" if period.is_year else ""
    click.echo(f"{scope.name}{period_name(period)}已经定稿，封存了{len(kept.figures)}个数字{parts}。")
    for line in _still_open(kept, scope, period):
        click.echo(line, err=True)
    click.echo(f"sha256 {kept.sha256}")


def _still_open(kept: FrozenReport, scope: Scope, period: Period) -> Iterator[str]:
    """What a year was closed without; it is allowed, but said."""
    if not period.is_year:
        return
    waiting = writing.unanswered(scope, period.end.year)
    if waiting:
        yield f"去年说的还有{len(waiting)}件没有答复。"
    if parts_of(scope, period.end.year) and "签发：" not in (kept.note or ""):
        yield "这份年报没有人签发。"


def _closing(year: int | None, code: str | None) -> Period:
    if (year is None) == (code is None):
        raise click.UsageError("请写 --year，或者写 --period。")
    try:
        return Period.year(year) if year is not None else period_of(str(code))
    except NotFound:
        raise click.BadParameter(f"没有 {code} 这样的时段", param_hint="--period") from None


@report.command("verify")
@click.option("--year", type=A_YEAR, help="年度；不写就全部核对。")
@acting_as
def verify(year: int | None, username: str | None) -> None:
    """核对已经定稿的时段 / look at closed periods again; exit 1 when anything was altered."""
    found = verifying.verify(actor_named(username), year)
    gone = verifying.vanished(year)
    for subject in gone:
        click.echo(f"{subject}：办理记录里有这一次，内容已经不在或被改动。")
    if not found and not gone:
        click.echo("还没有定稿的时段。")
    for one in found:
        for line in _verdict(one):
            click.echo(line)
    if gone or not all(one.whole for one in found):
        raise click.exceptions.Exit(1)


@report.command("check")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--year", type=A_YEAR, required=True, help="年度。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
@of_place
@acting_as
def check(file: Path, year: int, as_json: bool, code: str | None, username: str | None) -> None:
    """核对别处写的年报 / hold a report written elsewhere against the ledgers; exit 1 when something is wrong."""
    actor = actor_named(username)
    scope = _scope(actor, code)
    try:
        ledger, looked = checking.check_file(actor, scope, year_of(year), file)
    except Unreadable as error:
        click.echo(str(error.reason), err=True)
        raise click.exceptions.Exit(2) from None
    lines = [checking.as_json(file, scope, ledger, looked)] if as_json else checking.as_words(looked)
    click.echo("\n".join(lines))
    if looked.findings:
        raise click.exceptions.Exit(1)


def _verdict(one: verifying.Verification) -> list[str]:
    if one.altered:
        return [f"{one.name}：和封存时不一样的有 {'、'.join(one.altered)}"]
    checked = f"{one.name}：核对了{one.figures}个数字、{one.files}个文件和正文，都和封存时一样。"
    told = [f"  已经写了更正说明的数字有{one.restated}个。"] if one.restated else []
    return [checked, *told, *(_changed(change) for change in one.changes)]


def _changed(change: verifying.Change) -> str:
    moved = [f"少了 {label}" for label in change.gone] + [f"多了 {label}" for label in change.new]
    moved += [f"{one.part} {one.old} → {one.new}" for one in differences(change.was, change.now) if one.part]
    told = f"（{'；'.join(moved)}）" if moved else ""
    return f"  封存以后台账有变：{change.figure} 当时 {change.frozen}，现在 {change.live}{told}"


COMMANDS: tuple[click.Command, ...] = (figures, report)
