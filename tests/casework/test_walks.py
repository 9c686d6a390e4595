"""Random lives of real cases by everybody in the town: what must never be true is never stored."""

import os
from contextlib import suppress
from datetime import timedelta
from random import Random

import pytest

from mediation.casework import audit
from mediation.casework.access import roles_of
from mediation.casework.facts import standing_act
from mediation.casework.transition import fire
from mediation.kernel import clock
from mediation.kernel.errors import NotFound, Refused
from mediation.model.agreement import VersionStatus
from mediation.model.base import db
from mediation.model.followup import FollowUp
from mediation.model.track import RiskReport, Subsidy, SupervisionOrder
from mediation.model.user import User
from mediation.procedure.events import EVENTS
from mediation.procedure.records import Confirmation, MediationKind, SignerKind
from mediation.procedure.states import DUTY, TALK, WORK, State
from tests.answers import answers
from tests.casework.records import rows
from tests.factories import cleaned
from tests.town import HOLDER, TODAY, Road, march

# `make prove` tries many more lives.
LIVES, STEPS = (400, 80) if os.environ.get("MEDIATION_PROVE") else (16, 45)
ACTORS = sorted({*HOLDER.values(), "office2", "helper", "deputy", "member2", "chair2"})
BOUND = (*DUTY, State.PERFORMED)
BEGINNINGS = (State.LEAD, State.MEDIATING, State.MEDIATING, State.IN_FORCE, State.PERFORMED, State.PERFORMED)
ASTRAY = {State.VOID, State.NOT_ACCEPTED, State.LEAD_CLOSED, State.TERMINATED, State.TRANSFERRED, State.ANNULLED}
VARIANTS = {
    "ask_party": [{"answer": "REFUSES"}, {"answer": "NOT_REACHED"}],
    "hold_session": [{"result": "FAILED"}, {"open": True}],
    "end_without_agreement": [{"reason": "NO_PROSPECT"}, {"reason": "TIME_OVER"}],
    "record_performance": [{"amount": 100}],
    "record_breach": [{"reason": "OVERDUE"}],
    "resume_performance": [{"how": "PAID"}],
    "record_confirmation": [{"result": "TAKEN"}, {"result": "WITHDRAWN"}],
    "record_transfer_reply": [{"kind": "FEEDBACK"}],
    "replace_mediator": [{"reason": "RECUSAL"}],
}


# --- what always holds, read from the rows ----------------------------------------------------------


def number_means_accepted(case):
    if case.state.numbered is not None:
        assert (case.number is not None) is case.state.numbered


def one_lead_while_they_talk(case):
    leads = [row for row in case.assignments if row.lead and row.to_on is None]
    if case.state in WORK:
        assert len(leads) == (1 if case.state in TALK else 0)


def one_version_in_force(case):
    in_force = [version for version in case.versions if version.status is VersionStatus.IN_FORCE]
    if case.state is not State.ARCHIVED:
        assert len(in_force) == (1 if case.state in BOUND else 0)
    assert sum(version.status is VersionStatus.DRAFT for version in case.versions) <= 1


def written_agreement_is_complete(case):
    version = case.agreement
    if version is None or version.form != "WRITTEN":
        return
    bound = {row.party_id for row in version.bound}
    assert bound <= {row.party_id for row in version.signatures if row.signer is SignerKind.PARTY}
    assert any(row.signer is SignerKind.MEDIATOR for row in version.signatures)
    acts = [row.done_on for row in version.signatures] + [version.sealed_on]
    assert version.in_force_from == max(acts)


def work_means_no_conclusion(case):
    if case.number is not None and case.state is not State.VOID:
        assert (case.concluded_on is None) is (case.state in WORK)


def paused_only_at_work(case):
    assert case.paused_on is None or case.state in WORK


