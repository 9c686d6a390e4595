"""The menu of each role."""

import re

import pytest

from mediation.procedure.roles import ACCOUNT_ROLES, ADMINISTRATORS, Role
from mediation.web.navigation import ENTRIES
from tests.conftest import sign_in


def menu(page):
    block = re.search(r'<nav class="nav1".*?</nav>', page, re.DOTALL)
    return re.findall(r">([^<>]+)</a>", block.group()) if block else []


@pytest.mark.parametrize("role", ADMINISTRATORS)
def test_administrators_have_their_own_pages_only(client, account, role):
    account("one", role)
    words = menu(sign_in(client, "one").get("/me").text)
    assert words[0] == "账号"
    assert "案件" not in words


def test_mediators_have_no_menu(client, account):
    account("one", Role.MEDIATOR)
    assert menu(sign_in(client, "one").get("/me").text) == []


def test_visitors_have_no_menu(client):
    assert menu(client.get("/login").text) == []


def test_the_word_of_the_page_is_marked(client, account):
    account("one", Role.SYSADMIN)
    page = sign_in(client, "one").get("/accounts").text
    assert re.search(r'href="/accounts" aria-current="page">账号<', page)


def test_entries_name_roles_that_accounts_can_hold():
    for entry in ENTRIES:
        assert set(entry.roles) <= set(ACCOUNT_ROLES), entry.endpoint
