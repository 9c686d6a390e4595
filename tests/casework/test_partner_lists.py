"""Offices that sit beside the mediators, on both databases: what the rule says is what the lists show."""

from datetime import date

import pytest
from sqlalchemy import select

from mediation.casework.access import Sight, helping, knows_matter, sight_of, visible_to
from mediation.kernel import clock
from mediation.model.base import db
from mediation.model.case import Case
from mediation.procedure.records import PartnerOffice
from tests.answers import act
from tests.casework.test_restricted import flag
from tests.town import TODAY, Road, build_town, march, mediating, registered

HELPER = Sight.REGISTERED | Sight.PAPERS | Sight.AGREEMENT | Sight.STORY
OFFICES = {"peace": PartnerOffice.PEACE_OFFICE, "police": PartnerOffice.POLICE}
READERS = (*OFFICES, "office", "clerk", "mediator", "chair", "chair2", "informant")


@pytest.fixture
def town(session, password_hash):
    with clock.frozen(date(2026, 3, 1)):
        return build_town(password_hash)


def join(road, who):
    return act(road, "join_committee", by="office", committee=None, office=OFFICES[who])


def listed(actor, *more):
    return set(db.session.scalars(visible_to(actor).where(*more).with_only_columns(Case.id)))


def test_the_lists_show_what_the_rule_shows(session, town):
    with clock.frozen(TODAY):
        for who in OFFICES:
            join(mediating(Road(town), {"matter": "两村的事"}), who)
            flag(join(mediating(Road(town), {"matter": "闭卷的事"}), who).case)
            join(mediating(Road(town), {"matter": "谈完的事"}), who).fail(march(10))
        mediating(Road(town), {"matter": "没人帮的事"})
        registered(Road(town), {"matter": "刚登记的事"})
        cases = db.session.scalars(select(Case)).all()
        for who in READERS:
            actor = town.actor(who)
            sights = {case.id: sight_of(actor, case, TODAY) for case in cases}
            assert listed(actor) == {number for number, sight in sights.items() if sight}, who
            known = {number for number, sight in sights.items() if sight & Sight.MATTER}
            assert listed(actor, knows_matter(actor)) == known, who
            helped = {number for number, sight in sights.items() if sight == HELPER}
            assert len(helped) == (who in OFFICES), who
            closed = listed(actor, helping(actor)) - helped  # it stands on the desk by its type
            assert len(closed) == (who in OFFICES), who
