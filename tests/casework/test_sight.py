"""What every account sees of a case, held against the column "sees" of the roles, and the one door to lists."""

import pytest

from mediation.casework.access import Sight, case_for, roles_of, sight_of, visible_to
from mediation.casework.actor import IMPORTER, OPERATOR
from mediation.kernel.errors import NotFound
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.mediator import Post
from mediation.model.user import User
from mediation.procedure.records import PartnerOffice, RiskOutcome
from mediation.procedure.roles import Role
from mediation.procedure.states import State
from tests.answers import answers
from tests.casework.test_relations import EVERYWHERE, REPORTED, WITHOUT_LEAD
from tests.factories import enrol, stranger
from tests.town import ACCOUNTS, TODAY, Road, accepted, lead, march, mediating, registered

ALL = Sight.ALL
LINE = Sight.LINE
NAMES = LINE | Sight.BASICS
REGISTERED = NAMES | Sight.MATTER
CLERK = REGISTERED | Sight.PAPERS | Sight.NUMBERS
BEFORE = {"LEAD", "REGISTERED"}
# By account: what it sees in which states; elsewhere nothing. Typed in from the rules.
SEES = {
    "mediator": {ALL: EVERYWHERE - WITHOUT_LEAD},
    "chair": {ALL: EVERYWHERE},
    "office": {ALL: EVERYWHERE},
    "office2": {ALL: EVERYWHERE},
    "clerk": {CLERK: EVERYWHERE},
    "member": {CLERK: BEFORE, LINE: WITHOUT_LEAD - BEFORE},
    "deputy": {CLERK: BEFORE, LINE: WITHOUT_LEAD - BEFORE},
    "peace": {REGISTERED | Sight.STORY: REPORTED, NAMES: EVERYWHERE - REPORTED},
    "police": {REGISTERED: {"TRANSFERRED"}},
    "informant": {REGISTERED: REPORTED},
}


def seen(username, state):
    return next((sight for sight, states in SEES.get(username, {}).items() if state.value in states), Sight.NONE)


@pytest.mark.parametrize("username", ACCOUNTS)
def test_everybody_sees_what_the_rules_say_and_no_more(people, username):
    actor = people.actor(username)
    found = {state: sight_of(actor, people.case(state), TODAY) for state in State}
    assert found == {state: seen(username, state) for state in State}


def everything(people):
    """Cases of every kind of relation: by state, by unit, joined, with heads as parties, sent to the police."""
    road = Road(people)
    joined(people)
    for office in PartnerOffice:
        joined(people, committee=None, office=office)
    of_the_township(people)
    chair_is_party(people)
    registered(Road(people, by="clerk"), {"matter": "第二村的事", "village": 1})
    lead(road, {"matter": "又一条线索"})
    return db.session.query(Case).all()


def joined(people, way=mediating, **partner):
    road = way(Road(people), {"matter": "两村的事"})
    return road.fire("join_committee", march(6), **answers("join_committee", road, march(6)) | partner)


def of_the_township(people, way=accepted):
    return way(Road(people, by="office"), {"matter": "镇上的事", "unit": people.world.township})


def chair_is_party(people, way=accepted):
    """The chair of the committee is the one who is asked to pay."""
    person = people.user("chair").person
    row = {"name": person.name, "id_number": person.id_number}
    road = Road(people)
    given = answers("register_application", road, march(2)) | {"respondents": [row]}
    road.fire("register_application", march(2), by="clerk", **given)
    if way is accepted:
        road.fire("ask_party", march(2), by="clerk", party=road.b, way="MEETING", answer="AGREES")
        road.fire("accept", march(3), by="deputy", dispute_type="NEIGHBOUR", source="APPLIED")
    return road


def test_a_list_shows_exactly_what_is_seen(people):
    """The condition in the database and the rule in Python say the same of every case to every account."""
    cases = everything(people)
    for username in ACCOUNTS:
        actor = people.actor(username)
        assert listed(actor) == {case.id for case in cases if sight_of(actor, case, TODAY)}, username


def listed(actor):
    return {case.id for case in db.session.scalars(visible_to(actor))}


def test_unknown_and_unseen_are_the_same(people):
    ref = people.case(State.MEDIATING).ref
    actor = people.actor("chair2")
    for asked in (ref, "nowhere", "", ref + " "):
        with pytest.raises(NotFound):
            case_for(actor, asked)
    assert case_for(people.actor("chair"), ref).ref == ref
    with pytest.raises(NotFound):
        case_for(people.actor("peace"), ref, Sight.STORY)


# --- the heads of a unit ----------------------------------------------------------------------------


def roles(people, username, case, on=TODAY):
    return {role.value for role in roles_of(people.actor(username), case, on)}


def test_the_deputy_heads_where_the_chair_is_a_party(people):
    case = chair_is_party(people, registered).case
    assert roles(people, "chair", case) == {"member"}
    assert roles(people, "deputy", case) == {"chair", "member"}
    assert sight_of(people.actor("deputy"), case, TODAY) is ALL


def test_a_chair_who_is_a_party_sees_nothing_once_somebody_leads(people):
    road = chair_is_party(people).assign_by("deputy", march(4))
    assert roles(people, "chair", road.case) == set()
    assert road.case.id not in listed(people.actor("chair"))


