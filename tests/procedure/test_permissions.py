"""Who may do what: the table against a matrix typed in by hand and against the reviewed golden file."""

from pathlib import Path

import pytest

from mediation.procedure.diagram import acting_roles, matrix, permission_lines
from mediation.procedure.events import EVENTS
from mediation.procedure.roles import Role

GOLDEN = Path(__file__).with_name("permissions.golden")

COLUMNS = ["informant", "member", "mediator", "chair", "clerk", "office", "peace_office", "police", "adviser", "system"]
# One mark a column; a dot is a refusal.
MATRIX = """
give_notice notify_party invite_participant add_inquiry hold_session record_past_session settle_content
    reopen_talks draft_change agree_orally record_performance confirm_performed resume_performance = ..x.......
pause_clock resume_clock extend_term continue_overdue stop_by_party end_without_agreement sign_agreement
    replace_agreement record_breach urge note_breach_outcome submit_file propose_subsidy = ..xx......
set_difficulty withdraw_termination void withdraw_effect archive confirm_subsidy reject_subsidy
    publish_subsidy pay_subsidy = .....x....
decline accept assign_mediator change_team replace_mediator take_back put_seal = ...x......
move_registration join_committee move_case annul_agreement excuse_followup correct_record = ...x.x....
request_recusal record_lawsuit record_court_result record_confirmation add_supplement = ..xxxx....
add_party change_party drop_party add_evidence answer_supervision = .xxxx.....
close_lead register_own_motion register_linked amend_registration = .x.xxx....
plan_session cancel_session record_signature apply_confirmation = ..xxx.....
register_lead ask_party drop_registration = .x.xx.....
record_followup return_file = ..xx.x....
acknowledge_risk close_risk = .....xxx..
report_lead = xxxxxxxx..
route_lead = ...xxxx...
register_application = .x.xxxx...
register_referral = ...xxxxx..
withdraw_recusal = ...xxx....
attach_paper = .xxxxx....
give_opinion = ........x.
transfer_out = ...x.xx...
record_transfer_reply = ...xxxx...
withdraw_performed = ..x..x....
plan_followup = ..xx.....x
set_risk = .xxxxxx...
report_risk = xxxxxxxxx.
record_incident = .....x.x..
supervise = .....xx...
"""


def expected_matrix():
    events, expected = [], {}
    for word in MATRIX.replace("=", " = ").split():
        if set(word) <= {".", "x"}:
            roles = {role for role, mark in zip(COLUMNS, word, strict=True) if mark == "x"}
            expected |= dict.fromkeys(events, roles)
            events = []
        elif word != "=":
            events.append(word)
    return expected


def test_matrix_as_typed_in_by_hand():
    assert {event.id: {role.value for role in event.by} for event in EVENTS.values()} == expected_matrix()


def test_printed_matrix_says_the_same():
    header, _rule, *rows = [[cell.strip() for cell in line[1:-1].split("|")] for line in matrix().splitlines()]
    printed = {}
    for name, *marks in rows:
        printed[name] = {role for role, mark in zip(header[1:], marks, strict=True) if mark == "●"}
    expected = expected_matrix()
    ledger = {event.id for event in EVENTS.values() if event.ledger}
    assert header == ["event", *COLUMNS, "importer", "operator"]
    assert {name: roles & set(COLUMNS) for name, roles in printed.items()} == expected
    assert {name for name, roles in printed.items() if "importer" in roles} == ledger
    assert {name for name, roles in printed.items() if "operator" in roles} == set(expected)


def test_permissions_were_reviewed():
    """Changed on purpose? Put the lines of `permission_lines()` into the golden file and have them read."""
    assert GOLDEN.read_text(encoding="utf-8").splitlines() == permission_lines()


@pytest.mark.parametrize("role", [Role.LEADER, Role.SYSADMIN, Role.SECADMIN, Role.AUDITOR])
def test_readers_and_administrators_touch_no_case(role):
    assert role not in acting_roles()
    assert not [event.id for event in EVENTS.values() if role in event.by]
