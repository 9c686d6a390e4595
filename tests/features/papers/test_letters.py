"""Papers that leave the house: to the court, to the organ that sent a case, to the one that takes it over."""

import pytest

from mediation.kernel import clock
from mediation.model.base import db
from mediation.procedure.records import AgreementForm, Confirmation, Source
from mediation.procedure.states import State
from tests.answers import act
from tests.desk import words
from tests.people import ZHAXI, ZHUOMA
from tests.printed import printed, text_of
from tests.town import Road, march

STORY = "双方各说了各的道理"  # what the talks of the town's cases say


def of_police(web):
    """A case that the police sent with a letter, in talks."""
    road = Road(web.town).register(march(2), source=Source.POLICE, matter="打架后要赔药费")
    road.accept(march(3)).assign(march(4)).tell(march(5)).meet(march(6))
    db.session.commit()
    return road


# --- judicial confirmation ----------------------------------------------------------------------------


def test_the_joint_application_names_agreement_last_day_and_enclosures(web):
    case = web.town.case(State.IN_FORCE)
    page = words(printed(web, "mediator", case, "confirmation-1"))
    until = case.agreement.confirm_until
    for said in (
        "司法确认申请书",
        "送达地址和联系方式",
        f"自2026年3月9日起生效的人民调解协议（编号：{case.number}）有效。".replace(" ", ""),
        f"（到{until.year}年{until.month}月{until.day}日为止）共同提出申请",
        "《中华人民共和国人民调解法》第三十三条",
        "牦牛吃了草",
        "1,200.00元（壹仟贰佰元整）",
        "没有恶意串通",
        "人民调解委员会主持调解的证明",
        "身份证件号码送达地址",
        "此致",
        f"申请人{ZHUOMA['name']}",
        f"申请人{ZHAXI['name']}",
    ):
        assert said in page, said
    assert STORY not in page
    assert "被申请人" not in page


def test_who_acts_for_a_party_signs_and_proves_it(web):
    case = web.town.case(State.IN_FORCE)
    party = case.present_parties[1]
    party.agent, party.guardian = "次仁", "旺堆"
    db.session.commit()
    page = words(printed(web, "mediator", case, "confirmation-1"))
    for said in ("授权委托书、代理人的身份证明", "监护关系证明", "扎西的代理人次仁", "扎西的监护人旺堆"):
        assert said in page, said


def test_after_the_last_day_there_is_no_application(web):
    case = web.town.case(State.IN_FORCE)
    last = case.agreement.confirm_until
    with clock.frozen(last):
        assert printed(web, "mediator", case, "confirmation-1").status_code == 200
    case.agreement.confirm_until = march(19)  # today is the twentieth
    db.session.commit()
    assert printed(web, "mediator", case, "confirmation-1").status_code == 404


BARS = {
    "ownership": lambda case: setattr(case, "ownership_disputed", True),
    "status": lambda case: setattr(case, "status_matter", True),
    "oral": lambda case: setattr(case.agreement, "form", AgreementForm.ORAL),
    "administrative": lambda case: setattr(case, "kind", "ADMIN"),
}


@pytest.mark.parametrize("bar", BARS)
def test_what_no_court_takes_is_not_printed(web, bar):
    case = web.town.case(State.IN_FORCE)
    BARS[bar](case)
    db.session.commit()
    assert printed(web, "office", case, "confirmation-1").status_code == 404


@pytest.mark.parametrize("state", [State.AGREED_UNSIGNED, State.ANNULLED, State.TERMINATED, State.ARCHIVED])
def test_without_an_agreement_that_can_be_taken_there_is_no_application(web, state):
    assert printed(web, "mediator", web.town.case(state), "confirmation-1").status_code == 404