def archived_is_settled(case):
    if case.state is not State.ARCHIVED:
        return
    for table, still_open in ((RiskReport, "outcome"), (SupervisionOrder, "answered_on")):
        assert all(getattr(row, still_open) for row in rows(table, case))
    assert not any(plan.open for plan in rows(FollowUp, case))
    assert all(version.confirmation not in ("APPLIED", "TAKEN") for version in case.versions)
    checker = standing_act(case, "archive").actor_id
    assert checker != case.file_sent_by
    assert db.session.get(User, checker).person_id not in {row.mediator.person_id for row in case.assignments}


def confirmed_by_the_rules(case):
    for version in case.versions:
        if version.confirmation is not Confirmation.NONE:
            assert case.kind is MediationKind.PEOPLE
            assert version.form == "WRITTEN"
            assert standing_act(case, "apply_confirmation").on <= version.confirm_until


def subsidy_by_the_rules(case):
    if case.subsidy != "NONE":
        assert case.state is State.ARCHIVED
        assert case.kind is MediationKind.PEOPLE
        assert sum(row.paid_on is not None for row in rows(Subsidy, case)) <= 1


def closed_means_final(case):
    assert (case.closed_on is not None) is case.state.final


INVARIANTS = (
    number_means_accepted,
    one_lead_while_they_talk,
    one_version_in_force,
    written_agreement_is_complete,
    work_means_no_conclusion,
    paused_only_at_work,
    archived_is_settled,
    confirmed_by_the_rules,
    subsidy_by_the_rules,
    closed_means_final,
)


# --- lives ------------------------------------------------------------------------------------------


class Life:
    """One case and one chance; the seed tells it again."""

    def __init__(self, people, seed):
        self.people, self.chance = people, Random(seed)
        self.actors = {name: people.actor(name) for name in ACTORS}
        self.road, self.today = Road(people), march(2)
        self.moves, self.done = [], 0
        self.begin()

    def begin(self):
        state = self.chance.choice([None, *BEGINNINGS])
        if state is not None:
            self.road.case, self.today = self.people.case(state), TODAY
            return
        unit = self.chance.choice([self.people.world.committees[0], self.people.world.township])
        given = answers("register_application", self.road, self.today) | {"committee": unit.id}
        self.road.fire("register_application", self.today, by="clerk", **given)

    def step(self):
        """Somebody who may tries something that starts here; now and then anybody tries anything."""
        case = self.road.case
        astray = self.chance.random() < 0.05
        events = [event for event in EVENTS.values() if not event.is_birth and (astray or case.state in event.source)]
        if not events:
            return
        event = self.chance.choices(events, [1 if event.dest in ASTRAY else 4 for event in events])[0]
        able = [name for name in ACTORS if roles_of(self.actors[name], case, self.today) & set(event.by)]
        who = self.chance.choice(ACTORS if astray or not able else able)
        on = self.today - timedelta(days=self.chance.choice([0, 0, 0, 0, 0, 1, 9, -1]))
        self.attempt(event, who, on)

    def attempt(self, event, who, on):
        with clock.frozen(self.today):
            said = answers(event.id, self.road, on) | {"late_reason": "下乡去了"}
            said |= self.chance.choice([{}, *VARIANTS.get(event.id, [])])
            with suppress(Refused, NotFound):
                fire(self.road.case, event.id, self.actors[who], cleaned(event.fields, said), on=on)
                self.done += 1
                if event.moves and not event.strikes:
                    self.moves.append(on)
            db.session.flush()
            for holds in INVARIANTS:
                holds(self.road.case)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(LIVES))
def test_nothing_that_must_never_be_true_is_stored(people, seed):
    life = Life(people, seed)
    for _step in range(STEPS):
        if life.chance.random() < 0.3:
            life.today += timedelta(days=life.chance.choice([1, 1, 3, 10, 35]))
        life.step()
    assert life.done > 0
    assert audit.verify().whole
    last = life.road.case
    db.session.expire_all()
    for holds in INVARIANTS:
        holds(last)
