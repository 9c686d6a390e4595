"""Situations worked out by hand from the rules, as far as the table alone decides them."""

from dataclasses import dataclass
from datetime import date

import pytest

from mediation.procedure import machine
from mediation.procedure.events import EVENTS
from mediation.procedure.states import State
from tests.procedure.guard_cases import facts

SIGNED = {
    "state": State.AGREED_UNSIGNED,
    "today": date(2024, 12, 31),
    "has_draft": True,
    "unsigned": False,
    "mediator_signed": True,
    "sealed": True,
    "last_act_on": date(2024, 3, 8),
    "last_state_on": date(2024, 3, 1),
}
CONFIRMING = {
    "state": State.IN_FORCE,
    "today": date(2024, 12, 31),
    "form": "WRITTEN",
    "all_agree": True,
    "confirm_until": date(2024, 3, 1),
}


@dataclass
class Holder:
    state: State | None


def refusals(event_id, **changes):
    return [reason.code for reason in machine.failing(EVENTS[event_id], facts(**changes))]


def test_agreement_binds_from_its_last_act():
    """Signed on 1 and 5 March, sealed on 8 March: in force on 8 March and no other day."""
    days = [day for day in range(1, 15) if not refusals("sign_agreement", **SIGNED, on=date(2024, 3, day))]
    assert days == [8]


def test_without_the_seal_nothing_is_in_force():
    assert refusals("sign_agreement", **SIGNED | {"sealed": False}, on=date(2024, 3, 8)) == ["sealed"]
    assert refusals("apply_confirmation", **CONFIRMING | {"form": None}, on=date(2024, 2, 20)) == ["written"]


def test_a_party_who_never_signs_holds_up_the_agreement():
    assert refusals("sign_agreement", **SIGNED | {"unsigned": True}, on=date(2024, 3, 8)) == ["all_signed"]
    assert refusals("settle_content", state=State.AGREED_UNSIGNED, sessions=1, sides_bound=2) == []
    assert refusals("settle_content", state=State.AGREED_UNSIGNED, sessions=1, sides_bound=1) == ["binds_two"]


@pytest.mark.parametrize("last_day", [date(2024, 3, 1), date(2024, 10, 8)])
def test_confirmation_until_the_last_day(last_day):
    known = CONFIRMING | {"confirm_until": last_day}
    assert refusals("apply_confirmation", **known, on=last_day) == []
    assert refusals("apply_confirmation", **known, on=last_day.replace(day=last_day.day + 1)) == ["within_30_days"]


def test_oral_agreement_is_written_before_confirmation():
    assert refusals("apply_confirmation", **CONFIRMING | {"form": "ORAL"}, on=date(2024, 2, 20)) == ["written"]
    assert refusals("draft_change", state=State.IN_FORCE, all_agree=True, sides_bound=2) == []


@pytest.mark.parametrize("state", ["ACCEPTED", "ASSIGNED", "MEDIATING", "AGREED_UNSIGNED"])
def test_a_party_may_stop_at_any_time(state):
    holder = Holder(State(state))
    assert refusals("stop_by_party", state=holder.state, refused=True, paused=True) == []
    machine.step(holder, "stop_by_party")
    assert holder.state is State.TERMINATED


@pytest.mark.parametrize(("entrusted", "accept", "decline"), [(True, [], ["not_entrusted"]), (False, ["no_ban"], [])])
def test_matter_that_the_police_took_needs_their_letter(entrusted, accept, decline):
    known = {"state": State.REGISTERED, "bans": frozenset({"ELSEWHERE"}), "entrusted": entrusted}
    assert refusals("accept", **known) == accept
    assert refusals("decline", **known, ban_named="ELSEWHERE") == decline


def test_ownership_and_status_are_not_confirmed():
    known = CONFIRMING | {"unconfirmable": True}
    assert refusals("apply_confirmation", **known, on=date(2024, 2, 20)) == ["confirmable"]
    assert refusals("sign_agreement", **SIGNED, unconfirmable=True, on=date(2024, 3, 8)) == []


def test_seventeen_without_guardian():
    for event_id in ("give_notice", "hold_session", "record_signature", "settle_content", "agree_orally"):
        assert "capacity_ok" in refusals(event_id, lacks_guardian=True)


def test_apology_is_agreed_and_done_on_one_day():
    day = facts().on
    holder = Holder(State.MEDIATING)
    known = {"last_state_on": day, "cause_on": day}
    assert refusals("agree_orally", **known, state=holder.state, sessions=1, sides_bound=2) == []
    machine.step(holder, "agree_orally")
    assert refusals("record_performance", **known, state=holder.state, items_open=1) == []
    machine.step(holder, "record_performance")
    assert refusals("confirm_performed", **known, state=holder.state, items_done=1) == []
    machine.step(holder, "confirm_performed")
    assert holder.state is State.PERFORMED


def test_instalment_not_yet_due_is_no_breach():
    known = {"state": State.IN_FORCE, "items_open": 1, "items_done": 2}
    assert refusals("record_breach", **known) == ["overdue_or_repudiated"]
    assert refusals("record_breach", **known, overdue=True) == []
    assert refusals("confirm_performed", **known) == ["all_done"]


def test_the_same_quarrel_again():
    """An earlier case that is over or has an agreement can be gone back to; one that is open or void cannot."""
    over = "NOT_ACCEPTED IN_FORCE BREACHED PERFORMED ANNULLED TERMINATED TRANSFERRED ARCHIVED"
    fits = [state for state in State if "earlier_case_fits" not in refusals("register_linked", earlier_state=state)]
    assert " ".join(fits) == over
    assert refusals("propose_subsidy", state=State.ARCHIVED, chain_paid=True) == ["subsidy_unpaid_chain"]


def test_cousin_as_mediator():
    assert refusals("assign_mediator", team_unrelated=False) == ["team_unrelated"]
    assert refusals("assign_mediator", team_unrelated=False, conflict_waived=True) == []
    for event_id in ("give_notice", "hold_session", "settle_content", "sign_agreement", "agree_orally"):
        assert "recusal_closed" in refusals(event_id, recusal_open=True)
    assert "recusal_closed" not in refusals("replace_mediator", recusal_open=True)


def test_open_risk_blocks_every_end_that_forgets():
    blocked = {event.id for event in EVENTS.values() if "risk_closed" in [guard.id for guard in event.guards]}
    assert blocked == {"close_lead", "decline", "drop_registration", "void", "archive"}
    assert "risk_closed" in refusals("archive", state=State.PERFORMED, risk_open=True, file_sent=True)


def test_nobody_checks_his_own_file():
    known = {"state": State.PERFORMED, "file_sent": True}
    assert refusals("archive", **known) == []
    for who in ("actor_was_mediator", "actor_sent_file"):
        assert refusals("archive", **known, **{who: True}) == ["checker_is_other"]
    assert refusals("return_file", **known, actor_sent_file=True) == []


def test_late_extension_is_another_act():
    day = facts().on
    late = {"deadline": day.replace(day=day.day - 1), "new_deadline": day.replace(day=day.day + 9), "all_agree": True}
    assert refusals("extend_term", **late) == ["in_time"]
    assert refusals("continue_overdue", **late) == []
