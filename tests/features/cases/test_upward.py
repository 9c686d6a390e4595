"""A dispute that is none of a village's committee, on the pages: the frame with its way, the desk, the counter."""

import pytest

from mediation.model.base import db
from mediation.procedure.states import State
from tests.desk import Desk, form_of, words
from tests.town import TODAY

HEADING = "不归村（居）调委会办，要上报"


@pytest.fixture
def told(web):
    return Desk(web).register("clerk", outside=["MONASTERY"])


def test_the_page_of_the_case_says_why_and_where_it_goes(told):
    page = told.look("chair")
    assert HEADING in words(page)
    assert "有一方是寺庙等宗教活动场所。" in words(page)
    assert f'href="{told.url("move-registration")}"' in page.text
    assert "本所规定：涉及寺庙、外省" in words(page)  # no law says it, so none is named


def test_an_ordinary_case_says_nothing_of_it(web):
    assert HEADING not in words(Desk(web).register("clerk").look("chair"))


@pytest.mark.parametrize(("event", "said"), [("accept", True), ("move-registration", False), ("add-party", False)])
def test_it_is_said_again_where_the_village_would_go_on(told, web, event, said):
    assert (HEADING in words(web("chair").get(told.url(event)))) is said


def test_the_form_that_hands_it_on_names_the_town_and_the_reason(told, web):
    form = form_of(web("chair").get(told.url("move-registration")), told.url("move-registration"))
    assert form["to_committee"] == str(web.town.world.township.id)
    assert form["reason"] == "不归村（居）调委会办，上报处理。"
    assert told.attempt("chair", "move-registration", agreed_by="央金").status_code == 303
    assert told.case.unit_id == web.town.world.township.id
    assert HEADING not in words(told.look("office"))


def test_the_office_finds_it_on_its_desk(told, web):
    assert "不归村里办、还没有上报1" in words(web("office").get("/"))
    told.act("office", "supervise", text="转镇调委会", answer_by=str(TODAY))
    assert "不归村里办、还没有上报0" in words(web("office").get("/"))


def test_a_wrong_tick_is_taken_back_on_the_form(told):
    told.act("chair", "amend-registration", not_outside=["MONASTERY"])
    assert HEADING not in words(told.look("chair"))


def test_a_case_taken_up_already_is_moved_or_handed_over(web):
    case = web.town.case(State.MEDIATING)
    case.between_villages = True
    db.session.commit()
    desk = Desk(web, f"/cases/{case.ref}")
    page = desk.look("mediator")
    assert "是两个村（居）之间争草场。" in words(page)
    assert "调委会主任、司法所、平安办可以办。" in words(page)
    for event in ("move-case", "transfer-out"):
        link = f'href="{desk.url(event)}"'
        assert link in desk.look("chair").text
        assert link not in page.text  # the mediator may not


def test_who_may_not_know_the_matter_reads_nothing_of_it(told):
    assert HEADING not in words(told.look("peace"))
