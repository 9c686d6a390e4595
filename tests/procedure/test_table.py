"""The table is sound, and the check of soundness finds what is wrong."""

from dataclasses import replace

import pytest

from mediation.procedure import guards as g
from mediation.procedure.asks import Ask, Kind
from mediation.procedure.events import EVENTS, TABLE, Event, Group, Since
from mediation.procedure.events.event import House
from mediation.procedure.guards import Guard
from mediation.procedure.machine import check_table
from mediation.procedure.records import MediationKind
from mediation.procedure.roles import Role
from mediation.procedure.soundness import faults, reachable
from mediation.procedure.states import DUTY, ENDED, LINKABLE, OPEN, TALK, WORK, State


def changed(event_id, **changes):
    return [replace(event, **changes) if event.id == event_id else event for event in TABLE]


def test_table_is_sound():
    assert faults(TABLE) == []
    check_table()
    assert len(EVENTS) == len(TABLE) == 88


def test_every_state_is_reached():
    assert reachable(TABLE) == set(State)


def test_groups_of_states():
    assert [len(group) for group in (WORK, TALK, DUTY, ENDED, OPEN, LINKABLE)] == [4, 3, 2, 5, 12, 8]
    assert {state for state in State if state.final} == {
        State.LEAD_CLOSED,
        State.NOT_ACCEPTED,
        State.ARCHIVED,
        State.VOID,
    }
    assert not [state for state in OPEN if state.final]


def test_final_states_are_never_left():
    for event in TABLE:
        if any(state.final for state in event.source):
            assert event.dest is None, event.id


def test_births():
    assert [event.id for event in TABLE if event.is_birth] == [
        "report_lead",
        "register_application",
        "register_own_motion",
        "register_referral",
        "register_linked",
    ]


LEDGER = """
register_application register_own_motion register_referral ask_party decline drop_registration accept assign_mediator
give_notice hold_session stop_by_party end_without_agreement transfer_out settle_content record_signature put_seal
sign_agreement agree_orally record_performance confirm_performed record_breach apply_confirmation record_confirmation
record_followup
"""


def test_ledger_events():
    assert [event.id for event in TABLE if event.ledger] == LEDGER.split()


def test_clock_and_strikes():
    assert {event.id for event in TABLE if event.starts_clock} == {
        "accept",
        "take_back",
        "withdraw_termination",
        "withdraw_effect",
    }
    assert {event.id for event in TABLE if event.ends_clock} == {
        "stop_by_party",
        "end_without_agreement",
        "transfer_out",
        "void",
        "sign_agreement",
        "agree_orally",
    }
    assert {event.id: event.strikes for event in TABLE if event.strikes} == {
        "withdraw_termination": ("stop_by_party", "end_without_agreement"),
        "withdraw_effect": ("sign_agreement", "agree_orally"),
        "withdraw_performed": ("confirm_performed",),
    }


def test_lower_bounds_of_dates():
    bounds = {event.id: event.since for event in TABLE if event.has_cause}
    named = {Since.EFFECT: "EFFECT", Since.CONCLUSION: "CONCLUSION", Since.LAST: "LAST"}
    assert {name: named.get(since) or "/".join(since.acts) for name, since in bounds.items()} == {
        "withdraw_recusal": "request_recusal",
        "notify_party": "give_notice",
        "hold_session": "give_notice",
        "resume_clock": "pause_clock",
        "record_transfer_reply": "transfer_out",
        "draft_change": "EFFECT",
        "record_signature": "settle_content/draft_change",
        "put_seal": "settle_content/draft_change",
        "record_performance": "EFFECT",
        "urge": "EFFECT",
        "note_breach_outcome": "record_breach",
        "record_lawsuit": "EFFECT",
        "record_court_result": "EFFECT",
        "apply_confirmation": "EFFECT",
        "record_confirmation": "apply_confirmation",
        "plan_followup": "CONCLUSION",
        "record_followup": "CONCLUSION",
        "excuse_followup": "CONCLUSION",
        "acknowledge_risk": "report_risk",
        "close_risk": "report_risk",
        "answer_supervision": "supervise",
        "submit_file": "LAST",
        "return_file": "submit_file",
        "archive": "submit_file",
        "add_supplement": "archive",
        "propose_subsidy": "archive",
        "confirm_subsidy": "propose_subsidy",
        "reject_subsidy": "propose_subsidy",
        "publish_subsidy": "confirm_subsidy",
        "pay_subsidy": "publish_subsidy",
    }
    assert Since.EFFECT.acts == ("sign_agreement", "agree_orally", "replace_agreement")


