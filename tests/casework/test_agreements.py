"""Agreements with real records: rows and instalments, who signs how, copies, part and late performance, courts."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from mediation.casework.firsts import first_answers
from mediation.casework.seats import seats_of
from mediation.casework.signing import Lack, missing_signatures
from mediation.kernel.errors import Incomplete, NotFound, Refused
from mediation.model.agreement import Breach, CourtAct, Progress
from mediation.model.audit import AuditEvent
from mediation.model.base import db
from mediation.model.evidence import Paper
from mediation.procedure.events import EVENTS
from mediation.procedure.records import PaperKind, SignatureKind
from mediation.procedure.states import State
from tests.answers import act, answers
from tests.casework.records import last_event, rows
from tests.factories import Upload, stranger
from tests.town import TODAY, TOMORROW, Road, march, mediating

COMPANY = {"name": "某建设公司", "kind": "ORGANISATION", "id_number": "91350100M000100Y43"}


def said(road, event, on=TODAY, **how):
    with pytest.raises(Refused) as found:
        act(road, event, on, **how)
    return [(str(reason), reason.field) for reason in found.value.reasons]


def row(road, **more):
    return road.duties(march(9), 200_000, march(16))[0] | more


def sheep(road, **more):
    of_sheep = {"kind": "LIVESTOCK", "amount": None, "quantity": Decimal(3), "unit": "头", "content": "还羊"}
    return row(road, **of_sheep | more)


def in_force(people, *items):
    road = mediating(Road(people), {})
    made = [item(road) for item in items]
    road.fire("settle_content", march(9), bound=road.everybody, items=made, facts="事实").sign(march(9))
    return act(road, "sign_agreement", march(9))


def duties(road):
    return road.case.agreement.duties


# --- rows -------------------------------------------------------------------------------------------


def test_instalments_become_items_with_their_own_days_and_one_sum(people):
    road = in_force(people, lambda road: row(road, times=3, every="MONTH"))
    assert [duty.due_on for duty in duties(road)] == [march(16), date(2026, 4, 16), date(2026, 5, 16)]
    assert [(duty.instalment, duty.instalments) for duty in duties(road)] == [(1, 3), (2, 3), (3, 3)]
    assert road.case.agreement.amount_fen == 600_000


def test_a_day_that_had_passed_when_they_agreed_is_asked_about(people):
    road = mediating(Road(people), {})
    items = [row(road, due_on=march(9) - timedelta(days=365))]
    for event in ("settle_content", "agree_orally"):
        assert said(road, event, march(9), bound=road.everybody, items=items) == [
            ("第1项的日子在谈成以前，请看年月日写对了没有。", "items-0-due_on")
        ]


def test_an_estimate_is_no_part_of_the_amount(people):
    road = in_force(people, lambda road: sheep(road, estimate=900_000))
    assert road.case.agreement.amount_fen is None
    assert road.case.agreement.estimated_fen == 900_000


def test_a_vague_row_is_refused_before_anybody_signs(people):
    road = people.road(State.MEDIATING)
    items = [sheep(road, unit=None), row(road, amount=None)]
    assert said(road, "settle_content", march(16), items=items) == [
        ("第1项没有写单位，比如 头、捆、天。", "items-0-unit"),
        ("第2项是付钱的，没有写金额。", "items-1-amount"),
    ]
    assert said(road, "agree_orally", march(16), items=items[1:]) == [("第1项是付钱的，没有写金额。", "items-0-amount")]
    assert road.case.draft is None


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"quantity": Decimal("0.5")}, ("第1项是牲畜或者人，数量要写整数，没有半头、半个人。", "items-0-quantity")),
        ({"kind": "WORK", "unit": "人", "quantity": Decimal("1.5")}, ("第1项是牲畜或者人", "items-0-quantity")),
        ({"kind": "WORK", "unit": "天", "quantity": Decimal("1.5")}, None),
        ({"kind": "GOODS", "unit": "吨", "quantity": Decimal("0.5")}, None),
    ],
)
def test_livestock_and_people_are_counted_whole(people, more, refusal):
    road = mediating(Road(people), {})
    told = {"bound": road.everybody, "items": [sheep(road, **more)]}
    if refusal is None:
        act(road, "settle_content", march(9), **told)
        return
    ((text, field),) = said(road, "settle_content", march(9), **told)
    assert text.startswith(refusal[0])
    assert field == refusal[1]


def test_half_a_sheep_is_not_handed_over_either(people):
    road = in_force(people, sheep)
    (duty,) = duties(road)
    told = {"item": duty.id, "amount": None, "quantity": Decimal("1.5"), "proof": "SEEN"}
    assert said(road, "record_performance", **told) == [("牲畜和人要写整数，没有半头、半个人。", "quantity")]


@pytest.mark.parametrize("name", ["content", "debtor", "creditor", "due_on", "manner", "place"])
def test_a_field_left_empty_is_asked_for_by_row_and_name(people, name):
    road = people.road(State.MEDIATING)
    with pytest.raises(Incomplete) as found:
        act(road, "settle_content", items=[row(road), row(road, **{name: None})])
    (reason,) = found.value.reasons
    assert reason.field == f"items-1-{name}"
    assert str(reason).startswith("第2行：请填写")


def test_a_row_that_names_somebody_who_is_not_bound_is_refused(people):
    road = mediating(Road(people), {"others": 2})
    a, b, third = road.everybody
    rest = {"bound": [a, b], "open_claims": "第三家", "ways_told": ["COURT"]}
    items = [row(road, debtor=third, creditor=a, due_on=TODAY)]
    assert said(road, "settle_content", items=items, **rest) == [
        ("第1项写到的人不在协议约束的当事人里。", "items-0-debtor")
    ]


# --- signing ----------------------------------------------------------------------------------------


def with_company(people):
    road = Road(people)
    given = answers("register_application", road, march(2)) | {"respondents": [COMPANY]}
    road.fire("register_application", march(2), **given).accept(march(3)).assign(march(4))
    road.tell(march(5)).meet(march(6), "AGREED")
    return road.fire("settle_content", march(9), bound=road.everybody, items=[row(road)], facts="事实")


def lacking(road):
    return [(one.name, one.lack) for one in missing_signatures(road.case.draft, seats_of(road.case), TODAY)]


def test_a_body_signs_by_its_representative_and_puts_its_seal(people):
    road = with_company(people)
    road.fire("record_signature", march(9), who="PARTY", for_whom=road.a, kind="FINGER")
    both = [("某建设公司", Lack.REPRESENTATIVE), ("某建设公司", Lack.BODY_SEAL)]
    assert lacking(road) == both
    named = {"who": "PARTY", "for_whom": road.b, "mediator": None}
    sentence = "单位签名的，请写代表人的名字；盖单位的章另记一次。"
    assert said(road, "record_signature", march(9), **named, kind="SIGN") == [(sentence, "name")]
    act(road, "record_signature", march(9), **named, kind="SIGN", name="代表人")
    assert lacking(road) == both[1:]
    act(road, "record_signature", march(9), who="MEDIATOR", mediator=road.world.yangjin.id)
    act(road, "put_seal", march(9))
    assert [reason.code for reason in _refusal(road, "sign_agreement", march(9))] == ["all_signed"]
    act(road, "record_signature", march(9), **named, kind="SEAL")
    assert act(road, "sign_agreement", march(9)).case.state is State.IN_FORCE


def _refusal(road, event, on):
    with pytest.raises(Refused) as found:
        act(road, event, on)
    return found.value.reasons


def test_the_form_names_who_signs_next_and_how(people):
    road, event = with_company(people), EVENTS["record_signature"]
    road.case.parties[1].person.legal_representative = "代表人"
    company = {"who": "PARTY", "for_whom": str(road.b)}
    for expected in (
        {"who": "PARTY", "for_whom": str(road.a)},
        company | {"kind": "SIGN", "name": "代表人"},
        company | {"kind": "SEAL"},
    ):
        assert first_answers(road.case, event) == expected
        act(road, "record_signature", march(9), **({"kind": "BOTH", "mediator": None} | expected | _party(expected)))
    assert first_answers(road.case, event) == {"who": "MEDIATOR", "mediator": str(road.world.yangjin.id)}


def _party(expected):
    return {"for_whom": int(expected["for_whom"])}


@pytest.mark.parametrize("kind", list(SignatureKind))
def test_a_person_signs_by_any_of_the_four_kinds(people, kind):
    road = people.road(State.AGREED_UNSIGNED)
    act(road, "record_signature", for_whom=road.a, kind=kind.value, place="村委会")
    signature = road.case.draft.signatures[-1]
    assert (signature.kind, signature.done_on, signature.place) == (kind, TODAY, "村委会")
    assert road.a not in {one.party_id for one in missing_signatures(road.case.draft, seats_of(road.case), TODAY)}


def test_who_read_it_out_and_who_bore_witness_is_kept(people):
    road = people.road(State.AGREED_UNSIGNED)
    act(road, "record_signature", for_whom=road.a, read_out="央金用藏语念的")
    act(road, "record_signature", who="WITNESS", name="次旺", for_whom=None)
    act(road, "record_signature", who="INTERPRETER", name="白玛", for_whom=None)
    kept = [(one.signer.value, one.name, one.read_out) for one in road.case.draft.signatures]
    assert kept == [("PARTY", "卓玛", "央金用藏语念的"), ("WITNESS", "次旺", None), ("INTERPRETER", "白玛", None)]


@pytest.mark.parametrize("copies", [0, 2])
def test_there_are_copies_for_everybody_and_one_for_the_committee(people, copies):
    road = people.road(State.AGREED_UNSIGNED)
    assert said(road, "put_seal", copies=copies) == [("至少要3份：每位当事人一份，调委会留一份。", "copies")]
    assert act(road, "put_seal", copies=5).case.draft.copies == 5


def test_a_text_is_sealed_once(people):
    road = act(people.road(State.AGREED_UNSIGNED), "put_seal")
    again = said(road, "put_seal", copies=5)
    assert again == [(f"这份协议{TODAY.isoformat()}已经盖过章，不用再盖。", None)]
    assert road.case.draft.copies == 3


def test_the_form_of_the_seal_offers_one_copy_more_than_parties(people):
    assert first_answers(people.case(State.AGREED_UNSIGNED), EVENTS["put_seal"]) == {"copies": "3"}


# --- performance ------------------------------------------------------------------------------------


def test_none_part_all_is_computed_from_the_items(people):
    road = in_force(people, row, sheep)
    money, animals = duties(road)
    version = road.case.agreement
    assert version.progress is Progress.NONE
    act(road, "record_performance", march(10), item=money.id, amount=50_000)
    assert (version.progress, money.open_fen, money.done_on) == (Progress.PART, 150_000, None)
    act(road, "record_performance", march(11), item=animals.id, quantity=Decimal(2))
    assert (animals.open_quantity, animals.done_on) == (1, None)
    act(road, "record_performance", march(12), item=animals.id)  # nothing said: all the rest
    act(road, "record_performance", march(12), item=money.id)
    assert version.progress is Progress.ALL
    assert (money.paid_fen, animals.given) == (200_000, 3)


@pytest.mark.parametrize(
    ("which", "how", "sentence", "field"),
    [
        (0, {"amount": 200_001}, "超过了还没有付的数额，只差2,000.00元了，请核对。", "amount"),
        (1, {"quantity": Decimal(4)}, "超过了还没有给的数量，只差3头了，请核对。", "quantity"),
        (1, {"amount": 100}, "这一项不是付钱的，金额请空着。", "amount"),
        (0, {"quantity": Decimal(1)}, "这一项没有约定数量，数量请空着。", "quantity"),
    ],
)
def test_what_is_recorded_fits_the_item(people, which, how, sentence, field):
    road = in_force(people, row, sheep)
    assert said(road, "record_performance", item=duties(road)[which].id, **how) == [(sentence, field)]


def test_the_form_offers_the_open_rest_of_the_item_asked_for(people):
    road = in_force(people, row, sheep)
    money, animals = duties(road)
    act(road, "record_performance", march(10), item=money.id, amount=50_000)
    event = EVENTS["record_performance"]
    assert first_answers(road.case, event, {"item": str(money.id)}) == {"item": str(money.id), "amount": "1500.00"}
    assert first_answers(road.case, event, {"item": str(animals.id)}) == {"item": str(animals.id), "quantity": "3"}
    assert first_answers(road.case, event) == {"item": str(money.id)}  # of several, nobody guesses which
    act(road, "record_performance", march(10), item=animals.id)
    assert first_answers(road.case, event) == {"item": str(money.id), "amount": "1500.00"}


def test_money_and_days_of_one_item_are_given_each_for_itself(people):
    both = {"kind": "OTHER", "content": "修围栏并付材料钱", "amount": 30_000, "quantity": Decimal(2), "unit": "天"}
    road = in_force(people, lambda road: row(road, **both))
    duty = duties(road)[0]
    act(road, "record_performance", march(10), amount=30_000)
    assert (duty.open_fen, duty.open_quantity, duty.done_on) == (0, 2, None)
    act(road, "record_performance", march(11))
    assert (duty.open_quantity, duty.done_on) == (0, march(11))


def test_the_photograph_of_a_receipt_lies_in_the_file(people):
    road = in_force(people, row)
    act(road, "record_performance", march(10), proof="RECEIPT", file=Upload())
    (paper,) = [one for one in rows(Paper, road.case) if one.kind is PaperKind.PERFORMANCE_PROOF]
    assert duties(road)[0].performances[0].paper_id == paper.id
    assert (paper.sha256, paper.paper_on) == (Upload().sha256, march(10))


def test_partly_given_goods_keep_the_effect_from_being_withdrawn(people):
    road = in_force(people, sheep)
    act(road, "record_performance", march(10), quantity=Decimal(1))
    assert [reason.code for reason in _refusal(road, "withdraw_effect", march(10))] == ["effect_unused"]


# --- breach -----------------------------------------------------------------------------------------


def test_a_breach_is_of_one_item_and_urging_is_repeated(people):
    road = in_force(people, row, lambda road: sheep(road, due_on=march(30)))
    money = duties(road)[0]
    act(road, "urge", march(16), item=money.id, answer="月底给")
    act(road, "record_breach", march(17), item=money.id, reason="OVERDUE")
    assert [breach.duty_id for breach in rows(Breach, road.case)] == [money.id]
    act(road, "urge", march(18), item=money.id, way="MEETING", answer="没有钱")
    urged = db.session.query(AuditEvent).filter_by(case_id=road.case.id, act="urge").order_by(AuditEvent.id)
    assert [(one.on, one.data["answer"]) for one in urged] == [(march(16), "月底给"), (march(18), "没有钱")]


def test_nobody_is_urged_for_an_item_of_another_agreement(people):
    other = people.case(State.PERFORMED).agreement.duties[0].id
    with pytest.raises(NotFound):
        act(in_force(people, row), "urge", march(16), item=other)


def test_the_form_of_a_breach_names_what_is_longest_overdue_and_whose_it_is(people):
    road = in_force(people, row, lambda road: row(road, due_on=march(12)))
    later, sooner = duties(road)
    event = EVENTS["record_breach"]
    assert first_answers(road.case, event) == {"item": str(sooner.id), "who": str(road.b)}
    assert later.due_on == march(16)


def test_late_performance_after_a_breach_ends_it(people):
    road = in_force(people, row)
    act(road, "record_breach", march(17), reason="OVERDUE")
    act(road, "record_performance", march(18))
    act(road, "confirm_performed", march(18))
    assert road.case.state is State.PERFORMED
    assert [breach.cleared_on for breach in rows(Breach, road.case)] == [march(18)]


def test_grace_moves_the_day_of_the_broken_item_alone(people):
    road = in_force(people, row, lambda road: sheep(road, due_on=march(30)))
    money, animals = duties(road)
    act(road, "record_breach", march(17), item=money.id, reason="OVERDUE")
    act(road, "resume_performance", march(18), how="GRACE", new_due_on=TOMORROW)
    assert (money.must_be_done_by, animals.must_be_done_by) == (TOMORROW, march(30))


# --- change, courts ---------------------------------------------------------------------------------


def test_open_items_of_the_old_text_end_with_it_and_the_old_one_binds_until_then(people):
    road = in_force(people, row)
    old = road.case.agreement
    act(road, "draft_change", march(16), items=[row(road, amount=100_000, due_on=march(30))])
    assert road.case.agreement is old
    act(road, "record_performance", march(16), amount=10_000)
    road.sign(march(17))
    act(road, "replace_agreement", march(17))
    new = road.case.agreement
    assert (new.replaces_id, old.in_force_to, old.duties[0].done_on) == (old.id, march(17), None)
    assert [duty.amount_fen for duty in new.duties] == [100_000]
    with pytest.raises(NotFound):
        act(road, "record_performance", march(18), item=old.duties[0].id)


def test_why_a_promise_of_property_was_not_written_down_is_kept(people):
    road = people.road(State.MEDIATING)
    act(road, "agree_orally", why_oral="两家都说不用写")
    assert road.case.agreement.why_oral == "两家都说不用写"


def test_a_lawsuit_names_who_sued_and_its_result_follows(people):
    road = in_force(people, row)
    act(road, "record_lawsuit", march(17), who=road.a, claim="付清草钱")
    act(road, "record_court_result", march(18), result="CHANGED")
    sued, result = rows(CourtAct, road.case)
    assert (sued.party_id, sued.claim, sued.result) == (road.a, "付清草钱", None)
    assert (result.result, result.party_id) == ("CHANGED", None)


@pytest.mark.parametrize("result", ["REVOKED", "VOIDED"])
def test_a_revoked_or_void_agreement_is_annulled_by_its_own_event(people, result):
    road = in_force(people, row)
    assert [one.code for one in _court_refusal(road, result)] == ["annul_by_event"]
    act(road, "annul_agreement", march(18), result=result)
    assert road.case.state is State.ANNULLED


def _court_refusal(road, result):
    with pytest.raises(Refused) as found:
        act(road, "record_court_result", march(18), result=result)
    return found.value.reasons


def test_the_remainder_goes_on_as_a_linked_case(people):
    road = mediating(Road(people), {"others": 2})
    a, b, _third = road.everybody
    items = [row(road, debtor=b, creditor=a)]
    rest = {"open_claims": "第三家的草场", "ways_told": ["COURT", "ARBITRATION"]}
    road.fire("settle_content", march(9), bound=[a, b], items=items, facts="事实", **rest)
    for party in (a, b):
        road.fire("record_signature", march(9), who="PARTY", for_whom=party, kind="BOTH")
    road.fire("record_signature", march(9), who="MEDIATOR", mediator=road.case.lead.mediator_id, kind="SIGN")
    act(road, "put_seal", march(9))
    first = act(road, "sign_agreement", march(9)).case
    assert (first.agreement.open_claims, first.agreement.ways_told) == ("第三家的草场", "COURT,ARBITRATION")
    given = {"earlier_case": first.id, "link_kind": "REMAINDER", "respondents": [stranger()]}
    again = act(Road(people), "register_linked", march(10), by="chair", **given)
    assert again.case.state is State.REGISTERED
    assert last_event(again.case).data["link_kind"] == "REMAINDER"


# --- representatives ----------------------------------------------------------------------------


def group(people, *more):
    """A draft that binds 卓玛 and, on the other side, 扎西 with three neighbours; 扎西 is elected."""
    road = mediating(Road(people), {})
    for somebody in (*(stranger(f"邻居{number}") for number in range(3)), *more):
        act(road, "add_party", march(6), person=[somebody], side="B", role="RESPONDENT")
    elected = {"party": road.b, "change": "REPRESENTATIVE", "paper": "推选书，写明可以代签协议", "new": None}
    act(road, "change_party", march(6), **elected)
    act(road, "notify_party", march(6), **answers("give_notice", road, march(6)))
    return act(road, "settle_content", march(9), bound=road.everybody)


def owing(road):
    return [one.party_id for one in missing_signatures(road.case.draft, seats_of(road.case), TODAY)]


def test_the_signature_of_a_representative_stands_for_those_who_elected_him(people):
    road = group(people)
    neighbours = road.everybody[2:]
    act(road, "record_signature", march(9), for_whom=road.b, represents=neighbours[:2])
    assert owing(road) == [road.a, neighbours[2]]
    act(road, "record_signature", march(9), for_whom=road.a)
    act(road, "record_signature", march(9), for_whom=neighbours[2])
    act(road, "record_signature", march(9), who="MEDIATOR", mediator=road.world.yangjin.id, for_whom=None)
    act(road, "put_seal", march(9))
    act(road, "sign_agreement", march(9))
    assert road.case.state is State.IN_FORCE


@pytest.mark.parametrize(
    ("signer", "whom", "sentence"),
    [
        (2, 3, "只有登记过推选书的代表本人签字"),
        (1, 0, "卓玛不在协议里，或者和扎西不是一方"),
        (1, 5, "某建设公司是单位或者要由监护人签"),
    ],
)
def test_nobody_signs_for_whom_he_does_not_represent(people, signer, whom, sentence):
    road = group(people, COMPANY)
    everybody = road.everybody
    told = {"for_whom": everybody[signer], "represents": [everybody[whom]]}
    ((text, field),) = said(road, "record_signature", march(9), **told)
    assert text.startswith(sentence)
    assert field == "represents"
    assert owing(road) == [*everybody, everybody[5]]  # a body owes its representative and its seal


def test_who_was_elected_after_the_signing_did_not_sign_for_others(people):
    road = group(people)
    act(road, "change_party", march(10), party=road.b, change="REPRESENTATIVE", ends=True, paper=None, new=None)
    told = {"for_whom": road.b, "represents": [road.everybody[2]]}
    assert said(road, "record_signature", march(10), **told)[0][1] == "represents"
