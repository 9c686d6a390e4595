"""The form of an assignment, what the case page says of the team, and handing over all open work in one act."""

import re

import pytest

from mediation.casework import leaving
from mediation.casework.offers import Offers
from mediation.model.audit import AuditEvent
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.team import Assignment
from mediation.procedure.asks import Kind
from mediation.procedure.states import State
from tests.answers import act
from tests.desk import Desk, errors, form_of, send, words


@pytest.fixture(autouse=True)
def many_acts(peopled, monkeypatch):
    """A handover is as many acts as there are cases: its statements grow with them."""
    monkeypatch.setitem(peopled.app.config, "MOST_STATEMENTS", 2000)


def desk_at(web, state):
    return Desk(web, f"/cases/{web.town.case(state).ref}")


def handover(web, who="mediator"):
    return f"/mediators/{web.town.mediator(who).ref}/handover"


def headed_by_chair(web):
    """The open cases of 央金 that the first village's chair heads."""
    return leaving.open_work(web.town.mediator("mediator"), web.town.actor("chair"))


def leads(cases):
    db.session.rollback()
    ids = [case.id for case in cases]
    return set(db.session.query(Assignment.mediator_id).filter(Assignment.case_id.in_(ids), Assignment.to_on.is_(None)))


# --- the form -------------------------------------------------------------------------------------------


def test_the_form_suggests_a_few_with_their_reasons_and_takes_anybody_of_the_roster(web):
    desk = desk_at(web, State.ACCEPTED)
    page = web("chair").get(desk.url("assign-mediator"))
    assert "排在前面的几位只是建议，谁都可以选。" in words(page)
    assert "本会的" in words(page)
    unit = desk.case.unit.name
    assert f"（{unit}）" in words(page)
    assert f"（{unit}）{unit}" not in words(page), "the committee is told once"
    assert page.text.count('<select class="form-select" id="lead"') == 0  # one control, not two
    offered = re.findall(r'type="radio" id="lead[^"]*" name="lead" value="([0-9]+)"', page.text)
    listed = [key for key, _name in Offers(desk.case.town, desk.case).of(Kind.MEDIATOR)]
    assert len(offered) == len(listed) > 5
    assert set(map(int, offered)) == set(listed)
    last = web.town.mediator("member2").id
    desk.act("chair", "assign-mediator", lead=str(last), way="APPOINTED")
    assert desk.case.lead.mediator_id == last


def test_a_suggestion_leads_to_the_form_with_that_one_chosen(web):
    desk = desk_at(web, State.ACCEPTED)
    key, url = str(web.town.mediator("helper").id), desk.url("assign-mediator")
    page = web("chair").get(f"{url}?lead={key}")
    assert form_of(page, url)["lead"] == key


def test_rows_of_relations_are_added_without_a_script(web):
    desk = desk_at(web, State.ACCEPTED)
    url = desk.url("assign-mediator")
    values = form_of(web("chair").get(url), url) | {"add_row": "ties"}
    assert 'name="ties-1-relation"' in web("chair").post(url, data=values).text


def test_each_mediators_own_row_goes_through_the_form(web):
    desk = desk_at(web, State.ACCEPTED)
    lead, helper = (str(web.town.mediator(one).id) for one in ("mediator", "helper"))
    row = {"ties-0-mediator": helper, "ties-0-relation": "KIN"}
    chosen = {"lead": lead, "others": [helper], "way": "APPOINTED", **row}
    refused = desk.attempt("chair", "assign-mediator", **chosen)
    assert refused.status_code == 409
    assert "还没有书面同意由白玛调解的：卓玛、扎西。" in "".join(errors(refused))
    signed = {"ties-0-waived_by": desk.parties, "ties-0-waived_on": "2026-03-19"}
    desk.act("chair", "assign-mediator", **chosen, **signed)
    page = words(desk.look("chair"))
    assert "白玛，协助调解员" in page
    assert "有关系仍书面同意的：卓玛（3月19日）、扎西（3月19日）" in page


