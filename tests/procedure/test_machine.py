"""The engine: role before state before guards, and moves that never half happen."""

import gc
import weakref
from dataclasses import dataclass

import pytest

from mediation.kernel.errors import NotAllowed, Refused, WrongState
from mediation.procedure import machine
from mediation.procedure.events import EVENTS, TABLE
from mediation.procedure.roles import Role
from mediation.procedure.states import State
from tests.procedure.guard_cases import AFTER, BEFORE, CASES, facts

ALL_ROLES = frozenset(Role)


@dataclass
class Holder:
    state: State | None = None


def willing(event, state):
    """Facts under which every guard of the event passes."""
    wanted = {name: value for guard in event.all_guards for name, value in CASES[guard.id].passing.items()}
    return facts(**wanted, state=state)


STARTS = [(event, state) for event in TABLE for state in event.source or (None,)]


@pytest.mark.parametrize(("event", "state"), STARTS, ids=lambda value: getattr(value, "id", value))
def test_every_event_happens_from_each_of_its_states_for_each_of_its_roles(event, state):
    """Facts that let it through exist: no combination of guards contradicts itself."""
    if event.id == "continue_overdue":
        wishes = facts(deadline=BEFORE, new_deadline=AFTER, all_agree=True, state=state)
    elif event.id == "extend_term":
        wishes = facts(deadline=facts().on, new_deadline=AFTER, all_agree=True, state=state)
    elif event.id == "confirm_subsidy":
        wishes = facts(subsidy="PROPOSED", state=state)
    else:
        wishes = willing(event, state)
    for role in event.by:
        assert machine.objections(event, wishes, {role}) == ()
    holder = Holder(state)
    machine.step(holder, event.id)
    assert holder.state == (event.dest or state)


def test_every_event_state_and_role():
    """The whole cube: only the marked corner passes the role and the state."""
    for event in TABLE:
        for state in (None, *State):
            for role in Role:
                codes = [reason.code for reason in machine.objections(event, facts(state=state), {role})]
                if role not in event.by:
                    assert codes == ["role"]
                elif state not in (event.source or (None,)):
                    assert codes == ["state"]
                else:
                    assert not {"role", "state"} & set(codes)


def test_role_is_asked_before_state_and_state_before_guards():
    accept = EVENTS["accept"]
    wrong = facts(state=State.MEDIATING, refused=True, sides=1)
    assert [str(reason) for reason in machine.objections(accept, wrong, {Role.CLERK})] == ["您无权办理此事项。"]
    assert [str(reason) for reason in machine.objections(accept, wrong, {Role.CHAIR})] == [
        "当前状态“调解中”不能办理此事项。"
    ]


def test_all_failing_guards_are_named_in_order():
    case = facts(state=State.REGISTERED, today=BEFORE, refused=True, sides=1, series_known=False)
    codes = [reason.code for reason in machine.objections(EVENTS["accept"], case, {Role.CHAIR, Role.OFFICE})]
    assert codes == ["not_in_future", "two_sides", "nobody_refuses", "series_set"]


def test_require_raises_by_kind():
    accept = EVENTS["accept"]
    with pytest.raises(NotAllowed):
        machine.require(accept, facts(state=State.REGISTERED), {Role.OFFICE})
    with pytest.raises(WrongState):
        machine.require(accept, facts(state=State.LEAD), {Role.CHAIR})
    with pytest.raises(Refused) as refusal:
        machine.require(accept, facts(state=State.REGISTERED, unasked=True), {Role.CHAIR})
    assert [reason.code for reason in refusal.value.reasons] == ["everyone_asked"]
    machine.require(accept, facts(state=State.REGISTERED), {Role.CHAIR})


def test_nobody_may_nothing():
    assert not any(machine.may(event, ()) for event in TABLE)


@pytest.mark.parametrize("event", TABLE, ids=lambda event: event.id)
def test_step_refuses_every_other_state_and_leaves_it(event):
    for state in State:
        if state in event.source:
            continue
        holder = Holder(state)
        with pytest.raises(WrongState) as refusal:
            machine.step(holder, event.id)
        assert holder.state is state
        assert state.label in str(refusal.value)


def test_unborn_case_takes_births_only():
    holder = Holder()
    with pytest.raises(WrongState, match="未登记"):
        machine.step(holder, "accept")
    machine.step(holder, "register_application")
    assert holder.state is State.REGISTERED
    with pytest.raises(WrongState):
        machine.step(holder, "report_lead")


def test_state_read_back_as_text_moves_too():
    holder = Holder("REGISTERED")
    machine.step(holder, "accept")
    assert holder.state is State.ACCEPTED


def test_moved_objects_are_neither_changed_nor_kept():
    holder = Holder(State.REGISTERED)
    machine.step(holder, "accept")
    assert vars(holder) == {"state": State.ACCEPTED}
    trace = weakref.ref(holder)
    del holder
    gc.collect()
    assert trace() is None


def test_unknown_event():
    with pytest.raises(KeyError):
        machine.step(Holder(State.LEAD), "close")


def test_unsound_table_stops_the_program(monkeypatch):
    monkeypatch.setattr(machine, "TABLE", TABLE[1:])
    with pytest.raises(machine.UnsoundTable, match="LEAD: no way in"):
        machine.check_table()
