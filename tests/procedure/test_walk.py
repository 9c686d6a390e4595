"""Random lives of a case by all roles: what must never be true is never reached, and nothing is out of reach."""

import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

import pytest

from mediation.kernel.errors import WrongState
from mediation.procedure import machine
from mediation.procedure.events import EVENTS, TABLE, Event
from mediation.procedure.records import MediationKind
from mediation.procedure.roles import Role
from mediation.procedure.states import DUTY, TALK, WORK, State
from tests.procedure.world import World, effects_without_event

# `make prove` tries many more lives; MEDIATION_PROOF_FACTOR sets how many more.
FACTOR = int(os.environ.get("MEDIATION_PROOF_FACTOR") or ("40" if os.environ.get("MEDIATION_PROVE") else "1"))
LIVES, STEPS = 500 * FACTOR, 40
BEGIN = date(2024, 1, 1)
IN_FORCE_STATES = (*DUTY, State.PERFORMED)

ACTORS = {
    "mediator": {Role.MEDIATOR, Role.MEMBER},
    "mediator2": {Role.MEDIATOR, Role.MEMBER},
    "chair": {Role.CHAIR},
    "clerk": {Role.CLERK},
    "office": {Role.OFFICE},
    "office2": {Role.OFFICE, Role.CHAIR},  # the township committee is headed by the office
    "peace": {Role.PEACE_OFFICE},
    "police": {Role.POLICE},
    "adviser": {Role.ADVISER},
    "informant": {Role.INFORMANT},
    "system": {Role.SYSTEM},
    "leader": {Role.LEADER},
}
# What a form may say, and how often it is said.
ANSWERS = {
    "refused": ([True], 0.04),
    "applicant_withdrew": ([True], 0.3),
    "all_agree": ([True], 0.7),
    "mended": ([True], 0.5),
    "repudiated": ([True], 0.3),
    "objection_over": ([True], 0.7),
    "earlier_state": (list(State), 0.7),
    "end_reason": (["NO_PROSPECT", "TIME_OVER", "IMPOSSIBLE"], 1),
}
# The middle of the road: a life follows one of these for a while, so that every state is lived in.
TALKS = "register_application ask_party accept assign_mediator give_notice hold_session"
SIGNING = "record_signature record_signature record_signature put_seal"
PAPER = f"{TALKS} settle_content {SIGNING} sign_agreement apply_confirmation"
DONE = "record_performance record_performance confirm_performed record_confirmation record_confirmation"
SUBSIDY = "submit_file archive propose_subsidy confirm_subsidy publish_subsidy pay_subsidy"
ROADS = [
    f"{PAPER} {DONE} record_followup {SUBSIDY}",
    f"{PAPER} record_followup record_breach draft_change {SIGNING} replace_agreement",
    f"{TALKS} agree_orally record_breach note_breach_outcome record_followup {SUBSIDY}",
    f"{TALKS} end_without_agreement {SUBSIDY}",
    "report_lead register_lead ask_party accept transfer_out record_transfer_reply submit_file archive",
]
WILLING = {"all_agree": True, "repudiated": True, "objection_over": True, "end_reason": "IMPOSSIBLE"}
# Ends are liked less, so that a life is not over too soon.
ABLE = {event.id: sorted(actor for actor, held in ACTORS.items() if machine.may(event, held)) for event in TABLE}
ASTRAY = frozenset(
    {State.VOID, State.NOT_ACCEPTED, State.LEAD_CLOSED, State.TERMINATED, State.TRANSFERRED, State.ANNULLED}
)


# ---------------------------------------------------------------- what always holds


def number_means_accepted(world):
    if world.state.numbered is not None:
        assert world.numbered is world.state.numbered


def one_lead_while_they_talk(world):
    if world.state in WORK:
        assert (world.lead is not None) is (world.state in TALK)


def one_version_in_force(world):
    if world.state != State.ARCHIVED:
        assert (world.form is not None) is (world.state in IN_FORCE_STATES)


def written_agreement_is_complete(world):
    if world.form == "WRITTEN":
        assert world.complete_when_effective
        assert world.effective_on == world.last_act_on


def work_means_no_conclusion(world):
    if world.numbered and world.state != State.VOID:
        assert (world.conclusion is None) is (world.state in WORK)


def paused_only_at_work(world):
    assert not world.paused or world.state in WORK


def dates_of_moves_never_fall(world):
    days = [entry.on for entry in world.moves]
    assert days == sorted(days)
    assert all(entry.on <= world.today for entry in world.history)


def archived_is_settled(world):
    if world.state == State.ARCHIVED:
        assert world.checker not in world.mediators_when_checked
        assert world.checker != world.sent_by
        assert world.pending_when_checked == (0, 0, 0)
        assert world.confirmation not in ("APPLIED", "TAKEN")
        assert world.items_open == 0 or world.breach_outcome or world.form is None


def confirmation_by_the_rules(world):
    if world.confirmation != "NONE":
        assert world.kind is MediationKind.PEOPLE
        assert world.confirmed_by_the_rules


