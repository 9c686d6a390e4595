"""What a password must be, and what a new one ends."""

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest

from mediation.features.accounts.policy import PROFILES, objections
from mediation.kernel import clock
from mediation.model.user import LoginSession, OldPassword, User
from mediation.web.settings import keep_settings
from tests.conftest import PASSWORD, sign_in

GOOD = "Seven yaks, 1 dri"
CHANGE = {"current": PASSWORD, "password": GOOD, "again": GOOD}


@pytest.fixture
def office(client, account):
    user = account("office")
    sign_in(client, "office")
    return user


@pytest.mark.parametrize(
    ("password", "fine"),
    [
        (GOOD, True),
        ("Ab1!" * 16, False),  # long, but one word again and again
        ("Tsampa with 3 cups of tea " * 4, True),
        ("Short 1!", False),
        ("alllowercaseletters", False),
        ("woaini1314Woaini", False),
        ("lasa@2026Lasa", False),
        ("Zhaxi@20260101", False),
        ("540000198503120015", False),
        ("Office-office-1", False),
        ("བོད་ཡིག་གི་གསང་ཨང་ Ab1", True),
        ("x" * 200, False),
    ],
)
def test_the_profile_of_graded_protection(password, fine):
    assert (objections(password, PROFILES["mlps"], ["office", "卓玛"]) == []) is fine


@pytest.mark.parametrize(
    ("password", "fine"),
    [("gravel lantern seldom yak", True), ("fourteen chars", False), ("password password", False)],
)
def test_the_profile_without_classes(password, fine):
    assert (objections(password, PROFILES["nist"]) == []) is fine


def test_a_new_password_takes_the_place_of_the_old_one(client, session, office):
    answer = client.send("/me/password", CHANGE)
    assert answer.location == "/me?done=password"
    assert "口令换好了" in client.get(answer.location).text
    other = client.application.test_client()
    assert other.send("/login", {"username": "office", "password": PASSWORD}).status_code == 422
    assert other.send("/login", {"username": "office", "password": GOOD}).status_code == 303


def test_a_new_password_ends_every_other_session(client, session, office):
    phone = sign_in(client.application.test_client(), "office")
    old = client.get_cookie("mediation_session").value
    client.send("/me/password", CHANGE)
    assert phone.get("/me").status_code == 303
    assert client.get("/me").status_code == 200
    assert client.get_cookie("mediation_session").value != old
    assert session.query(LoginSession).filter(LoginSession.ended_at.is_(None)).count() == 1


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"current": "wrong"}, "现在的口令不对"),
        ({"again": "Seven yaks, 2 dri"}, "两遍写得不一样"),
        ({"password": "short", "again": "short"}, "口令至少要12个字"),
        ({"password": PASSWORD, "again": PASSWORD}, "以前用过"),
        ({"password": "", "again": ""}, "还没有写"),
    ],
)
def test_a_refused_password_changes_nothing(client, session, office, typed, told):
    answer = client.send("/me/password", {**CHANGE, **typed})
    assert answer.status_code == 422
    assert told in answer.text
    session.refresh(office)
    assert session.query(OldPassword).count() == 0
    assert client.get("/me").status_code == 200


def test_the_last_five_passwords_do_not_come_back(client, office):
    passwords = [PASSWORD, *(f"Seven yaks, {n} dri" for n in range(5))]
    for current, new in pairwise(passwords):
        change = {"current": current, "password": new, "again": new}
        assert client.send("/me/password", change).status_code == 303
    for again in passwords[1:]:
        change = {"current": passwords[-1], "password": again, "again": again}
        assert client.send("/me/password", change).status_code == 422
    change = {"current": passwords[-1], "password": PASSWORD, "again": PASSWORD}
    assert client.send("/me/password", change).status_code == 303


def test_whoever_must_change_it_sees_no_other_page(client, session, office):
    office.must_change = True
    session.commit()
    assert client.get("/me").location == "/me/password"
    assert "口令到期了" in client.get("/me/password").text
    client.send("/me/password", CHANGE)
    assert client.get("/me").status_code == 200


def test_an_aged_password_must_be_changed_where_the_settings_say_so(app, settings, client, session, office):
    keep_settings(app, replace(settings, password_days=90))
    try:
        with clock.frozen(clock.now()) as hands:
            office.password_changed_at = clock.now() - timedelta(days=90)
            session.commit()
            assert client.get("/me").status_code == 200
            hands.forward(timedelta(seconds=1))
            assert client.get("/me").location == "/me/password"
    finally:
        keep_settings(app, settings)


def test_the_colours_are_the_users_choice(client, session, office):
    answer = client.send("/me", {"theme": "dark"}, action="/me/theme")
    assert answer.location == "/me?done=theme"
    assert 'data-bs-theme="dark"' in client.get("/me").text
    assert client.send("/me", {"theme": "pink"}, action="/me/theme").status_code == 422
    assert session.query(User).one().theme == "dark"
