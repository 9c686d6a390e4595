"""The written refusal: whoever asked takes home why, by whom and since when, and which other ways there are."""

import pytest

from mediation.casework.actor import IMPORTER
from mediation.casework.transition import fire
from mediation.model.audit import AuditEvent
from mediation.model.base import db
from mediation.procedure.records import DeclineReason, MediationKind, PartyRole, Source
from mediation.procedure.states import State
from tests.desk import words
from tests.people import ZHAXI, ZHUOMA
from tests.printed import printed, text_of
from tests.town import TODAY, Road, march, registered

MATTER = "要把公共的草场分给各户"
ADVICE = "先到县自然资源局\n再到县人民政府"


def declined(web, reason="OTHER_PLACE", **how):
    road = registered(Road(web.town), {"matter": MATTER, **how})
    road.case.bans = [reason]
    told = {"advice": ADVICE, "told_to": "卓玛", "told_on": march(3), "letter": "不受1号"}
    road.fire("decline", march(3), reason=reason, **told)
    db.session.commit()
    return road.case


def test_the_refusal_says_to_whom_why_and_what_else_can_be_done(web):
    case = declined(web)
    page = words(printed(web, "chair", case, "refusal-1"))
    for said in (
        "不予受理告知书",
        f"{ZHUOMA['name']}：",
        "你于2026年3月2日向本会申请调解的卓玛、扎西的纠纷，经审查不符合受理条件，本会决定不予受理。",
        "当事人不在本镇，纠纷也不发生在本镇，应当由当地的调解组织受理（《人民调解工作若干规定》第二十一条）。",
        "先到县自然资源局",
        "再到县人民政府",
        "请有关机关处理，或者向人民法院起诉",
        "调解不收取任何费用",
        f"{case.unit.name}（印章）",
        "2026年3月3日",
    ):
        assert said in page, said
    assert f"{ZHAXI['name']}：" not in page
    assert MATTER not in page


def test_the_refusal_says_who_gave_it_and_when(web):
    case = declined(web)
    page = words(printed(web, "chair", case, "refusal-1"))
    who = db.session.query(AuditEvent).filter_by(case_id=case.id, act="decline").one().actor
    for said in (f"决定人{who}", "决定日期2026年3月3日", "告知了卓玛", "告知日期2026年3月3日"):
        assert said in page, said
    assert f"申请人{ZHUOMA['name']}" in page
    assert "送达人" in page


@pytest.mark.parametrize("reason", DeclineReason)
def test_every_reason_is_a_sentence_of_its_own(web, reason):
    page = words(printed(web, "chair", declined(web, reason.value), "refusal-1"))
    why = page.partition("不予受理的理由")[2].partition("其他合法途径")[0]
    assert len(why) > 15
    assert ("《人民调解工作若干规定》" in why) is (reason is not DeclineReason.NO_NAME)


def test_the_refusal_of_what_an_organ_sent_names_the_organ(web):
    case = declined(web, source=Source.COURT)
    assert f"{case.organ}委托（移送）本会调解" in words(printed(web, "chair", case, "refusal-1"))


def test_an_organ_that_refuses_names_no_rule_of_the_committees(web):
    case = declined(web)
    case.kind = MediationKind.ADMIN
    db.session.commit()
    page = words(printed(web, "office", case, "refusal-1"))
    assert "本单位决定不予受理" in page
    assert "人民调解工作若干规定" not in page
    assert "不收取" not in page


def test_where_nobody_asked_it_goes_to_everybody(web):
    case = declined(web)
    case.form = None
    for party in case.parties:
        party.role = PartyRole.RESPONDENT
    db.session.commit()
    page = words(printed(web, "chair", case, "refusal-1"))
    assert "卓玛、扎西：" in page
    assert "本会于2026年3月2日登记的" in page
    assert "你们可以依照法律、法规的规定" in page


def test_what_a_ledger_does_not_know_is_left_to_be_written(web):
    road = registered(Road(web.town), {"matter": MATTER})
    told = {"advice": ADVICE, "told_to": "卓玛", "told_on": march(3)}
    fire(road.case, "decline", IMPORTER, {"reason": DeclineReason.OTHER_PLACE, **told}, on=march(3), ledger=True)
    db.session.commit()
    assert "决定人决定日期2026年3月3日" in words(printed(web, "chair", road.case, "refusal-1"))


def test_a_request_that_was_withdrawn_was_not_refused(web):
    road = registered(Road(web.town), {"matter": MATTER})
    road.fire("drop_registration", TODAY, reason="WITHDRAWN", who=road.a, way="MEETING", ways_told=["COURT"])
    db.session.commit()
    assert road.case.state is State.NOT_ACCEPTED
    assert printed(web, "chair", road.case, "refusal-1").status_code == 404


@pytest.mark.parametrize("state", [State.REGISTERED, State.ACCEPTED, State.TERMINATED])
def test_nothing_else_is_refused(web, state):
    assert printed(web, "chair", web.town.case(state), "refusal-1").status_code == 404


def test_whoever_sits_at_the_counter_prints_it_and_who_reads_a_line_does_not(web):
    case = declined(web)
    for who, status in (("clerk", 200), ("office", 200), ("peace", 404), ("chair2", 404)):
        assert printed(web, who, case, "refusal-1").status_code == status, who
    assert "不予受理告知书" in words(web("clerk").get(f"/cases/{case.ref}"))


def test_the_word_file_says_the_same(web):
    text = text_of(printed(web, "clerk", declined(web), "refusal-1.docx"))
    for said in ("不予受理告知书", f"\n{ZHUOMA['name']}：\n", "再到县人民政府", "（印章）"):
        assert said in text, said