def subsidy_by_the_rules(world):
    if world.subsidy != "NONE":
        assert world.state == State.ARCHIVED
        assert world.kind is MediationKind.PEOPLE
        assert world.proposer not in world.confirmers
    assert world.paid <= 1


INVARIANTS = (
    number_means_accepted,
    one_lead_while_they_talk,
    one_version_in_force,
    written_agreement_is_complete,
    work_means_no_conclusion,
    paused_only_at_work,
    dates_of_moves_never_fall,
    archived_is_settled,
    confirmation_by_the_rules,
    subsidy_by_the_rules,
)


# ---------------------------------------------------------------- lives


@dataclass(frozen=True)
class Choices:
    """The table sorted by where events start."""

    here: dict[State | None, list[Event]]
    away: dict[State | None, list[Event]]


def choices(table: Iterable[Event]) -> Choices:
    states, events = (None, *State), list(table)
    return Choices(
        {state: [event for event in events if machine.starts_from(event, state)] for state in states},
        {state: [event for event in events if not machine.starts_from(event, state)] for state in states},
    )


WHOLE = choices(TABLE)


def live(seed: int, events: Choices = WHOLE, road: str | None = None) -> World:
    """One life; the seed tells it again. It leaves the road somewhere, late when the road is given."""
    chance = Random(seed)
    world = World(today=BEGIN, kind=chance.choice([MediationKind.PEOPLE, MediationKind.PEOPLE, MediationKind.ADMIN]))
    way = (road or chance.choice(ROADS)).split()
    late = chance.randint(4, len(way))
    follow(world, way[: late if road else chance.choice([0, chance.randint(1, 3), late])])
    for _ in range(STEPS):
        if chance.random() < 0.3:
            world.today += timedelta(days=chance.choice([1, 1, 3, 10, 35]))
        here, away = events.here[world.state], events.away[world.state]
        if not here:
            assert world.state is State.VOID
            break
        if chance.random() < 0.05:
            err(world, chance.choice(away))
        else:
            attempt(world, chance, chance.choices(here, [liking(event) for event in here])[0])
    return world


def follow(world: World, road: list[str]) -> None:
    """Go down the road as far as the kind of mediation allows."""
    for event in map(EVENTS.__getitem__, road):
        actor = next(actor for actor in ("mediator", "chair", "office") if actor in ABLE[event.id])
        reasons = machine.objections(event, world.facts(event, actor, world.today, **WILLING), ACTORS[actor])
        if world.kind in event.kinds:
            assert reasons == ()
            carry_out(world, event, actor, world.today)


def attempt(world: World, chance: Random, event: Event) -> None:
    """Somebody tries an event that starts here; refused without a trace, or done."""
    actor = chance.choice(sorted(ACTORS) if chance.random() < 0.1 else ABLE[event.id])
    on = world.today - timedelta(days=chance.choice([0] * 8 + [1, 20, -1]))
    said = {name: chance.choice(values) for name, (values, odds) in ANSWERS.items() if chance.random() < odds}
    if not machine.objections(event, world.facts(event, actor, on, **said), ACTORS[actor]):
        carry_out(world, event, actor, on)


def carry_out(world: World, event: Event, actor: str, on: date) -> None:
    world.act(event.id, actor, on)
    for holds in INVARIANTS:
        holds(world)


def liking(event: Event) -> float:
    if event.dest in ASTRAY:
        return 0.3
    return 4 if event.moves or len(event.source) <= 3 or event.id in ("submit_file", "record_followup") else 1


def err(world: World, event: Event) -> None:
    """Somebody tries an event that does not start here."""
    before = world.state
    with pytest.raises(WrongState):
        machine.step(world, event.id)
    assert world.state is before


def test_effects_belong_to_events():
    assert effects_without_event() == []


@pytest.mark.slow
def test_no_life_reaches_what_must_never_be_and_every_event_happens():
    happened: Counter[str] = Counter()
    ends: Counter[State] = Counter()
    for seed in range(LIVES):
        world = live(seed)
        happened.update(entry.event.id for entry in world.history)
        ends[world.state] += 1
    assert [event.id for event in TABLE if event.id not in happened] == []
    assert ends[State.ARCHIVED] > LIVES // 20


NOTICED = {
    0: "sealed all_signed effective_is_last_act within_30_days written people_only confirmation_done",
    2: "breach_settled confirmer_is_other checker_is_other",
    4: "risk_closed supervision_done",
}
ROAD_TO = {guard: ROADS[number] for number, guards in NOTICED.items() for guard in guards.split()}


@pytest.mark.parametrize("missing", ROAD_TO)
def test_lives_notice_a_missing_guard(missing):
    """The walk is no blind guide: without this guard some life breaks a rule."""
    weakened = choices(
        replace(event, guards=tuple(guard for guard in event.guards if guard.id != missing)) for event in TABLE
    )
    with pytest.raises(AssertionError):
        any(live(seed, weakened, ROAD_TO[missing]) is None for seed in range(2000))