def test_the_acting_chair_heads_where_there_is_nobody_else(people):
    unit = people.world.committees[0]
    acting = enrol(stranger("代理"), unit, Post.ACTING)
    user = User(username="acting", name="代理", created_at=people.user("chair").created_at, person=acting.person)
    db.session.add(user)
    user.hold(Role.MEDIATOR, march(1), place=people.world.town)
    db.session.flush()
    case = people.case(State.ACCEPTED)
    assert roles(people, "acting", case) == {"member"}
    for username in ("chair", "deputy"):
        people.mediator(username).terms[0].to_on = march(10)
    db.session.flush()
    assert roles(people, "acting", case) == {"member", "chair"}
    assert roles(people, "chair", case) == set()


def test_the_office_stands_for_the_chair_of_the_township_and_of_an_organ(people):
    case = of_the_township(people).case
    for username in ("office", "office2"):
        assert roles(people, username, case) == {"office", "chair"}
    assert roles(people, "mediator", case) == {"chair", "member"}
    assert roles(people, "office", people.case(State.ACCEPTED)) == {"office"}
    assert roles(people, "office_far", case) == set()


def test_a_joined_committee_sees_but_does_not_decide(people):
    """Number, seal and figures stay with the owner; the head of the other committee reads all of it."""
    case = joined(people).case
    assert roles(people, "chair2", case) == set()
    assert sight_of(people.actor("chair2"), case, TODAY) is ALL
    assert sight_of(people.actor("member2"), case, TODAY) is Sight.NONE
    assert roles(people, "chair", case) == {"chair"}


def test_a_member_of_a_joined_committee_is_one_while_nobody_leads(people):
    case = joined(people, accepted).case
    assert roles(people, "member2", case) == {"member"}
    assert sight_of(people.actor("member2"), case, TODAY) is LINE


def test_a_role_counts_from_its_first_day_to_its_last(people):
    held = people.user("clerk").roles[0]
    case = people.case(State.ACCEPTED)
    held.to_on = TODAY
    assert roles(people, "clerk", case) == {"clerk"}
    held.to_on = march(19)
    assert roles(people, "clerk", case) == set()
    assert listed(people.actor("clerk")) == set()


def test_a_term_that_is_over_heads_nothing(people):
    people.mediator("chair").terms[0].to_on = march(19)
    db.session.flush()
    assert roles(people, "chair", people.case(State.ACCEPTED)) == set()
    assert roles(people, "deputy", people.case(State.ACCEPTED)) == {"member", "chair"}


# --- who comes in by what happened ------------------------------------------------------------------


def report(people, state, **said):
    road = people.road(state)
    return road.fire("report_risk", TODAY, **answers("report_risk", road, TODAY) | said)


def test_the_police_see_a_case_with_a_risk_report_at_once(people):
    assert roles(people, "police", people.case(State.MEDIATING)) == set()
    case = report(people, State.MEDIATING).case
    police = people.actor("police")
    assert roles(people, "police", case) == {"police"}
    assert sight_of(police, case, TODAY) is REGISTERED
    assert case.id in listed(police)


def test_the_peace_office_sees_more_while_a_report_or_its_own_order_is_open(people):
    peace = people.actor("peace")
    road = report(people, State.MEDIATING)
    assert sight_of(peace, road.case, TODAY) is REGISTERED | Sight.STORY
    road.fire("close_risk", TODAY, outcome=RiskOutcome.PREVENTED.value, persons=2)
    assert sight_of(peace, road.case, TODAY) is NAMES
    road.fire("supervise", TODAY, by="office", text="三天内谈", answer_by=TODAY)
    assert sight_of(peace, road.case, TODAY) is NAMES
    road.fire("supervise", TODAY, by="peace", text="三天内谈", answer_by=TODAY)
    assert sight_of(peace, road.case, TODAY) is REGISTERED | Sight.STORY
    for _order in range(2):
        road.fire("answer_supervision", TODAY, by="chair", text="谈过了")
    assert sight_of(peace, road.case, TODAY) is NAMES


def test_the_adviser_of_the_village_comes_in_when_asked(people):
    road = people.road(State.MEDIATING)
    adviser = people.actor("adviser")
    assert sight_of(adviser, road.case, TODAY) is Sight.NONE
    road.fire("invite_participant", TODAY, **answers("invite_participant", road, TODAY))
    assert sight_of(adviser, road.case, TODAY) is REGISTERED | Sight.AGREEMENT
    assert road.case.id in listed(adviser)


def test_another_guest_does_not_bring_the_adviser_in(people):
    road = people.road(State.MEDIATING)
    given = answers("invite_participant", road, TODAY) | {"capacity": "NEIGHBOUR"}
    road.fire("invite_participant", TODAY, **given)
    assert sight_of(people.actor("adviser"), road.case, TODAY) is Sight.NONE


def test_who_reported_a_lead_keeps_one_word_of_it(people):
    """Once it has become a case, the informant reads its state in the list and opens nothing."""
    road = people.road(State.LEAD)
    road.fire("register_lead", TODAY, by="clerk", **answers("register_lead", road, TODAY))
    informant = people.actor("informant")
    assert sight_of(informant, road.case, TODAY) is LINE
    assert listed(informant) == {road.case.id, people.case(State.LEAD_CLOSED).id}


def test_the_command_line_sees_everything(people):
    for actor in (OPERATOR, IMPORTER):
        assert listed(actor) == {case.id for case in db.session.query(Case)}
        assert sight_of(actor, people.case(State.MEDIATING), TODAY) is ALL
