"""The page of a case: what each reader finds on it, and what is nowhere on it."""

import re

import pytest

from mediation.kernel import clock
from mediation.model.audit import AuditEvent
from mediation.model.base import db
from mediation.procedure.states import State
from tests.answers import act
from tests.desk import Desk, form_of, words
from tests.people import ZHAXI, ZHUOMA
from tests.town import TODAY, Road, registered

NUMBERS = [person[name] for person in (ZHUOMA, ZHAXI) for name in ("id_number", "phone")]
NAMES, NUMBER, MATTER, CLAIMS = "卓玛", "云上人调字", "牦牛越过围栏吃了草", "赔偿损失"
TALK, DRAFT, MASKED, PAPER = "双方各说了各的道理", "赔偿草料", "139****0001", "已有的材料"
# What stands on the page of a case whose agreement is being signed, by reader; typed in from the column "sees".
READS = {
    "mediator": {NAMES, NUMBER, MATTER, CLAIMS, TALK, DRAFT, MASKED, PAPER},
    "chair": {NAMES, NUMBER, MATTER, CLAIMS, TALK, DRAFT, MASKED, PAPER},
    "office": {NAMES, NUMBER, MATTER, CLAIMS, TALK, DRAFT, MASKED, PAPER},
    "clerk": {NAMES, NUMBER, MATTER, CLAIMS, MASKED, PAPER},
    "adviser": {NAMES, NUMBER, MATTER, CLAIMS, DRAFT},
    "peace": {NAMES, NUMBER},
    "police": {NAMES, NUMBER, MATTER, CLAIMS},
}
EVERYTHING = set().union(*READS.values())
NOTHING = ("member", "deputy", "chair2", "informant", "leader", "office_far", "sysadmin", "secadmin", "auditor")


@pytest.fixture
def case(web):
    """Being signed, with a paper in it, the adviser asked, and a risk report that is closed."""
    road = web.town.road(State.AGREED_UNSIGNED)
    act(road, "attach_paper")
    act(road, "invite_participant")
    act(road, "report_risk")
    act(road, "close_risk")
    db.session.commit()
    return Desk(web, f"/cases/{road.case.ref}")


@pytest.mark.parametrize("who", READS)
def test_a_reader_finds_what_the_rules_give_and_no_more(case, who):
    page = case.look(who)
    assert page.status_code == 200
    said = words(page)
    assert {one for one in EVERYTHING if one in said} == READS[who]
    assert not any(number in page.text for number in NUMBERS)


@pytest.mark.parametrize("who", NOTHING)
def test_whoever_has_no_part_in_it_finds_no_page(case, who):
    assert case.look(who).status_code == 404


def test_every_look_stands_in_the_chain(case):
    case.look("clerk")
    db.session.rollback()
    look = db.session.query(AuditEvent).order_by(AuditEvent.id.desc()).first()
    assert (look.act, look.case_id, look.actor) == ("look", case.case.id, "账号clerk")
    assert "look" not in words(case.look("clerk"))


@pytest.mark.parametrize("who", ["mediator", "chair", "office", "clerk"])
def test_numbers_in_full_are_shown_on_demand_and_remembered(case, who):
    client = case.web(who)
    url = f"{case.address}/numbers"
    assert client.get(url).status_code == 405
    shown = client.post(url, data=form_of(client.get(case.address), url) | {"reason": "CONTACT"})
    assert all(number in shown.text for number in NUMBERS)
    assert shown.headers["Cache-Control"] == "no-store"
    db.session.rollback()
    look = db.session.query(AuditEvent).order_by(AuditEvent.id.desc()).first()
    assert (look.act, look.data) == ("reveal", {"parties": [int(one) for one in case.parties], "reason": "CONTACT"})


@pytest.mark.parametrize(
    "said", [{}, {"reason": "CURIOUS"}, {"reason": "OTHER"}, {"reason": "CONTACT", "reason_text": "写" * 201}]
)
def test_numbers_are_not_shown_without_a_reason(case, said):
    """G02: a list to choose from, and a sentence where the list has no word for it; what is refused leaves no look."""
    client, url = case.web("clerk"), f"{case.address}/numbers"
    tokens = form_of(client.get(case.address), url)
    before = db.session.query(AuditEvent).count()
    answer = client.post(url, data=tokens | {"reason": "", "reason_text": ""} | said)
    assert answer.status_code == 422
    assert "先选为什么要看" in words(answer)
    assert not any(number in answer.text for number in NUMBERS)
    db.session.rollback()
    assert db.session.query(AuditEvent).count() == before
    mended = form_of(answer, url) | {"reason": "OTHER", "reason_text": "送还证件"}
    assert all(number in client.post(url, data=mended).text for number in NUMBERS)
    db.session.rollback()
    assert db.session.query(AuditEvent).order_by(AuditEvent.id.desc()).first().data["text"] == "送还证件"


@pytest.mark.parametrize("who", ["peace", "police", "adviser"])
def test_whoever_may_not_know_the_numbers_has_no_way_to_them(case, who):
    client = case.web(who)
    page = client.get(case.address)
    assert "/numbers" not in page.text
    tokens = form_of(client.get("/me"), "/me/theme")
    answer = client.post(f"{case.address}/numbers", data=tokens)
    assert answer.status_code == 404
    assert not any(number in answer.text for number in NUMBERS)


def test_a_case_says_what_comes_next_to_whoever_can_do_it(web):
    desk = Desk(web, f"/cases/{web.town.case(State.ACCEPTED).ref}")
    assert "定下由谁来调解" in words(desk.look("chair"))
    assert "等调委会主任" in words(desk.look("clerk"))


