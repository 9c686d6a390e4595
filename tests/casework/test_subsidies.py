"""The per-case subsidy with real records: tariff, class, payees, shares, checklist, chain, batch."""

from datetime import date

import pytest

from mediation.casework.subsidies import Condition, checklist, tariff_on, unmet
from mediation.kernel import clock
from mediation.kernel.errors import NotAllowed, Refused
from mediation.model.base import db
from mediation.model.followup import FollowUp
from mediation.model.supervision import CheckResult, SpotCheck, SpotCheckDraw
from mediation.model.track import Subsidy, SubsidyTariff
from mediation.procedure.records import SubsidyClass, SubsidyStatus
from mediation.procedure.states import State
from tests.answers import act
from tests.casework.file_refusals import CHECKED, FILE, sent
from tests.casework.records import last_event, rows
from tests.factories import TARIFF
from tests.town import PAYDAY, PUBLIC_UNTIL, TODAY, TOMORROW, Road, march, mediating


def said(road, event, on=TODAY, **how):
    with pytest.raises(Refused) as found:
        act(road, event, on, **how)
    return [str(reason) for reason in found.value.reasons]


def tariff(people, chosen):
    return tariff_on(people.world.town, chosen, TODAY)


def proposed(people):
    return act(people.road(State.ARCHIVED), "propose_subsidy")


def share(road, fen, mediator=None):
    return {"mediator": mediator or road.world.yangjin.id, "fen": fen}


# --- tariff -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("chosen", list(SubsidyClass))
def test_the_tariff_of_the_day_gives_the_amount(people, chosen):
    assert tariff(people, chosen).fen == TARIFF[chosen]


def test_the_row_of_the_day_holds_and_the_town_goes_before_the_county(people):
    town = people.world.town
    row = tariff(people, SubsidyClass.NORMAL)
    row.to_on = march(10)
    newer = SubsidyTariff(place_id=town.id, subsidy_class="NORMAL", fen=25_000, from_on=march(11), to_on=march(15))
    county = SubsidyTariff(place_id=town.parent_id, subsidy_class="NORMAL", fen=10_000, from_on=date(2020, 1, 1))
    db.session.add_all([newer, county])
    db.session.flush()
    found = [tariff_on(town, SubsidyClass.NORMAL, day).fen for day in (march(10), march(11), march(15), march(16))]
    assert found == [20_000, 25_000, 25_000, 10_000]


def test_a_class_without_a_tariff_is_refused_with_a_sentence(people):
    tariff(people, SubsidyClass.NORMAL).to_on = march(1)
    db.session.flush()
    sentence = "“一般”这一档在这一天没有补贴标准，请司法所先在“补贴标准”里写上。"
    assert said(people.road(State.ARCHIVED), "propose_subsidy") == [sentence]


def test_confirming_a_class_that_lost_its_tariff_is_refused_too(people):
    road = proposed(people)
    tariff(people, SubsidyClass.NORMAL).to_on = march(1)
    db.session.flush()
    assert said(road, "confirm_subsidy")[0].startswith("“一般”这一档在这一天没有补贴标准")


def test_the_amount_is_that_of_the_day_of_confirming_whatever_was_said(people):
    road = proposed(people)
    assert rows(Subsidy, road.case)[0].amount_fen == 20_000
    tariff(people, SubsidyClass.NORMAL).fen = 30_000
    db.session.flush()
    sentence = "各人加起来是200.00元，这一档的标准是300.00元，要正好相等。"
    assert said(road, "confirm_subsidy") == [sentence]
    act(road, "confirm_subsidy", shares=[share(road, 30_000)])
    (proposal,) = rows(Subsidy, road.case)
    assert (proposal.amount_fen, [row.fen for row in proposal.shares]) == (30_000, [30_000])
    assert last_event(road.case).data["amount"] == 30_000


# --- class, payees, shares --------------------------------------------------------------------------


def test_a_hard_class_needs_the_offices_own_finding(people):
    road = people.road(State.ARCHIVED)
    hard = {"class": "HARD", "shares": [share(road, 50_000)]}
    assert said(road, "propose_subsidy", **hard) == ["“疑难复杂”要先由司法所认定难易程度，本案没有这样认定。"]
    act(road, "set_difficulty", level="HARD")
    assert act(road, "propose_subsidy", **hard).case.subsidy is SubsidyStatus.PROPOSED


def test_whoever_confirms_may_not_raise_the_class_beyond_the_finding(people):
    road = proposed(people)
    raised = {"class": "MAJOR", "shares": [share(road, 100_000)]}
    assert said(road, "confirm_subsidy", **raised) == ["“重大”要先由司法所认定难易程度，本案没有这样认定。"]
    assert road.case.subsidy is SubsidyStatus.PROPOSED


