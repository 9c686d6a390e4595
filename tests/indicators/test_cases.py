"""The figures of the cases, counted by hand in a small world; the examples of the rules, each by its name."""

from datetime import date

import pytest

from mediation.kernel import clock
from mediation.model.base import db
from mediation.procedure.records import DisputeType, MediationKind, Source
from tests.factories import World
from tests.people import ZHUOMA


def day(text: str) -> date:
    return date.fromisoformat(text)


# --- the examples of the rules -------------------------------------------------------------------


def test_accepted_in_december_agreed_in_january(world: World, values):
    story = world.talking(day("2024-12-20")).agree(day("2025-01-10"))
    assert values(2024, "C01", "C03", "C06") == (1, 0, 1)
    assert values(2025, "C01", "C03", "C06") == (0, 1, 0)
    assert story.case.number == "（2024）云上人调字第1号"


def test_transferred_in_december_taken_back_and_agreed_in_the_new_year(world: World, values):
    story = world.talking(day("2024-12-10")).transfer(day("2024-12-20")).take_back(day("2025-01-10"))
    story.assign(day("2025-01-10")).tell(day("2025-01-11")).agree(day("2025-02-01"))
    assert values(2024, "C01", "C07", "C03", "C06") == (1, 1, 0, 0)
    assert values(2025, "C01", "C07", "C07b", "C03", "C06") == (0, 0, 1, 1, 0)


def test_transferred_and_taken_back_and_still_open(world: World, results):
    world.talking(day("2024-02-20")).transfer(day("2024-03-01")).take_back(day("2024-03-20"))
    found = results(2024)
    assert (found["C06"].value, found["C07"].value, found["C07"].fields["returned"]) == (1, 0, 1)


def test_moved_from_a_village_to_the_township(world: World, results):
    story = world.accepted(day("2024-05-02")).move(day("2024-05-20"), world.township)
    found = results(2024)
    assert found["C01"].value == 1
    assert found["C23"].parts == {"乡镇人民调解委员会": 1}
    assert story.case.number == "（2024）云上人调字第1号"


def test_who_owned_a_moved_case_on_the_key_date(world: World, results):
    world.accepted(day("2024-12-02")).move(day("2025-01-20"), world.township)
    assert results(2024)["C23"].parts == {"村（居）人民调解委员会": 1}


def test_a_void_case_leaves_every_figure_and_keeps_its_number(world: World, values):
    world.accepted(day("2024-03-01")).void(day("2024-03-02"))
    second = world.accepted(day("2024-03-03"))
    assert values(2024, "C01", "C06") == (1, 1)
    assert second.case.number == "（2024）云上人调字第2号"


def test_a_mistaken_termination_that_was_struck(world: World, values):
    story = world.talking(day("2024-03-01")).fail(day("2024-03-10"))
    assert values(2024, "C03", "C04") == (0, 1)
    story.fire("withdraw_termination", day("2024-03-12"), reason="登错了件")
    assert values(2024, "C04", "C06") == (0, 1)
    story.assign(day("2024-03-12")).tell(day("2024-03-13")).agree(day("2024-04-01"))
    assert values(2024, "C03", "C04", "C06") == (1, 0, 0)


def test_settled_in_one_year_annulled_in_the_next(world: World, results):
    story = world.settled(day("2024-10-01"), day("2024-10-20"), fen=100_00)
    court = {"court": "县人民法院", "ruling": "民初1号", "ways_told": ["COURT"]}
    story.fire("annul_agreement", day("2025-03-01"), result="REVOKED", **court)
    assert results(2024)["C03"].value == 1
    after = results(2025)
    assert (after["C19"].value, after["C19"].parts) == (1, {"撤销": 1})
    assert after["C17"].value is None


def test_agreed_orally_and_written_later(world: World, values):
    story = world.settled(day("2024-02-03"), day("2024-02-03"), oral=True, fen=500_00)
    story.replace(day("2024-02-22"), 600_00)
    assert values(2024, "C03", "C15a", "C15b", "C13") == (1, 0, 1, 500_00)
    assert story.case.agreement is not None
    assert story.case.agreement.confirm_until == day("2024-03-25")  # thirty days from the 22nd end on a Saturday


