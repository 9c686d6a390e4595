"""What the page of a case says of its agreement: progress, advice, partial and changed texts, confirmation, courts."""

from datetime import date
from decimal import Decimal

import pytest

from mediation.kernel import clock
from mediation.model.base import db
from mediation.procedure.records import Reading
from mediation.procedure.states import State
from tests.answers import act
from tests.desk import Desk, send, words
from tests.town import TODAY, Road, breached, march, mediating


def shown(web, road, who="mediator"):
    db.session.commit()
    return Desk(web, f"/cases/{road.case.ref}").look(who)


def said(web, road, who="mediator"):
    return words(shown(web, road, who))


def settled(web, *items, **more):
    """Settled with these rows, in force unless the text is only a draft."""
    road = mediating(Road(web.town), {})
    made = [road.duties(march(9), 200_000, march(25))[0] | item for item in items]
    return road.fire("settle_content", march(9), bound=road.everybody, items=made, facts="事实", **more)


def in_force(web, *items):
    return act(settled(web, *items).sign(march(9)), "sign_agreement", march(9))


SHEEP = {"kind": "LIVESTOCK", "amount": None, "quantity": Decimal(3), "unit": "头", "content": "还羊"}


# --- duties -----------------------------------------------------------------------------------------


def test_instalments_estimate_and_sum_are_shown(web):
    road = in_force(web, {"times": 3, "every": "MONTH"}, SHEEP | {"estimate": 900_000})
    page = said(web, road)
    assert "赔偿草料（第2期，共3期）2,000.00元" in page
    assert "3头（估价9,000.00元）" in page
    assert "协议金额共6,000.00元，另有估价9,000.00元，不算协议金额" in page


def test_instalments_can_be_told_apart_where_one_is_chosen(web):
    road = in_force(web, {"times": 3, "every": "MONTH"})
    db.session.commit()
    page = web("mediator").get(f"/cases/{road.case.ref}/events/record-performance")
    assert "2,000.00元（第2期，共3期），4月25日前" in words(page)
    second = road.case.agreement.duties[1].id
    act(road, "record_performance", march(10), item=second, amount=50_000)
    assert "赔偿草料（第2期，共3期）；付了多少钱：500.00元" in said(web, road)


def test_none_part_and_all_are_said(web):
    road = in_force(web, {}, SHEEP)
    money, animals = (duty.id for duty in road.case.agreement.duties)
    assert "还没有做" in said(web, road)
    act(road, "record_performance", march(10), item=money, amount=50_000)
    act(road, "record_performance", march(10), item=animals, quantity=Decimal(2))
    page = said(web, road)
    assert "做了一部分：2项里做到了0项，付了500.00元，共2,000.00元" in page
    assert "已付500.00元，还差1,500.00元" in page
    assert "给了一部分，还差1头" in page
    act(road, "record_performance", march(11), item=money)
    act(road, "record_performance", march(11), item=animals)
    assert "都做到了" in said(web, road)


def test_each_open_row_leads_to_its_own_form_with_the_rest_filled_in(web):
    road = in_force(web, {}, SHEEP)
    money, animals = (duty.id for duty in road.case.agreement.duties)
    act(road, "record_performance", march(10), item=money, amount=50_000)
    page = shown(web, road)
    address = f"/cases/{road.case.ref}/events/record-performance"
    assert f"{address}?item={money}" in page.text
    assert f"{address}?item={animals}" not in shown(web, road, "office").text
    form = web("mediator").get(f"{address}?item={money}").text
    assert 'value="1500.00"' in form
    answer = send(web("mediator"), f"{address}?item={animals}", proof="SEEN")
    assert answer.status_code == 303
    db.session.rollback()
    assert [duty.done_on for duty in road.case.agreement.duties] == [None, TODAY]


def test_a_repudiated_item_is_marked_with_the_day(web):
    assert "3月20日反悔" in said(web, act(in_force(web, {}), "record_breach", reason="REPUDIATED"))