def test_the_single_answer_of_the_form_still_does(web):
    desk = desk_at(web, State.ACCEPTED)
    lead = str(web.town.mediator("mediator").id)
    refused = desk.attempt("chair", "assign-mediator", lead=lead, way="APPOINTED", relations="KIN")
    assert "须经全体当事人书面同意" in "".join(errors(refused))
    desk.act("chair", "assign-mediator", lead=lead, way="APPOINTED", relations="KIN", waivers=desk.parties)


def test_the_page_says_what_each_party_said_to_each_mediator(web):
    desk = desk_at(web, State.MEDIATING)
    helper = str(web.town.mediator("helper").id)
    desk.act("chair", "change-team", add=[helper], reason="人手不够", relations="NONE", consents=desk.parties[:1])
    page = words(desk.look("chair"))
    assert "白玛，协助调解员" in page
    assert "接受：卓玛（3月20日），还没有问：扎西" in page


def test_a_party_who_joins_is_a_thing_to_do_on_the_page(web):
    desk = desk_at(web, State.MEDIATING)
    act(web.town.road(State.MEDIATING), "add_party")
    db.session.commit()
    assert "和调解员有没有亲属或利害关系" in words(desk.look("mediator"))


# --- handing over ---------------------------------------------------------------------------------------


def test_all_open_work_goes_to_one_in_one_act(web):
    cases, taker = headed_by_chair(web), web.town.mediator("helper").id
    assert len(cases) > 3
    done = send(web("chair"), handover(web), reason="TERM", to_all=str(taker))
    assert done.status_code == 303, errors(done)
    assert leads(cases) == {(taker,)}
    told = db.session.query(AuditEvent).filter_by(act="replace_mediator")
    assert {row.data["reason"] for row in told} == {"TERM"}
    assert told.count() == len(cases)


def test_the_reason_is_chosen_and_stands_in_every_case(web):
    cases, taker = headed_by_chair(web), web.town.mediator("helper").id
    page = web("chair").get(handover(web)).text
    assert [word in page for word in ("届满离任", "不能履职", "当事人不接受")] == [True, True, False]
    done = send(web("chair"), handover(web), to_all=str(taker), reason="ABSENT", note="生病住院，三个月不能来")
    assert done.status_code == 303, errors(done)
    told = db.session.query(AuditEvent).filter_by(act="replace_mediator").all()
    assert {(row.data["reason"], row.note) for row in told} == {("ABSENT", "生病住院，三个月不能来")}
    assert len(told) == len(cases)


@pytest.mark.parametrize("reason", ["", "RECUSAL", "REJECTED", "HOLIDAY"])
def test_a_handover_for_no_reason_or_for_one_of_a_single_case_is_refused(web, reason):
    before = leads(headed_by_chair(web))
    answer = send(web("chair"), handover(web), to_all=str(web.town.mediator("helper").id), reason=reason)
    assert answer.status_code == 422
    assert leads(headed_by_chair(web)) == before


def test_each_case_may_go_to_somebody_else(web):
    cases = headed_by_chair(web)
    one, rest = web.town.mediator("member").id, web.town.mediator("helper").id
    send(web("chair"), handover(web), reason="TERM", to_all=str(rest), **{f"case_{cases[0].id}": str(one)})
    assert leads(cases[:1]) == {(one,)}
    assert leads(cases[1:]) == {(rest,)}


def test_one_case_that_is_refused_keeps_them_all_and_says_why(web):
    cases, taker = headed_by_chair(web), web.town.mediator("helper")
    first = cases[0]
    before = leads(cases)
    taker.person.phone, taker_id = first.present_parties[0].person.phone, taker.id
    db.session.commit()
    answer = send(web("chair"), handover(web), reason="TERM", to_all=str(taker_id))
    assert answer.status_code == 422
    assert "登记的是同一个电话" in "".join(errors(answer))
    assert leads(cases) == before


def test_nobody_chosen_is_said_at_each_case(web):
    answer = send(web("chair"), handover(web), reason="TERM")
    assert answer.status_code == 422
    assert answer.text.count("请选交给谁。") >= len(headed_by_chair(web))


@pytest.mark.parametrize("field", ["on", "parties_told_on"])
def test_a_handover_lies_not_ahead(web, field):
    answer = send(web("chair"), handover(web), reason="TERM", to_all="", **{field: "2026-04-01"})
    assert "日期不能晚于今天" in "".join(errors(answer))


