"""One question a page for those who come seldom: what is asked, what may be said aloud, and that nothing is lost."""

import re

import pytest

from mediation.casework.offers import Offers
from mediation.features.cases import asking
from mediation.features.cases.blocked import WHO_ELSE, blocked_reason
from mediation.features.cases.intake import intake_asks
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.draft import Draft
from mediation.procedure.asks import Kind
from mediation.procedure.events import EVENTS
from mediation.procedure.guards import GUARDS
from mediation.procedure.roles import Role
from mediation.procedure.states import State
from mediation.web.forms import form_for
from mediation.web.questions import arranged
from tests.desk import Desk, errors, form_of, send, shown_fields, words
from tests.pages import _elements, _parsed

NEW = "/cases/new"
RARE = {Role.MEMBER, Role.MEDIATOR, Role.CHAIR}


def heading(response):
    return re.search(r"<h1>([^<]*)</h1>", response.text)[1]


def say(response):
    found = re.search(r'<div class="say">.*?<p>(“[^<]*”)</p>', response.text, re.DOTALL)
    return found[1] if found else ""


def onward(client, page, go="on", /, **answers):
    """Fill in what is asked now and press the button that leads on; the answer that comes after the redirect."""
    now = client.get(page)
    values = form_of(now, page.partition("?")[0]) | answers | {"go": go}
    return client.post(page, data=values)


def count():
    db.session.rollback()
    return db.session.query(Case).count()


# --- the counter --------------------------------------------------------------------------------


def test_the_first_intake_has_at_most_nine_fields(web):
    fields = shown_fields(web("clerk").get(NEW))
    assert fields == [
        "applicants-0-name",
        "applicants-0-phone",
        "respondents-0-name",
        "matter",
        "claims",
        "village",
        "harm",
        "danger",
        "acknowledged",
    ]


def test_the_committee_follows_from_the_village_when_nobody_names_one(web):
    world = web.town.world
    told = {
        "applicants-0-name": "扎西顿珠",
        "respondents-0-name": "才让多吉",
        "matter": "牦牛过了沟",
        "claims": "赔草",
        "acknowledged": "y",
        "committee": "",
    }
    answer = send(web("clerk"), NEW, **told, village=str(world.villages[1].id))
    assert answer.status_code == 303, errors(answer)
    db.session.rollback()
    assert db.session.query(Case).order_by(Case.id.desc()).first().unit_id == world.committees[1].id
    told |= {"committee": str(world.township.id), "matter": "牦牛踩了草"}
    named = send(web("clerk"), NEW, **told, village=str(world.villages[1].id))
    assert named.status_code == 303
    db.session.rollback()
    assert db.session.query(Case).order_by(Case.id.desc()).first().unit_id == world.township.id


def test_what_was_left_out_is_a_thing_to_do_on_the_case_and_on_the_first_page(web):
    desk = Desk(web).register()
    page = words(desk.look("clerk"))
    for name in ("扎西顿珠", "才让多吉"):
        assert f"{name}的身份证号不急，有了再补" in page
        assert f"{name}的电话，或者找不到他时找谁约日子的时候要用" in page
    assert "登记时没写全的" in words(web("clerk").get("/"))
    waiting = web("clerk").get("/cases?awaiting=gaps").text
    assert desk.address in waiting
    party = desk.case.present_parties[0]
    assert f"{desk.address}/events/change-party?party={party.id}" in desk.look("clerk").text
    for row in desk.case.present_parties:
        row.person.phone, row.person.no_document_why = "13900000011", "身份证在老家"
    db.session.commit()
    assert desk.address not in web("clerk").get("/cases?awaiting=gaps").text
    assert "的电话，或者" not in words(desk.look("clerk"))


# --- one question a page ------------------------------------------------------------------------


def test_a_mediator_is_asked_five_questions_at_the_counter(web):
    member, before = web("member"), count()
    asked, page = [], NEW
    village = str(web.town.world.villages[0].id)
    told = (
        {"applicants-0-name": "扎西顿珠"},
        {"respondents-0-name": "才让多吉"},
        {"matter": "牦牛三次过沟，吃了草。", "claims": "赔草"},
        {"village": village},
    )
    for number, answers in enumerate(told, 1):
        now = member.get(page)
        asked.append((heading(now), shown_fields(now)))
        assert f"第{number}问，共5问" in words(now)
        answer = onward(member, page, **answers)
        assert (answer.status_code, answer.location) == (303, f"{NEW}?question={number + 1}")
        page = answer.location
    last = member.get(page)
    asked.append((heading(last), shown_fields(last)))
    assert asked == [
        ("是谁来说的？", ["applicants-0-name", "applicants-0-phone"]),
        ("是和谁的事？", ["respondents-0-name"]),
        ("是什么事？", ["matter", "claims"]),
        ("事情出在哪里？", ["village"]),
        ("有没有人会出事？", ["harm", "danger", "acknowledged"]),
    ]
    assert count() == before
    sent = member.post(page, data=form_of(last, NEW) | {"acknowledged": "y"})
    assert sent.status_code == 303, errors(sent)
    assert count() == before + 1
    assert [party.name for party in Desk(web, sent.location).case.parties] == ["扎西顿珠", "才让多吉"]
    assert db.session.query(Draft).all() == []


