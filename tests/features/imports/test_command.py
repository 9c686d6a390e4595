"""`mediation import`: what it says, what it ends with, and what it leaves alone."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from sqlalchemy import func, select

from mediation.features.imports.commands import import_ledgers
from mediation.features.imports.runner import Source
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.place import Place, PlaceLevel
from mediation.procedure.roles import Role
from tests.features.imports import books

TAKEN, SOME, NOTHING = 0, 1, 2


@pytest.fixture
def command(app: Flask):
    """Calls the command; the application is open, as the `mediation` group opens it."""

    def call(*words: Any) -> Result:
        with app.app_context():
            return CliRunner().invoke(import_ledgers, [str(word) for word in words], catch_exceptions=False)

    return call


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A town's ledgers of a year, and what else lies about in such a folder."""
    for source in (books.places(), books.mediators(), books.cases(books.case())):
        write(tmp_path, source)
    (tmp_path / "expected.json").write_text("{}")
    (tmp_path / "~$案件台账.xlsx").write_bytes(b"lock")
    write(tmp_path, Source("通讯录.xlsx", books.book(["姓名", "电话"], [["卓玛", "1"]])))
    return tmp_path


def write(folder: Path, source: Source) -> Path:
    path = folder / source.name
    path.write_bytes(source.content)
    return path


def cases() -> int:
    db.session.rollback()
    return int(db.session.scalar(select(func.count()).select_from(Case)) or 0)


def test_a_folder_in_the_order_that_makes_sense(command, folder, session):
    done = command("auto", folder)
    assert done.exit_code == TAKEN, done.output
    assert [line for line in done.output.splitlines() if line.startswith("没有读")] == [
        "没有读  expected.json：这不是电子表格，请另存为 xlsx 文件再导入。",
        "没有读  通讯录.xlsx：没有找到认识的表头，请对照样表检查。",
    ]
    assert cases() == 1
    again = command("auto", folder)
    assert again.exit_code == TAKEN
    assert "没有新的内容，什么都没有改动。" in again.output


def test_refused_rows_are_named(command, folder, session, tmp_path):
    command("auto", folder)
    wrong = write(tmp_path, books.cases(books.case(案号=None, 调解员="无此人", 纠纷简要情况="甲"), name="错.xlsx"))
    done = command("cases", wrong)
    assert done.exit_code == SOME
    assert "退回  错.xlsx，台账，第3行，调解员：" in done.output
    told = json.loads(command("cases", wrong, "--json").output)
    assert told["refused"][0].items() >= {"file": "错.xlsx", "sheet": "台账", "row": 3, "column": "调解员"}.items()
    assert (told["taken"], told["batch"]) == (0, None)


def test_a_dry_run(command, folder, session):
    done = command("auto", folder, "--dry-run")
    assert done.exit_code == TAKEN
    assert "这次只是试看，什么都没有存。" in done.output
    assert (cases(), session.scalars(select(Place)).all()) == (0, [])


@pytest.mark.parametrize("content", [b"hello", b"PK\x03\x04 broken", b"PK" + b"\0" * (20 * 1024 * 1024)])
def test_nothing_could_be_read(command, session, tmp_path, content: bytes):
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    assert command("auto", path).exit_code == NOTHING


def test_a_named_file_that_is_something_else_among_ledgers(command, folder, session):
    assert command("auto", folder / "村居名册.xlsx", folder / "通讯录.xlsx").exit_code == SOME
    assert command("cases", folder / "村居名册.xlsx").exit_code == NOTHING


def test_a_damaged_ledger_in_a_folder_is_not_passed_over(command, folder, session):
    (folder / "案件台账.xlsx").write_bytes((folder / "案件台账.xlsx").read_bytes()[:4000])
    done = command("auto", folder)
    assert done.exit_code == SOME
    assert "案件台账.xlsx：文件损坏" in done.output


def test_undo(command, folder, session):
    batch = json.loads(command("auto", folder, "--json").output)["batch"]
    assert command("import", "--undo", batch).exit_code == NOTHING  # a kind and an undo are two things
    done = command("--undo", batch)
    assert done.exit_code == TAKEN
    assert done.output.startswith(f"已撤销第{batch}次导入：1件案件，")
    assert session.scalars(select(Case.import_undone_at)).one() is not None
    assert command("--undo", batch).exit_code == SOME
    for unknown in (99, 0, -1, 10**20):
        done = command("--undo", unknown)
        assert (done.exit_code, done.output) == (NOTHING, f"没有第{unknown}次导入。\n")


@pytest.mark.parametrize("words", [(), ("auto",), ("everything", "."), ("auto", "nowhere.xlsx")])
def test_wrong_words(command, session, words: tuple[str, ...]):
    assert command(*words).exit_code == NOTHING


def test_as_an_office(command, folder, session, account):
    """An account enters what lies in its own division, under its own name."""
    command("auto", folder / "村居名册.xlsx", folder / "花名册.xlsx")
    town = session.scalars(select(Place).where(Place.level == PlaceLevel.TOWN)).one()
    account("office", Role.OFFICE, place=town)
    assert command("cases", folder / "案件台账.xlsx", "--as", "office").exit_code == TAKEN
    assert command("cases", folder / "案件台账.xlsx", "--as", "nobody").exit_code == NOTHING


def test_as_somebody_who_may_not(command, folder, session, account, town):
    """The office of another town, and an account that enters nothing."""
    command("auto", folder / "村居名册.xlsx", folder / "花名册.xlsx")
    account("elsewhere", Role.OFFICE, place=town)
    account("leader", Role.LEADER, place=session.scalars(select(Place).where(Place.name == books.TOWN)).one())
    for username in ("elsewhere", "leader"):
        assert command("cases", folder / "案件台账.xlsx", "--as", username).exit_code == SOME
    assert cases() == 0
