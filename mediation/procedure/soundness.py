"""Whether the table is sound: what would trap a case or leave a rule unused is found at the start, not in use."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from mediation.procedure.asks import Ask, Given, Kind
from mediation.procedure.events import COMMON_ASKS, Event
from mediation.procedure.guards import GENERAL, GUARDS, PEOPLE_ONLY
from mediation.procedure.records import MediationKind
from mediation.procedure.roles import ADMINISTRATORS, Role
from mediation.procedure.states import WORK, State

ACTLESS_ROLES = (Role.LEADER, *ADMINISTRATORS)  # they read figures or run the machine, and touch no case


def faults(table: Sequence[Event]) -> list[str]:
    """Every fault of the table as a sentence; empty when it is sound."""
    checks = (_identities, _ways, _guards, _roles, _references, _clock, _kinds)
    return [fault for check in checks for fault in check(table)] + [
        f"{event.id}: {fault}" for event in table for fault in _asks(event.asks)
    ]


def _identities(table: Sequence[Event]) -> Iterator[str]:
    for name, count in Counter(event.id for event in table).items():
        if count > 1:
            yield f"{name}: declared {count} times"
    for label, count in Counter(event.label for event in table).items():
        if count > 1:
            yield f"{label}: label of {count} events"


def _ways(table: Sequence[Event]) -> Iterator[str]:
    reached = reachable(table)
    for state in State:
        ways_out = [event.id for event in table if state in event.source and event.dest not in (None, state)]
        if state not in reached:
            yield f"{state}: no way in"
        if state.final and ways_out:
            yield f"{state}: final, but left by {', '.join(ways_out)}"
        if not state.final and not ways_out:
            yield f"{state}: no way out"
    for event in table:
        if event.is_birth and event.dest is None:
            yield f"{event.id}: a birth into no state"


def reachable(table: Iterable[Event]) -> frozenset[State]:
    """The states that some chain of events leads to."""
    events = list(table)
    reached: set[State] = set()
    new = {event.dest for event in events if event.is_birth and event.dest}
    while new - reached:
        reached |= new
        new = {event.dest for event in events if event.dest and reached.intersection(event.source)}
    return frozenset(reached)


def _guards(table: Sequence[Event]) -> Iterator[str]:
    used = {guard.id for event in table for guard in event.guards}
    for guard in GUARDS.values():
        if guard not in GENERAL and guard.id not in used:
            yield f"{guard.id}: guard of no event"
    for event in table:
        for guard in event.guards:
            if GUARDS.get(guard.id) is not guard:
                yield f"{event.id}: unknown guard {guard.id}"
            if guard in GENERAL:
                yield f"{event.id}: {guard.id} is general and need not be named"


def _roles(table: Sequence[Event]) -> Iterator[str]:
    used = {role for event in table for role in event.by}
    for role in Role:
        if (role in used) == (role in ACTLESS_ROLES):
            yield f"{role}: {'may act' if role in used else 'may do nothing'}"
    for event in table:
        if not event.by or len(set(event.by)) < len(event.by):
            yield f"{event.id}: nobody may do it, or somebody twice"
        if len(set(event.source)) < len(event.source):
            yield f"{event.id}: a state twice"


def _references(table: Sequence[Event]) -> Iterator[str]:
    known = {event.id: event for event in table}
    for event in table:
        for name in (*event.since.acts, *event.strikes):
            if name not in known:
                yield f"{event.id}: refers to unknown {name}"
        for name in event.strikes:
            if name in known and known[name].dest not in event.source:
                yield f"{event.id}: strikes {name}, which leads elsewhere"


def _clock(table: Sequence[Event]) -> Iterator[str]:
    """The clock runs exactly in the states of work."""
    for event in table:
        into_work = event.dest in WORK
        if event.starts_clock != (into_work and not set(event.source) <= set(WORK)):
            yield f"{event.id}: start of the clock"
        if event.ends_clock != (event.dest is not None and not into_work and bool(set(event.source) & set(WORK))):
            yield f"{event.id}: end of the clock"


def _kinds(table: Sequence[Event]) -> Iterator[str]:
    for event in table:
        if not event.kinds:
            yield f"{event.id}: of no kind of mediation"
        if PEOPLE_ONLY in event.guards and event.kinds != (MediationKind.PEOPLE,):
            yield f"{event.id}: guarded for people's mediation, but declared for more"


def _asks(asks: Sequence[Ask]) -> Iterator[str]:
    names = [ask.name for ask in asks]
    for name, count in Counter(names).items():
        if count > 1:
            yield f"asks {name} {count} times"
    known = {*names, *(ask.name for ask in COMMON_ASKS), *Given}
    for ask in asks:
        if (ask.kind in (Kind.CHOICE, Kind.CHOICES)) != (ask.choices is not None):
            yield f"{ask.name}: choices and kind do not fit"
        if (ask.kind is Kind.ROWS) != bool(ask.rows):
            yield f"{ask.name}: rows and kind do not fit"
        for other in (*ask.others, ask.along_with, ask.required_if and ask.required_if[0]):
            if other is not None and other not in known:
                yield f"{ask.name}: depends on unknown {other}"
        yield from (f"{ask.name}: {fault}" for fault in _asks(ask.rows))
