"""A house to be measured: the sample town, its cases copied until there are as many as wanted."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import Column, Connection, Table, func, insert, select

from mediation.app import create_app
from mediation.config import read_settings
from mediation.model import schema
from mediation.model.base import db, new_ref
from mediation.model.engine import begin_write
from mediation.model.sensitive import create_keys
from mediation.sample import town

LEFT_OUT = {"slot"}  # a quarter hour is taken once only
APART = 100_000  # between the case numbers of one copy and the next

Row = dict[str, Any]


def build(folder: Path, cases: int) -> Flask:
    """An application over a new database with at least so many cases."""
    folder.mkdir(parents=True)
    settings = read_settings({"MEDIATION_INSTANCE": str(folder)})
    create_keys(settings.keys)
    app = create_app(settings)
    schema.upgrade(app)
    with app.app_context():
        begin_write(db.session())
        town.fill(settings)
        db.session.commit()
        begin_write(db.session())
        _multiply(db.session.connection(), cases)
        db.session.commit()
    return app


def _multiply(connection: Connection, cases: int) -> None:
    originals = dict(_belonging(connection))
    known = len(originals[_table("case_file")])
    for copy in range(1, -(-cases // known)):
        numbers: dict[Table, dict[int, int]] = {}
        for table, rows in originals.items():
            first = (connection.scalar(select(func.max(table.c.id))) or 0) + 1
            numbers[table] = {row["id"]: first + place for place, row in enumerate(rows)}
            if rows:
                connection.execute(insert(table), [_copied(table, row, numbers, copy) for row in rows])


def _table(name: str) -> Table:
    return db.metadata.tables[name]


def _belonging(connection: Connection) -> Iterator[tuple[Table, list[Row]]]:
    """The rows of every table that hang on a case, the cases first; a table comes after those it refers to."""
    ids: dict[Table, set[int]] = {}
    for table in db.metadata.sorted_tables:
        links = [column for column in table.columns if _target(column) in ids]
        if table.name in LEFT_OUT or "id" not in table.c or not (links or table.name == "case_file"):
            continue
        rows = [dict(row) for row in connection.execute(select(table).order_by(table.c.id)).mappings()]
        mine = [row for row in rows if table.name == "case_file" or any(_hangs(row, one, ids) for one in links)]
        ids[table] = {row["id"] for row in mine}
        yield table, mine


def _target(column: Column[Any]) -> Table | None:
    return next((key.column.table for key in column.foreign_keys), None)


def _hangs(row: Row, column: Column[Any], ids: dict[Table, set[int]]) -> bool:
    target = _target(column)
    return target is not None and row[column.name] in ids[target]


def _copied(table: Table, row: Row, numbers: dict[Table, dict[int, int]], copy: int) -> Row:
    fresh = dict(row, id=numbers[table][row["id"]])
    for column in table.columns:
        target = _target(column)
        if target is not None and target in numbers and row[column.name] is not None:
            fresh[column.name] = numbers[target].get(row[column.name], row[column.name])
    if "ref" in row:
        fresh["ref"] = new_ref()
    if row.get("number_seq"):
        fresh |= {"number_seq": row["number_seq"] + copy * APART, "number": f"{row['number']}·{copy}"}
    if table.name == "event":  # the copies are no chain: nobody verifies what is only measured
        fresh["hash"] = f"{copy}-{row['hash']}"[:64]
    return fresh
