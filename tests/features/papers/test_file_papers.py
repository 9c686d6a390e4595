"""What completes a file: inquiries, the authority of agents, the report on the end, the back cover."""

import pytest

from mediation.model.base import db
from mediation.model.evidence import Paper
from mediation.procedure.records import PaperKind, PersonKind
from mediation.procedure.states import State
from tests.answers import act
from tests.desk import words
from tests.people import ZHAXI, ZHUOMA
from tests.printed import printed, text_of
from tests.town import march


def asked(web, **said):
    """A case in talks in which a neighbour was asked."""
    road = act(web.town.road(State.MEDIATING), "add_inquiry", march(7), **said)
    db.session.commit()
    return road.case


def with_agent(web, state=State.MEDIATING, **columns):
    """The second party sends 次仁, from the fifth of March to the last."""
    case = web.town.case(state)
    party = case.present_parties[1]
    known = {"agent": "次仁", "agent_scope": "代为和解", "agent_from": march(5), "agent_until": march(31)}
    for name, value in (known | columns).items():
        setattr(party, name, value)
    db.session.commit()
    return case


# --- inquiries ----------------------------------------------------------------------------------------


def test_an_inquiry_is_printed_with_when_where_whom_and_what_was_said(web):
    case = asked(web, signatures="邻居按了指印")
    page = words(printed(web, "mediator", case, "inquiry-1"))
    for said in (
        "人民调解调查记录",
        "时间：2026年3月7日09:00".replace("：", ""),
        "地点草场",
        "被调查人邻居",
        "调查人央金",
        "看见牦牛过沟",
        "已经签名、按指印的：邻居按了指印",
        "□已向被调查人宣读（使用的语言",
    ):
        assert said in page, said


def test_each_inquiry_has_a_paper_of_its_own(web):
    case = asked(web)
    act(web.town.road(State.MEDIATING), "add_inquiry", march(8), asked="村长", text="围栏是去年修的")
    db.session.commit()
    assert "看见牦牛过沟" in words(printed(web, "mediator", case, "inquiry-1"))
    second = words(printed(web, "mediator", case, "inquiry-2"))
    assert "围栏是去年修的" in second
    assert "看见牦牛过沟" not in second
    assert printed(web, "mediator", case, "inquiry-3").status_code == 404


def test_before_anybody_was_asked_there_is_a_form_with_its_head_filled_in(web):
    case = web.town.case(State.MEDIATING)
    page = printed(web, "mediator", case, "inquiry-0")
    said = words(page)
    assert f"编号：{case.number}".replace(" ", "") in said
    assert "调查人央金" in said
    assert "年月日" in said
    assert page.text.count("<td></td>") >= 11
    assert "空白的，带去填写" in web("mediator").get(f"/cases/{case.ref}").text


@pytest.mark.parametrize("state", [State.ACCEPTED, State.IN_FORCE, State.TERMINATED])
def test_there_is_no_form_where_nobody_can_be_asked_any_more_or_yet(web, state):
    assert printed(web, "office", web.town.case(state), "inquiry-0").status_code == 404


def test_what_was_added_to_a_closed_file_is_no_record_of_ours(web):
    road = act(web.town.road(State.ARCHIVED), "add_supplement", kind="INQUIRY", reason="后来找到的")
    db.session.commit()
    assert printed(web, "office", road.case, "inquiry-1").status_code == 404


def test_an_inquiry_is_not_for_those_who_read_no_talks(web):
    case = asked(web)
    assert printed(web, "clerk", case, "inquiry-1").status_code == 404
    assert printed(web, "clerk", case, "inquiry-0").status_code == 404
    assert printed(web, "peace", case, "inquiry-1").status_code == 404


def test_the_word_file_of_an_inquiry_says_the_same(web):
    text = text_of(printed(web, "mediator", asked(web), "inquiry-1.docx"))
    for said in ("人民调解调查记录", "看见牦牛过沟", "被调查人"):
        assert said in text


# --- agents -------------------------------------------------------------------------------------------