def test_a_question_that_is_not_answered_is_asked_again_and_only_that_one(web):
    member = web("member")
    answer = onward(member, NEW)
    assert answer.status_code == 422
    assert "有一处要改" in answer.text
    assert "第1问，共5问" in words(answer)
    assert "是什么事" not in errors(answer)[0]


def test_going_back_checks_nothing_and_loses_nothing(web):
    member = web("member")
    second = onward(member, NEW, **{"applicants-0-name": "扎西顿珠"}).location
    back = onward(member, second, "back")
    assert (back.status_code, back.location) == (303, f"{NEW}?question=1")
    assert form_of(member.get(back.location), NEW)["applicants-0-name"] == "扎西顿珠"


def test_the_form_opens_at_the_question_where_it_was_left(web):
    member = web("member")
    onward(member, onward(member, NEW, **{"applicants-0-name": "扎西顿珠"}).location, **{"respondents-0-name": "才让"})
    again = member.get(NEW)
    assert "第3问，共5问" in words(again)
    assert "写到一半的草稿" in again.text
    assert "登记申请" in words(member.get("/"))  # the first page leads back to it


def test_pressing_on_twice_leads_to_the_same_question(web):
    member = web("member")
    values = form_of(member.get(NEW), NEW) | {"applicants-0-name": "扎西顿珠", "go": "on"}
    first, second = (member.post(NEW, data=values) for _time in range(2))
    assert first.location == second.location == f"{NEW}?question=2"


@pytest.mark.parametrize("place", ["0", "99", "-1", "x", "二", "1" * 40, ""])
def test_a_question_typed_by_hand_leads_to_one_that_there_is(web, place):
    assert web("member").get(f"{NEW}?question={place}").status_code == 200


def test_everything_on_one_page_is_one_touch_away_and_so_is_the_way_back(web):
    member = web("member")
    assert f'href="{NEW}?whole=1"' in member.get(NEW).text
    whole = member.get(f"{NEW}?whole=1")
    assert len(shown_fields(whole)) == 9
    assert f'href="{NEW}"' in whole.text


def test_the_office_fills_in_one_page_without_being_told_what_to_say(web):
    for who in ("clerk", "office", "peace"):
        page = web(who).get(NEW)
        assert "共5问" not in words(page)
        assert say(page) == ""


def test_an_act_is_asked_in_questions_with_a_sentence_for_each(web):
    desk = Desk(web, f"/cases/{web.town.case(State.MEDIATING).ref}")
    mediator, page = web("mediator"), desk.url("hold-session")
    values = {"time": "2026-03-20T00:15", "place": "村委会"}
    said, location = [], page
    for answers in (values, {}, {"text": "两家都到了。"}):
        now = mediator.get(location)
        said.append((heading(now), say(now)))
        location = onward(mediator, location, **answers).location
    assert [title for title, _sentence in said] == ["什么时候、在哪里谈的？", "谁来了？", "怎么谈的？"]
    assert len({sentence for _title, sentence in said}) == 3
    last = mediator.get(location)
    answers = {"read_out": "用藏语念过", "result": "NOT_YET"}
    sent = mediator.post(location, data=form_of(last, page) | answers)
    assert sent.status_code == 303, errors(sent)
    assert desk.case.sessions[-1].text == "两家都到了。"


def test_what_only_some_answers_need_is_asked_only_with_those(web):
    desk = Desk(web, f"/cases/{web.town.case(State.MEDIATING).ref}")
    url, mediator = desk.url("change-party"), web("mediator")
    assert "共2问" in words(mediator.get(f"{url}?party={desk.parties[0]}&change=DATA"))
    answer = onward(mediator, f"{url}?party={desk.parties[0]}&change=DATA", change="AGENT")
    assert "第2问，共6问" in words(mediator.get(answer.location))


def test_a_photo_is_asked_for_on_the_page_that_sends_it(web):
    """A chosen file does not travel from one page to the next."""
    desk = Desk(web, f"/cases/{web.town.case(State.MEDIATING).ref}")
    mediator, page = web("mediator"), desk.url("attach-paper")
    assert "file" not in shown_fields(mediator.get(page))
    location = onward(mediator, page, kind="IDENTITY", paper_on="2026-03-20").location
    last = mediator.get(location)
    assert "file" in shown_fields(last)
    assert 'value="on"' not in last.text, "nothing is asked after it"