def test_three_parties_of_whom_two_sign(world: World, values):
    story = world.talking(day("2024-04-01"), others=2)
    first, second, _third = story.case.present_parties
    on = day("2024-04-10")
    open_part = {"open_claims": "第三家的草场", "ways_told": ["COURT"]}
    duty = {
        "content": "修好围栏",
        "kind": "WORK",
        "debtor": second.id,
        "creditor": first.id,
        "due_on": on,
        "manner": "当面",
        "place": "村委会",
    }
    story.fire("settle_content", on, bound=[first.id, second.id], items=[duty], facts="两家先谈好", **open_part)
    for party in (first, second):
        story.fire("record_signature", on, who="PARTY", for_whom=party.id, kind="BOTH")
    story.fire("record_signature", on, who="MEDIATOR", mediator=world.yangjin.id, kind="SIGN")
    story.fire("put_seal", on, copies=3).fire("sign_agreement", on)
    assert values(2024, "C03", "C11", "C12") == (1, 3, 1)


def test_two_villages_together_count_for_the_owner_and_the_place(world: World, results):
    story = world.talking(day("2024-05-01"), village=1)
    joined = {"committee": world.committees[0].id, "agreed_by": "主任", "agreed_on": day("2024-05-02")}
    story.fire("join_committee", day("2024-05-02"), **joined)
    found = results(2024)
    assert found["C01"].value == 1
    assert found["C25"].parts == {"云上第2村": 1}


def test_archived_in_one_year_renewed_in_the_next(world: World, values):
    earlier = world.settled(day("2024-06-01"), day("2024-06-10"), fen=100_00)
    again = {
        "committee": world.committees[0].id,
        "kind": MediationKind.PEOPLE,
        "village": world.villages[0].id,
        "matter": "又没有赔",
        "claims": "赔",
        "applicants": [ZHUOMA],
        "respondents": [{"name": "扎西次仁"}],
        "form": "ORAL",
        "acknowledged": True,
    }
    renewed = world.registered(day("2025-01-01"))  # only for its way of accepting
    renewed.case = None  # type: ignore[assignment]
    renewed.fire("register_linked", day("2025-02-01"), earlier_case=earlier.case.id, link_kind="RENEWED", **again)
    renewed.accept(day("2025-02-02"))
    assert values(2024, "C01") == 1
    assert values(2025, "C01") == 1


def test_an_administrative_case_is_no_case_of_the_committees(world: World, results):
    world.settled(day("2024-07-01"), day("2024-07-12"), kind=MediationKind.ADMIN, fen=80_00)
    world.talking(day("2024-07-01"), kind=MediationKind.ADMIN).fail(day("2024-07-20"))
    world.settled(day("2024-08-01"), day("2024-08-02"))
    found = results(2024)
    assert (found["C01"].value, found["C03"].value) == (1, 1)
    assert (found["A01"].value, found["A02"].value) == (1, 2)
    assert found["A01"].fields["outcomes"] == {"成功": 1, "未成": 1, "移送": 0}


# --- how a case ends -----------------------------------------------------------------------------


def test_ends_without_agreement_are_told_apart(world: World, results):
    world.talking(day("2024-01-05")).fail(day("2024-01-20"))
    world.talking(day("2024-01-05")).fail(day("2024-01-21"), "IMPOSSIBLE")
    world.talking(day("2024-01-05")).fail(day("2024-01-22"), "SHAM", reported_to="法院")
    world.talking(day("2024-01-05")).stop(day("2024-01-23"))
    world.talking(day("2024-01-05")).transfer(day("2024-01-24"), "POLICE")
    found = results(2024)
    assert [found[id_].value for id_ in ("C01", "C02", "C04", "C05", "C05b", "C07")] == [5, 4, 2, 1, 1, 1]
    assert found["C04"].parts == {"调解不成": 1, "无法继续": 1}
    assert found["C05b"].parts == {"虚假调解": 1}
    assert found["C07"].parts == {"公安机关": 1}


