"""Samples and restricted files on the screen: who draws, who calls, who asks, who lets in."""

from datetime import timedelta

import pytest

from mediation.model.audit import AuditEvent
from mediation.model.base import db
from mediation.model.file_access import FileAccessRequest
from mediation.model.supervision import SpotCheckDraw
from mediation.procedure.states import State
from tests.answers import act
from tests.desk import Desk, form_of, send, words
from tests.people import ZHAXI, ZHUOMA
from tests.town import TODAY

MATTER, TALK = "牦牛越过围栏吃了草", "双方各说了各的道理"
NUMBERS = [person[name] for person in (ZHUOMA, ZHAXI) for name in ("id_number", "phone")]


@pytest.fixture
def drawn(web):
    answer = send(web("office"), "/supervision/draws/new", size="3")
    assert answer.status_code == 303, words(answer)
    return answer.location.partition("?")[0]


def draws():
    db.session.rollback()
    return db.session.query(SpotCheckDraw).order_by(SpotCheckDraw.id).all()


# --- samples --------------------------------------------------------------------------------------


def test_the_office_draws_and_everybody_can_draw_it_again(web, drawn):
    page = words(web("office").get(drawn))
    (made,) = draws()
    assert made.seed in page
    assert made.population_hash in page
    assert page.count("还没有打电话") == 3
    proved = words(web("clerk").get(f"{drawn}?check=yes"))
    assert "照种子再抽了一遍，抽到的就是下面这3件" in proved
    assert "抽了3件" in words(web("clerk").get("/supervision"))


def test_a_sample_that_somebody_tampered_with_does_not_prove(web, drawn):
    (made,) = draws()
    made.seed = "0" * 32
    db.session.commit()
    assert "对不上" in words(web("office").get(f"{drawn}?check=yes"))


def test_a_sample_larger_than_what_ended_is_refused_beside_the_field(web):
    answer = send(web("office"), "/supervision/draws/new", size="99")
    assert answer.status_code == 422
    assert "这段时间办结的只有7件" in words(answer)
    assert draws() == []


def test_the_clerk_calls_and_the_result_stands_on_the_page_of_the_case(web, drawn):
    (made,) = draws()
    check = made.checks[0]
    ref = check.case.ref
    form = f"{drawn}/{check.id}"
    answer = send(web("clerk"), form, result="NOT_CONFIRMED", text="")
    assert answer.status_code == 422
    answer = send(web("clerk"), form, result="NOT_CONFIRMED", text="没有见过调解员")
    assert answer.status_code == 303
    for who in ("office", "mediator", "chair"):
        page = words(web(who).get(f"/cases/{ref}"))
        assert "抽查核实" in page
        assert "情况不符" in page
        assert "没有见过调解员" in page
    assert "已经核实过" in words(send(web("office"), form, result="CONFIRMED"))


def test_whoever_calls_has_the_parties_the_telephone_and_the_case_at_hand(web, drawn):
    (made,) = draws()
    check = made.checks[0]
    case, form = check.case, f"{drawn}/{check.id}"
    page = web("clerk").get(form)
    for party in case.present_parties:
        assert party.name in words(page)
        assert not party.person.phone or party.person.phone not in page.text
    assert f'href="/cases/{case.ref}"' in page.text
    asked = form_of(page, f"/cases/{case.ref}/numbers")
    assert asked["reason"] == "CHECK"
    told = web("clerk").post(f"/cases/{case.ref}/numbers", data=asked)
    assert told.status_code == 200
    assert all(party.person.phone in told.text for party in case.present_parties if party.person.phone)


@pytest.mark.parametrize("who", ["mediator", "chair", "peace", "police", "leader", "auditor"])
def test_nobody_else_reads_samples(web, drawn, who):
    (made,) = draws()
    for path in ("/supervision", drawn, f"{drawn}/{made.checks[0].id}", "/supervision/draws/new"):
        assert web(who).get(path).status_code == 403


def test_a_sample_of_another_town_is_not_there(web, drawn):
    (made,) = draws()
    for who in ("office_far", "clerk_far"):
        assert web(who).get(drawn).status_code == 404
        assert web(who).get(f"{drawn}/{made.checks[0].id}").status_code == 404
        assert "抽了3件" not in words(web(who).get("/supervision"))


def test_the_call_waits_on_the_desk_until_there_is_a_result(web, drawn):
    assert "抽查等打电话3" in words(web("clerk").get("/"))
    (made,) = draws()
    send(web("clerk"), f"{drawn}/{made.checks[0].id}", result="NOT_REACHED")
    assert "抽查等打电话3" in words(web("clerk").get("/"))
    send(web("clerk"), f"{drawn}/{made.checks[0].id}", result="CONFIRMED")
    assert "抽查等打电话2" in words(web("clerk").get("/"))


# --- restricted files -----------------------------------------------------------------------------


@pytest.fixture
def closed(web):
    """A case in which talks are going on, and a child was hurt."""
    case = web.town.case(State.MEDIATING)
    case.minor_flag = True
    db.session.commit()
    return Desk(web, f"/cases/{case.ref}")


def wish(closed, who="clerk", reason="要给县里写函"):
    client = closed.web(who)
    url = f"{closed.address}/opening"
    return client.post(url, data=form_of(client.get(closed.address), url) | {"reason": reason})


