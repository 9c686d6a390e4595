"""The engine: whether an event may happen now, and the move itself; the only place that knows the machine's library."""

from collections.abc import Collection
from functools import cache
from typing import Any, Protocol

from transitions import Machine, MachineError

from mediation.kernel.errors import NotAllowed, Reason, Refused, WrongState
from mediation.kernel.labels import N_
from mediation.procedure.events import EVENTS, TABLE, Event
from mediation.procedure.facts import Facts
from mediation.procedure.roles import Role
from mediation.procedure.soundness import faults
from mediation.procedure.states import State

NOT_YOURS = Reason("role", N_("您无权办理此事项。"))
WRONG_STATE = N_("当前状态“{state}”不能办理此事项。")
UNBORN = N_("未登记")


class Holder(Protocol):
    """Whatever carries a state; None before its birth."""

    @property
    def state(self) -> Any: ...

    @state.setter
    def state(self, value: Any, /) -> None: ...


class UnsoundTable(Exception):
    """The table of events contradicts itself; the program must not start."""


def check_table() -> None:
    """Start-up check; raises UnsoundTable with every fault."""
    found = faults(TABLE)
    if found:
        raise UnsoundTable("\n".join(found))


def objections(event: Event, facts: Facts, roles: Collection[Role]) -> tuple[Reason, ...]:
    """Why the event may not happen: the role alone, else the state alone, else every guard that fails."""
    if not may(event, roles):
        return (NOT_YOURS,)
    if not starts_from(event, facts.state):
        return (wrong_state(facts.state),)
    return failing(event, facts)


def require(event: Event, facts: Facts, roles: Collection[Role]) -> None:
    """Raises NotAllowed, WrongState or Refused with the reasons of `objections`."""
    check_role(event, roles)
    check_state(event, facts.state)
    reasons = failing(event, facts)
    if reasons:
        raise Refused(*reasons)


def may(event: Event, roles: Collection[Role]) -> bool:
    """Whether one of the roles does such acts at all."""
    return any(role in roles for role in event.by)


def starts_from(event: Event, state: State | None) -> bool:
    """Whether the event starts here; a birth starts from nothing."""
    return state is None if event.is_birth else state in event.source


def begins(event_id: str, state: State) -> bool:
    """Whether the event of this id starts from the state."""
    return starts_from(EVENTS[event_id], state)


def check_role(event: Event, roles: Collection[Role]) -> None:
    """Raises NotAllowed when none of the roles may do it."""
    if not may(event, roles):
        raise NotAllowed(NOT_YOURS)


def check_state(event: Event, state: State | None) -> None:
    """Raises WrongState when the event does not start here."""
    if not starts_from(event, state):
        raise WrongState(wrong_state(state))


def failing(event: Event, facts: Facts) -> tuple[Reason, ...]:
    """The refusals of every guard that fails, general ones first."""
    return tuple(guard.reason for guard in event.all_guards if not guard.predicate(facts))


def wrong_state(state: State | None) -> Reason:
    """The sentence that names the state in which the case is."""
    return Reason("state", WRONG_STATE, values=(("state", UNBORN if state is None else state.label),))


def step(holder: Holder, event_id: str) -> None:
    """Move the holder along the event; guards were asked before. Raises WrongState and leaves it where it is."""
    event = EVENTS[event_id]
    check_state(event, holder.state)
    if event.is_birth:
        holder.state = event.dest
        return
    try:
        moved = _machine().events[event_id].trigger(holder)
    except MachineError as error:
        raise WrongState(wrong_state(holder.state)) from error
    if not moved:
        raise WrongState(wrong_state(holder.state))


@cache
def _machine() -> Machine:
    """One machine for all cases, without a model: a registered row would be given attributes and kept alive."""
    check_table()
    moves = [{"trigger": event.id, "source": list(event.source), "dest": event.dest} for event in TABLE if event.source]
    return Machine(model=None, states=State, initial=None, transitions=moves, auto_transitions=False, send_event=True)
