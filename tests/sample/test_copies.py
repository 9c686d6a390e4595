"""Invented cases in bulk, looked at one by one: as the one door would have left them, the chain whole."""

from datetime import date

import pytest
from sqlalchemy import func, select

from mediation.casework import audit
from mediation.casework.actor import OPERATOR
from mediation.indicators.compute import checks
from mediation.indicators.period import Period
from mediation.indicators.reading import read
from mediation.indicators.scope import scope_of
from mediation.kernel import clock
from mediation.model.agreement import AgreementVersion, Signature
from mediation.model.audit import AuditEvent
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.person import Person
from mediation.model.place import Place
from mediation.procedure.states import State
from mediation.sample.bulk import making
from mediation.sample.bulk.patterns import NAMES
from tests.conftest import working_copy

YEAR = 2025
TODAY = date(2026, 6, 30)
FEW, MANY = 60, 160


@pytest.fixture(scope="module")
def made(house, template, settings):
    """A database with many cases, to be read only."""
    with working_copy(house, template, settings), house.app_context(), clock.frozen(TODAY):
        assert making.make(YEAR, MANY, None, seed=7, keep=db.session.commit) == MANY
        yield db.session
        db.session.remove()


def town() -> Place:
    return db.session.scalars(select(Place).where(Place.code == "549900001000")).one()


def test_every_course_is_a_true_one_and_its_copies_keep_the_chain_whole(made):
    verdict = audit.verify()
    assert (verdict.whole, verdict.length) == (True, made.scalar(select(func.count(AuditEvent.id))))
    cases = list(made.scalars(select(Case)))
    assert len(cases) == MANY
    states = {case.state for case in cases}
    assert {State.IN_FORCE, State.PERFORMED, State.TERMINATED, State.MEDIATING} <= states
    assert len({case.ref for case in cases}) == MANY
    assert not any(name in case.search for case in cases for name in NAMES)
    for case in cases:
        (last,) = made.scalars(
            select(AuditEvent).where(AuditEvent.case_id == case.id).order_by(AuditEvent.id.desc()).limit(1)
        )
        assert last.to_state == case.state.value
    read_over = [check for check in checks(read(OPERATOR, Period.year(YEAR), scope_of(town()))) if not check.holds]
    assert read_over == []


def test_acts_stand_in_the_order_of_their_days(made):
    days = [row.on for row in made.scalars(select(AuditEvent).order_by(AuditEvent.id)) if row.case_id]
    assert days == sorted(days)
    assert days[-1] <= TODAY


def test_what_is_told_of_a_copy_is_its_own(made):
    """Acts and rows of a copy name its own parties, days and number, never those of the first case."""
    for case in made.scalars(select(Case)):
        own = {party.id for party in case.parties}
        events = list(made.scalars(select(AuditEvent).where(AuditEvent.case_id == case.id)))
        for event in events:
            said = event.data
            assert {said[name] for name in ("party", "who", "for_whom") if isinstance(said.get(name), int)} <= own
            assert set(said.get("bound", ())) <= own
            if event.act == "accept":
                assert (said["number"], said["dispute_type"]) == (case.number, case.dispute_type.value)
                assert event.on == case.accepted_on
            if event.act.startswith("register"):
                assert said["village"] == case.village_id
                assert said["matter"] == case.matter
        for version in case.versions:
            signed = select(Signature.party_id).where(
                Signature.version_id == version.id, Signature.party_id.is_not(None)
            )
            assert set(made.scalars(signed)) <= own


def test_people_are_invented_and_their_numbers_kept_as_any(made):
    parties = list(made.scalars(select(Person).where(Person.name.not_in(NAMES), Person.phone.is_not(None))))
    assert len(parties) > MANY
    assert all(person.id_number.startswith("540000") for person in parties)
    assert all(len(person.id_key) == 64 for person in parties)


def test_versions_of_copies_are_in_force_from_their_own_days(made):
    for version in made.scalars(select(AgreementVersion)):
        case = made.get_one(Case, version.case_id)
        assert case.accepted_on <= version.in_force_from <= TODAY
        if version.confirm_until:
            assert (version.confirm_until - version.in_force_from).days >= 30
