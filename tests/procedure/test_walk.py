"""Random lives of a case by all roles: what must never be true is never reached, and nothing is out of reach."""

import os
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest

from mediation.kernel.errors import WrongState
from mediation.procedure import machine
from mediation.procedure.events import TABLE, Event
from mediation.procedure.records import MediationKind
from mediation.procedure.roles import Role
from mediation.procedure.states import DUTY, TALK, WORK, State
from tests.procedure.world import World, effects_without_event

# `make prove` tries many more lives; MEDIATION_PROOF_FACTOR sets how many more.
FACTOR = int(os.environ.get("MEDIATION_PROOF_FACTOR") or ("40" if os.environ.get("MEDIATION_PROVE") else "1"))
LIVES, STEPS = 250 * FACTOR, 90
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
# What a form may say; each is said in every third act.
ANSWERS = {
    "refused": [True],
    "applicant_withdrew": [True],
    "all_agree": [True],
    "mended": [True],
    "repudiated": [True],
    "objection_over": [True],
    "earlier_state": list(State),
    "end_reason": ["NO_PROSPECT", "TIME_OVER", "IMPOSSIBLE"],
}


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


def live(seed: int, table: tuple[Event, ...] = TABLE) -> World:
    """One life; the seed tells it again."""
    chance = Random(seed)
    world = World(today=BEGIN, kind=chance.choice([MediationKind.PEOPLE, MediationKind.PEOPLE, MediationKind.ADMIN]))
    for _ in range(STEPS):
        if chance.random() < 0.4:
            world.today += timedelta(days=chance.choice([1, 1, 3, 10, 35]))
        if chance.random() < 0.1:
            err(world, chance, table)
        else:
            attempt(world, chance, table)
    return world


def attempt(world: World, chance: Random, table: tuple[Event, ...]) -> None:
    """Somebody tries an event that starts here; refused without a trace, or done."""
    here = [event for event in table if machine.starts_from(event, world.state)]
    if not here:
        assert world.state is State.VOID
        return
    event = chance.choices(here, [liking(event) for event in here])[0]
    actor = chance.choice(sorted(ACTORS) if chance.random() < 0.1 else able(event))
    on = world.today - timedelta(days=chance.choice([0] * 8 + [1, 20, -1]))
    said = {name: chance.choice(values) for name, values in ANSWERS.items() if chance.random() < 0.33}
    if not machine.objections(event, world.facts(event, actor, on, **said), ACTORS[actor]):
        world.act(event.id, actor, on)
        for holds in INVARIANTS:
            holds(world)


def liking(event: Event) -> float:
    """Lives should get far: moves are liked, ends and side tracks less."""
    if event.id in ("archive", "submit_file"):
        return 8
    if event.dest in (State.VOID, State.NOT_ACCEPTED, State.LEAD_CLOSED):
        return 0.5
    if event.dest in (State.TERMINATED, State.TRANSFERRED, State.ANNULLED):
        return 1
    return 5 if event.moves or len(event.source) <= 3 else 1


def able(event: Event) -> list[str]:
    return sorted(actor for actor, roles in ACTORS.items() if machine.may(event, roles))


def err(world: World, chance: Random, table: tuple[Event, ...]) -> None:
    """Somebody tries an event that does not start here."""
    before = world.state
    event = chance.choice([event for event in table if not machine.starts_from(event, before)])
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


@pytest.mark.parametrize(
    ("event_id", "guard_id"),
    [
        ("sign_agreement", "sealed"),
        ("sign_agreement", "all_signed"),
        ("sign_agreement", "effective_is_last_act"),
        ("archive", "checker_is_other"),
        ("archive", "risk_closed"),
        ("archive", "supervision_done"),
        ("archive", "confirmation_done"),
        ("archive", "breach_settled"),
        ("apply_confirmation", "within_30_days"),
        ("apply_confirmation", "written"),
        ("apply_confirmation", "people_only"),
        ("propose_subsidy", "people_only"),
        ("confirm_subsidy", "confirmer_is_other"),
    ],
)
def test_lives_notice_a_missing_guard(event_id, guard_id):
    """The walk is no blind guide: without this guard some life breaks a rule."""
    weakened = tuple(
        replace(event, guards=tuple(guard for guard in event.guards if guard.id != guard_id))
        if event.id == event_id
        else event
        for event in TABLE
    )
    with pytest.raises(AssertionError):
        any(live(seed, weakened) is None for seed in range(4000))
