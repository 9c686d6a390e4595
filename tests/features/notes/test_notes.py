"""Private notes: their author alone reads them; nothing of them leaves by any page, file, figure or key."""

import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text

from mediation.features.notes.keeping import NoteAct
from mediation.model.audit import AuditEvent
from mediation.model.base import db
from mediation.model.note import NOTE_PURPOSE, PrivateNote
from mediation.model.sensitive import ALGORITHM, KeysUnusable, decrypt
from mediation.procedure.states import State
from tests.conftest import sign_in
from tests.desk import Desk, form_of, words
from tests.town import ACCOUNTS, TODAY

CANARY = "金丝雀说他心里只要三头"
LATIN = "CANARY-7f3e"
SECRET = f"{CANARY} {LATIN}"
ROOT = Path(__file__).parents[3]
# Where the table of notes is known; every other part of the house must not even name it.
KNOWS = (
    "mediation/model/note.py",
    "mediation/model/__init__.py",
    "mediation/model/migrations",
    "mediation/features/notes",
    "mediation/sample/bulk/copying.py",  # to leave it out
)


@pytest.fixture
def case(web):
    """A case in talks, with one note of its mediator."""
    desk = Desk(web, f"/cases/{web.town.case(State.MEDIATING).ref}")
    answer = web("mediator").send(f"{desk.address}/notes/new", {"text": SECRET, "session_id": ""})
    assert (answer.status_code, answer.location) == (303, f"{desk.address}/notes?done=note_added")
    return desk


def note():
    db.session.rollback()
    return db.session.query(PrivateNote).one()


def addresses(app, ref):
    """Every page without an argument, and every page of the case."""
    for rule in app.url_map.iter_rules():
        if "GET" in rule.methods and set(rule.arguments) <= {"ref"} and rule.endpoint != "static":
            if rule.arguments and not rule.rule.startswith("/cases/"):
                continue
            yield rule.rule.replace("<ref>", ref)


# --- the author -------------------------------------------------------------------------------------


def test_the_author_writes_reads_changes_and_throws_away(web, case):
    mediator = web("mediator")
    assert "只有您自己看得到" in words(case.look("mediator"))
    page = mediator.get(f"{case.address}/notes")
    assert SECRET in page.text
    edit = f"{case.address}/notes/{note().ref}"
    session = str(case.case.sessions[0].id)
    assert mediator.send(edit, {"text": "想通了", "session_id": session}).status_code == 303
    page = mediator.get(f"{case.address}/notes")
    assert "想通了" in page.text
    assert CANARY not in page.text
    assert "谈的时候" in page.text
    assert (note().version, note().session_id) == (2, int(session))
    drop = {"csrf_token": mediator.hidden(edit)["csrf_token"], "form_token": mediator.hidden(edit)["form_token"]}
    assert mediator.post(f"{edit}/drop", data=drop).status_code == 303
    db.session.rollback()
    assert db.session.query(PrivateNote).count() == 0


def test_the_chain_says_that_a_note_was_written_and_nothing_of_what(web, case):
    row = db.session.query(AuditEvent).filter_by(act=NoteAct.ADD_NOTE.value).one()
    assert (row.case_id, row.subject, row.data, row.note) == (case.case.id, f"private_note:{note().id}", {}, None)
    assert "写了一条私下记录" in words(web("auditor").get("/audit"))


def test_an_empty_note_is_none(web, case):
    answer = web("mediator").send(f"{case.address}/notes/new", {"text": " ", "session_id": ""})
    assert answer.status_code == 422
    assert db.session.query(PrivateNote).count() == 1


def test_two_windows_of_the_author_do_not_overwrite_each_other(web, case):
    mediator, edit = web("mediator"), f"{case.address}/notes/{note().ref}"
    stale = mediator.hidden(edit)
    assert mediator.send(edit, {"text": "第一个窗口", "session_id": ""}).status_code == 303
    answer = mediator.post(edit, data=stale | {"text": "第二个窗口", "session_id": ""})
    assert answer.status_code == 409
    for said in ("第一个窗口", "第二个窗口"):
        assert said in answer.text
    assert note().text == "第一个窗口"


def test_a_printer_gets_nothing_and_the_browser_keeps_nothing(web, case):
    for page in (f"{case.address}/notes", f"{case.address}/notes/{note().ref}"):
        text = web("mediator").get(page).text
        before, _mark, after = text.partition('<div class="d-print-none">')
        assert CANARY in after
        assert CANARY not in before
        assert "data-keep" not in text


def test_a_closed_file_leaves_the_notes_to_be_read_only(web, case):
    row = note()
    row.case_id = web.town.case(State.ARCHIVED).id
    db.session.commit()
    address = f"/cases/{web.town.case(State.ARCHIVED).ref}/notes"
    mediator = web("mediator")
    page = mediator.get(address)
    assert SECRET in page.text
    assert "删掉" not in page.text
    assert mediator.send(f"{address}/{row.ref}", {"text": "改了", "session_id": ""}).status_code in (409, 422)
    assert note().text == SECRET


