"""What others do with a case, on its page: reports, orders, the answer to the organ, reporters, joint work."""

from datetime import timedelta
from io import BytesIO

import pytest

from mediation.model.base import db
from mediation.model.track import SupervisionOrder
from mediation.procedure.roles import Role
from mediation.procedure.states import State
from tests.answers import act
from tests.desk import Desk, errors, form_of, send, words
from tests.town import ACCOUNTS, TODAY, Road, march

PHOTO = b"\x89PNG\r\n\x1a\n" + bytes(64)
INFORMANT = "账号informant"
SOON = str(TODAY + timedelta(days=3))


def desk(web, state):
    return Desk(web, f"/cases/{web.town.case(state).ref}")


# --- orders ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "said"), [("URGE", "司法所3月20日催办"), ("SUPERVISE", "司法所3月20日督办")])
def test_an_order_has_a_day_and_gets_an_answer(web, kind, said):
    case = desk(web, State.MEDIATING)
    case.act("office", "supervise", kind=kind, text="三天内谈一次", answer_by=SOON)
    for who in ("mediator", "chair", "clerk", "office"):
        page = words(case.look(who))
        assert said in page
        assert "3月23日前答复" in page
    case.act("mediator", "answer-supervision", text="已经约好，后天谈")
    assert "3月20日答复：已经约好，后天谈" in words(case.look("office"))


def test_an_order_without_a_kind_is_the_stronger_one(people_orders):
    assert people_orders.kind == "SUPERVISE"


@pytest.fixture
def people_orders(web):
    act(web.town.road(State.MEDIATING), "supervise", by="office")
    db.session.commit()
    return db.session.query(SupervisionOrder).one()


def test_an_order_that_nobody_answered_in_time_says_so(web):
    case = desk(web, State.MEDIATING)
    case.act("peace", "supervise", text="马上谈", answer_by=SOON)
    web.clock.forward(timedelta(days=4))
    page = words(case.look("chair"))
    assert "过了日子还没有答复" in page
    assert "平安办3月20日督办：马上谈" in page


@pytest.mark.parametrize("who", ["office", "peace"])
def test_who_gave_an_order_does_not_answer_it(web, who):
    case = desk(web, State.MEDIATING)
    case.act(who, "supervise", text="马上谈", answer_by=SOON)
    assert web(who).get(case.url("answer-supervision")).status_code == 403


# --- the file goes back with reasons, never changed ----------------------------------------------


def test_the_office_sends_a_file_back_with_reasons_that_its_mediator_reads(web):
    road = web.town.road(State.PERFORMED).visit(march(17))
    act(road, "submit_file", march(18))
    db.session.commit()
    case = desk(web, State.PERFORMED)
    empty = case.attempt("office", "return-file")
    assert empty.status_code == 422
    case.act("office", "return-file", defects="缺双方身份证明；回访没有写日期")
    assert "缺双方身份证明；回访没有写日期" in words(case.look("mediator"))
    assert case.case.file_sent_on is None


@pytest.mark.parametrize(
    "event", ["hold-session", "settle-content", "record-performance", "submit-file", "record-breach"]
)
def test_the_office_writes_nothing_of_the_mediators_into_a_village_file(web, event):
    case = desk(web, State.IN_FORCE)
    assert web("office").get(case.url(event)).status_code == 403


# --- violence and minors --------------------------------------------------------------------------


@pytest.mark.parametrize("harm", ["VIOLENCE", "MINOR"])
def test_harm_told_at_the_counter_restricts_the_file_and_demands_the_report(web, harm):
    case = Desk(web).register("clerk", harm=[harm])
    assert (case.case.violence_flag, case.case.minor_flag) == (harm == "VIOLENCE", harm == "MINOR")
    for who in ("chair", "clerk"):
        assert "马上报告公安机关" in words(case.look(who))
    missing = case.attempt("chair", "report-risk", kind=harm, measures="陪着")
    assert missing.status_code == 422  # vector 23: the recipient and the hour are compulsory
    said = " ".join(errors(missing))
    assert "报告给谁" in said
    assert "报告的时间" in said
    told = {"recipient": "POLICE", "found_on": str(TODAY), "sent_at": f"{TODAY}T08:30", "measures": "陪着"}
    case.act("chair", "report-risk", kind=harm, **told)
    assert "马上报告公安机关" not in words(case.look("chair"))
    assert "报给派出所" in words(web("police").get("/"))


