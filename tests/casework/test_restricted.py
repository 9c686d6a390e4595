"""A10: files of violence and of harm to minors open only with leave, to everybody who does not work on them."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from mediation.casework import restricted, search
from mediation.casework.access import Sight, foresee, knows_matter, roles_of, sight_of, visible, visible_to
from mediation.kernel.errors import NotAllowed, NotFound, Refused
from mediation.model.audit import AuditEvent
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.file_access import AccessDecision
from mediation.procedure.roles import Role
from mediation.procedure.states import State
from tests.answers import act, answers
from tests.casework.test_sight import ALL, NAMES, REGISTERED, SEES, everything, of_the_township, seen
from tests.town import ACCOUNTS, TODAY, Road, march, mediating, registered

ASKERS = ("office", "office2", "clerk", "peace", "police")
MEMBERS = ("member", "deputy")


def flag(case, *, minor=True):
    case.minor_flag, case.violence_flag = minor, not minor
    db.session.flush()
    return case


def let_in(people, who, case, by="office2"):
    request = restricted.ask(people.actor(who), case, "要审查案卷")
    restricted.decide(people.actor(by if by != who else "office"), request, AccessDecision.GRANTED)
    return request


def reduced(username, state):
    """Of a relation that has to ask the names and the dates are left; members who do not work on it have none."""
    if username in MEMBERS:
        return Sight.NONE
    natural = seen(username, state)
    return natural & NAMES if username in ASKERS else natural


@pytest.mark.parametrize("username", ACCOUNTS)
@pytest.mark.parametrize("minor", [True, False])
def test_a10_a_restricted_file_shows_the_basics_to_whoever_must_ask(people, username, minor):
    actor = people.actor(username)
    cases = {state: flag(people.case(state), minor=minor) for state in State}
    assert {state: sight_of(actor, cases[state], TODAY) for state in State} == {
        state: reduced(username, state) for state in State
    }


@pytest.mark.parametrize("username", ACCOUNTS)
def test_a10_the_list_of_cases_is_the_same_with_the_flag_but_for_members(people, username):
    actor = people.actor(username)
    before = set(db.session.scalars(visible_to(actor)))
    for case in db.session.query(Case):
        flag(case)
    assert before or username not in MEMBERS
    assert set(db.session.scalars(visible_to(actor))) == (set() if username in MEMBERS else before)


@pytest.mark.parametrize("who", ASKERS)
def test_a10_leave_opens_the_file_for_seven_days_and_no_longer(people, who):
    case = flag(people.case(State.TRANSFERRED))
    case.risk_level = "HIGH"
    if who == "peace":
        act(people.road(State.TRANSFERRED), "report_risk")
    natural = {"peace": REGISTERED | Sight.STORY}.get(who, seen(who, State.TRANSFERRED))
    actor = people.actor(who)
    assert sight_of(actor, case, TODAY) == NAMES
    let_in(people, who, case)
    assert sight_of(actor, case, TODAY) == natural
    assert sight_of(actor, case, TODAY + timedelta(days=7)) == natural
    assert sight_of(actor, case, TODAY + timedelta(days=8)) == NAMES
    assert sight_of(people.actor("clerk" if who != "clerk" else "office"), case, TODAY) == NAMES


def test_a10_a_refusal_opens_nothing_and_another_wish_may_follow(people):
    case, clerk = flag(people.case(State.MEDIATING)), people.actor("clerk")
    request = restricted.ask(clerk, case, "想看看")
    restricted.decide(people.actor("office"), request, AccessDecision.REFUSED, "没有必要")
    assert sight_of(clerk, case, TODAY) == NAMES
    assert request.until is None
    assert restricted.ask(clerk, case, "要写函") is not request


def test_a10_nobody_lets_himself_in(people):
    case, office = flag(people.case(State.MEDIATING)), people.actor("office")
    request = restricted.ask(office, case, "审查案卷")
    with pytest.raises(NotAllowed):
        restricted.decide(office, request, AccessDecision.GRANTED)
    assert restricted.waiting(office) == []
    assert restricted.waiting(people.actor("office2")) == [request]
    restricted.decide(people.actor("office2"), request, AccessDecision.GRANTED)
    with pytest.raises(Refused):
        restricted.decide(people.actor("office2"), request, AccessDecision.REFUSED)


@pytest.mark.parametrize("who", ["clerk", "peace", "chair", "office_far"])
def test_a10_only_the_office_of_the_town_lets_somebody_in(people, who):
    request = restricted.ask(people.actor("office"), flag(people.case(State.MEDIATING)), "审查案卷")
    with pytest.raises(NotFound):
        restricted.request_at(people.actor(who), request.ref)
    assert restricted.request_at(people.actor("office2"), request.ref) is request


@pytest.mark.parametrize("who", MEMBERS)
@pytest.mark.parametrize("state", [State.LEAD, State.REGISTERED, State.ACCEPTED])
def test_a10_a_member_who_does_not_work_on_it_neither_sees_nor_acts(people, who, state):
    case, actor = people.case(state), people.actor(who)
    assert roles_of(actor, case, TODAY) == {Role.MEMBER}
    flag(case)
    assert roles_of(actor, case, TODAY) == set()
    assert case.id not in set(db.session.scalars(visible_to(actor).with_only_columns(Case.id)))
    with pytest.raises(NotAllowed):
        act(people.road(state), "set_risk", by=who)


def test_a10_the_member_who_is_assigned_sees_it(people):
    case = flag(people.case(State.ACCEPTED))
    member, road = people.actor("member"), people.road(State.ACCEPTED)
    act(road, "assign_mediator", lead=people.mediator("member").id)
    assert sight_of(member, case, TODAY) is ALL
    assert case in set(db.session.scalars(visible_to(member)))


def test_a10_a_head_who_is_no_party_sees_it_and_the_deputy_only_in_his_place(people):
    case = flag(people.case(State.REGISTERED))
    assert sight_of(people.actor("chair"), case, TODAY) is ALL
    assert sight_of(people.actor("deputy"), case, TODAY) is Sight.NONE
    people.mediator("chair").terms[0].to_on = march(10)
    db.session.flush()
    assert sight_of(people.actor("deputy"), case, TODAY) is ALL


@pytest.mark.parametrize("who", ["mediator", "chair", "chair2", "leader", "auditor", "member"])
def test_a10_whoever_needs_no_leave_or_gets_none_cannot_ask(people, who):
    case = flag(people.case(State.MEDIATING))
    with pytest.raises(Refused):
        restricted.ask(people.actor(who), case, "想看看")


def test_a10_two_wishes_at_once_are_one_too_many(people):
    case, clerk = flag(people.case(State.MEDIATING)), people.actor("clerk")
    restricted.ask(clerk, case, "要写函")
    with pytest.raises(Refused, match="已经申请过"):
        restricted.ask(clerk, case, "要写函")


def test_a10_the_office_that_stands_for_the_chair_asks_too_and_still_acts(people):
    """The head of a unit by post needs no leave; the office that only stands in for him does."""
    case = flag(of_the_township(people).case)
    office = people.actor("office")
    assert sight_of(office, case, TODAY) == NAMES
    assert sight_of(people.actor("mediator"), case, TODAY) == ALL  # heads the township committee
    road = Road(people, by="office")
    road.case = case
    road.assign(march(4))
    assert road.case.state is State.ASSIGNED


def test_a10_every_wish_and_answer_stands_in_the_chain(people):
    case = flag(people.case(State.MEDIATING))
    request = let_in(people, "clerk", case)
    rows = db.session.query(AuditEvent).filter(AuditEvent.case_id == case.id).order_by(AuditEvent.id.desc()).limit(2)
    answer, wish = rows
    assert (wish.act, wish.data) == ("ask_to_open", {"reason": "要审查案卷"})
    assert (answer.act, answer.data["asked_by"]) == ("let_open", "账号clerk")
    assert wish.subject == answer.subject == f"file_access_request:{request.id}"


def test_a10_looking_ahead_says_the_same_as_looking(people):
    """Lists read for all cases at once what a page reads for one."""
    cases = everything(people)
    for case in cases[::2]:
        flag(case)
    let_in(people, "clerk", cases[0])
    for username in ACCOUNTS:
        one, many = people.actor(username), people.actor(username)
        foresee(many, cases, TODAY)
        assert [sight_of(many, case, TODAY) for case in cases] == [sight_of(one, case, TODAY) for case in cases]


# --- searching ------------------------------------------------------------------------------------


def test_the_condition_for_words_knows_what_sight_knows(people):
    cases = everything(people)
    for case in cases[::2]:
        flag(case)
    let_in(people, "office", cases[0])
    act(people.road(State.MEDIATING), "report_risk")
    for username in ACCOUNTS:
        actor = people.actor(username)
        known = set(db.session.scalars(select(Case).where(visible(actor, named=True), knows_matter(actor))))
        assert known == {case for case in cases if sight_of(actor, case, TODAY) & Sight.MATTER}, username


def found(people, who, words):
    return {case.id for case in search.find(people.actor(who), search.Query(words=words)).cases}


def test_a_word_of_the_matter_does_not_find_a_file_that_is_closed(people):
    case = registered(Road(people), {"matter": "金丝雀飞走了"}).case
    for who in ("office", "clerk"):
        assert found(people, who, "金丝雀") == {case.id}
    flag(case)
    for who in ("office", "clerk", "peace"):
        assert found(people, who, "金丝雀") == set()
        assert case.id in found(people, who, "卓玛")
        assert case.id in found(people, who, people.world.villages[0].name)
    assert found(people, "chair", "金丝雀") == {case.id}
    let_in(people, "clerk", case)
    assert found(people, "clerk", "金丝雀") == {case.id}


def test_the_peace_office_finds_no_case_by_a_matter_that_it_may_not_read(people):
    road = mediating(Road(people), {"matter": "金丝雀飞走了"})
    assert found(people, "peace", "金丝雀") == set()
    assert road.case.id in found(people, "peace", road.case.number)
    road.fire("report_risk", TODAY, **answers("report_risk", road, TODAY))
    assert found(people, "peace", "金丝雀") == {road.case.id}


def test_a_number_finds_a_closed_file(people):
    case = flag(people.case(State.MEDIATING))
    assert found(people, "clerk", case.number) == {case.id}


def test_everybody_who_sees_has_a_row_here():
    """The table of sight names the relations that must ask; a new one must be thought about here."""
    assert set(SEES) >= set(ASKERS)