def test_whoever_is_replaced_and_sees_the_case_no_more_reads_no_notes(web, case):
    helper = str(web.town.mediator("helper").id)
    old = str(web.town.mediator("mediator").id)
    case.act("chair", "replace-mediator", **{"out": old, "in": helper}, reason="ABSENT", parties_told_on=str(TODAY))
    for who in ("mediator", "helper"):
        answer = web(who).get(f"{case.address}/notes")
        assert answer.status_code == (404 if who == "mediator" else 200)
        assert CANARY not in answer.text


# --- everybody else ---------------------------------------------------------------------------------


@pytest.mark.parametrize("who", [who for who in ACCOUNTS if who != "mediator"])
def test_for_everybody_else_there_is_no_such_note(web, case, who):
    client, address = web(who), f"{case.address}/notes/{note().ref}"
    tokens = form_of(client.get("/me"), "/me/theme")
    assert client.get(f"{case.address}/notes").status_code == 404
    assert client.get(f"{case.address}/notes/new").status_code == 404
    assert client.get(address).status_code == 404
    assert client.post(address, data=tokens | {"text": "x"}).status_code == 404
    assert client.post(f"{address}/drop", data=tokens).status_code == 404
    assert note().text == SECRET


@pytest.mark.parametrize("who", ["office", "chair", "clerk", "auditor", "sysadmin", "secadmin", "leader", "peace"])
def test_no_page_or_file_that_others_open_holds_a_word_of_it(web, case, who, monkeypatch):
    """Also those found by searching for it; what was typed into the search stands on the page, so half is asked for."""
    monkeypatch.setitem(web.app.config, "MOST_STATEMENTS", 10_000)  # how fast the pages are is measured elsewhere
    client = sign_in(FlaskClient(web.app, web.app.response_class), who)
    pages = [*addresses(web.app, case.address.rsplit("/", 1)[-1]), f"/cases?q={LATIN}"]
    pages += [f"/reports/2026.{kind}" for kind in ("docx", "xlsx", "json")]
    opened = 0
    for page in pages:
        answer = client.get(page)
        opened += answer.status_code == 200
        for content in inside(answer.data):
            assert CANARY.encode() not in content, page
            assert "q=" in page or LATIN.encode() not in content, page
        answer.close()
    assert opened >= 3


def inside(data):
    """The bytes, and the parts of a packed file."""
    yield data
    if data.startswith(b"PK"):
        with ZipFile(BytesIO(data)) as packed:
            yield from (packed.read(name) for name in packed.namelist())


def test_a_second_mediator_of_the_case_writes_notes_of_his_own(web, case):
    helper = str(web.town.mediator("helper").id)
    case.act("chair", "change-team", add=[helper], reason="路远")
    page = web("helper").get(f"{case.address}/notes")
    assert page.status_code == 200
    assert CANARY not in page.text
    assert CANARY not in case.look("helper").text


# --- at rest ----------------------------------------------------------------------------------------


def test_the_file_of_the_database_holds_no_word_of_it(web, case, settings):
    assert note().text == SECRET
    for path in settings.instance.glob("mediation.sqlite3*"):
        content = path.read_bytes()
        for word in (CANARY.encode(), LATIN.encode(), SECRET.encode("utf-16-le")):
            assert word not in content, path.name


def test_it_lies_under_keys_of_its_own(web, case):
    stored = db.session.execute(db.text("SELECT text FROM private_note")).scalar_one()
    assert stored.startswith(ALGORITHM)
    assert decrypt(stored, NOTE_PURPOSE) == SECRET
    with pytest.raises(KeysUnusable):
        decrypt(stored)


def test_no_command_tells_of_it(web, case, settings):
    database = web.app.config["SQLALCHEMY_DATABASE_URI"]
    environ = os.environ | {"MEDIATION_INSTANCE": str(settings.instance), "MEDIATION_DATABASE_URL": database}
    environ["MEDIATION_CLOCK"] = str(TODAY)
    for command in (["figures", "--year", "2026"], ["doctor"], ["--help"]):
        done = subprocess.run(
            [sys.executable, "-m", "mediation", *command], capture_output=True, env=environ, cwd=ROOT, check=False
        )
        for word in (CANARY.encode(), LATIN.encode()):
            assert word not in done.stdout + done.stderr, command


def test_no_other_part_of_the_house_names_the_table():
    for path in (ROOT / "mediation").rglob("*.py"):
        name = path.relative_to(ROOT).as_posix()
        if not name.startswith(KNOWS):
            text = path.read_text(encoding="utf-8")
            assert "PrivateNote" not in text, name
            assert "private_note" not in text, name
            assert "model.note" not in text, name


def test_the_database_alone_gives_nothing_away(web, case):
    """As somebody would see who opens the database without the keys."""
    rows = db.session.execute(text("SELECT * FROM private_note")).all()
    assert len(rows) == 1
    assert not any(CANARY in str(value) for value in rows[0])