def test_harm_is_not_undone_by_leaving_it_out(web):
    case = Desk(web).register("clerk", harm=["MINOR"])
    case.act("clerk", "amend-registration", claims="赔偿")
    assert case.case.minor_flag
    plain = Desk(web).register("clerk", **{"respondents-0-name": "多吉"})
    plain.act("chair", "amend-registration", harm=["VIOLENCE"])
    assert plain.case.violence_flag


def test_high_risk_is_told_to_the_office_within_six_hours(web):
    """Domain 2.4: the limit is another place's, so it is shown as an analogy, with the hour at which it ends."""
    case = desk(web, State.MEDIATING)
    case.act("mediator", "set-risk", level="HIGH", reason="扬言要打")
    page = words(case.look("mediator"))
    assert "风险高" in page
    assert "前报告司法所" in page
    assert "参照其他地方的做法" in page
    told = {"recipient": "OFFICE", "found_on": str(TODAY), "sent_at": f"{TODAY}T08:00", "measures": "陪着"}
    case.act("mediator", "report-risk", kind="FIGHT", **told)
    assert "前报告司法所" not in words(case.look("mediator"))


@pytest.mark.parametrize("level", ["NONE", "WATCH"])
def test_any_other_risk_has_no_hour(web, level):
    case = desk(web, State.MEDIATING)
    case.act("mediator", "set-risk", level=level, reason="没有事")
    assert "前报告司法所" not in words(case.look("mediator"))


# --- the answer to the organ ----------------------------------------------------------------------


@pytest.fixture
def ended(web):
    """Sent by the police, who want their answer by the 18th; it could not be settled."""
    road = Road(web.town)
    act(road, "register_referral", march(2), organ="镇派出所", answer_by=march(18), by="police")
    road.accept(march(3)).assign(march(4)).tell(march(5)).meet(march(6), "FAILED").fail(march(10))
    db.session.commit()
    return Desk(web, f"/cases/{road.case.ref}")


def letter(case, who):
    url = f"{case.url('attach-paper')}?kind=REFERRAL_REPLY"
    form = form_of(case.web(who).get(url), case.url("attach-paper"))
    assert form["kind"] == "REFERRAL_REPLY"
    upload = {"file": (BytesIO(PHOTO), "反馈函.png"), "paper_on": str(TODAY)}
    return case.web(who).post(case.url("attach-paper"), data=form | upload)


def test_the_answer_is_a_to_do_with_a_day_until_the_letter_is_filed(ended, web):
    for who in ("office", "clerk"):
        assert "等答复委托单位1" in words(web(who).get("/"))
        assert "3月18日，过了2天" in words(web(who).get("/"))
        page = ended.look(who)
        assert "还没有答复镇派出所" in words(page)
        assert "attach-paper?kind=REFERRAL_REPLY" in page.text
    assert letter(ended, "clerk").status_code == 303
    for who in ("office", "clerk", "mediator", "chair"):
        assert "已答复镇派出所" in words(ended.look(who))
    assert "等答复委托单位0" in words(web("office").get("/"))


def test_the_police_read_result_and_letter_and_no_other_paper(ended, web):
    assert "还没有答复镇派出所" in words(ended.look("police"))
    assert "attach-paper" not in ended.look("police").text
    letter(ended, "mediator")
    page = ended.look("police")
    assert "终止调解" in words(page)
    assert "已答复镇派出所" in words(page)
    paper = page.text.split(f'href="{ended.address}/papers/')[1].split('"')[0]
    assert web("police").get(f"{ended.address}/papers/{paper}").data == PHOTO
    identity = {"kind": "IDENTITY", "paper_on": str(TODAY), "file": (BytesIO(PHOTO + b"2"), "证件.png")}
    ended.act("mediator", "attach-paper", **identity)
    other = next(row.ref for row in ended.case.papers if row.ref != paper)
    assert web("police").get(f"{ended.address}/papers/{other}").status_code == 404


def test_nobody_waits_for_an_answer_in_a_case_that_nobody_sent(web):
    assert "答复委托单位" not in words(desk(web, State.TERMINATED).look("office"))


# --- who reported is protected --------------------------------------------------------------------


