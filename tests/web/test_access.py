"""Every route has one mark, and the mark is obeyed."""

import pytest
from flask import Flask, g

from mediation.casework.actor import Actor
from mediation.kernel.errors import NotFound
from mediation.procedure.roles import ACCOUNT_ROLES, Role
from mediation.web import access
from tests.conftest import sign_in

ADMINISTRATORS = {"sysadmin", "secadmin", "auditor"}

# Who may open what: the reviewed list. A new route belongs here before it can be merged.
PUBLIC = {
    "static",
    "health.lives",
    "health.ready",
    "accounts.sign_in",
    "accounts.welcome",
    "help.index",
    "help.manual",
    "help.tour",
    "help.words",
    "calendars.file",  # the secret in the address is the key; it shows hours and numbers only
}
ACCOUNTS = {
    "accounts.index": ADMINISTRATORS,
    "accounts.account": ADMINISTRATORS,
    "accounts.new": {"sysadmin"},
    "accounts.link": {"sysadmin"},
    "accounts.security_stop": {"secadmin"},
    "accounts.stop": {"sysadmin"},
    "accounts.resume": {"sysadmin"},
    "accounts.grant": {"sysadmin", "secadmin"},
    "accounts.revoke": {"secadmin"},
}


def view():
    return "seen"


def small(*marks, rule="/x"):
    """An application with one route that wears these marks."""
    app = Flask("small", static_folder=None)
    marked = view
    for mark in marks:
        marked = mark(marked)
    app.add_url_rule(rule, "x", marked)
    return app


@pytest.fixture(autouse=True)
def unmarked():
    yield
    vars(view).pop("mark", None)


def test_a_route_without_a_mark_does_not_start():
    with pytest.raises(access.UnmarkedRoute, match="has no access mark"):
        access.refuse_unmarked(small())


@pytest.mark.parametrize("second", [access.public, access.signed_in, access.needs(Role.OFFICE), access.for_case])
def test_a_route_with_two_marks_does_not_start(second):
    with pytest.raises(access.UnmarkedRoute, match="two access marks"):
        small(access.public, second)


def test_a_case_route_without_a_reference_does_not_start():
    with pytest.raises(access.UnmarkedRoute, match="no <ref>"):
        access.refuse_unmarked(small(access.for_case))
    vars(view).pop("mark", None)
    access.refuse_unmarked(small(access.for_case, rule="/x/<ref>"))


def test_needs_without_a_role_is_no_mark():
    with pytest.raises(access.UnmarkedRoute):
        access.needs()


def test_every_route_of_the_house_has_one_mark(house):
    for rule in house.url_map.iter_rules():
        assert access.mark_of(house, rule.endpoint) is not None, rule


def test_what_is_public_was_reviewed(house):
    open_to_all = {
        rule.endpoint
        for rule in house.url_map.iter_rules()
        if access.mark_of(house, rule.endpoint).gate is access.Gate.PUBLIC
    }
    assert open_to_all == PUBLIC


def test_who_keeps_accounts_was_reviewed(house):
    found = {
        endpoint: set(access.mark_of(house, endpoint).roles)
        for endpoint in house.view_functions
        if endpoint.startswith("accounts.") and access.mark_of(house, endpoint).gate is access.Gate.NEEDS
    }
    assert found == ACCOUNTS


def test_nobody_who_is_not_signed_in_gets_past_a_closed_door(house, client, town):
    for rule in house.url_map.iter_rules():
        if access.mark_of(house, rule.endpoint).gate is access.Gate.PUBLIC:
            continue
        path = rule.build(dict.fromkeys(rule.arguments, "1") | {"number": 1, "year": 2026})[1]
        method = "GET" if "GET" in rule.methods else "POST"
        answer = client.open(path, method=method)
        assert answer.status_code in ((303,) if method == "GET" else (303, 400)), rule
        assert (answer.location or "/login").startswith("/login")


@pytest.mark.parametrize("role", ACCOUNT_ROLES)
def test_needs_lets_in_who_holds_the_role_today(app, account, role, client):
    account("one", role)
    sign_in(client, "one")
    for endpoint, path in (("accounts.index", "/accounts"), ("accounts.new", "/accounts/new")):
        expected = 200 if role.value in ACCOUNTS[endpoint] else 403
        assert client.get(path).status_code == expected


def test_the_actor_is_the_account_as_it_acts_today(app, account, town):
    account("one", Role.OFFICE, place=town, name="德吉")
    client = sign_in(app.test_client(), "one")
    seen = []
    app.view_functions["accounts.profile"], kept = _spy(seen), app.view_functions["accounts.profile"]
    try:
        client.get("/me")
    finally:
        app.view_functions["accounts.profile"] = kept
    (actor,) = seen
    assert isinstance(actor, Actor)
    assert (actor.username, actor.name, actor.roles) == ("one", "德吉", {Role.OFFICE})
    assert actor.prefixes(Role.OFFICE) == ["542429101"]


def _spy(seen):
    @access.signed_in
    def spy():
        seen.append(access.current_actor())
        return "", {"Content-Type": "text/plain"}

    return spy


def test_a_case_that_nobody_knows_is_not_found(app):
    look = access.for_case(lambda case: case)
    with app.test_request_context("/"):
        g.actor = Actor(1, "one", "one", frozenset({Role.MEDIATOR}))
        with pytest.raises(NotFound):
            look(ref="nowhere")
