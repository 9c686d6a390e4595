"""The pages of taking ledgers: nothing is stored by a look, and what was looked at is taken once."""

import io
import re
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from mediation.features.imports.runner import Source
from mediation.kernel import clock
from mediation.model.case import Case
from mediation.model.intake import ImportBatch
from mediation.model.place import Place
from mediation.procedure.roles import Role
from tests.features.imports import books
from tests.pages import StrictClient


@pytest.fixture
def office(app: Flask, imported, session: Any, account, client: StrictClient, signed_in, monkeypatch) -> StrictClient:
    monkeypatch.setitem(app.config, "MOST_STATEMENTS", 5000)  # an import asks for every row
    town = session.scalars(select(Place).where(Place.name == books.TOWN)).one()
    account("office", Role.OFFICE, place=town)
    return signed_in(client, "office")


def upload(client: StrictClient, *sources: Source) -> TestResponse:
    files = [(io.BytesIO(source.content), source.name) for source in sources]
    data = {**client.hidden("/imports"), "files": files}
    return client.post("/imports", data=data, content_type="multipart/form-data")


def take(client: StrictClient, looked: TestResponse) -> TestResponse:
    return client.post("/imports/take", data=hidden(looked.text))


def hidden(page: str) -> dict[str, str]:
    """The hidden fields of the first form in the main part of a page."""
    main = page.partition("<main")[2]
    form = re.search("<form.*?</form>", main, re.DOTALL)
    assert form is not None
    return dict(re.findall('<input type="hidden" name="([^"]+)" value="([^"]*)"', form[0]))


def cases(session: Any) -> int:
    session.rollback()
    return int(session.scalar(select(func.count()).select_from(Case)))


def test_look_and_take(office, session, app):
    looked = upload(office, books.cases(books.case()))
    assert looked.status_code == 200
    assert "可以取1行；早已有0行；取不了0行。现在还什么都没有存。" in looked.text
    assert cases(session) == 0
    taken = take(office, looked)
    assert taken.status_code == 303
    assert cases(session) == 1
    assert office.get(taken.location).status_code == 200
    assert take(office, looked).location == taken.location  # the same form again acts once
    assert waiting(app) == []
    batch = session.scalars(select(ImportBatch).order_by(ImportBatch.id.desc())).first()
    assert (batch.actor, batch.files) == ("账号office", "案件台账.xlsx")


def waiting(app: Flask) -> list[Path]:
    folder = Path(app.instance_path) / "waiting"
    return list(folder.iterdir()) if folder.exists() else []


def test_rows_that_are_refused_are_shown_with_their_reason(office, session):
    wrong = books.case(案号="（2024）雪泉人调字第2号", 调解员="无此人")
    looked = upload(office, books.cases(books.case(), wrong))
    assert "案件台账.xlsx，台账，第4行" in looked.text
    assert "都没有调解员“无此人”" in looked.text
    taken = take(office, looked)
    assert taken.status_code == 200
    assert "取了1行；早已有0行；退回1行" in taken.text
    assert cases(session) == 1


def test_files_wait_encrypted_and_not_for_ever(office, session, app):
    looked = upload(office, books.cases(books.case()))
    (file,) = waiting(app)
    assert file.stat().st_mode & 0o077 == 0
    assert b"PK" not in file.read_bytes()[:100]
    with clock.frozen(clock.now() + timedelta(hours=2)):
        gone = office.post("/imports/take", data=hidden(looked.text))
    assert gone.status_code in (303, 409)
    assert cases(session) == 0
    file.unlink()


def test_what_waits_is_only_for_whoever_sent_it(office, session, app, account, signed_in):
    looked = upload(office, books.cases(books.case()))
    account("office2", Role.OFFICE, place=session.scalars(select(Place).where(Place.name == books.TOWN)).one())
    other = signed_in(app.test_client(), "office2")
    stolen = {**other.hidden("/imports"), "waiting": hidden(looked.text)["waiting"]}
    assert other.post("/imports/take", data=stolen).status_code == 409
    assert cases(session) == 0
    for file in waiting(app):
        file.unlink()


@pytest.mark.parametrize(
    ("sources", "sentence"),
    [
        ([], "还没有选文件。"),
        ([Source("照片.jpg", b"\xff\xd8\xff")], "这不是电子表格"),
        ([Source("坏.xlsx", b"PK\x03\x04")], "文件损坏"),
    ],
)
def test_files_that_cannot_be_read(office, session, sources: Iterable[Source], sentence: str):
    answer = upload(office, *sources)
    assert (answer.status_code, sentence in answer.text) == (422, True)


def test_a_ledger_that_is_too_long_for_a_browser(office, session, monkeypatch):
    monkeypatch.setattr("mediation.features.imports.routes.ROWS_AT_ONCE", 1)
    answer = upload(office, books.cases(books.case(), books.case(案号=None)))
    assert (answer.status_code, "超过1行" in answer.text) == (422, True)


def test_taking_an_import_back(office, session):
    location = take(office, upload(office, books.cases(books.case()))).location
    undone = office.send(location, action=f"{location}/undo")
    assert undone.status_code == 303
    assert "已经撤销" in office.get(undone.location).text
    assert session.scalars(select(Case.import_undone_at)).one() is not None
    assert office.post(f"{location}/undo", data=office.hidden("/imports")).status_code == 409


def test_an_import_that_others_stand_on_says_why(office, session):
    first = session.scalars(select(ImportBatch.id).order_by(ImportBatch.id)).first()
    stands = "后来的记录用到了这次导入的调解员，不能撤销。"
    assert stands not in office.get(f"/imports/{first}").text
    take(office, upload(office, books.cases(books.case())))
    assert stands in office.get(f"/imports/{first}").text


def test_an_import_of_another_town(office, session, app, account, signed_in, town):
    location = take(office, upload(office, books.cases(books.case()))).location
    account("elsewhere", Role.OFFICE, place=town)
    other = signed_in(app.test_client(), "elsewhere")
    assert other.get(location).status_code == 404
    assert books.TOWN not in other.get("/imports").text
    assert other.get("/imports/9999").status_code == 404
    refused = upload(other, books.cases(books.case(案号=None)))
    assert "这个乡镇不归您管。" in refused.text


@pytest.mark.parametrize("role", [Role.CLERK, Role.LEADER, Role.MEDIATOR])
def test_nobody_but_the_office(imported, session, account, client, signed_in, role: Role):
    place = session.scalars(select(Place).where(Place.name == books.TOWN)).one()
    account("somebody", role, place=None if role is Role.MEDIATOR else place)
    assert signed_in(client, "somebody").get("/imports").status_code == 403
