"""Signing in and out, being thrown out, and being kept out."""

from datetime import timedelta

import pytest

from mediation.kernel import clock
from mediation.model.audit import AuditEvent
from mediation.model.user import HASHER, NOBODY, LoginAttempt, LoginSession, User
from mediation.procedure.roles import Role
from tests.conftest import PASSWORD, sign_in
from tests.pages import StrictClient

RIGHT = {"username": "office", "password": PASSWORD}
COOKIE = "mediation_session"


@pytest.fixture(autouse=True)
def office(account):
    return account("office", Role.OFFICE)


def value(client: StrictClient) -> str:
    cookie = client.get_cookie(COOKIE)
    assert cookie is not None
    return cookie.value


def test_the_right_password_opens_the_house(client, session):
    answer = client.send("/login", RIGHT)
    assert answer.status_code == 303
    assert answer.location == "/"
    assert client.get("/me").status_code == 200
    assert session.scalar(session.query(LoginSession).statement).ended_at is None
    assert [event.act for event in session.query(AuditEvent)] == ["sign_in"]


def test_the_name_is_found_however_it_is_typed(client):
    assert client.send("/login", {**RIGHT, "username": " OFFICE "}).status_code == 303


@pytest.mark.parametrize(
    "typed", [{"password": "wrong"}, {"username": "nobody"}, {"username": "stopped"}, {"username": "fresh"}], ids=str
)
def test_wrong_unknown_stopped_and_without_password_look_alike(client, account, typed):
    account("stopped", active=False)
    account("fresh", password_hash=None)
    answer = client.send("/login", {**RIGHT, **typed})
    assert answer.status_code == 422
    assert "登录名或者口令不对" in answer.text
    assert client.get("/me").status_code == 303


def test_unknown_accounts_cost_as_much_as_known_ones():
    assert not HASHER.check_needs_rehash(NOBODY)


def test_an_empty_form_says_which_field(client):
    answer = client.send("/login", {"username": "", "password": ""})
    assert answer.status_code == 422
    assert answer.text.count("还没有写。") == 4  # at the field and in the summary


def test_a_planted_cookie_is_worth_nothing_after_signing_in(client):
    planted = "A" * 43
    client.set_cookie(COOKIE, planted)
    client.send("/login", RIGHT)
    assert value(client) != planted
    stranger = client.application.test_client()
    stranger.set_cookie(COOKIE, planted)
    assert stranger.get("/me").status_code == 303


def test_the_cookie_is_all_that_a_browser_keeps_and_the_database_has_only_its_hash(client, session):
    client.send("/login", RIGHT)
    token = value(client)
    assert len(token) == 43
    assert token not in str([vars(row) for row in session.query(LoginSession)])


def test_signing_out_kills_the_session_on_the_server(client):
    client.send("/login", RIGHT)
    token = value(client)
    assert client.send("/me", action="/logout").location == "/login"
    assert client.get_cookie(COOKIE) is None
    client.set_cookie(COOKIE, token)
    assert client.get("/me").status_code == 303


@pytest.mark.parametrize(
    ("away", "still_in"),
    [
        (timedelta(minutes=30) - timedelta(seconds=1), True),
        (timedelta(minutes=30) + timedelta(seconds=1), False),
    ],
)
def test_an_idle_session_ends(client, away, still_in):
    with clock.frozen(clock.now()) as hands:
        client.send("/login", RIGHT)
        hands.forward(away)
        assert (client.get("/me").status_code == 200) is still_in


def test_even_a_busy_session_ends_after_twelve_hours(client):
    with clock.frozen(clock.now()) as hands:
        client.send("/login", RIGHT)
        for _quarter in range(48):
            hands.forward(timedelta(minutes=15))
            assert client.get("/me").status_code == 200
        hands.forward(timedelta(seconds=1))
        assert client.get("/me").status_code == 303


def test_a_stopped_account_is_out_at_once(client, session, office):
    client.send("/login", RIGHT)
    session.merge(office).active = False
    session.commit()
    assert client.get("/me").status_code == 303


