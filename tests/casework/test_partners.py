"""An office of the town that sits beside the mediators sees that file, while it does, and no other."""

import pytest
from sqlalchemy import select

from mediation.casework.access import (
    Sight,
    foresee,
    helping,
    knows_matter,
    knows_numbers,
    roles_of,
    sight_of,
    visible,
)
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.committee import JointUnit
from mediation.model.place import Place
from mediation.model.user import User
from mediation.procedure.records import PartnerOffice, RiskOutcome
from mediation.procedure.roles import Role
from mediation.procedure.states import WORK, State
from tests.answers import act
from tests.casework.test_bad_answers import refused
from tests.casework.test_restricted import flag, let_in
from tests.casework.test_sight import NAMES, everything, seen
from tests.town import ACCOUNTS, TODAY, Road, march, mediating, terminated, transferred

HELPER = NAMES | Sight.MATTER | Sight.PAPERS | Sight.AGREEMENT | Sight.STORY
OFFICES = {"peace": PartnerOffice.PEACE_OFFICE, "police": PartnerOffice.POLICE}
NATURAL = {"peace": NAMES, "police": Sight.NONE}  # of a case that is talked about and gives no reason to see more


def join(road, who, **more):
    return act(road, "join_committee", by="office", committee=None, office=OFFICES[who], **more)


def put_beside(case, who):
    """As if it had joined in time; a case that is over could be joined no more."""
    db.session.add(
        JointUnit(case_id=case.id, office=OFFICES[who], outside="云上镇某部门", agreed_by="平措", agreed_on=march(6))
    )
    db.session.flush()
    return case


def ids(actor, *more):
    return set(db.session.scalars(select(Case.id).where(visible(actor), *more)))


@pytest.mark.parametrize("who", OFFICES)
def test_a_joined_office_sees_the_file_while_it_helps_and_not_before(people, who):
    road, actor = people.road(State.MEDIATING), people.actor(who)
    assert sight_of(actor, road.case, TODAY) == NATURAL[who]
    assert road.case.id not in ids(actor, knows_matter(actor))
    assert road.case.id not in ids(actor, helping(actor))
    join(road, who)
    assert sight_of(actor, road.case, TODAY) == HELPER
    assert road.case.id in ids(actor, knows_matter(actor))
    assert ids(actor, helping(actor)) == {road.case.id}


@pytest.mark.parametrize("who", OFFICES)
def test_a_joined_office_sees_no_other_case_for_it(people, who):
    """Nor does the other office see more, nor anybody else."""
    cases = everything(people)
    names = [*ACCOUNTS]
    before = {name: [sight_of(people.actor(name), case, TODAY) for case in cases] for name in names}
    join(people.road(State.MEDIATING), who)
    after = {name: [sight_of(people.actor(name), case, TODAY) for case in cases] for name in names}
    at = cases.index(people.case(State.MEDIATING))
    assert after[who][at] == HELPER
    after[who][at] = before[who][at]
    assert after == before


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("who", OFFICES)
def test_a_joined_office_helps_from_acceptance_to_the_end_of_the_talks(people, who, state):
    """In every state the rule on the object and the conditions in the database say the same."""
    case, actor = put_beside(people.case(state), who), people.actor(who)
    sight = sight_of(actor, case, TODAY)
    assert sight == (HELPER if state in WORK else seen(who, state))
    assert (case.id in ids(actor)) is bool(sight)
    assert (case.id in ids(actor, knows_matter(actor))) is bool(sight & Sight.MATTER)
    assert (case.id in ids(actor, helping(actor))) is (state in WORK)


@pytest.mark.parametrize("who", OFFICES)
def test_a_joined_office_sees_again_what_is_talked_about_again(people, who):
    road, actor = join(mediating(Road(people), {"matter": "两村的事"}), who), people.actor(who)
    road.fail(march(10))
    assert sight_of(actor, road.case, TODAY) == NATURAL[who]
    act(road, "withdraw_termination", by="office2")
    assert road.case.state is State.ACCEPTED
    assert sight_of(actor, road.case, TODAY) == HELPER


@pytest.mark.parametrize("way", [terminated, transferred])
def test_an_office_that_helped_keeps_what_it_sees_for_other_reasons(people, way):
    """The peace office a report, the police what was sent to them: the end of the help takes nothing else away."""
    road = way(Road(people), {"matter": "两村的事"})
    for who in OFFICES:
        put_beside(road.case, who)
    act(road, "report_risk")
    assert sight_of(people.actor("peace"), road.case, TODAY) == NAMES | Sight.MATTER | Sight.STORY
    assert sight_of(people.actor("police"), road.case, TODAY) == NAMES | Sight.MATTER
    road.fire("close_risk", TODAY, outcome=RiskOutcome.PREVENTED.value, persons=2)
    assert sight_of(people.actor("peace"), road.case, TODAY) == NAMES