def test_what_cannot_be_done_yet_says_why(case):
    said = words(case.look("mediator"))
    assert "协议所列当事人尚未全部签名" in said
    form = words(case.web("mediator").get(case.url("sign-agreement")))
    assert "现在还办不了" in form
    assert "尚未加盖调委会印章" in form


def test_the_limit_is_shown_and_when_it_is_over(case, web):
    assert "4月2日前谈完" in words(case.look("mediator"))
    web.clock.set(clock.at(TODAY.replace(month=4, day=10), 9))
    assert "已经过了8天" in words(web("chair2") and Desk(web, case.address).look("chair"))


def test_a_linked_case_is_named_only_to_whoever_sees_it(web):
    """A case of the second village that goes back to one of the first."""
    road, first = Road(web.town, by="clerk"), web.town.case(State.TERMINATED)
    second = web.town.world.committees[1].id
    act(road, "register_linked", earlier_case=first.id, committee=second)
    db.session.commit()
    desk = Desk(web, f"/cases/{road.case.ref}")
    assert f"/cases/{first.ref}" in desk.look("clerk").text
    page = desk.look("chair2").text
    assert f"/cases/{first.ref}" not in page
    assert "终止调解：牦牛" not in page


def test_the_story_marks_what_was_entered_late_and_what_was_struck(web):
    road = web.town.road(State.IN_FORCE)
    act(road, "withdraw_effect")
    db.session.commit()
    said = words(Desk(web, f"/cases/{road.case.ref}").look("office"))
    assert "书面协议生效" in said
    assert "这一步后来撤销了" in said


def test_a_note_stands_in_the_history(web):
    road = web.town.road(State.MEDIATING)
    act(road, "set_risk", note="邻居说他磨过刀")
    db.session.commit()
    assert "备注：邻居说他磨过刀" in words(web("mediator").get(f"/cases/{road.case.ref}"))


def test_the_note_of_who_brought_a_lead_stays_untold(web):
    """It may say who it was."""
    road = Road(web.town)
    road.fire(
        "report_lead",
        TODAY,
        by="informant",
        text="两家吵起来了",
        channel="ROUND",
        village=road.world.committees[0].place_id,
        note="我是阳坡的网格员",
    )
    db.session.commit()
    assert "我是阳坡的网格员" not in web("office").get(f"/cases/{road.case.ref}").text


def test_a_correction_shows_what_stood_there_and_what_stands_there_now(web):
    road = web.town.road(State.MEDIATING)
    act(road, "correct_record", field="DISPUTE_TYPE", new="合同纠纷", reason="看错了")
    db.session.commit()
    shown = words(web("office").get(f"/cases/{road.case.ref}"))
    assert "原来是：邻里纠纷" in shown
    assert "改成：合同纠纷" in shown


def test_several_papers_of_one_name_say_which_they_are(web):
    road = web.town.road(State.IN_FORCE)
    act(road, "draft_change")
    db.session.commit()
    shown = words(web("office").get(f"/cases/{road.case.ref}")).partition("打印文书")[2]
    names = [f"人民调解协议书（第{version.no}份，{version.status.label}）" for version in road.case.versions]
    assert len(set(names)) == 2
    assert all(name in shown for name in names)


def test_a_sentence_that_was_typed_does_not_end_amid_another(web):
    road = web.town.road(State.MEDIATING)
    act(road, "set_risk", note="邻居说他磨过刀。")
    db.session.commit()
    shown = words(web("mediator").get(f"/cases/{road.case.ref}"))
    assert "备注：邻居说他磨过刀" in shown
    assert "。；" not in shown


def test_an_answer_that_belongs_to_another_choice_is_not_told(web):
    """A party signs; the mediator whom the form had offered beside has nothing to do with it."""
    road = web.town.road(State.AGREED_UNSIGNED)
    mediator = road.case.lead.mediator_id
    road.fire("record_signature", TODAY, who="PARTY", kind="BOTH", for_whom=road.a, mediator=mediator)
    db.session.commit()
    assert "哪位调解员" not in words(web("office").get(f"/cases/{road.case.ref}"))


def test_who_reported_without_a_name_is_not_named(web):
    road = Road(web.town)
    road.report(TODAY, by="informant", anonymous=True)
    road.fire("route_lead", TODAY, by="clerk", committee=web.town.world.committees[0].id)
    db.session.commit()
    desk = Desk(web, f"/cases/{road.case.ref}")
    for who in ("chair", "clerk", "office", "peace"):
        assert "账号informant" not in words(desk.look(who))


@pytest.mark.parametrize("state", State)
def test_a_case_in_every_state_has_a_page(web, state):
    page = Desk(web, f"/cases/{web.town.case(state).ref}").look("office")
    assert page.status_code == 200
    assert state.label in words(page)


def test_a_case_with_many_parties_asks_the_database_no_more_often(web):
    road = registered(Road(web.town), {"matter": "十八家的事", "others": 17})
    db.session.commit()
    assert Desk(web, f"/cases/{road.case.ref}").look("clerk").status_code == 200


@pytest.mark.parametrize("lang", ["zh", "bo", "en"])
def test_no_two_facts_of_a_case_have_the_same_name(case, lang):
    page = case.web("office").get(f"{case.address}?lang={lang}").text
    for facts in re.findall(r"<dl.*?</dl>", page, re.DOTALL):
        names = re.findall(r"<dt[^>]*>(.*?)</dt>", facts, re.DOTALL)
        assert len(names) == len(set(names)), names
    kind = {"zh": "调解种类", "bo": "འདུམ་འགྲིག་གི་རིགས", "en": "Kind of mediation"}[lang]
    assert re.search(rf"<dt[^>]*>\s*{kind}", page)
