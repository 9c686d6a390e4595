"""The official papers of a case: who prints which, what stands in them, and what the chain learns of it."""

import pytest

from mediation.model.audit import AuditEvent
from mediation.model.base import db
from mediation.procedure.records import Language, Reading
from mediation.procedure.states import State
from tests.answers import act
from tests.desk import words
from tests.people import ZHAXI, ZHUOMA
from tests.printed import printed, text_of
from tests.town import march


@pytest.fixture
def agreed(web):
    return web.town.case(State.IN_FORCE)


# --- the agreement ------------------------------------------------------------------------------------


def test_the_agreement_has_all_that_article_29_names(web, agreed):
    page = words(printed(web, "mediator", agreed, "agreement-1"))
    version = agreed.agreement
    for said in (
        "人民调解协议书",
        f"编号：{agreed.number}".replace(" ", ""),
        "一、当事人",
        "主要事实和争议事项",
        "协议内容",
        "经调解，当事人自愿达成如下协议",
        version.duties[0].content,
        "元整",
        "履行和效力",
        f"本协议一式{version.copies}份，当事人各执一份，人民调解委员会留存一份。",
        "签名、盖章、按指印",
        f"{agreed.unit.name}（印章）",
    ):
        assert said in page, said


def test_names_stand_as_typed_in_both_scripts(web, agreed):
    said = words(printed(web, "mediator", agreed, "agreement-1"))
    for person in (ZHUOMA, ZHAXI):
        assert f"{person['name']}{person['name_bo']}" in said


def test_headings_stand_beside_in_tibetan_where_a_party_speaks_it(web, agreed):
    page = printed(web, "mediator", agreed, "agreement-1").text
    assert '<span class="beside" lang="bo">མི་དམངས' in page
    for party in agreed.present_parties:
        party.language = party.person.language = Language.CHINESE.value
        party.person.reads = Reading.CHINESE
    db.session.commit()
    assert 'class="beside"' not in printed(web, "mediator", agreed, "agreement-1").text


@pytest.mark.parametrize("language", ["zh", "en", "bo"])
def test_the_paper_is_chinese_in_every_language_of_the_screen(web, agreed, language):
    page = web("mediator").get(f"/cases/{agreed.ref}/print/agreement-1?lang={language}").text
    assert '<article class="official" lang="zh-Hans">' in page
    assert "一、当事人" in page


def test_a_draft_says_so_and_has_a_line_for_everybody_who_must_sign(web):
    case = web.town.case(State.AGREED_UNSIGNED)
    page = printed(web, "mediator", case, "agreement-1")
    assert "草稿，还没有生效" in words(page)
    assert page.text.count("年　　月　　日") >= 1
    assert "签名并加盖人民调解委员会印章之日起生效" in words(page)


def test_what_is_signed_stands_with_its_day(web, agreed):
    page = words(printed(web, "mediator", agreed, "agreement-1"))
    assert "已签名并按指印" in page
    assert f"本协议自2026年3月{agreed.agreement.in_force_from.day}日起生效" in page
    assert "草稿" not in page


def test_what_only_a_ledger_says_of_signatures_is_not_called_signed(web, agreed):
    for row in agreed.agreement.signatures:
        row.ledger = True
    db.session.commit()
    page = words(printed(web, "mediator", agreed, "agreement-1"))
    assert "据台账" in page
    assert "已签名" not in page


def test_who_cannot_read_has_a_witness_and_each_guardian_and_agent_a_line(web):
    case = web.town.case(State.AGREED_UNSIGNED)
    version = case.draft
    version.signatures.clear()
    first, second = (row.party for row in version.bound)
    first.person.reads, first.guardian = Reading.NONE, "旺堆"
    second.agent, second.agent_scope = "次仁", "代为和解"
    db.session.commit()
    page = words(printed(web, "mediator", case, "agreement-1"))
    assert "见证人" in page
    assert f"{first.name}的监护人旺堆" in page
    assert f"{second.name}的代理人次仁" in page
    assert f"{second.name}的委托代理人：次仁，代理权限：代为和解。" in page


def test_the_text_that_prevails_and_the_text_that_was_replaced_are_named(web, agreed):
    agreed.agreement.language = "TIBETAN"
    db.session.commit()
    assert "以藏文文本为准" in words(printed(web, "mediator", agreed, "agreement-1"))


def test_an_oral_agreement_is_a_register_form_without_signatures_of_parties(web):
    road = act(web.town.road(State.MEDIATING), "hold_session")
    act(road, "agree_orally", why_oral="当场就付清")
    db.session.commit()
    page = words(printed(web, "mediator", road.case, "agreement-1"))
    assert "人民调解口头协议登记表" in page
    signing = page.partition("身份姓名或名称签名、盖章、按指印日期")[2]
    assert signing.startswith("主持调解员")
    assert "申请人" not in signing


def test_the_word_file_says_the_same(web, agreed):
    answer = printed(web, "mediator", agreed, "agreement-1.docx")
    assert answer.mimetype == "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    text = text_of(answer)
    for said in (
        "人民调解协议书",
        "一、当事人",
        "二、主要事实和争议事项",
        agreed.agreement.duties[0].content,
        "已签名并按指印",
    ):
        assert said in text


# --- the others ---------------------------------------------------------------------------------------


