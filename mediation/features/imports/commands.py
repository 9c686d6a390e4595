"""The command that takes ledgers, `mediation import KIND PATH…`, and takes an import back: `--undo ID`."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import click
from sqlalchemy import select

from mediation.casework.actor import IMPORTER, Actor, actor_for
from mediation.features.imports.ledgers import Kind
from mediation.features.imports.limits import HARMLESS, LONGEST_FILE
from mediation.features.imports.runner import Left, Outcome, Source, run
from mediation.features.imports.undo import Undone, undo
from mediation.features.imports.workbook import SPREADSHEETS, TEXTS
from mediation.kernel.errors import NotFound, Refused
from mediation.model.base import db
from mediation.model.engine import begin_write
from mediation.model.user import User, fold_username

AUTO = "auto"
EVERYTHING_TAKEN, SOME_REFUSED, NOTHING_READ = 0, 1, 2
_OFFICE_LOCK = "~$"  # what Excel leaves beside an open file


@click.command("import")
@click.argument("kind", required=False, type=click.Choice([*(kind.value for kind in Kind), AUTO]))
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--year", type=click.IntRange(1950, 2100), help="没有写年份的日期算哪一年。")
@click.option("--dry-run", is_flag=True, help="只看结果，什么都不存。")
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
@click.option("--undo", "batch", type=int, metavar="ID", help="撤销一次导入。")
@click.option("--as", "username", metavar="USER", help="以谁的账号，不写就是程序自己。")
@click.pass_context
def import_ledgers(
    context: click.Context,
    kind: str | None,
    paths: tuple[Path, ...],
    year: int | None,
    dry_run: bool,
    as_json: bool,
    batch: int | None,
    username: str | None,
) -> None:
    """导入台账，或撤销一次导入 / take ledgers: places, mediators, cases, activities, or auto."""
    if (batch is None) is not bool(kind and paths):
        raise click.UsageError("请写种类和文件，或者写 --undo 和导入的编号。")
    begin_write(db.session())
    actor = _actor(username)
    if batch is not None:
        context.exit(_undo(batch, actor, as_json))
    wanted = None if kind == AUTO else Kind(str(kind))
    outcome = run(_sources(paths), actor, kind=wanted, year=year, dry_run=dry_run, gives_way=True)
    db.session.commit()
    click.echo(_json(outcome.as_json()) if as_json else "\n".join(_report(outcome)))
    context.exit(_code(outcome, {path.name for path in paths if path.is_file()}))


COMMANDS = (import_ledgers,)


def _actor(username: str | None) -> Actor:
    if username is None:
        return IMPORTER
    user = db.session.scalar(select(User).where(User.username == fold_username(username), User.active))
    if user is None:
        raise click.BadParameter(f"没有可以使用的账号 {username}", param_hint="--as")
    return actor_for(user)


def _sources(paths: Iterable[Path]) -> Iterator[Source]:
    """The files, one at a time; of a folder those in it, in the order of their names."""
    for path in paths:
        for file in sorted(path.iterdir()) if path.is_dir() else [path]:
            if file.is_file() and not file.name.startswith((".", _OFFICE_LOCK)):
                yield Source(file.name, _read(file) if _may_be_ledger(file) else b"")


def _may_be_ledger(file: Path) -> bool:
    return file.suffix.lower() in (*SPREADSHEETS, *TEXTS)


def _read(file: Path) -> bytes:
    with file.open("rb") as opened:
        return opened.read(LONGEST_FILE + 1)


def _code(outcome: Outcome, named: set[str]) -> int:
    """A file of a folder that is no ledger does no harm; one that was named, or that is broken, does."""
    if outcome.nothing_read:
        return NOTHING_READ
    harmed = any(left.sheet is None and (left.file in named or left.reason not in HARMLESS) for left in outcome.left)
    return SOME_REFUSED if outcome.refusals or harmed else EVERYTHING_TAKEN


def _report(outcome: Outcome) -> Iterator[str]:
    for sheet in outcome.sheets:
        counts = f"取了{sheet.taken}行，早已有{sheet.already}行，退回{sheet.refused}行"
        yield f"{sheet.file}，{sheet.sheet}（{sheet.kind.label}）：{counts}"
    for row in outcome.refusals:
        yield f"退回  {row.file}，{row.sheet}，第{row.row}行，{row.column or '整行'}：{row.reason}"
    yield from map(_left, outcome.left)
    if outcome.nothing_read:
        yield "没有可以导入的台账。"
    elif outcome.dry_run:
        yield "这次只是试看，什么都没有存。"
    elif outcome.batch is None:
        yield "没有新的内容，什么都没有改动。"
    else:
        yield f"这是第{outcome.batch}次导入；要撤销：mediation import --undo {outcome.batch}"


def _left(left: Left) -> str:
    return f"没有读  {left.file}{'，' + left.sheet if left.sheet else ''}：{left.reason}"


def _undo(batch: int, actor: Actor, as_json: bool) -> int:
    try:
        undone = undo(batch, actor)
    except NotFound:
        db.session.rollback()
        click.echo(f"没有第{batch}次导入。", err=True)
        return NOTHING_READ
    except Refused as refused:
        db.session.rollback()
        for reason in refused.reasons:
            click.echo(str(reason), err=True)
        return SOME_REFUSED
    db.session.commit()
    click.echo(
        _json(_as_json(undone))
        if as_json
        else f"已撤销第{batch}次导入：{undone.cases}件案件，{undone.deleted}条其他记录。"
    )
    return EVERYTHING_TAKEN


def _as_json(undone: Undone) -> dict[str, int]:
    return {"batch": undone.batch, "cases": undone.cases, "deleted": undone.deleted, "kept": undone.kept}


def _json(document: object) -> str:
    return json.dumps(document, ensure_ascii=False, indent=1, default=str)
