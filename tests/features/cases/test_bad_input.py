"""What comes in askew: every such page still answers, says what it made of it, and changes nothing by itself."""

from datetime import timedelta

import pytest

from mediation.casework import search
from mediation.kernel import clock
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.user import LoginSession
from mediation.procedure.states import State
from tests.conftest import PASSWORD
from tests.desk import Desk, form_of, words
from tests.snapshot import changed, snapshot

BIDI = "\u202e\u2066\u200f"
UNSEEN = "要找的里面没有看得见的字，所以没有按它找。"


def looked_for(web, text, who="office"):
    return words(web(who).get("/cases", query_string={"q": text}))


def mediating(web):
    return Desk(web, f"/cases/{web.town.case(State.MEDIATING).ref}")


# --- the search box -------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["草" * 10_000, "草 " * 5_000, "a" * 10_000, "ཀ" * 10_000, "9" * 10_000])
def test_a_search_of_ten_thousand_characters_is_cut_and_says_so(web, text):
    said = f"写得太长，只按前面的{search.MOST_WORDS}个词、{search.LONGEST}个字找。"
    assert said in looked_for(web, text)


@pytest.mark.parametrize(("text", "found"), [("草", True), ("吃", True), ("龘", False), ("z", True), ("q", False)])
def test_a_search_of_one_character_is_answered(web, text, found):
    page = looked_for(web, text)
    assert ("牦牛越过围栏吃了草" in page) is found
    assert UNSEEN not in page


@pytest.mark.parametrize(
    "mark", ["\u202e", "\u202d", "\u2066", "\u2069", "\u200e", "\u200f", "\u200b", "\ufeff", "\x07"]
)
def test_marks_that_turn_the_writing_round_find_what_the_words_find(web, mark):
    plain, marked = (looked_for(web, text) for text in ("履行完毕", f"履{mark}行{mark}完毕{mark}"))
    assert "履行完毕：牦牛" in marked
    assert marked.count("牦牛越过围栏") == plain.count("牦牛越过围栏")
    assert mark not in marked


@pytest.mark.parametrize("text", [BIDI, "\u200b", "\x01\x02", "་"])
def test_marks_alone_are_nothing_to_look_for(web, text):
    assert UNSEEN in looked_for(web, text)


# --- addresses --------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["xx", "zh-TW", "BO", "../en", "bo\u202e", "x" * 10_000, "%00"])
def test_a_language_that_does_not_exist_leaves_the_one_that_was_kept(web, code):
    client = web("mediator")
    client.get("/?lang=bo")
    page = client.get("/", query_string={"lang": code})
    assert (page.status_code, '<html lang="bo"' in page.text) == (200, True)


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("state=NOTHING", "状态"),
        ("type=%27+OR+1%3D1--", "类型"),
        ("village=-1", "村"),
        ("village=1e9", "村"),
        ("year=abc", "年份"),
        ("mediator=1.5", "调解员"),
        ("awaiting=everything", "等着什么"),
        ("after=x", "从哪一件往后"),
    ],
)
def test_a_filter_edited_by_hand_says_which_part_was_not_understood(web, query, name):
    page = words(web("office").get(f"/cases?{query}"))
    assert f"网址里“{name}”这一项看不懂，没有用上。" in page
    assert "牦牛越过围栏吃了草" in page  # the others are shown as without it


# --- forms ------------------------------------------------------------------------------------------


def test_a_form_sent_twice_acts_once_and_leads_to_the_same_page(web):
    desk = mediating(web)
    url, client = desk.url("set-risk"), web("mediator")
    values = form_of(client.get(url), url) | {"level": "WATCH", "reason": "说话很冲"}
    first = client.post(url, data=values)
    before = snapshot("login_session", "form_token")
    second = client.post(url, data=values)
    assert (first.status_code, first.location) == (second.status_code, second.location) == (303, desk.address)
    assert changed(before) == set()


def test_a_page_left_open_overnight_is_still_taken_as_long_as_the_case_stayed_as_it_was(web):
    desk = mediating(web)
    url, client = desk.url("set-risk"), web("mediator")
    values = form_of(client.get(url), url) | {"level": "HIGH", "reason": "夜里想了一夜"}
    web.clock.forward(timedelta(hours=15))
    db.session.query(LoginSession).update({"last_seen_at": clock.now(), "created_at": clock.now()})
    db.session.commit()
    assert client.post(url, data=values).status_code == 303
    assert desk.case.risk_level == "HIGH"


def test_when_the_sign_in_ran_out_overnight_the_words_wait_behind_it(web):
    desk = mediating(web)
    url, client = desk.url("set-risk"), web("mediator")
    values = form_of(client.get(url), url) | {"level": "HIGH", "reason": "夜里想了一夜"}
    web.clock.forward(timedelta(hours=15))
    answer = client.post(url, data=values)
    assert answer.status_code == 303
    login = client.get(answer.location)
    assert "登录过期了，您写的已经存好，没有丢。登录以后接着办。" in login.text
    back = client.send(answer.location, {"username": "mediator", "password": PASSWORD})
    assert back.location == url
    assert "夜里想了一夜" in client.get(url).text
    assert desk.case.risk_level != "HIGH"


def test_of_two_tabs_the_second_is_shown_both_versions(web):
    desk = mediating(web)
    url, client = desk.url("set-risk"), web("mediator")
    first, second = (form_of(client.get(url), url) for _tab in range(2))
    assert client.post(url, data=first | {"level": "WATCH", "reason": "说话很冲"}).status_code == 303
    late = client.post(url, data=second | {"level": "HIGH", "reason": "说要动手"})
    assert late.status_code == 409
    assert "说要动手" in late.text  # nothing typed is lost
    assert "下面是两份，您写的还在表里，看过再存一次就以您的为准。" in words(late)
    assert desk.case.risk_level == "WATCH"


def test_two_tabs_of_the_counter_are_two_matters(web):
    client, before = web("clerk"), db.session.query(Case).count()
    world = web.town.world
    told = {
        "applicants-0-name": "扎西顿珠",
        "respondents-0-name": "才让多吉",
        "claims": "赔草",
        "village": str(world.villages[0].id),
        "acknowledged": "y",
    }
    for tab in [form_of(client.get("/cases/new"), "/cases/new") for _tab in range(2)]:
        assert client.post("/cases/new", data=tab | told | {"matter": tab["form_token"][-6:]}).status_code == 303
    db.session.rollback()
    assert db.session.query(Case).count() == before + 2