def test_a_phone_opens_the_keys_of_digits_for_a_number(web):
    desk = Desk(web, f"/cases/{web.town.case(State.IN_FORCE).ref}")
    performed = _parsed(web("mediator").get(desk.url("record-performance")).text)
    keys = {one.get("name"): one.get("inputmode") for one in _elements(performed, "input")}
    assert (keys["amount"], keys["quantity"], keys.get("proof")) == ("decimal", "decimal", None)
    told = {one.get("name"): one.get("inputmode") for one in _elements(_parsed(web("clerk").get(NEW).text), "input")}
    assert (told["applicants-0-phone"], told["applicants-0-name"]) == ("tel", None)


def test_an_act_sent_in_vain_shows_everything_at_once(web):
    desk = Desk(web, f"/cases/{web.town.case(State.MEDIATING).ref}")
    answer = desk.attempt("mediator", "hold-session")
    assert answer.status_code == 422
    assert "time" in shown_fields(answer)
    assert "result" in shown_fields(answer)
    assert "共4问" not in words(answer)


def test_a_blocked_act_says_so_before_it_asks_anything(web):
    desk = Desk(web, f"/cases/{web.town.case(State.AGREED_UNSIGNED).ref}")
    page = web("mediator").get(desk.url("sign-agreement"))
    text = words(page)
    assert text.index("现在还办不了") < text.index("先把能写的写上")
    assert "可以办。" in text
    assert shown_fields(page) == []


# --- the tables ---------------------------------------------------------------------------------


def test_every_act_of_a_mediator_has_a_sentence_or_is_done_without_the_parties():
    spoken = {event.id for event in EVENTS.values() if RARE & set(event.by)}
    told = {event_id for event_id in spoken if asking.saying(event_id, None)}
    assert spoken - told == asking.SILENT
    assert set(asking.SAYINGS) | set(asking.QUESTIONS) | asking.SILENT <= set(EVENTS)


def sentences():
    questions = [one for some in (asking.INTAKE, *asking.QUESTIONS.values()) for one in some]
    return [*(one.say for one in questions), *asking.SAYINGS.values()]


@pytest.mark.parametrize("sentence", sentences())
def test_a_sentence_is_short_and_spoken_and_leans_to_nobody(sentence):
    assert sentence[0] == "“"
    assert sentence[-1] == "”"
    assert 12 <= len(sentence) <= 42
    assert not re.search(r"当事人|申请人|被申请人|司法确认|受理|告知|系统", sentence)


def test_a_file_is_asked_for_last_and_no_question_has_more_than_three_fields(web):
    case = web.town.case(State.IN_FORCE)
    with web.app.test_request_context():
        for event in EVENTS.values():
            form = form_for(event.fields, Offers(case.town, case))
            questions = list(arranged(form, asking.questions_of(event.id)))
            asked = [name for question in questions for name in question.names]
            kinds = {ask.name: ask.kind for ask in form.asks}
            seldom = {name for one in asking.questions_of(event.id) if one.only for name in one.names}
            assert set(asked) == {name for name in kinds if name != "note"} - form.folded - seldom, event.id
            assert len(asked) == len(set(asked)), event.id
            assert all(len(question.names) <= 3 for question in questions), event.id
            assert all(Kind.FILE not in {kinds[name] for name in one.names} for one in questions[:-1]), event.id


def test_a_question_names_only_fields_of_its_form():
    forms = {event_id: {ask.name for ask in EVENTS[event_id].fields} for event_id in asking.QUESTIONS}
    forms["intake"] = {ask.name for ask in intake_asks()}
    for event_id, questions in {**asking.QUESTIONS, "intake": asking.INTAKE}.items():
        named = [name for question in questions for name in question.names]
        assert len(named) == len(set(named))
        assert set(named) <= forms[event_id], event_id
        assert all(len(question.names) <= 3 for question in questions)


# --- never "no" alone -------------------------------------------------------------------------------


@pytest.mark.parametrize("code", sorted(GUARDS))
def test_whatever_blocks_a_step_says_what_and_who_helps(web, code):
    case = web.town.case(State.MEDIATING)
    with web.app.test_request_context():
        line = blocked_reason(case, GUARDS[code].reason)
    assert line["what"]
    assert line["who"]
    assert line.get("link", {"url": "/"})["url"].startswith("/")


def test_every_guard_that_is_told_apart_exists():
    assert set(WHO_ELSE) <= set(GUARDS)
