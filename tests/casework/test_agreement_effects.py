"""What an event does to agreements beside the move: versions, effect, performance, breach, the file that follows."""

from datetime import date, timedelta

import pytest

from mediation.casework.facts import standing_act
from mediation.model.agreement import Breach, VersionStatus
from mediation.model.base import db
from mediation.model.mediation_session import Slot
from mediation.procedure.records import AgreementForm, Confirmation
from mediation.procedure.states import State
from tests.answers import act
from tests.casework.records import last_event, open_plans, rows
from tests.town import TODAY, TOMORROW, march

# --- agreement --------------------------------------------------------------------------------------


def test_a_new_draft_lays_the_old_one_and_its_signatures_aside(people):
    road = act(people.road(State.AGREED_UNSIGNED), "record_signature")
    act(road, "settle_content")
    old, new = road.case.versions
    assert (old.status, new.status) == (VersionStatus.SET_ASIDE, VersionStatus.DRAFT)
    assert (old.no, new.no) == (1, 2)
    assert (len(old.signatures), len(new.signatures)) == (1, 0)


def test_taking_up_the_talks_again_lays_the_draft_aside(people):
    road = act(people.road(State.AGREED_UNSIGNED), "reopen_talks")
    assert road.case.draft is None
    assert [version.status for version in road.case.versions] == [VersionStatus.SET_ASIDE]


def test_in_force_by_law_with_last_day_of_confirmation_and_a_visit(people):
    road = people.road(State.AGREED_UNSIGNED).sign(TODAY)
    act(road, "sign_agreement")
    version = road.case.agreement
    assert (version.in_force_from, version.form, version.copies) == (TODAY, AgreementForm.WRITTEN, 3)
    assert version.confirm_until == date(2026, 4, 20)
    assert open_plans(road.case) == [march(25) + timedelta(days=7)]
    assert road.case.concluded_on == TODAY
    assert last_event(road.case).data["confirm_until"] == "2026-04-20"


def test_an_oral_agreement_lays_a_draft_aside_and_is_in_force_at_once(people):
    road = act(people.road(State.AGREED_UNSIGNED), "agree_orally")
    assert [version.status for version in road.case.versions] == [VersionStatus.SET_ASIDE, VersionStatus.IN_FORCE]
    assert road.case.agreement.form is AgreementForm.ORAL
    assert len(open_plans(road.case)) == 1


def test_coming_into_force_frees_planned_rooms(people):
    road = act(people.road(State.MEDIATING), "plan_session")
    assert db.session.query(Slot).count() == 8  # room and mediator for an hour
    act(road, "agree_orally")
    assert db.session.query(Slot).count() == 0


def changed_agreement(people):
    road = act(people.road(State.BREACHED), "note_breach_outcome")
    act(road, "draft_change")
    return road.sign(TODAY)


def test_the_old_agreement_binds_until_the_new_one_does(people):
    road = changed_agreement(people)
    old, new = road.case.versions
    assert (old.status, new.status) == (VersionStatus.IN_FORCE, VersionStatus.DRAFT)
    assert new.replaces_id == old.id
    act(road, "replace_agreement")
    assert (old.status, old.in_force_to, new.status) == (VersionStatus.REPLACED, TODAY, VersionStatus.IN_FORCE)
    assert new.confirmation is Confirmation.NONE
    assert new.confirm_until == date(2026, 4, 20)
    assert [breach.cleared_on for breach in rows(Breach, road.case)] == [TODAY]
    assert open_plans(road.case) == [march(25) + timedelta(days=7)]
    assert road.case.concluded_on == march(9)  # the change is no second conclusion


def test_struck_effect_is_a_draft_again_without_seal_and_without_plans(people):
    road = people.road(State.IN_FORCE)
    effect = standing_act(road.case, "sign_agreement")
    act(road, "withdraw_effect")
    draft = road.case.draft
    assert (draft.sealed_on, draft.in_force_from, draft.confirm_until) == (None, None, None)
    assert len(draft.signatures) == 3
    assert open_plans(road.case) == []
    assert last_event(road.case).strikes_id == effect.id
    assert standing_act(road.case, "sign_agreement") is None
    act(road, "put_seal", march(20))
    assert act(road, "sign_agreement").case.agreement.in_force_from == TODAY


