"""What cannot be done is told plainly, whatever is broken."""

import pytest
from jinja2 import DictLoader
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm.exc import StaleDataError

from mediation.kernel.errors import Incomplete, NotAllowed, NotFound, Reason, Refused, Unreadable, WrongState
from mediation.web.access import public
from mediation.web.errors import PAGES, sentence
from tests.conftest import sign_in

MISSING = Reason("seal", "还差{what}，请找{who}。", values=(("what", "印章"), ("who", "主任")))


@pytest.fixture
def page(house, app):
    """Lets the sign-in page raise what the test wants."""
    kept = house.view_functions["accounts.sign_in"]

    def raising(error):
        @public
        def view():
            raise error

        house.view_functions["accounts.sign_in"] = view

    yield raising
    house.view_functions["accounts.sign_in"] = kept


@pytest.mark.parametrize(
    ("error", "status", "told"),
    [
        (Refused(MISSING), 409, "还差印章，请找主任。"),
        (WrongState(MISSING), 409, "还差印章"),
        (NotAllowed(MISSING), 403, "这件事不归您办"),
        (Incomplete(MISSING), 422, "还差印章"),
        (Unreadable(MISSING), 422, "还差印章"),
        (NotFound("x"), 404, "没有这一页"),
        (StaleDataError("x"), 409, "别人改过同一处"),
    ],
)
def test_what_the_procedure_refuses_is_told_with_its_reasons(client, page, error, status, told):
    page(error)
    answer = client.get("/login")
    assert answer.status_code == status
    assert told in answer.text


def test_unknown_addresses_and_unknown_things_look_alike(client, account):
    account("sysadmin", kind="sysadmin")
    sign_in(client, "sysadmin")
    strip = str.maketrans("", "", "0123456789")
    bodies = []
    for path in ("/nowhere", "/welcome/nowhere"):
        answer = client.get(path)
        assert answer.status_code == 404
        lines = [line for line in answer.text.replace(path, "").splitlines() if "_token" not in line]
        bodies.append("\n".join(lines).translate(strip))
    assert bodies[0] == bodies[1]


def test_a_wrong_method_says_which_are_right(client):
    answer = client.delete("/login")
    assert answer.status_code == 405
    assert {"GET", "POST"} <= set(answer.headers["Allow"].split(", "))


def test_a_form_without_its_forgery_token_is_refused(client, account):
    account("office")
    for token in (None, "", "forged"):
        answer = client.post("/login", data={"username": "office", "password": "x", "csrf_token": token})
        assert answer.status_code == 400
        assert "请重新打开" in answer.text


def test_the_forgery_token_of_another_browser_is_refused(client, app, account):
    account("office")
    other = sign_in(app.test_client(), "office").hidden("/me", "/me/theme")
    sign_in(client, "office")
    assert client.post("/me/theme", data={**other, "theme": "dark"}).status_code == 400


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("kind", ["application/json", "text/plain", "application/x-www-form-urlencoded"])
def test_no_kind_of_body_gets_around_it(client, account, method, kind):
    account("office")
    sign_in(client, "office")
    answer = client.open("/me/theme", method=method, data="theme=dark", content_type=kind)
    assert answer.status_code in (400, 405)


def test_too_much_is_refused(client, account):
    account("office")
    sign_in(client, "office")
    assert client.post("/me/theme", data={"file": "x" * 21_000_000}).status_code == 413


@pytest.fixture
def careful(house):
    """As outside tests: a fault becomes a page."""
    house.config["PROPAGATE_EXCEPTIONS"] = False
    yield house
    house.config["PROPAGATE_EXCEPTIONS"] = None


def test_a_fault_becomes_a_number_and_no_trace(client, page, careful, caplog):
    page(RuntimeError("secret 540000199001010015"))
    answer = client.get("/login")
    assert answer.status_code == 500
    assert "编号：" in answer.text
    number = answer.text.partition("编号：")[2][:8]
    assert f"incident {number} at GET accounts.sign_in" in caplog.text
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text


def test_a_fault_of_the_database_needs_no_database_to_be_told(client, careful, session):
    session.execute(text("DROP TABLE login_session"))
    session.commit()
    client.set_cookie("mediation_session", "A" * 43)
    answer = client.get("/me")
    assert answer.status_code == 500
    assert "编号：" in answer.text


def test_even_without_templates_there_is_an_answer(client, page, careful, monkeypatch):
    page(RuntimeError("first"))
    monkeypatch.setattr(careful.jinja_env, "loader", DictLoader({}))
    monkeypatch.setattr(careful.jinja_env, "cache", None)
    answer = client.get("/login")
    assert answer.status_code == 500
    assert PAGES[500].title in answer.text


def test_labels_inside_a_reason_are_translated_and_empty_ones_stay_empty(app):
    with app.test_request_context("/"):
        assert sentence(Reason("x", "{a}{b}。", values=(("a", "调解室"), ("b", "")))) == "调解室。"


@pytest.mark.parametrize(
    ("said", "status"),
    [("database is locked", 503), ("canceling statement due to lock timeout", 503), ("disk I/O", 500)],
)
def test_a_database_that_is_busy_is_told_apart_from_one_that_is_broken(client, page, said, status):
    page(OperationalError("SELECT 1", {}, Exception(said)))
    assert client.get("/login").status_code == status