def test_what_was_applied_for_can_be_printed_for_the_file(web):
    case = web.town.case(State.IN_FORCE)
    version = case.agreement
    version.confirmation, version.confirmation_on = Confirmation.TAKEN, march(18)
    version.confirmation_court, version.confirm_until = "云上县人民法院", march(19)
    db.session.commit()
    page = words(printed(web, "mediator", case, "confirmation-1"))
    assert "此致云上县人民法院" in page
    assert "2026年3月18日" in page


def test_the_application_is_for_those_who_read_the_agreement(web):
    case = web.town.case(State.IN_FORCE)
    case.adviser_asked_on = march(5)
    db.session.commit()
    assert printed(web, "clerk", case, "confirmation-1").status_code == 404
    assert printed(web, "peace", case, "confirmation-1").status_code == 404
    page = printed(web, "adviser", case, "confirmation-1")
    assert page.status_code == 200
    assert ZHUOMA["phone"] not in page.text
    assert ZHUOMA["phone"] in printed(web, "mediator", case, "confirmation-1").text


# --- the answer to who sent the case ------------------------------------------------------------------


def test_the_answer_to_the_police_tells_of_agreement_and_performance(web):
    road = of_police(web).agree(march(9), fen=50_000, due_on=march(10)).perform(march(10))
    db.session.commit()
    page = words(printed(web, "chair", road.case, "reply-1"))
    for said in (
        "调解情况反馈函",
        f"{road.case.organ}：",
        "你单位于2026年3月2日以函1号委托（移送）我单位调解的",
        f"于2026年3月3日受理，编号{road.case.number}",
        "先后调解1次，最近一次在2026年3月6日。",
        "经调解，当事人自愿达成书面协议，自2026年3月9日起生效。",
        "协议约定的事项已经在2026年3月10日全部履行完毕。",
        "特此函告。",
        f"{road.case.unit.name}（印章）",
    ):
        assert said in page, said
    assert STORY not in page
    assert ZHUOMA["phone"] not in page
    assert printed(web, "clerk", road.case, "reply-1").status_code == 404


def test_the_answer_tells_of_an_end_without_agreement(web):
    road = of_police(web).fail(march(10))
    db.session.commit()
    page = words(printed(web, "mediator", road.case, "reply-1"))
    assert "因调解不成，于2026年3月10日终止调解" in page
    assert STORY not in page


def test_a_case_that_was_not_accepted_is_answered_too(web):
    road = Road(web.town).register(march(2), source=Source.COURT, matter="要求分草场")
    told = {"advice": "请到县政府", "told_to": "卓玛", "told_on": march(3), "letter": "不受1号"}
    road.fire("decline", march(3), reason="OTHER_PLACE", **told)
    db.session.commit()
    page = words(printed(web, "chair", road.case, "reply-1"))
    assert "因不属本镇，于2026年3月3日决定不予受理。" in page
    assert "征询当事人意愿后" not in page


def test_an_agreement_of_some_of_the_parties_is_told_as_such(web):
    road = of_police(web).agree(march(9))
    db.session.delete(road.case.agreement.bound[-1])
    db.session.commit()
    assert "其他当事人没有参加协议" in words(printed(web, "mediator", road.case, "reply-1"))


def test_nobody_is_answered_before_the_end_or_who_sent_nothing(web):
    assert printed(web, "chair", of_police(web).case, "reply-1").status_code == 404
    assert printed(web, "chair", web.town.case(State.PERFORMED), "reply-1").status_code == 404


def test_a_ledger_knows_of_no_letters(web):
    road = of_police(web).fail(march(10))
    road.case.ledger = True
    db.session.commit()
    assert printed(web, "chair", road.case, "reply-1").status_code == 404


def test_the_police_read_the_answer_once_it_is_sent_and_print_none(web):
    road = of_police(web).fail(march(10))
    db.session.commit()
    assert printed(web, "police", road.case, "reply-1").status_code == 404
    assert printed(web, "peace", road.case, "reply-1").status_code == 404