def test_the_authority_names_both_the_matter_the_scope_and_the_days(web):
    case = with_agent(web)
    page = words(printed(web, "clerk", case, "authority-1"))
    for said in (
        "授权委托书",
        "项目委托人受托人",
        f"姓名或名称{ZHAXI['name']}{ZHAXI['name_bo']}次仁",
        "委托人与卓玛邻里纠纷一案，现委托次仁作为委托人的代理人",
        "代理权限：代为和解",
        "代理期限：自2026年3月5日起至2026年3月31日止。",
        "受托人不同时代理本案的其他当事人",
    ):
        assert said in page, said
    assert "身份证件号码" in page
    assert ZHAXI["id_number"] not in page


def test_an_authority_without_days_or_scope_has_blanks_for_them(web):
    case = with_agent(web, agent_scope=None, agent_from=None, agent_until=None)
    text = printed(web, "mediator", case, "authority-1").text
    assert "代理权限：　　　　　　" in text
    assert "自　　　年　　月　　日起至　　　年　　月　　日止。" in text


def test_an_organisation_gives_authority_through_who_represents_it(web):
    case = with_agent(web)
    person = case.present_parties[1].person
    person.kind, person.sex, person.birth, person.ethnic = PersonKind.ORGANISATION, None, None, None
    person.legal_representative = "旺堆"
    db.session.commit()
    page = words(printed(web, "mediator", case, "authority-1"))
    assert "法定代表人旺堆" in page
    assert "统一社会信用代码" in page
    assert "委托人的法定代表人旺堆" in page


def test_where_a_guardian_stands_for_the_party_he_signs_too(web):
    case = with_agent(web, guardian="旺堆")
    assert "委托人的监护人旺堆" in words(printed(web, "mediator", case, "authority-1"))


def test_without_an_agent_there_is_no_authority(web):
    assert printed(web, "mediator", web.town.case(State.MEDIATING), "authority-1").status_code == 404


def test_the_authority_is_not_for_those_who_read_no_papers(web):
    case = with_agent(web)
    assert printed(web, "peace", case, "authority-1").status_code == 404
    assert printed(web, "chair2", case, "authority-1").status_code == 404


def test_an_authority_that_the_record_names_stands_in_the_directory(web):
    case = with_agent(web, State.PERFORMED)
    assert "授权委托书" not in words(printed(web, "mediator", case, "cover-1"))
    case = with_agent(web, State.PERFORMED, agent_paper="委托书1号")
    assert "授权委托书1" in words(printed(web, "mediator", case, "cover-1"))


def test_nothing_is_counted_twice_in_the_directory(web):
    case = with_agent(web, State.PERFORMED, agent_paper="委托书1号")
    for kind in (PaperKind.AUTHORISATION, PaperKind.INQUIRY):
        db.session.add(Paper(case_id=case.id, kind=kind, name="材料", paper_on=march(6), text="问答"))
    db.session.commit()
    page = words(printed(web, "mediator", case, "cover-1"))
    assert "授权委托书1" in page
    assert "人民调解调查记录1" in page


# --- the report on the end ----------------------------------------------------------------------------


def test_the_report_on_a_kept_agreement(web):
    case = web.town.case(State.PERFORMED)
    page = words(printed(web, "mediator", case, "closing-1"))
    for said in (
        "人民调解结案报告表",
        f"卷号{case.number}",
        "承办人央金",
        "受案时间2026年3月3日",
        "结案时间2026年3月10日",
        "案件来源依申请调解",
        "调解次数1次",
        "协议涉及金额1,200.00元（壹仟贰佰元整）",
        "牦牛吃了草",
        "经调解，当事人自愿达成书面协议，自2026年3月9日起生效。",
        "协议约定的事项已经在2026年3月10日全部履行完毕。",
        "赔偿草料",
        "承办人意见审核人意见",
        "签名：年月日",
    ):
        assert said in page, said


ENDS = {
    State.TERMINATED: "因调解不成，于2026年3月10日终止调解，并告知当事人可以通过向法院起诉等途径维护自己的权利。",
    State.TRANSFERRED: "本案于2026年3月10日移送有关机关处理。",
    State.ANNULLED: "协议已经在2026年3月16日由人民法院撤销。",
    State.BREACHED: "协议约定的事项没有全部履行。",
    State.ARCHIVED: "协议约定的事项已经在2026年3月10日全部履行完毕。",
}


@pytest.mark.parametrize("state", ENDS)
def test_the_report_says_how_it_ended(web, state):
    assert ENDS[state] in words(printed(web, "office", web.town.case(state), "closing-1"))