def test_how_often_and_when_last_somebody_was_urged_is_shown(web):
    road = in_force(web, {})
    act(road, "urge", march(16))
    assert "督促过1次，最近一次3月16日" in said(web, road)
    act(road, "urge", march(18))
    assert "督促过2次，最近一次3月18日" in said(web, road)


# --- before signing ---------------------------------------------------------------------------------


def test_vague_words_are_pointed_out_and_hold_nothing_up(web):
    road = settled(web, {"content": "适当赔偿草料"})
    advice = "第1项写着“适当”，说不清是多少，请写数。"
    assert advice in said(web, road)
    assert advice in words(web("mediator").get(f"/cases/{road.case.ref}/events/record-signature"))
    act(road.sign(march(9)), "sign_agreement", march(9))


def test_an_oral_promise_of_property_is_advised_to_be_written(web):
    road = act(web.town.road(State.MEDIATING), "agree_orally", why_oral="两家都说不用写")
    page = said(web, road)
    assert "最好补签一份书面协议" in page
    assert "没有写下来的原因：两家都说不用写" in page
    assert "口头协议不能申请司法确认" in page
    act(road, "record_performance")
    assert "最好补签" not in said(web, road)


@pytest.mark.parametrize(
    ("reads", "language", "cannot"),
    [
        (Reading.NONE, None, True),
        (Reading.TIBETAN, "CHINESE", True),
        (Reading.TIBETAN, "TIBETAN", False),
        (Reading.BOTH, "CHINESE", False),
        (None, "CHINESE", False),
    ],
)
def test_who_cannot_read_the_text_is_read_it_before_a_witness(web, reads, language, cannot):
    road = settled(web, {}, **({"language": language} if language else {}))
    road.case.parties[1].person.reads = reads
    assert ("扎西看不懂这份协议" in said(web, road)) is cannot
    read = {"read_out": "央金用藏语念的"} if cannot else {}
    act(road, "record_signature", march(9), for_whom=road.b, kind="FINGER", **read)
    act(road, "record_signature", march(9), who="WITNESS", name="次旺", for_whom=None)
    page = said(web, road)
    assert "看不懂" not in page
    assert "次旺" in page
    assert ("央金用藏语念的" in page) is cannot


def test_the_effect_says_whose_signature_is_missing(web):
    road = web.town.road(State.AGREED_UNSIGNED)
    act(road, "record_signature", for_whom=road.a)
    db.session.commit()
    page = words(web("mediator").get(f"/cases/{road.case.ref}/events/sign-agreement"))
    assert "扎西还没有签名、盖章或按指印。" in page
    assert "卓玛还没有签名" not in page


# --- partial and changed ----------------------------------------------------------------------------


def partial(web):
    road = mediating(Road(web.town), {"others": 2})
    a, b, _third = road.everybody
    items = [road.duties(march(9), 5_000)[0] | {"debtor": b, "creditor": a}]
    rest = {"open_claims": "第三家的草场", "ways_told": ["COURT"]}
    road.fire("settle_content", march(9), bound=[a, b], items=items, facts="事实", **rest)
    for party in (a, b):
        act(road, "record_signature", march(9), who="PARTY", for_whom=party, mediator=None)
    act(road, "record_signature", march(9), who="MEDIATOR", mediator=road.case.lead.mediator_id, for_whom=None)
    act(road, "put_seal", march(9))
    return act(road, "sign_agreement", march(9))


def test_a_partial_agreement_says_whom_it_binds_and_leads_on_to_the_rest(web):
    road = partial(web)
    page = shown(web, road)
    assert "这份协议只约束卓玛、扎西。" in words(page)
    assert "第三家的草场" in words(page)
    assert "告知过的别的办法：" in words(page)
    assert "link_kind=REMAINDER" in page.text
    form = web("clerk").get(f"/cases/new/register-linked?earlier={road.case.ref}&link_kind=REMAINDER")
    assert 'value="REMAINDER" checked' in form.text


