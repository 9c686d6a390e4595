"""Whole lives that together know every event of the table, on both databases: each act in the chain, nothing broken."""

from datetime import date, timedelta

import pytest

from mediation.casework import audit
from mediation.kernel import clock
from mediation.model.audit import AuditEvent
from mediation.procedure.events import EVENTS
from mediation.procedure.states import State
from tests.answers import answers
from tests.town import Road, build_town, doer

FIRST = date(2026, 3, 2)
TALKS = "accept assign_mediator give_notice hold_session"
SIGNED = "record_signature record_signature record_signature put_seal"
FILED = "submit_file archive"
# What happens, in order; `+n` lets days pass, `by:name` after an event says who acts.
ROADS = {
    "from the counter to the subsidy": f"""register_application by:clerk ask_party by:clerk add_evidence by:clerk
        set_risk by:clerk accept assign_mediator plan_session cancel_session request_recusal withdraw_recusal
        give_notice invite_participant give_opinion add_inquiry +1 add_party notify_party hold_session drop_party
        pause_clock +3 resume_clock extend_term set_difficulty change_team settle_content reopen_talks settle_content
        {SIGNED} sign_agreement record_past_session apply_confirmation record_confirmation +2 record_performance
        confirm_performed withdraw_performed record_performance confirm_performed plan_followup record_followup
        record_followup attach_paper submit_file return_file {FILED} add_supplement correct_record record_lawsuit
        record_court_result propose_subsidy reject_subsidy propose_subsidy confirm_subsidy publish_subsidy +15
        pay_subsidy""",
    "breach, change and the court": f"""register_referral by:clerk ask_party by:clerk {TALKS} agree_orally record_breach
        urge note_breach_outcome resume_performance record_breach draft_change {SIGNED} replace_agreement
        record_court_result annul_agreement excuse_followup {FILED} correct_record""",
    "a settlement entered by mistake": f"""register_own_motion by:clerk ask_party by:clerk change_party by:clerk
        {TALKS} settle_content {SIGNED} sign_agreement withdraw_effect put_seal sign_agreement""",
    "from lead to lead's end": """report_lead by:informant route_lead by:clerk report_risk by:clerk
        acknowledge_risk by:police close_risk by:police supervise by:peace answer_supervision by:clerk
        amend_registration by:clerk close_lead by:clerk record_incident by:police""",
    "away and back": """report_lead by:informant route_lead by:clerk register_lead by:clerk
        ask_party by:clerk move_registration by:office accept by:office join_committee by:office
        assign_mediator by:office give_notice hold_session replace_mediator by:office
        move_case by:office assign_mediator by:chair2 transfer_out by:office record_transfer_reply by:office
        take_back by:chair2 end_without_agreement by:chair2 withdraw_termination by:office +40
        continue_overdue by:chair2 stop_by_party by:chair2 register_linked by:clerk decline by:chair""",
    "withdrawn": "register_application by:clerk drop_registration by:clerk",
    "entered twice": "register_application by:clerk void",
}


@pytest.fixture
def town(session, password_hash):
    with clock.frozen(date(2026, 3, 1)):
        return build_town(password_hash)


def steps(words):
    """Pairs of event and who; a number of days stands alone."""
    tokens = words.split()
    for index, token in enumerate(tokens):
        if token.startswith("+"):
            yield int(token), ""
        elif not token.startswith("by:"):
            following = tokens[index + 1] if index + 1 < len(tokens) else ""
            yield token, following.removeprefix("by:") if following.startswith("by:") else doer(token)


def test_the_roads_know_every_event():
    told = {step for words in ROADS.values() for step, _who in steps(words) if isinstance(step, str)}
    assert told == set(EVENTS)


@pytest.mark.parametrize("name", ROADS)
def test_a_life_goes_all_its_way(session, town, name):
    road, day = Road(town), FIRST
    for step, who in steps(ROADS[name]):
        if isinstance(step, int):
            day += timedelta(days=step)
            continue
        event, before = EVENTS[step], None if EVENTS[step].is_birth else road.case.state
        with clock.frozen(day):
            given = answers(step, road, day)
        if event.is_birth and hasattr(road, "case"):
            del road.case
        road.fire(step, day, by=who, **given)
        link = session.query(AuditEvent).order_by(AuditEvent.id.desc()).first()
        assert (link.act, link.on, link.case_id, link.ledger) == (step, day, road.case.id, False)
        assert link.from_state == (before.value if before else None)
        assert road.case.state is (event.dest or before) is State(link.to_state)
        assert link.role in {role.value for role in event.by}
        assert link.actor == town.actor(who).name
    session.commit()
    verdict = audit.verify()
    assert verdict.whole, verdict.why
