"""Samples of ended cases: drawn by a seed that anybody can use again, called by somebody else, counted by figures."""

import hashlib
from datetime import timedelta

import pytest

from mediation.casework import spot_checks
from mediation.casework.spot_checks import Verification, verification_of
from mediation.kernel.errors import Incomplete, NotAllowed, Refused
from mediation.model.audit import AuditEvent
from mediation.model.base import db
from mediation.model.supervision import CheckResult
from mediation.procedure.states import State
from tests.casework.records import last_event
from tests.casework.test_sight import chair_is_party
from tests.town import TODAY, Road, accepted, march

FIRST, LAST = march(1), TODAY
ENDED = ("IN_FORCE", "BREACHED", "PERFORMED", "ANNULLED", "TERMINATED", "TRANSFERRED", "ARCHIVED")


@pytest.fixture
def drawn(people):
    return spot_checks.draw(people.actor("office"), people.world.town, FIRST, LAST, 3)


def test_the_population_is_what_ended_in_the_period(people):
    refs = spot_checks.population(people.world.town, FIRST, LAST)
    assert set(refs) == {people.case(State[name]).ref for name in ENDED}
    ended = people.case(State.TERMINATED).concluded_on
    before = spot_checks.population(people.world.town, FIRST, ended - timedelta(days=1))
    assert people.case(State.TERMINATED).ref not in before
    assert people.case(State.TERMINATED).ref in spot_checks.population(people.world.town, ended, ended)


def test_a_case_whose_import_was_taken_back_is_not_drawn(people):
    case = people.case(State.TERMINATED)
    case.import_undone_at = case.created_at
    db.session.flush()
    assert case.ref not in spot_checks.population(people.world.town, FIRST, LAST)


def test_the_same_seed_over_the_same_population_gives_the_same_sample():
    refs = [f"case{number}" for number in range(50)]
    once = spot_checks.sample(refs, "5eed", 7)
    assert once == spot_checks.sample(reversed(refs), "5eed", 7)
    assert len(set(once)) == 7
    assert once != spot_checks.sample(refs, "other", 7)
    assert spot_checks.sample(refs, "5eed", 50)[:7] == once


def test_the_sample_is_what_the_rule_on_the_page_says(drawn):
    """Worked out here by hand, as somebody outside would: SHA-256 of seed, colon and address, the smallest first."""
    ranked = sorted(drawn.population, key=lambda ref: hashlib.sha256(f"{drawn.seed}:{ref}".encode()).digest())
    assert [check.case.ref for check in drawn.checks] == ranked[:3]
    assert drawn.population_hash == hashlib.sha256("\n".join(sorted(drawn.population)).encode()).hexdigest()


def test_every_case_can_be_drawn():
    refs = [f"case{number}" for number in range(10)]
    assert {ref for seed in range(200) for ref in spot_checks.sample(refs, str(seed), 1)} == set(refs)


def test_nobody_chooses_the_seed(people, drawn):
    again = spot_checks.draw(people.actor("office"), people.world.town, FIRST, LAST, 3)
    assert again.seed != drawn.seed
    assert len(drawn.seed) == 32


def test_the_draw_stands_in_the_chain(drawn):
    event = db.session.query(AuditEvent).filter_by(act="draw_sample").one()
    assert event.data["seed"] == drawn.seed
    assert event.data["population_hash"] == drawn.population_hash
    assert (event.data["population"], event.data["size"]) == (len(ENDED), 3)


@pytest.mark.parametrize(
    ("first", "last", "size", "code"),
    [
        (LAST, FIRST, 1, "dates"),
        (FIRST, TODAY + timedelta(days=1), 1, "not_over"),
        (march(1), march(1), 1, "nothing"),
        (FIRST, LAST, 0, "no_size"),
        (FIRST, LAST, len(ENDED) + 1, "too_many"),
    ],
)
def test_a_sample_that_makes_no_sense_is_refused(people, first, last, size, code):
    with pytest.raises(Incomplete) as refused:
        spot_checks.draw(people.actor("office"), people.world.town, first, last, size)
    assert [reason.code for reason in refused.value.reasons] == [code]


def test_a_draw_can_be_proved_and_says_what_moved_since(people, drawn):
    assert spot_checks.proof(drawn).holds
    people.road(State.TRANSFERRED).take_back(TODAY)
    later = spot_checks.proof(drawn)
    assert later.holds
    assert (later.gone, later.added) == (1, 0)


