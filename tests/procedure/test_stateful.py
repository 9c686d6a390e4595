"""The procedure as a stateful machine: hypothesis drives all roles through all events and shrinks what breaks."""

from datetime import timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from mediation.procedure import machine
from mediation.procedure.events import TABLE
from mediation.procedure.records import MediationKind
from mediation.procedure.states import State
from tests.procedure.test_walk import ABLE, ACTORS, ANSWERS, BEGIN, FACTOR, INVARIANTS, ROADS, WILLING
from tests.procedure.world import World

EVENTS_BY_ID = {event.id: event for event in TABLE}
SAID = st.fixed_dictionaries({}, optional={name: st.sampled_from(values) for name, (values, _odds) in ANSWERS.items()})
DAYS = st.sampled_from([0, 0, 0, 1, 3, 30])


class Life(RuleBasedStateMachine):
    """One case: whoever may tries whatever starts here; what the guards refuse leaves no trace."""

    @initialize(kind=st.sampled_from(list(MediationKind)))
    def begin(self, kind):
        self.world = World(today=BEGIN, kind=kind)

    @rule(days=DAYS, data=st.data(), said=SAID)
    def somebody_acts(self, days, data, said):
        self.world.today += timedelta(days=days)
        here = [event for event in TABLE if self._starts(event)]
        if here:
            event = data.draw(st.sampled_from(here))
            self._try(event, data.draw(st.sampled_from(ABLE[event.id] or sorted(ACTORS))), said)

    @rule(road=st.sampled_from(ROADS), steps=st.integers(1, 20), left_out=st.sets(st.integers(0, 20), max_size=2))
    def the_middle_of_the_road(self, road, steps, left_out):
        """What people usually do, one after another, with a step or two forgotten."""
        for event_id in [one for number, one in enumerate(road.split()[:steps]) if number not in left_out]:
            event = EVENTS_BY_ID[event_id]
            if self._starts(event):
                actor = next(one for one in ("mediator", "chair", "office") if one in ABLE[event.id])
                self._try(event, actor, WILLING)

    @rule(event=st.sampled_from(TABLE), actor=st.sampled_from(sorted(ACTORS)))
    def somebody_without_the_right_is_refused(self, event, actor):
        if not machine.may(event, ACTORS[actor]):
            assert machine.objections(event, self.world.facts(event, actor, self.world.today), ACTORS[actor])

    @invariant()
    def what_must_never_be_is_not(self):
        if hasattr(self, "world") and self.world.history:
            for holds in INVARIANTS:
                holds(self.world)

    def _starts(self, event):
        return self.world.state in event.source if self.world.state is not None else not event.source

    def _try(self, event, actor, said):
        before = self.world.state
        facts = self.world.facts(event, actor, self.world.today, **said)
        if machine.objections(event, facts, ACTORS[actor]):
            assert self.world.state is before
            return
        self.world.act(event.id, actor, self.world.today)
        assert isinstance(self.world.state, State)


Life.TestCase.settings = settings(
    max_examples=100 * FACTOR,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
TestLife = Life.TestCase