def test_refused_before_acceptance(world: World, results):
    told = {"advice": "去法院", "told_to": "卓玛", "told_on": day("2024-01-06")}
    world.registered(day("2024-01-05")).fire("decline", day("2024-01-06"), reason="OTHER_PLACE", **told)
    dropped = world.registered(day("2024-01-05"))
    who = dropped.case.present_parties[0].id
    dropped.fire("drop_registration", day("2024-01-07"), reason="WITHDRAWN", who=who, way="PHONE", ways_told=["COURT"])
    found = results(2024)
    assert (found["C01"].value, found["C08"].value) == (0, 2)
    assert found["C08"].parts == {"不属本镇": 1, "申请人撤回": 1}


def test_withdrawn_effect_is_no_success(world: World, values):
    story = world.settled(day("2024-03-01"), day("2024-03-10"), fen=10_00)
    story.fire("withdraw_effect", day("2024-03-11"), reason="印章盖错")
    assert values(2024, "C03", "C06", "C13", "C15a") == (0, 1, 0, 0)
    story.fire("put_seal", day("2024-03-12"), copies=3).fire("sign_agreement", day("2024-03-12"))
    assert values(2024, "C03", "C06", "C13", "C15a") == (1, 0, 10_00, 1)


# --- rates ---------------------------------------------------------------------------------------


def test_rates_say_over_what(world: World, results):
    for _ in range(2):
        world.settled(day("2024-02-01"), day("2024-02-10"))
    world.talking(day("2024-02-01")).fail(day("2024-02-20"))
    world.talking(day("2024-02-01"))
    found = results(2024)
    assert (found["C09"].value, found["C09b"].value, found["C10"].value) == ("50.0", "66.7", "75.0")
    assert found["C09"].fields == {"settled": 2, "of": 4, "carried_over": 0}
    assert found["C09b"].fields == {"settled": 2, "of": 3}


def test_a_rate_over_nothing_is_empty(values):
    assert values(2024, "C09", "C09b", "C10", "C17", "C27", "C28b", "C29") == (None,) * 7


def test_successes_carried_over_are_said(world: World, results):
    world.talking(day("2023-12-20")).agree(day("2024-01-05"))
    world.settled(day("2024-02-01"), day("2024-02-10"))
    found = results(2024)["C09"]
    assert (found.value, found.fields["carried_over"]) == ("200.0", 1)


# --- parties -------------------------------------------------------------------------------------


def test_a_party_who_left_is_not_counted_and_one_who_joined_is(world: World, values):
    story = world.accepted(day("2024-03-01"), others=2)
    leaving = story.case.present_parties[1].id
    story.fire("drop_party", day("2024-03-02"), party=leaving, how="WITHDREW", ways_told=["COURT"])
    assert values(2024, "C11", "C12") == (2, 0)
    joining = {"side": "B", "role": "RESPONDENT", "consent": True, "reason": "草场也有她的"}
    story.fire("add_party", day("2025-01-02"), person=[{"name": "白玛"}], **joining)
    assert values(2024, "C11", "C12") == (2, 0)


def test_an_heir_takes_the_seat_of_the_dead(world: World, values):
    story = world.accepted(day("2024-03-01"))
    dead = story.case.present_parties[1].id
    story.fire("change_party", day("2024-04-01"), party=dead, change="HEIR", new=[{"name": "次仁"}], paper="户口簿")
    assert values(2024, "C11") == 2


def test_somebody_entered_twice_counts_once_in_a_case(world: World, values):
    """Three seats, two of one human being; taken back, they are three again."""
    case = world.accepted(day("2024-03-01"), others=2).case
    first, second = (party.person for party in case.present_parties[1:])
    assert values(2024, "C11", "C12") == (3, 1)
    second.same_as_id = first.id
    db.session.flush()
    assert values(2024, "C11", "C12") == (2, 0)


# --- breakdowns ----------------------------------------------------------------------------------


def test_sources_types_and_studios(world: World, results):
    world.settled(day("2024-01-02"), day("2024-01-09"), source=Source.OWN, studio=world.amma)
    world.talking(day("2024-01-03"), source=Source.POLICE, dispute_type=DisputeType.TRAFFIC, studio=world.amma)
    world.talking(day("2024-01-04"), source=Source.COURT)
    world.talking(day("2024-01-05"))
    found = results(2024)
    sources = {"主动调解": 1, "依申请调解": 1, "法院委托移送": 1, "公安机关委托移送": 1}
    assert found["C21"].parts == sources
    assert found["C21"].fields["entrusted"] == 2
    assert found["C22"].parts == {"邻里纠纷": 3, "道路交通事故纠纷": 1}
    assert found["C24"].parts == {"阿玛调解室": {"accepted": 2, "settled": 1}}
    assert found["C24"].value == 2