def test_a_change_stands_beside_the_text_that_binds(web):
    road = in_force(web, {})
    row = road.duties(march(9), 100_000, march(30))[0]
    act(road, "draft_change", march(16), items=[row])
    page = said(web, road)
    assert "改了哪里" in page
    assert "第1份，生效文本" in page
    assert "第2份，待签文本" in page
    assert "2,000.00元，3月25日前" in page
    assert "1,000.00元，3月30日前" in page
    act(road.sign(march(17)), "replace_agreement", march(17))
    page = said(web, road)
    assert "第1份，已被变更，到3月17日为止" in page
    assert "第2份，生效文本" in page


def test_an_annulled_text_shows_its_duties_as_ended(web):
    road = web.town.road(State.ANNULLED)
    page = said(web, road)
    assert "随旧协议结束" in page
    assert "裁判结果：撤销" in page


# --- courts -----------------------------------------------------------------------------------------


def test_the_last_day_is_shown_with_its_rule(web):
    page = said(web, web.town.road(State.IN_FORCE))
    assert "可以申请" in page
    assert "最后一天是4月8日：从生效起三十日，遇休息日顺延（《人民调解法》第三十三条）。" in page


def test_after_the_last_day_the_way_is_a_lawsuit(web):
    road = web.town.road(State.IN_FORCE)
    db.session.commit()
    with clock.frozen(date(2026, 4, 9)):
        page = said(web, road)
    assert "已过三十日" in page
    assert "可以依法起诉" in page


@pytest.mark.parametrize(("day", "expected"), [(TODAY, "这里不再登记申请"), (date(2026, 4, 9), "不能再申请司法确认")])
def test_a_closed_case_offers_no_confirmation_and_says_why(web, day, expected):
    road = web.town.road(State.ARCHIVED)
    db.session.commit()
    with clock.frozen(day):
        page = said(web, road)
    assert expected in page
    assert "可以申请司法确认" not in page
    assert "双方同意变更协议" not in page
    assert "要双方当事人一起去申请" not in page


def test_when_the_court_should_have_answered_is_said(web):
    road = act(web.town.road(State.IN_FORCE), "apply_confirmation")
    assert "最迟3月23日" in said(web, road)
    act(road, "record_confirmation", result="TAKEN")
    assert "最迟4月14日" in said(web, road)


def test_a_court_that_has_not_answered_in_time_is_marked(web):
    road = act(web.town.road(State.IN_FORCE), "apply_confirmation")
    db.session.commit()
    with clock.frozen(march(24)):
        assert "法院过了期限还没有答复" in said(web, road)


def test_after_a_dismissal_three_ways_are_named(web):
    road = act(web.town.road(State.IN_FORCE), "apply_confirmation")
    act(road, "record_confirmation", result="DISMISSED", ruling_no="（2026）司确2号")
    page = shown(web, road)
    assert "可以变更协议，可以重新调解达成新的协议，也可以起诉" in words(page)
    assert "（2026）司确2号" in words(page)
    for event in ("draft-change", "record-lawsuit"):
        assert f"/cases/{road.case.ref}/events/{event}" in page.text


def test_what_bars_a_confirmation_is_said_before_anybody_applies(web):
    road = web.town.road(State.IN_FORCE)
    road.case.ownership_disputed = True
    page = said(web, road)
    assert "不能申请" in page
    assert "权属争议" in page
    form = words(web("mediator").get(f"/cases/{road.case.ref}/events/apply-confirmation"))
    assert "第三百五十五条第一款第五项" in form


def test_lawsuits_are_told_with_who_sued(web):
    road = breached(Road(web.town), {})
    act(road, "record_lawsuit", who=road.a, claim="付清草钱")
    act(road, "record_court_result", result="UPHELD")
    page = said(web, road)
    assert "卓玛，起诉：付清草钱" in page
    assert "裁判结果：维持" in page


@pytest.mark.parametrize("who", ["clerk", "police", "peace"])
def test_whoever_may_not_see_the_agreement_sees_none_of_this(web, who):
    page = said(web, act(partial(web), "report_risk"), who)
    for secret in ("第三家的草场", "谁要做什么", "司法确认和打官司"):
        assert secret not in page