@pytest.mark.parametrize("who", OFFICES)
def test_the_office_of_another_town_sees_nothing_of_it(people, who):
    road = join(people.road(State.MEDIATING), who)
    far = db.session.query(Place).filter_by(name="远方镇").one()
    user = User(username="far", name="远方", created_at=people.user(who).created_at)
    db.session.add(user)
    user.hold(Role[OFFICES[who].name], march(1), place=far)
    db.session.flush()
    actor = people.actor("far")
    assert sight_of(actor, road.case, TODAY) is Sight.NONE
    assert ids(actor) == ids(actor, helping(actor)) == set()


@pytest.mark.parametrize("who", OFFICES)
def test_a_joined_office_opens_no_restricted_file_without_leave(people, who):
    road, actor = join(people.road(State.MEDIATING), who), people.actor(who)
    flag(road.case)
    assert sight_of(actor, road.case, TODAY) == NAMES
    assert road.case.id in ids(actor)
    assert road.case.id not in ids(actor, knows_matter(actor))
    let_in(people, who, road.case)
    assert sight_of(people.actor(who), road.case, TODAY) == HELPER
    road.fail(march(10))
    assert sight_of(people.actor(who), road.case, TODAY) == NATURAL[who]


@pytest.mark.parametrize("who", OFFICES)
def test_a_joined_office_learns_no_numbers(people, who):
    road, actor = join(people.road(State.MEDIATING), who), people.actor(who)
    assert not sight_of(actor, road.case, TODAY) & Sight.NUMBERS
    assert ids(actor, knows_numbers(actor)) == set()


@pytest.mark.parametrize(("who", "role"), [("peace", Role.PEACE_OFFICE), ("police", Role.POLICE)])
def test_a_joined_office_is_no_mediator_and_no_head(people, who, role):
    """What it may do is what its own column of the table says."""
    road = join(people.road(State.MEDIATING), who)
    assert roles_of(people.actor(who), road.case, TODAY) == {role}


def test_a_name_that_is_only_written_down_opens_nothing(people):
    road = people.road(State.MEDIATING)
    for name in ("云上镇平安办", "平安办", "PEACE_OFFICE", "云上镇派出所"):
        act(road, "join_committee", by="office", committee=None, outside=name)
    for who, natural in NATURAL.items():
        assert sight_of(people.actor(who), road.case, TODAY) == natural
        assert ids(people.actor(who), helping(people.actor(who))) == set()


def test_the_office_is_written_down_by_the_name_of_its_town(people):
    road = join(join(people.road(State.MEDIATING), "peace"), "police")
    assert [(row.office, row.name) for row in road.case.joint_units] == [
        (PartnerOffice.PEACE_OFFICE, "云上镇平安办"),
        (PartnerOffice.POLICE, "云上镇派出所"),
    ]


def test_one_partner_at_a_time(people):
    road = people.road(State.MEDIATING)
    ready = ("partner_ready", "office")
    assert refused(road, "join_committee", by="office", office="POLICE") == [ready]
    three = {"office": "POLICE", "outside": "某校"}
    assert refused(road, "join_committee", by="office", **three) == [ready, ("partner_ready", "outside")]
    none = {"committee": None}
    assert refused(road, "join_committee", by="office", **none) == [("required", "committee")]
    assert road.case.joint_units == []


def test_who_helps_already_is_not_joined_again(people):
    road = join(people.road(State.MEDIATING), "peace")
    act(road, "join_committee", by="office", committee=None, outside="某校")
    act(road, "join_committee", by="office")
    again = {"committee": None}
    for given in ({**again, "office": "PEACE_OFFICE"}, {**again, "outside": "某校"}, {}):
        name = next(iter(given.keys() - again.keys()), "committee")
        assert refused(road, "join_committee", by="office", **given) == [("partner_ready", name)]
    assert len(road.case.joint_units) == 3


def test_looking_ahead_says_the_same_as_looking(people):
    cases = everything(people)
    for case in cases[::3]:
        flag(case)
    for who in OFFICES:
        one, many = people.actor(who), people.actor(who)
        foresee(many, cases, TODAY)
        assert [sight_of(many, case, TODAY) for case in cases] == [sight_of(one, case, TODAY) for case in cases]