def test_the_office_sees_which_head_must_hand_over(web):
    page = web("office").get(handover(web))
    assert page.status_code == 200
    assert "要由云上第1村人民调解委员会的主任更换的" in words(page)


@pytest.mark.parametrize(("who", "status"), [("member2", 404), ("chair_far", 404), ("office_far", 404), ("clerk", 403)])
def test_who_heads_none_of_the_cases_finds_no_page(web, who, status):
    assert web(who).get(handover(web)).status_code == status


def test_the_page_of_a_mediator_lists_the_open_work(web):
    page = web("office").get(f"/roster/mediators/{web.town.mediator('mediator').ref}")
    assert "一次全部交给别人" in page.text
    assert words(page).count("云上人调字") >= len(headed_by_chair(web))


def test_ending_a_term_with_open_work_leads_to_the_handover(web):
    found = web.town.mediator("mediator")
    url = f"/roster/mediators/{found.ref}/terms/{found.terms[0].id}/end"
    assert "没办完的案件" in web("office").get(url).text
    done = send(web("office"), url, to_on="2026-03-19", ended_by="LEFT")
    assert done.location.endswith("done=term_ended_open")
    page = web("office").get(done.location)
    assert "已经不在任" in page.text
    assert "央金" in words(web("office").get("/"))


# --- accounts -------------------------------------------------------------------------------------------


def account(web, username="mediator"):
    return f"/accounts/{web.town.user(username).ref}"


def test_an_account_with_open_work_is_not_stopped_before_it_is_handed_over(web):
    page = web("sysadmin").get(account(web))
    assert handover(web) in page.text
    token = form_of(page, f"{account(web)}/link")
    answer = web("sysadmin").post(f"{account(web)}/stop", data=token)
    assert answer.status_code == 409
    assert "先全部交接，再停用账号" in answer.text
    db.session.rollback()
    assert web.town.user("mediator").active


def test_once_handed_over_the_account_is_stopped(web):
    taker = str(web.town.mediator("helper").id)
    for head in ("chair", "office"):
        if web(head).get(handover(web)).text.count("全部交接"):
            send(web(head), handover(web), reason="TERM", to_all=taker)
    open_cases = leaving.open_cases_of(web.town.user("mediator").person_id)
    assert open_cases == 0
    page = web("sysadmin").get(account(web))
    assert web("sysadmin").post(f"{account(web)}/stop", data=form_of(page, f"{account(web)}/stop")).status_code == 303


def test_a_security_stop_is_named_as_such_and_puts_the_cases_on_the_offices_desk(web):
    url = f"{account(web)}/security-stop"
    assert "为了安全，马上停用" in web("secadmin").get(account(web)).text
    short = send(web("secadmin"), url)
    assert short.status_code == 422
    done = send(web("secadmin"), url, why="口令被人拿走了")
    assert done.status_code == 303, errors(done)
    db.session.rollback()
    told = db.session.query(AuditEvent).filter_by(act="security_stop").one()
    assert told.subject == "mediator"
    assert told.data["why"] == "口令被人拿走了"
    assert told.data["open_cases"] > 3
    assert not web.town.user("mediator").active
    page = words(web("office").get("/"))
    assert "要交接案件的调解员" in page
    assert "账号已停用，手上" in page


def test_the_system_administrator_has_no_security_stop(web):
    assert web("sysadmin").get(f"{account(web)}/security-stop").status_code == 403


def test_a_stopped_account_is_not_stopped_again(web):
    url = f"{account(web, 'leader')}/security-stop"
    send(web("secadmin"), url, why="一次")
    again = send(web("secadmin"), url, why="两次")
    assert "这个账号已经停了。" in "".join(errors(again))


def test_cases_are_never_left_without_their_lead(web):
    """The database keeps one active lead through every handover."""
    cases = headed_by_chair(web)
    send(web("chair"), handover(web), reason="TERM", to_all=str(web.town.mediator("helper").id))
    db.session.rollback()
    for case in db.session.query(Case).filter(Case.id.in_([one.id for one in cases])):
        assert [row.lead for row in case.team].count(True) == 1