@pytest.mark.parametrize("name", ["reply-1", "confirmation-1"])
def test_letters_of_a_restricted_file_stay_shut(web, name):
    road = of_police(web).agree(march(9))
    road.case.violence_flag = True
    db.session.commit()
    assert printed(web, "office", road.case, name).status_code == 404
    assert printed(web, "mediator", road.case, name).status_code == 200


def test_the_day_of_the_answer_is_that_of_the_letter_in_the_file(web):
    road = act(of_police(web).fail(march(10)), "attach_paper", march(12), kind="REFERRAL_REPLY", paper_on=march(11))
    db.session.commit()
    assert "2026年3月11日" in words(printed(web, "chair", road.case, "reply-1"))


def test_the_word_file_of_the_answer_begins_with_whom_it_is_for(web):
    road = of_police(web).fail(march(10))
    db.session.commit()
    text = text_of(printed(web, "chair", road.case, "reply-1.docx"))
    assert f"\n{road.case.organ}：\n" in text
    assert "特此函告。" in text


# --- handing over -------------------------------------------------------------------------------------


def test_the_letter_of_transfer_tells_why_and_what_was_done(web):
    told = {"urgent": True, "calming": "派人守了两夜", "papers": "登记表一份\n照片两张"}
    road = act(web.town.road(State.MEDIATING), "transfer_out", reason="有人要动手", **told)
    db.session.commit()
    page = words(printed(web, "office", road.case, "transfer-1"))
    for said in (
        "移1号某县人民法院：",
        "现移送你单位处理。",
        "有人要动手",
        "为防止激化已经采取的措施：派人守了两夜",
        "随函材料：登记表一份、照片两张",
        "移送已经在2026年3月20日告知当事人。",
        "请你单位审查处理。",
    ):
        assert said in page, said
    assert STORY not in page


def test_the_receipt_goes_along_and_names_who_is_to_sign_it(web):
    case = web.town.case(State.TRANSFERRED)
    page = words(printed(web, "clerk", case, "receipt-1"))
    for said in (
        "移送回执",
        f"{case.unit.name}：",
        "你单位2026年3月10日移送的",
        "（移1号）",
        "有关机关（印章）",
        "□接收",
    ):
        assert said in page, said


def test_a_case_that_was_transferred_twice_has_two_letters(web):
    road = web.town.road(State.TRANSFERRED).take_back(march(11)).assign(march(12))
    act(road, "transfer_out", march(13), papers="第二次的材料")
    db.session.commit()
    second = words(printed(web, "office", road.case, "transfer-2"))
    assert "2026年3月13日" in second
    assert "随函材料：第二次的材料" in second
    assert "第二次的材料" not in words(printed(web, "office", road.case, "transfer-1"))
    assert printed(web, "office", road.case, "transfer-3").status_code == 404


def test_without_a_transfer_there_is_neither_letter_nor_receipt(web):
    case = web.town.case(State.MEDIATING)
    for name in ("transfer-1", "receipt-1"):
        assert printed(web, "office", case, name).status_code == 404


def test_the_letter_of_transfer_is_not_for_those_who_read_no_talks(web):
    case = web.town.case(State.TRANSFERRED)
    for who in ("clerk", "police", "peace"):
        assert printed(web, who, case, "transfer-1").status_code == 404
    assert printed(web, "chair", case, "transfer-1").status_code == 200


def test_letters_stand_in_the_directory_only_when_they_are_put_into_the_file(web):
    road = web.town.road(State.TRANSFERRED)
    assert "移送函1" not in words(printed(web, "office", road.case, "cover-1"))
    act(road, "attach_paper", march(11), kind="TRANSFER_LETTER", paper_on=march(10))
    db.session.commit()
    assert "移送函1" in words(printed(web, "office", road.case, "cover-1"))


def test_the_page_of_the_case_calls_each_by_its_name(web):
    page = web("office").get(f"/cases/{web.town.case(State.TRANSFERRED).ref}").text
    for word in ("移送函", "移送回执", "人民调解结案报告表", "封底"):
        assert word in page, word
