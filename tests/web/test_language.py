"""The language of the screen is chosen once and kept."""

from datetime import date

import pytest

from mediation.features.reports import display
from mediation.kernel import clock
from mediation.kernel.errors import Reason
from mediation.model.user import User
from mediation.web.errors import sentence
from mediation.web.words import day_words, full_day_words
from tests.conftest import sign_in

TAGS = {"zh": "zh-Hans", "bo": "bo", "en": "en"}


@pytest.mark.parametrize("code", TAGS)
def test_any_page_changes_the_language_and_keeps_it_for_the_visitor(client, code):
    assert f'<html lang="{TAGS[code]}"' in client.get(f"/login?lang={code}").text
    assert f'<html lang="{TAGS[code]}"' in client.get("/login").text


@pytest.mark.parametrize("code", TAGS)
def test_and_for_the_account_wherever_it_signs_in(client, app, session, account, code):
    account("office")
    sign_in(client, "office")
    assert f'<html lang="{TAGS[code]}"' in client.get(f"/me?lang={code}").text
    assert session.query(User).one().language == code
    elsewhere = sign_in(app.test_client(), "office")
    assert f'<html lang="{TAGS[code]}"' in elsewhere.get("/me").text


@pytest.mark.parametrize("code", ["", "fr", "zh_Hans_CN", "../bo", "BO"])
def test_other_words_change_nothing(client, code):
    assert '<html lang="zh-Hans"' in client.get("/login", query_string={"lang": code}).text
    assert client.get_cookie("mediation_lang") is None


def test_chinese_is_spoken_to_whoever_did_not_choose(client):
    page = client.get("/login", headers={"Accept-Language": "en-US,en;q=0.9"}).text
    assert '<html lang="zh-Hans"' in page


def test_a_planted_cookie_is_only_a_language(client):
    client.set_cookie("mediation_lang", "<script>")
    assert '<html lang="zh-Hans"' in client.get("/login").text


def test_sending_a_form_at_an_address_with_a_language_changes_it_for_that_page_only(client, session, account):
    account("office")
    sign_in(client, "office")
    fields = client.hidden("/me", "/me/theme")
    client.post("/me/theme?lang=bo", data={**fields, "theme": "dark"})
    assert session.query(User).one().language == "zh"


def test_times_are_those_of_shanghai(app):
    from datetime import UTC, datetime

    from flask_babel import format_datetime

    with app.test_request_context("/"):
        assert "12:05" in format_datetime(datetime(2026, 11, 23, 4, 5, tzinfo=UTC), "HH:mm")


@pytest.mark.parametrize(("code", "told"), [("zh", "12月5日"), ("en", "5 Dec")])
def test_a_day_has_the_form_of_the_language(app, code, told):
    with clock.frozen(date(2026, 11, 23)), app.test_request_context(f"/?lang={code}"):
        assert day_words(date(2026, 12, 5)) == told
        assert sentence(Reason("day", "{day}", values=(("day", "2026-12-05"),))) == told


@pytest.mark.parametrize(("code", "told"), [("zh", "2026年1月1日"), ("en", "1 January 2026")])
def test_a_whole_day_tells_its_year_also_in_this_one(app, code, told):
    with clock.frozen(date(2026, 11, 23)), app.test_request_context(f"/?lang={code}"):
        assert full_day_words(date(2026, 1, 1)) == told
        assert display.day_words(date(2026, 1, 1)) == told