def test_only_the_office_makes_a_case_hard(world: World, results):
    world.talking(day("2024-01-02")).fire("set_difficulty", day("2024-01-03"), level="MAJOR", grounds="牵涉两个村")
    world.talking(day("2024-01-02")).fire("set_difficulty", day("2024-01-03"), level="NORMAL", grounds="平常")
    assert results(2024)["C14"].parts == {"重大": 1}


# --- the clock -----------------------------------------------------------------------------------


def test_overdue_when_concluded_or_on_the_last_day(world: World, values):
    world.talking(day("2024-01-02")).agree(day("2024-03-01"))  # past the thirty days
    world.talking(day("2024-01-02")).agree(day("2024-01-20"))
    world.talking(day("2024-10-02"))  # open and late on the last day
    world.talking(day("2024-12-20"))
    assert values(2024, "C26") == 2
    assert values(2025, "C26") == 2  # the third goes on, and the fourth is late as well


def test_a_pause_stops_the_clock_and_a_promise_does_not(world: World, values):
    on = day("2024-10-02")
    world.talking(on).fire("pause_clock", day("2024-10-10"), reason="AWAY")
    going_on = world.talking(on)
    both = [party.id for party in going_on.case.present_parties]
    late = day("2024-12-01")
    going_on.fire("continue_overdue", late, promised_on=day("2025-03-01"), consents=both, reason="再谈谈")
    extended = world.talking(on)
    both = [party.id for party in extended.case.present_parties]
    until = {"new_deadline": day("2025-02-01"), "consents": both, "reason": "要去看草场"}
    extended.fire("extend_term", day("2024-10-20"), **until)
    assert values(2024, "C26") == 1


def test_a_deadline_that_is_still_to_come_has_not_run_out(world: World, values):
    """In a running year the last day of the period lies ahead; what counts is today."""
    with clock.frozen(day("2026-03-10")):
        world.accepted(day("2026-03-02"))
        assert values(2026, "C26") == 0
    with clock.frozen(day("2026-06-01")):
        assert values(2026, "C26") == 1


def test_days_from_acceptance_to_the_end(world: World, results):
    for ended in ("2024-01-02", "2024-01-04", "2024-01-12"):
        world.settled(day("2024-01-02"), day(ended))
    found = results(2024)["C27"]
    assert (found.value, found.fields["median"], found.fields["of"]) == ("4.0", "2.0", 3)


# --- what a figure says of itself ----------------------------------------------------------------


def test_why_a_case_was_not_counted(world: World):
    from mediation.casework.actor import OPERATOR
    from mediation.indicators.catalogue import INDICATORS
    from mediation.indicators.period import Period
    from mediation.indicators.reading import read
    from mediation.indicators.scope import scope_of

    world.settled(day("2024-01-02"), day("2024-01-09"))
    world.talking(day("2024-01-03")).fail(day("2024-01-20"))
    world.talking(day("2024-01-04"))
    near = INDICATORS["C03"].near
    assert near is not None
    told = near(read(OPERATOR, Period.year(2024), scope_of(world.town)))
    assert [(one.label[-3:], "不成" in one.why) for one in told] == [("第2号", True), ("第3号", False)]


@pytest.mark.parametrize("year", [2023, 2024, 2025])
def test_every_value_is_the_tally_of_its_rows(world: World, results, year: int):
    world.settled(day("2024-01-02"), day("2024-01-09"), fen=1).perform(day("2024-02-01")).visit(day("2024-03-01"))
    world.settled(day("2024-01-02"), day("2024-12-09"), oral=True)
    world.talking(day("2023-12-03")).fail(day("2024-01-20"))
    for id_, result in results(year).items():
        assert result.tally is not None
        assert result.tally(result.rows) == result.value, id_