def test_five_wrong_passwords_shut_the_account_for_a_quarter_of_an_hour(client, session):
    with clock.frozen(clock.now()) as hands:
        for _try in range(5):
            assert client.send("/login", {**RIGHT, "password": "wrong"}).status_code == 422
        shut = client.send("/login", RIGHT)
        assert shut.status_code == 429
        assert "等15分钟" in shut.text
        assert session.query(LoginAttempt).count() == 5  # the sixth was not looked at
        hands.forward(timedelta(minutes=15, seconds=1))
        assert client.send("/login", RIGHT).status_code == 303


def test_an_unknown_name_is_shut_in_the_same_way(client):
    answers = [client.send("/login", {**RIGHT, "username": "nobody"}).status_code for _try in range(6)]
    assert answers == [422] * 5 + [429]


def test_one_address_may_try_twenty_names_a_minute(client):
    with clock.frozen(clock.now()) as hands:
        answers = [client.send("/login", {**RIGHT, "username": f"name{n}"}).status_code for n in range(21)]
        assert answers == [422] * 20 + [429]
        hands.forward(timedelta(seconds=61))
        assert client.send("/login", RIGHT).status_code == 303


def test_typed_names_are_not_kept_readable(client, session):
    client.send("/login", {**RIGHT, "username": "MyPassword1"})
    (tried,) = session.query(LoginAttempt)
    assert len(tried.username_key) == 64
    assert "mypassword1" not in str(vars(tried)).casefold()


def test_a_refused_try_is_in_the_chain_without_the_typed_name(client, session):
    client.send("/login", {**RIGHT, "username": "MyPassword1"})
    client.send("/login", {**RIGHT, "password": "wrong"})
    found = [(event.act, event.subject) for event in session.query(AuditEvent)]
    assert found == [("sign_in_refused", None), ("sign_in_refused", "office")]


def test_an_old_hash_is_made_anew(client, session, office):
    from argon2 import PasswordHasher

    office.password_hash = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    session.commit()
    client.send("/login", RIGHT)
    session.refresh(office)
    assert not HASHER.check_needs_rehash(office.password_hash)


@pytest.mark.parametrize(
    ("wanted", "goes_to"),
    [
        ("/me", "/me"),
        ("/cases?q=%E7%89%9B&after=3", "/cases?q=%E7%89%9B&after=3"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("\\\\evil.example", "/"),
        ("https://evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("/\t/evil.example", "/"),
        ("/\n/evil.example", "/"),
        (" //evil.example", "/"),
        ("", "/"),
        ("me", "/"),
    ],
)
def test_after_signing_in_nobody_leaves_the_house(client, wanted, goes_to):
    fields = client.hidden("/login")
    answer = client.post("/login", query_string={"next": wanted}, data={**fields, **RIGHT})
    assert answer.location == goes_to


def test_a_page_asked_for_too_early_is_shown_after_signing_in(client):
    answer = client.get("/me?x=1")
    assert answer.status_code == 303
    fields = client.hidden(answer.location)
    assert client.post(answer.location, data={**fields, **RIGHT}).location == "/me?x=1"


def test_a_form_sent_after_the_session_ended_leads_back_to_the_form(client, session):
    client.send("/login", RIGHT)
    fields = client.hidden("/me/password")
    session.query(LoginSession).update({"ended_at": clock.now()})
    session.commit()
    assert client.post("/me/password", data=fields).location == "/login?next=/me/password"
    assert client.post("/me/theme", data=fields).location == "/login"  # nothing answers GET there


def test_whoever_is_signed_in_needs_no_sign_in_page(client):
    sign_in(client, "office")
    assert client.get("/login").location == "/"


def test_the_language_chosen_at_the_door_stays_with_the_account(client, session):
    client.get("/login?lang=bo")
    client.send("/login", RIGHT)
    assert session.query(User).one().language == "bo"
    assert client.get_cookie("mediation_lang") is None
    assert 'lang="bo"' in client.get("/me").text
