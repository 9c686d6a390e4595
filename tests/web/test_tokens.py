"""A form that is sent twice acts once."""

import threading

import pytest

from mediation.model.user import FormToken, User
from tests.conftest import sign_in

DARK = {"theme": "dark"}


@pytest.fixture
def office(client, account):
    account("office")
    return sign_in(client, "office")


def test_the_second_sending_acts_no_more_and_arrives_where_the_first_did(office, session):
    fields = office.hidden("/me", "/me/theme")
    first = office.post("/me/theme", data={**fields, "theme": "dark"})
    second = office.post("/me/theme", data={**fields, "theme": "light"})
    assert second.status_code == first.status_code == 303
    assert second.location == first.location == "/me?done=theme"
    assert session.query(User).one().theme == "dark"
    assert session.query(FormToken).count() == 1


def test_a_refused_form_leaves_its_token_unspent(office, session):
    fields = office.hidden("/me", "/me/theme")
    assert office.post("/me/theme", data={**fields, "theme": "pink"}).status_code == 422
    assert session.query(FormToken).count() == 0
    assert office.post("/me/theme", data={**fields, **DARK}).status_code == 303


def test_opening_a_form_stores_nothing(office, session):
    office.get("/me")
    assert session.query(FormToken).count() == 0


@pytest.mark.parametrize("token", [None, "", "forged", "WzEsMTc5.x.y"])
def test_a_form_without_a_good_token_is_refused(office, session, token):
    fields = office.hidden("/me", "/me/theme")
    answer = office.post("/me/theme", data={"csrf_token": fields["csrf_token"], "form_token": token, **DARK})
    assert answer.status_code == 400
    assert "缺了编号" in answer.text
    assert session.query(User).one().theme == "auto"


def test_the_token_of_another_account_is_refused(office, app, account):
    account("clerk")
    foreign = sign_in(app.test_client(), "clerk").hidden("/me", "/me/theme")
    own = office.hidden("/me", "/me/theme")
    answer = office.post("/me/theme", data={**own, "form_token": foreign["form_token"], **DARK})
    assert answer.status_code == 400
    assert "别人打开的" in answer.text


def test_of_many_sendings_at_once_one_acts(office, app, session):
    fields = office.hidden("/me/password")
    change = {"current": "Yak-milk tea at 6", "password": "Seven yaks, 1 dri", "again": "Seven yaks, 1 dri"}
    cookie = office.get_cookie("mediation_session").value
    answers = []

    def send():
        client = app.test_client()
        client.set_cookie("mediation_session", cookie)
        answers.append(client.post("/me/password", data={**fields, **change}).location)

    threads = [threading.Thread(target=send) for _n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    # the first one ended this browser's session; whoever came later is sent to sign in, or to where the first went
    assert len(answers) == 6
    assert set(answers) <= {"/me?done=password", "/login?next=/me/password"}
    assert "/me?done=password" in answers
    assert session.query(FormToken).count() == 1