def test_class_is_proposed_and_confirmed_by_two_people(people):
    road = proposed(people)
    act(road, "confirm_subsidy", **{"class": "SIMPLE", "shares": [share(road, 5_000)]})
    (proposal,) = rows(Subsidy, road.case)
    assert (proposal.proposed_by, proposal.confirmed_by) == (people.user("mediator").id, people.user("office").id)
    assert (proposal.subsidy_class, proposal.amount_fen, proposal.confirmed_on) == (SubsidyClass.SIMPLE, 5_000, TODAY)
    with pytest.raises(NotAllowed):
        act(proposed_again(people, road), "confirm_subsidy", by="mediator")


def proposed_again(people, road):
    act(road, "reject_subsidy")
    return act(road, "propose_subsidy")


def test_who_did_not_mediate_is_not_paid(people):
    road, helper = people.road(State.ARCHIVED), people.mediator("helper")
    shares = [share(road, 10_000), share(road, 10_000, helper.id)]
    assert said(road, "propose_subsidy", shares=shares) == ["白玛不是本案的调解员，不能领取。"]


def test_who_was_not_on_the_roster_on_the_day_is_not_paid(people):
    road = people.road(State.ARCHIVED)
    people.mediator("mediator").terms[0].from_on = march(5)  # assigned on the fourth
    db.session.flush()
    assert said(road, "propose_subsidy") == ["央金开始办本案那天不在名册上，不能领取。"]


def test_a_public_employee_is_not_paid(people):
    road = people.road(State.ARCHIVED)
    people.mediator("mediator").terms[0].public_employee = True
    db.session.flush()
    assert said(road, "propose_subsidy") == ["央金是公职人员，不领补贴。"]


def test_several_shares_add_up_to_the_tariff(people):
    road = mediating(Road(people), {})
    helper = people.mediator("helper").id
    act(road, "change_team", march(6), add=[helper])
    road.agree(march(9), fen=500).perform(march(9))
    sent(road).fire("archive", march(19), **CHECKED)
    uneven = [share(road, 12_000), share(road, 8_001, helper)]
    sentence = "各人加起来是200.01元，这一档的标准是200.00元，要正好相等。"
    assert said(road, "propose_subsidy", shares=uneven) == [sentence]
    act(road, "propose_subsidy", shares=[share(road, 12_000), share(road, 8_000, helper)])
    assert [row.fen for row in rows(Subsidy, road.case)[0].shares] == [12_000, 8_000]


# --- checklist --------------------------------------------------------------------------------------


def met(case):
    return {line.condition: line.met for line in checklist(case)}


def test_a_performed_and_visited_case_meets_every_condition(people):
    found = met(people.case(State.ARCHIVED))
    assert set(found) == set(Condition)
    assert {condition for condition, is_met in found.items() if is_met is not True} == {Condition.SPOT_CHECK}


def archived_without_agreement(people):
    road = mediating(Road(people), {}).fail(march(10))
    for plan in rows(FollowUp, road.case):
        act(road, "excuse_followup", march(10), planned=plan.id)
    road.fire("submit_file", march(18), **FILE)
    return road.fire("archive", march(19), **CHECKED)


def test_what_is_not_met_needs_a_reason_and_is_kept(people):
    road = archived_without_agreement(people)
    act(road, "propose_subsidy", grounds="劝住了械斗")
    assert {Condition.SETTLED, Condition.PERFORMED} <= set(unmet(road.case))
    (sentence,) = said(road, "confirm_subsidy")
    assert sentence.startswith("还有条件不符合：调解成功、协议都履行了")
    assert sentence.endswith("一定要发的，请写明理由。")
    act(road, "confirm_subsidy", despite="防止了激化")
    assert rows(Subsidy, road.case)[0].despite == "防止了激化"
    assert "SETTLED" in last_event(road.case).data["unmet"]


@pytest.mark.parametrize(
    ("result", "expected"),
    [(None, None), (CheckResult.NOT_REACHED, None), (CheckResult.CONFIRMED, True), (CheckResult.NOT_CONFIRMED, False)],
)
def test_a_spot_check_counts_once_somebody_was_reached(people, result, expected):
    case = people.case(State.ARCHIVED)
    spot_check(case, people.user("office").id, result)
    assert met(case)[Condition.SPOT_CHECK] is expected


# --- steps ------------------------------------------------------------------------------------------


def test_a_rejected_proposal_says_why_and_is_made_again(people):
    road = proposed(people)
    act(road, "reject_subsidy", reason="分配要重写")
    act(road, "propose_subsidy")
    first, second = rows(Subsidy, road.case)
    assert (first.rejected_on, first.rejected_why, second.rejected_on) == (TODAY, "分配要重写", None)
    assert road.case.subsidy is SubsidyStatus.PROPOSED