def test_the_application_and_the_acceptance_form(web, agreed):
    page = words(printed(web, "clerk", agreed, "application-1"))
    assert "人民调解申请书" in page
    assert "自愿申请调解" in page
    page = words(printed(web, "clerk", agreed, "acceptance-1"))
    assert "人民调解受理登记表" in page
    assert "案件来源依申请调解" in page
    assert "邻里纠纷" in page


def test_the_notice_of_rights_names_nature_rights_and_duties_and_how_each_was_told(web, agreed):
    page = words(printed(web, "mediator", agreed, "notice-1"))
    for said in ("不收取任何费用", "要求终止调解", "如实陈述纠纷事实", "口头告知，使用"):
        assert said in page


def test_before_anybody_was_told_the_notice_has_blanks(web):
    page = words(printed(web, "mediator", web.town.case(State.ASSIGNED), "notice-1"))
    assert "告知日期" in page


def test_a_record_of_each_talk(web, agreed):
    page = words(printed(web, "mediator", agreed, "record-1"))
    for said in ("人民调解记录", "第1次调解", "不公开", "调解结果", "向其宣读", "不得在以后的诉讼中作为对其不利的根据"):
        assert said in page
    assert printed(web, "mediator", agreed, "record-9").status_code == 404


def test_the_note_of_the_end_names_the_other_ways(web):
    page = words(printed(web, "mediator", web.town.case(State.TERMINATED), "end-1"))
    assert "终止调解告知书" in page
    assert "向法院起诉" in page


def test_the_cover_lists_every_paper_in_the_order_of_the_file(web):
    case = web.town.case(State.PERFORMED)
    page = words(printed(web, "mediator", case, "cover-1"))
    for said in ("卷宗封面", f"卷号{case.number}", "人民调解员央金", "保管期限", "卷内目录"):
        assert said in page
    order = [page.index(name) for name in ("1人民调解申请书", "2人民调解受理登记表", "人民调解记录", "人民调解协议书")]
    assert order == sorted(order)
    assert printed(web, "mediator", web.town.case(State.MEDIATING), "cover-1").status_code == 404


def test_a_visit_has_its_record(web):
    road = web.town.road(State.PERFORMED).visit(march(17))
    db.session.commit()
    page = words(printed(web, "mediator", road.case, "visit-1"))
    for said in ("人民调解回访记录", "回访日期2026年3月17日", "是否满意", "后来的诉讼无", "回访人"):
        assert said in page


def test_administrative_mediation_has_a_set_of_its_own(web, agreed):
    agreed.kind = "ADMIN"
    db.session.commit()
    page = words(printed(web, "office", agreed, "agreement-1"))
    assert "行政调解协议书" in page
    assert "人民调解协议书" not in page


# --- who may ------------------------------------------------------------------------------------------

READS = {
    "mediator": {"acceptance-1", "notice-1", "record-1", "agreement-1"},
    "chair": {"acceptance-1", "notice-1", "record-1", "agreement-1"},
    "office": {"acceptance-1", "notice-1", "record-1", "agreement-1"},
    "clerk": {"acceptance-1", "notice-1"},
    "peace": set(),
    "mediator2": set(),
}
NAMES = ("acceptance-1", "notice-1", "record-1", "agreement-1")


@pytest.mark.parametrize("who", [one for one in READS if one != "mediator2"])
def test_everybody_prints_what_he_reads_and_nothing_else(web, agreed, who):
    found = {name for name in NAMES if printed(web, who, agreed, name).status_code == 200}
    assert found == READS[who]
    for name in set(NAMES) - READS[who]:
        assert printed(web, who, agreed, f"{name}.docx").status_code == 404


def test_a_closed_file_is_printed_by_those_who_work_on_it(web, agreed):
    agreed.violence_flag = True
    db.session.commit()
    assert printed(web, "office", agreed, "agreement-1").status_code == 404
    assert printed(web, "mediator", agreed, "agreement-1").status_code == 200


def test_printing_is_a_look_and_with_phones_a_look_at_numbers(web, agreed):
    printed(web, "mediator", agreed, "agreement-1")
    last = db.session.query(AuditEvent).order_by(AuditEvent.id.desc()).first()
    assert (last.act, last.data["reason"], last.data["printed"]) == ("reveal", "PAPER", "agreement-1")
    assert ZHUOMA["phone"] in printed(web, "mediator", agreed, "agreement-1").text
    for party in agreed.present_parties:
        party.person.phone = None
    db.session.commit()
    printed(web, "mediator", agreed, "agreement-1")
    last = db.session.query(AuditEvent).order_by(AuditEvent.id.desc()).first()
    assert (last.act, last.data) == ("look", {"printed": "agreement-1"})


def test_an_adviser_reads_the_agreement_without_phones(web, agreed):
    agreed.adviser_asked_on = march(5)
    db.session.commit()
    page = printed(web, "adviser", agreed, "agreement-1")
    assert page.status_code == 200
    assert ZHUOMA["phone"] not in page.text
    assert printed(web, "adviser", agreed, "record-1").status_code == 404


def test_the_page_of_the_case_leads_to_them(web, agreed):
    page = web("mediator").get(f"/cases/{agreed.ref}").text
    for name in NAMES:
        assert f'href="/cases/{agreed.ref}/print/{name}"' in page
    assert "/print/" not in web("peace").get(f"/cases/{agreed.ref}").text


def test_a_lead_has_no_paper(web):
    assert "/print/" not in web("clerk").get(f"/cases/{web.town.case(State.LEAD).ref}").text