@pytest.fixture
def reported(web):
    """An informant brings a lead under his name, then warns; it is routed to the village's committee."""
    road = Road(web.town)
    road.report(TODAY, by="informant", text="两家为水吵起来")
    act(road, "report_risk", by="informant", kind="VIOLENCE", recipient="OFFICE")
    road.fire("route_lead", TODAY, by="clerk", committee=web.town.world.committees[0].id)
    db.session.commit()
    return Desk(web, f"/cases/{road.case.ref}")


@pytest.mark.parametrize(
    "who", [one for one in ACCOUNTS if one not in ("sysadmin", "secadmin", "auditor", "informant")]
)
def test_the_informant_is_named_to_the_office_alone(reported, web, who):
    """The canary is the account's name, on every page that leads to the matter."""
    pages = [reported.look(who), web(who).get("/"), web(who).get("/cases"), web(who).get(reported.url("report-risk"))]
    knows = Role.OFFICE in web.town.actor(who).roles and who != "office_far"
    named = any(INFORMANT in page.text.partition("<main")[2] for page in pages)
    assert named == knows


def test_the_informant_stays_unnamed_when_the_lead_has_become_a_case(reported, web):
    rows = {"applicants-0-name": "扎西顿珠", "respondents-0-name": "才让多吉"}
    world = web.town.world
    where = {"committee": str(world.committees[0].id), "village": str(world.villages[0].id), "kind": "PEOPLE"}
    said = {"source": "APPLICATION", "matter": "两家为水吵起来", "claims": "分水", "form": "ORAL", "acknowledged": "y"}
    reported.act("chair", "register-lead", **rows, **where, **said)
    for who in ("chair", "member", "clerk", "peace"):
        assert INFORMANT not in reported.look(who).text.partition("<main")[2]
    assert "信息员/网格员上报了线索" in words(reported.look("chair"))
    assert INFORMANT in reported.look("office").text


def test_a_stale_form_does_not_name_the_informant(web):
    """Two people at once: what the other did is told, but not who warned."""
    road = Road(web.town)
    road.report(TODAY, by="informant")
    road.fire("route_lead", TODAY, by="clerk", committee=web.town.world.committees[0].id)
    db.session.commit()
    case = Desk(web, f"/cases/{road.case.ref}")
    url = case.url("close-lead")
    form = form_of(web("chair").get(url), url)
    act(road, "report_risk", by="informant")
    db.session.commit()
    answer = web("chair").post(url, data=form | {"reason": "NO_DISPUTE"})
    assert answer.status_code == 409
    assert INFORMANT not in answer.text.partition("<main")[2]
    assert "信息员/网格员" in words(answer)


# --- moved and joined -----------------------------------------------------------------------------


def test_a_case_moves_to_another_committee_and_keeps_its_number(web):
    case = desk(web, State.MEDIATING)
    number, target = case.case.number, web.town.world.committees[1]
    agreed = {"agreed_by": "格桑", "agreed_on": str(TODAY), "reason": "当事人搬了家"}
    answer = case.attempt("chair", "move-case", to_committee=str(target.id), **agreed)
    assert answer.status_code == 303, errors(answer)
    moved = case.case
    assert (moved.state, moved.number, moved.unit.name) == (State.ACCEPTED, number, target.name)
    assert case.look("chair").status_code == 404
    assert "等指派调解员1" in words(web("chair2").get("/"))


def test_two_committees_work_together_and_the_owner_decides(web):
    case = desk(web, State.MEDIATING)
    agreed = {"agreed_by": "格桑", "agreed_on": str(TODAY)}
    case.act("office", "join-committee", committee=str(web.town.world.committees[1].id), **agreed)
    assert case.look("chair2").status_code == 200
    assert web("chair2").get(case.url("move-case")).status_code == 403


def test_an_outside_body_joins_by_its_name(web):
    case = desk(web, State.MEDIATING)
    case.act("chair", "join-committee", outside="镇平安办", agreed_by="平措", agreed_on=str(TODAY))
    assert [row.outside for row in case.case.joint_units] == ["镇平安办"]


def test_a_registration_is_handed_on(web):
    case = desk(web, State.REGISTERED)
    township = str(web.town.world.township.id)
    answer = send(
        web("chair"), case.url("move-registration"), to_committee=township, agreed_by="央金", reason="村里都是亲戚"
    )
    assert answer.status_code == 303, errors(answer)
    assert case.case.unit_id == web.town.world.township.id