@pytest.mark.parametrize("start", [State.IN_FORCE, State.BREACHED])
def test_a_change_that_was_not_signed_is_laid_aside_when_all_is_done(people, start):
    road = act(people.road(start), "draft_change")
    act(road, "record_performance")
    act(road, "confirm_performed")
    assert road.case.draft is None
    assert road.case.agreement.no == 1


def test_a_court_ends_version_and_duties(people):
    road = act(people.road(State.IN_FORCE), "draft_change")
    act(road, "annul_agreement")
    first, change = road.case.versions
    assert (first.status, first.in_force_to, change.status) == (VersionStatus.ANNULLED, TODAY, VersionStatus.SET_ASIDE)
    assert road.case.agreement is None
    assert road.case.concluded_on == march(9)


def test_the_answer_of_the_court_reaches_an_agreement_that_another_court_ended(people):
    road = act(people.road(State.IN_FORCE), "apply_confirmation")
    act(road, "draft_change")
    act(road, "annul_agreement")
    act(road, "record_confirmation", result="DISMISSED")
    assert road.case.versions[0].confirmation is Confirmation.DISMISSED
    assert road.case.versions[1].confirmation is Confirmation.NONE


# --- performance ------------------------------------------------------------------------------------


def test_money_is_paid_when_all_of_it_is(people):
    road = people.road(State.IN_FORCE)
    duty = road.case.agreement.duties[0]
    act(road, "record_performance", amount=50_000)
    assert (duty.done_on, duty.paid_fen) == (None, 50_000)
    act(road, "record_performance", amount=70_000)
    assert duty.done_on == TODAY


def test_a_duty_reopened_counts_none_of_what_was_struck(people):
    road = act(people.road(State.PERFORMED), "withdraw_performed")
    duty = road.case.agreement.duties[0]
    assert road.case.state is State.IN_FORCE
    assert (duty.done_on, duty.paid_fen) == (None, 0)
    assert [row.struck_on for row in duty.performances] == [TODAY]
    assert standing_act(road.case, "confirm_performed") is None


def test_grace_moves_the_day_and_clears_the_breach(people):
    road = act(people.road(State.BREACHED), "note_breach_outcome")
    act(road, "resume_performance", new_due_on=TOMORROW)
    assert road.case.agreement.duties[0].must_be_done_by == TOMORROW
    assert [breach.cleared_on for breach in rows(Breach, road.case)] == [TODAY]


def test_paying_up_mends_a_breach(people):
    road = act(people.road(State.BREACHED), "record_performance")
    assert act(road, "resume_performance", how="PAID").case.state is State.IN_FORCE


def sent(people, start):
    road = people.road(start)
    for _plan in open_plans(road.case):
        act(road, "record_followup")
    if start is State.BREACHED:
        act(road, "note_breach_outcome")
    return act(road, "submit_file")


@pytest.mark.parametrize(
    ("start", "event"),
    [
        (State.BREACHED, "resume_performance"),
        (State.BREACHED, "annul_agreement"),
        (State.PERFORMED, "annul_agreement"),
    ],
)
def test_a_file_that_was_sent_counts_as_not_sent_once_the_case_moves_on(people, start, event):
    road = sent(people, start)
    assert (road.case.file_sent_on, road.case.file_sent_by) == (TODAY, people.user("mediator").id)
    act(road, event)
    assert (road.case.file_sent_on, road.case.file_sent_by) == (None, None)


def test_a_file_goes_back_to_the_sender_and_comes_again(people):
    road = act(sent(people, State.TERMINATED), "return_file", by="office")
    assert road.case.file_sent_on is None
    act(road, "submit_file")
    act(road, "return_file", by="mediator", defects=None, recall="漏了一页")
    act(road, "submit_file")
    act(road, "archive")
    assert (road.case.state, road.case.closed_on, road.case.file_place) == (State.ARCHIVED, TODAY, "二号柜")
