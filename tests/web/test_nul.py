"""A NUL is refused at the door, before any page repeats it or a database chokes on it."""

import pytest

from mediation.procedure.roles import Role
from tests.conftest import sign_in


@pytest.fixture
def office(client, account, town):
    account("office", Role.OFFICE, place=town)
    return sign_in(client, "office")


@pytest.mark.parametrize("path", ["/cases/%00", "/rooms/a%00b", "/%00", "/static/%00.css"])
def test_an_address_with_a_nul_is_unknown(office, path):
    assert office.get(path).status_code == 404


@pytest.mark.parametrize("question", ["q=%00", "q=a&q=%00b", "lang=%00", "unheard_of=%00"])
def test_a_question_with_a_nul_is_refused(office, question):
    assert office.get(f"/?{question}").status_code == 400


def test_a_form_with_a_nul_is_refused(client):
    hidden = client.hidden("/login")
    assert client.post("/login", data={**hidden, "username": "a\0b", "password": "x"}).status_code == 400


def test_other_odd_letters_pass(office):
    assert office.get("/?q=%0A%E2%80%8B%F0%9F%98%80%EF%BF%BD").status_code == 200