def test_the_time_for_objections_does_not_end_before_it_begins(people):
    road = act(proposed(people), "confirm_subsidy")
    assert said(road, "publish_subsidy", until=march(19)) == ["公示的最后一天不能早于公示那天。"]


def test_one_batch_has_one_last_day(people):
    first = act(proposed(people), "confirm_subsidy")
    act(first, "publish_subsidy", batch="第一批", until=march(27))
    road = mediating(Road(people), {}).agree(march(9), fen=500).perform(march(9))
    sent(road).fire("archive", march(19), **CHECKED)
    act(act(road, "propose_subsidy"), "confirm_subsidy")
    late = said(road, "publish_subsidy", batch="第一批", until=march(28))
    assert late == ["这一批已经公示到2026-03-27，请写同一天，或者另起一批。"]
    act(road, "publish_subsidy", batch="第一批", until=march(27))


def spot_check(case, caller, result):
    """The case was drawn, and this is what the call found."""
    draw = SpotCheckDraw(
        town_id=case.town_id, from_on=march(1), to_on=TODAY, population=[case.ref], population_hash="0" * 64,
        seed="1", size=1, drawn_by=caller,
    )  # fmt: skip
    called = {"caller_id": caller, "called_on": TODAY} if result else {}
    draw.checks = [SpotCheck(case_id=case.id, result=result, **called)]
    db.session.add(draw)
    db.session.flush()


def test_a_list_hangs_for_the_working_days_of_the_tariff(people):
    road = act(proposed(people), "confirm_subsidy")
    early = said(road, "publish_subsidy", until=march(26))
    assert early == ["公示的日子不够：按补贴标准，最早公示到2026-03-27为止。"]
    tariff(people, SubsidyClass.NORMAL).public_days = 1
    act(road, "publish_subsidy", until=march(23))  # the Monday after
    assert said(road, "pay_subsidy") == ["名单公示到2026-03-23为止，2026-03-24起才能发放。"]


def test_a_tariff_that_says_so_lets_a_list_hang_for_as_short_as_the_office_likes(people):
    tariff(people, SubsidyClass.NORMAL).public_days = 0
    road = act(proposed(people), "confirm_subsidy")
    act(road, "publish_subsidy", until=TODAY)
    with clock.frozen(TOMORROW):
        act(road, "pay_subsidy", TOMORROW)


def test_what_was_never_published_is_not_paid(people):
    assert said(act(proposed(people), "confirm_subsidy"), "pay_subsidy") == ["名单还没有公示，公示以后才能发放。"]


def paid(people):
    road = act(proposed(people), "confirm_subsidy")
    act(road, "publish_subsidy", until=PUBLIC_UNTIL)
    assert said(road, "pay_subsidy") == ["名单公示到2026-03-27为止，2026-03-28起才能发放。"]
    with clock.frozen(PAYDAY):
        act(road, "pay_subsidy", PAYDAY)
    return road


def test_a_spot_check_that_denied_it_wants_a_reason_for_the_payment(people):
    road = act(proposed(people), "confirm_subsidy")
    act(road, "publish_subsidy", until=PUBLIC_UNTIL)
    spot_check(road.case, people.user("office").id, CheckResult.NOT_CONFIRMED)
    with clock.frozen(PAYDAY):
        assert said(road, "pay_subsidy", PAYDAY) == ["抽查时当事人没有认可这一件。请先核实；一定要发的，请写明理由。"]
        act(road, "pay_subsidy", PAYDAY, despite="上门问过，是听错了")
    (proposal,) = rows(Subsidy, road.case)
    assert proposal.paid_despite == "上门问过，是听错了"


def test_what_was_paid_is_not_classed_again(people):
    road = paid(people)
    assert road.case.subsidy is SubsidyStatus.PAID
    with clock.frozen(PAYDAY):
        for event in ("propose_subsidy", "confirm_subsidy", "reject_subsidy", "publish_subsidy", "pay_subsidy"):
            assert said(road, event, PAYDAY)
    (proposal,) = rows(Subsidy, road.case)
    assert (proposal.paid_on, proposal.subsidy_class) == (PAYDAY, SubsidyClass.NORMAL)


def test_one_payment_for_a_dispute_however_often_it_came_up(people):
    first = paid(people)
    road = Road(people)
    again = {"earlier_case": first.case.id, "link_kind": "RENEWED"}
    act(road, "register_linked", march(2), **again)
    road.accept(march(3)).assign(march(4)).tell(march(5)).meet(march(6)).agree(march(9), fen=500).perform(march(9))
    sent(road).fire("archive", march(19), **CHECKED)
    assert said(road, "propose_subsidy") == ["同一纠纷已发放补贴，不再发放。"]
    assert met(road.case)[Condition.CHAIN] is False