def test_only_peoples_mediation_knows_confirmation_and_subsidy():
    only_people = {event.id for event in TABLE if event.kinds == (MediationKind.PEOPLE,)}
    assert only_people == {"apply_confirmation", "record_confirmation"} | {
        event.id for event in TABLE if event.group is Group.SUBSIDY
    }


def test_basis_is_readable_and_law_names_a_law():
    for event in TABLE:
        assert event.basis.text, event.id
        assert (event.basis.kind == "law") == event.basis.text.startswith("《"), event.id
        assert (event.basis.kind == "analogy") == event.basis.text.startswith("参照"), event.id


LOST = Event(
    id="lose_file",
    label="遗失案卷",
    done="遗失了案卷",
    group=Group.FILE,
    source=(State.ARCHIVED,),
    dest=State.VOID,
    by=(Role.OFFICE,),
    basis=House("无"),
)
STRAY = Guard("stray", lambda f: True, "不认识。")


@pytest.mark.parametrize(
    ("table", "fault"),
    [
        ([*TABLE, TABLE[0]], "report_lead: declared 2 times"),
        ([*TABLE, LOST], "ARCHIVED: final, but left by lose_file"),
        ([event for event in TABLE if event.id != "archive"], "ARCHIVED: no way in"),
        (changed("take_back", source=(), dest=None), "take_back: a birth into no state"),
        (changed("accept", guards=()), "series_set: guard of no event"),
        (changed("urge", guards=(STRAY,)), "urge: unknown guard stray"),
        (changed("urge", guards=(g.ITEM_OPEN, g.IN_ORDER)), "urge: in_order is general and need not be named"),
        (changed("give_opinion", by=(Role.AUDITOR,)), "auditor: may act"),
        (changed("plan_followup", by=(Role.MEDIATOR,)), "system: may do nothing"),
        (changed("urge", by=()), "urge: nobody may do it, or somebody twice"),
        (changed("urge", source=(State.BREACHED, State.BREACHED)), "urge: a state twice"),
        (changed("urge", since=Since(("pray",))), "urge: refers to unknown pray"),
        (changed("withdraw_effect", strikes=("accept",)), "withdraw_effect: strikes accept, which leads elsewhere"),
        (changed("accept", starts_clock=False), "accept: start of the clock"),
        (changed("void", ends_clock=False), "void: end of the clock"),
        (changed("urge", ends_clock=True), "urge: end of the clock"),
        (changed("urge", kinds=()), "urge: of no kind of mediation"),
        (
            changed("propose_subsidy", kinds=tuple(MediationKind)),
            "propose_subsidy: guarded for people's mediation, but declared for more",
        ),
        (changed("urge", asks=(Ask("a", "a", Kind.TEXT),) * 2), "urge: asks a 2 times"),
        (changed("urge", asks=(Ask("a", "a", Kind.CHOICE),)), "urge: a: choices and kind do not fit"),
        (changed("urge", asks=(Ask("a", "a", Kind.ROWS),)), "urge: a: rows and kind do not fit"),
        (changed("urge", asks=(Ask("a", "a", Kind.TEXT, unless="b"),)), "urge: a: depends on unknown b"),
    ],
)
def test_faults_are_found(table, fault):
    assert fault in faults(table)


def test_a_state_without_a_way_out_is_found():
    stuck = [event for event in TABLE if event.id not in ("take_back", "archive")]
    assert "TRANSFERRED: no way out" in faults(stuck)
