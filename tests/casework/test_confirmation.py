"""Where judicial confirmation stands on a day: what is stored, what is computed, and what bars it."""

from datetime import date, timedelta

import pytest

from mediation.casework.confirmation import Standing, track_of
from mediation.kernel.errors import Refused
from mediation.procedure.records import Confirmation, ConfirmationResult, MediationKind
from mediation.procedure.states import State
from tests.answers import act
from tests.town import TODAY, Road, march, mediating, registered

LAST_DAY = date(2026, 4, 8)  # thirty days from 9 March


def track(road, today=TODAY):
    return track_of(road.case, road.case.latest_agreement, today)


def refusal(road, event, on=TODAY, **said):
    with pytest.raises(Refused) as found:
        act(road, event, on, **said)
    return [str(reason) for reason in found.value.reasons]


@pytest.mark.parametrize(
    ("today", "expected"),
    [(TODAY, Standing.CAN_APPLY), (LAST_DAY, Standing.CAN_APPLY), (LAST_DAY + timedelta(days=1), Standing.EXPIRED)],
)
def test_after_the_last_day_it_is_expired_by_computation_alone(people, today, expected):
    found = track(people.road(State.IN_FORCE), today)
    assert (found.standing, found.stored, found.last_day) == (expected, Confirmation.NONE, LAST_DAY)


@pytest.mark.parametrize("result", list(ConfirmationResult))
def test_every_answer_of_the_court_is_kept(people, result):
    road = act(people.road(State.IN_FORCE), "apply_confirmation")
    act(road, "record_confirmation", result=result.value, ruling_no="（2026）司确1号")
    version = road.case.agreement
    assert (version.confirmation, version.confirmation_on) == (result.value, TODAY)
    assert version.ruling_no == "（2026）司确1号"


@pytest.mark.parametrize("answer", ["NOT_TAKEN", "WITHDRAWN"])
def test_what_was_not_taken_or_withdrawn_may_be_asked_again_in_time(people, answer):
    road = act(people.road(State.IN_FORCE), "apply_confirmation")
    act(road, "record_confirmation", result=answer)
    assert track(road).standing is Standing.CAN_APPLY
    assert track(road, LAST_DAY + timedelta(days=1)).standing is Standing.EXPIRED
    assert act(road, "apply_confirmation").case.agreement.confirmation is Confirmation.APPLIED


@pytest.mark.parametrize("answer", ["CONFIRMED", "DISMISSED"])
def test_what_was_decided_is_not_asked_again(people, answer):
    road = act(people.road(State.IN_FORCE), "apply_confirmation")
    act(road, "record_confirmation", result=answer)
    assert track(road, LAST_DAY + timedelta(days=99)).standing == answer
    assert refusal(road, "apply_confirmation") == ["司法确认已在办理或已有结果。"]


def test_the_court_takes_it_in_three_days_and_is_then_overdue(people):
    """Applied for on Friday the 20th: three days end on Monday the 23rd."""
    road = act(people.road(State.IN_FORCE), "apply_confirmation")
    assert (track(road).standing, track(road).answer_by) == (Standing.APPLIED, march(23))
    assert track(road, march(23)).standing is Standing.APPLIED
    assert track(road, march(24)).standing is Standing.OVERDUE


def test_the_court_decides_in_fifteen_days_and_ten_more(people):
    """Taken on 20 March; twenty-five days later is 14 April, a Tuesday."""
    road = act(people.road(State.IN_FORCE), "apply_confirmation")
    act(road, "record_confirmation", result="TAKEN")
    assert (track(road).standing, track(road).answer_by) == (Standing.TAKEN, date(2026, 4, 14))
    assert track(road, date(2026, 4, 15)).standing is Standing.OVERDUE


def test_ownership_and_status_each_have_their_own_sentence_and_article(people):
    road = registered(Road(people), {"matter": "草场归谁"})
    act(road, "accept", march(3), dispute_type="LAND", ownership_disputed=True, status_matter=True)
    road.assign(march(4)).tell(march(5)).meet(march(6)).agree(march(9), fen=500)
    status, ownership = refusal(road, "apply_confirmation")
    assert "身份关系" in status
    assert "第三百五十五条第一款第三项" in status
    assert "权属争议" in ownership
    assert "第三百五十五条第一款第五项" in ownership
    found = track(road)
    assert found.standing is Standing.BARRED
    assert [str(reason) for reason in found.bars] == [status, ownership]


def test_an_oral_agreement_cannot_be_confirmed(people):
    road = mediating(Road(people), {}).agree_orally(march(9), fen=500)
    assert track(road).standing is Standing.BARRED
    assert refusal(road, "apply_confirmation") == ["口头协议不能申请司法确认，请先补签书面协议。"]


def test_after_a_dismissal_the_agreement_may_be_changed_and_counts_anew(people):
    road = act(people.road(State.IN_FORCE), "apply_confirmation")
    act(road, "record_confirmation", result="DISMISSED")
    act(road, "draft_change")
    act(road.sign(TODAY), "replace_agreement")
    found = track(road)
    assert (found.standing, found.last_day) == (Standing.CAN_APPLY, date(2026, 4, 20))


def test_a_draft_and_an_administrative_agreement_have_no_track(people):
    road = people.road(State.AGREED_UNSIGNED)
    assert track_of(road.case, road.case.draft, TODAY) is None
    settled = people.road(State.IN_FORCE)
    settled.case.kind = MediationKind.ADMIN
    assert track(settled) is None