@pytest.mark.parametrize("altered", ["seed", "population", "checks", "size"])
def test_a_draw_that_was_altered_is_found_out(people, drawn, altered):
    others = [ref for ref in drawn.population if ref not in {check.case.ref for check in drawn.checks}]
    if altered == "seed":
        drawn.seed = "0" * 32
    elif altered == "population":
        drawn.population = drawn.population[1:]
    elif altered == "size":
        drawn.size = 2
    else:
        left_out = next(people.case(State[name]) for name in ENDED if people.case(State[name]).ref in others)
        drawn.checks[0].case = left_out
    assert not spot_checks.proof(drawn).holds


# --- calling ------------------------------------------------------------------------------------


def call(people, check, result, who="clerk", on=TODAY, text="双方都说谈成了"):
    spot_checks.record(people.actor(who), check, result, on, text)
    return check


def test_the_result_stays_with_the_case_and_in_the_chain(people, drawn):
    check = call(people, drawn.checks[0], CheckResult.CONFIRMED)
    assert spot_checks.checks_of(check.case) == [check]
    event = last_event(check.case)
    assert (event.act, event.case_id, event.data["result"]) == ("record_check", check.case_id, "CONFIRMED")


@pytest.mark.parametrize("who", ["mediator"])
def test_whoever_mediated_the_case_does_not_check_it(people, drawn, who):
    with pytest.raises(NotAllowed, match="调解过"):
        call(people, drawn.checks[0], CheckResult.CONFIRMED, who)
    assert not spot_checks.may_call(people.actor(who), drawn.checks[0].case)


def test_who_once_mediated_does_not_check_either(people, drawn):
    for row in drawn.checks[0].case.assignments:
        row.to_on = TODAY
    with pytest.raises(NotAllowed):
        call(people, drawn.checks[0], CheckResult.CONFIRMED, "mediator")


def test_a_party_does_not_check_the_own_case(people):
    road = chair_is_party(people).assign_by("deputy", march(4))
    assert not spot_checks.may_call(people.actor("chair"), road.case)
    assert spot_checks.may_call(people.actor("clerk"), accepted(Road(people), {"matter": "别的事"}).case)


def test_what_does_not_hold_must_be_told(people, drawn):
    with pytest.raises(Incomplete):
        call(people, drawn.checks[0], CheckResult.NOT_CONFIRMED, text=None)
    call(people, drawn.checks[0], CheckResult.NOT_CONFIRMED, text="没有见过调解员")


@pytest.mark.parametrize("days", [1, -1])
def test_a_call_lies_between_the_draw_and_today(people, drawn, days):
    with pytest.raises(Incomplete):
        call(people, drawn.checks[0], CheckResult.CONFIRMED, on=TODAY + timedelta(days=days))


def test_whoever_was_not_reached_is_called_again_and_a_result_stays(people, drawn):
    check = call(people, drawn.checks[0], CheckResult.NOT_REACHED, text=None)
    call(people, check, CheckResult.CONFIRMED)
    with pytest.raises(Refused, match="已经核实过"):
        call(people, check, CheckResult.NOT_CONFIRMED)


# --- figures ------------------------------------------------------------------------------------


def test_figures_can_say_verified_not_yet_and_not_confirmed(people, drawn):
    one, two, three = drawn.checks
    never = people.case(State.MEDIATING).id
    call(people, one, CheckResult.CONFIRMED)
    call(people, two, CheckResult.NOT_CONFIRMED)
    call(people, three, CheckResult.NOT_REACHED)
    assert verification_of([one.case_id, two.case_id, three.case_id, never]) == {
        one.case_id: Verification.VERIFIED,
        two.case_id: Verification.NOT_CONFIRMED,
        three.case_id: Verification.NOT_YET,
        never: Verification.NOT_YET,
    }


def test_the_latest_answered_call_counts(people):
    office, town = people.actor("office"), people.world.town
    first, second = (spot_checks.draw(office, town, FIRST, LAST, len(ENDED)) for _time in range(2))
    case_id = first.checks[0].case_id
    again = next(check for check in second.checks if check.case_id == case_id)
    call(people, first.checks[0], CheckResult.NOT_CONFIRMED)
    call(people, again, CheckResult.NOT_REACHED)
    assert verification_of([case_id])[case_id] is Verification.NOT_CONFIRMED
    call(people, again, CheckResult.CONFIRMED)
    assert verification_of([case_id])[case_id] is Verification.VERIFIED
    assert verification_of([]) == {}