def test_a_broken_agreement_is_closed_on_the_day_its_outcome_is_known(web):
    case = web.town.case(State.BREACHED)
    assert "结案时间年月日" in words(printed(web, "mediator", case, "closing-1"))
    road = act(web.town.road(State.BREACHED), "note_breach_outcome", march(18), outcome="SUED", ways_told=["COURT"])
    db.session.commit()
    page = words(printed(web, "mediator", road.case, "closing-1"))
    assert "结案时间2026年3月18日" in page
    assert "后来的处理：起诉。" in page


def test_a_party_that_stopped_is_told_of_without_words(web):
    road = act(web.town.road(State.MEDIATING), "stop_by_party")
    db.session.commit()
    assert "因当事人拒绝或者撤回，于" in words(printed(web, "mediator", road.case, "closing-1"))


@pytest.mark.parametrize("state", [State.MEDIATING, State.IN_FORCE, State.VOID, State.NOT_ACCEPTED])
@pytest.mark.parametrize("name", ["closing-1", "back-1"])
def test_what_is_not_over_has_neither_report_nor_back_cover(web, state, name):
    assert printed(web, "office", web.town.case(state), name).status_code == 404


def test_administrative_mediation_is_closed_by_a_form_of_its_own(web):
    case = web.town.case(State.PERFORMED)
    case.kind = "ADMIN"
    db.session.commit()
    page = words(printed(web, "office", case, "closing-1"))
    assert "行政调解结案审批表" in page
    assert "人民调解结案报告表" not in page


# --- the back cover -----------------------------------------------------------------------------------


def test_the_back_cover_says_who_made_the_file_and_who_looked_it_through(web):
    case = web.town.case(State.ARCHIVED)
    page = words(printed(web, "office", case, "back-1"))
    for said in (
        "封底",
        "卷内备考表",
        f"卷号{case.number}",
        "本卷页数共页",
        "保管期限三十年",
        "存放的地方二号柜",
        "立卷人央金2026年3月18日",
        "检查人账号office2026年3月19日",
    ):
        assert said in page, said


def test_before_the_file_is_sent_the_back_cover_waits_for_the_pen(web):
    page = words(printed(web, "mediator", web.town.case(State.PERFORMED), "back-1"))
    assert "立卷人年月日" in page
    assert "检查人年月日" in page


def test_what_was_odd_and_what_came_later_stands_on_the_back_cover(web):
    road = web.town.road(State.PERFORMED).visit(march(17))
    road.fire("submit_file", march(18), retention="Y30", checklist=["RECORD"], file_note="第三页被水浸过")
    db.session.commit()
    assert "第三页被水浸过" in words(printed(web, "mediator", road.case, "back-1"))
    road = act(web.town.road(State.ARCHIVED), "add_supplement", kind="OTHER", reason="后来找到的收条")
    db.session.commit()
    page = words(printed(web, "office", road.case, "back-1"))
    assert "归档以后补充的材料" in page
    assert "其他材料" in page


def test_report_and_back_cover_stand_in_the_directory(web):
    page = words(printed(web, "mediator", web.town.case(State.PERFORMED), "cover-1"))
    assert "人民调解结案报告表1" in page
    assert "封底1" in page


@pytest.mark.parametrize("name", ["closing-1", "back-1"])
def test_those_who_read_no_talks_have_neither(web, name):
    case = web.town.case(State.PERFORMED)
    assert printed(web, "clerk", case, name).status_code == 404
    assert printed(web, "peace", case, name).status_code == 404
    assert printed(web, "mediator", case, f"{name}.docx").status_code == 200


@pytest.mark.parametrize("name", ["closing-1", "back-1"])
def test_a_restricted_file_stays_shut(web, name):
    case = web.town.case(State.PERFORMED)
    case.minor_flag = True
    db.session.commit()
    assert printed(web, "office", case, name).status_code == 404
    assert printed(web, "mediator", case, name).status_code == 200


def test_phones_stand_only_where_numbers_are_seen(web):
    case = web.town.case(State.PERFORMED)
    assert ZHUOMA["phone"] in printed(web, "mediator", case, "closing-1").text
    case.adviser_asked_on = march(5)
    db.session.commit()
    assert printed(web, "adviser", case, "closing-1").status_code == 404