@pytest.mark.parametrize("who", ["office", "office2", "clerk"])
def test_a10_the_page_opens_with_little_on_it_and_a_form_to_ask(closed, who):
    page = closed.look(who)
    assert page.status_code == 200
    assert "这份案卷限制查阅" in words(page)
    assert "卓玛" in words(page)
    for hidden in (MATTER, TALK, "139****0001", *NUMBERS):
        assert hidden not in page.text
    assert f"{closed.address}/opening" in page.text
    assert f"{closed.address}/numbers" not in page.text


@pytest.mark.parametrize("who", ["mediator", "chair"])
def test_a10_whoever_works_on_it_sees_all_and_is_asked_nothing(closed, who):
    page = closed.look(who)
    assert MATTER in page.text
    assert "限制查阅" in words(page)
    assert "/opening" not in page.text
    assert closed.web(who).get(f"{closed.address}/opening").status_code == 404


def test_a10_asked_granted_seen_and_over_after_seven_days(closed, web):
    assert wish(closed).status_code == 303
    assert "申请已经送出" in words(closed.look("clerk"))
    assert "等同意打开的案卷1" in words(web("office").get("/"))
    page = web("office").get("/supervision")
    assert "要给县里写函" in page.text
    request = db.session.query(FileAccessRequest).one().ref
    decided = send(web("office"), f"/supervision/openings/{request}", decision="GRANTED")
    assert decided.status_code == 303
    opened = closed.look("clerk")
    assert MATTER in opened.text
    assert "同意您看到3月27日" in words(opened)
    assert MATTER not in closed.look("office").text
    web.clock.forward(timedelta(days=8))
    assert MATTER not in closed.look("clerk").text


def test_a10_the_own_wish_is_for_another_account_of_the_office(closed, web):
    assert wish(closed, "office").status_code == 303
    request = db.session.query(FileAccessRequest).one().ref
    assert web("office").get(f"/supervision/openings/{request}").status_code == 403
    assert "要给县里写函" not in web("office").get("/supervision").text
    assert send(web("office2"), f"/supervision/openings/{request}", decision="REFUSED").status_code == 303
    assert "上一次的申请没有同意" in words(closed.look("office"))


def test_a10_a_wish_without_a_reason_is_none(closed):
    answer = wish(closed, reason="  ")
    assert answer.status_code == 422
    assert db.session.query(FileAccessRequest).count() == 0


def test_a10_what_the_role_may_do_stays_possible(closed, web):
    """The file is read by the mediators; the office still supervises, the clerk still registers a party's answer."""
    closed.act("office", "supervise", text="三天内谈一次", answer_by=str(TODAY + timedelta(days=3)))
    closed.act("clerk", "answer-supervision", text="约好了")
    form = web("office").get(closed.url("correct-record"))
    assert form.status_code == 200
    assert MATTER not in form.text


def test_a10_lists_and_search_show_no_more_than_the_page(closed, web):
    for path in ("/cases", "/cases?q=卓玛", "/cases?state=MEDIATING", "/"):
        page = web("clerk").get(path).text
        assert "调解中：牦牛" not in page
    assert "调解中：牦牛" in web("chair").get("/cases?state=MEDIATING").text


def test_a10_papers_and_numbers_stay_shut(closed, web):
    for who in ("office", "clerk"):
        tokens = form_of(web(who).get("/me"), "/me/theme")
        answer = web(who).post(f"{closed.address}/numbers", data=tokens | {"reason": "CONTACT"})
        assert answer.status_code == 404


@pytest.mark.parametrize("who", ["office", "clerk", "office2"])
@pytest.mark.parametrize("tail", ["/parties", "/sessions", "/agreement", "/notes", "/events/correct-record"])
def test_a10_no_page_beside_the_case_tells_more(closed, web, who, tail):
    """Other cases of the same people may be named there, this one may not."""
    page = web(who).get(closed.address + tail)
    for hidden in (f"{State.MEDIATING.label}：{MATTER}", TALK, "139****0001", *NUMBERS):
        assert hidden not in page.text


def test_a10_a_report_to_another_body_is_told_of_but_not_read(closed, web):
    act(web.town.road(State.MEDIATING), "report_risk", kind="MINOR", recipient="POLICE", measures="送到了姐姐家")
    db.session.commit()
    assert "侵害未成年人" in words(closed.look("office"))
    assert "送到了姐姐家" not in closed.look("office").text
    assert "送到了姐姐家" in closed.look("police").text


def test_a10_every_look_is_recorded_also_the_one_that_shows_little(closed):
    before = db.session.query(AuditEvent).filter_by(act="look").count()
    closed.look("office")
    db.session.rollback()
    assert db.session.query(AuditEvent).filter_by(act="look").count() == before + 1


def test_the_police_read_the_report_that_was_made_to_them_also_in_a_closed_file(web):
    """Vector 23, for violence: at once, with what was done; the rest of the file they ask for."""
    road = web.town.road(State.MEDIATING)
    act(road, "report_risk", kind="VIOLENCE", recipient="POLICE", measures="把人送到了姐姐家")
    db.session.commit()
    desk = Desk(web, f"/cases/{road.case.ref}")
    assert "邻里纠纷" in words(web("police").get("/"))
    page = desk.look("police")
    assert "家庭暴力" in words(page)
    assert "把人送到了姐姐家" in page.text
    assert MATTER not in page.text
    assert "申请打开案卷" in words(page)
    desk.act("police", "acknowledge-risk", received_at=f"{TODAY}T09:00")
