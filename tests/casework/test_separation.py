"""Who may not do what because of what else he is or did: the seven rules of separation."""

import pytest

from mediation.casework.access import roles_of
from mediation.casework.actor import IMPORTER
from mediation.casework.transition import fire
from mediation.kernel.errors import NotAllowed, Refused
from mediation.model.base import db
from mediation.procedure.events import EVENTS
from mediation.procedure.records import ReviewPoint
from mediation.procedure.roles import LEDGER_STANDS_FOR, Role
from mediation.procedure.states import State
from tests.answers import act, answers
from tests.casework.file_refusals import sent, settled_by_the_township
from tests.casework.records import last_event
from tests.casework.refusals import against
from tests.factories import FOUNDED, cleaned
from tests.town import TODAY, Road, march


def refused(road, event, on=TODAY, **said):
    with pytest.raises(Refused) as found:
        act(road, event, on, **said)
    return [reason.code for reason in found.value.reasons]


# --- (a) -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("event", [event.id for event in EVENTS.values() if State.MEDIATING in event.source])
def test_a_party_does_nothing_in_his_own_case_but_report_a_danger(people, event):
    """The head of the township office itself quarrels, and may do whatever an office may in other cases."""
    road = against(people, "office").accept(march(3)).assign(march(4)).tell(march(5)).meet(march(6))
    if Role.OFFICE not in EVENTS[event].by:
        with pytest.raises(NotAllowed):
            act(road, event, by="office")
    elif event == "report_risk":
        act(road, event, by="office")
    else:
        assert "not_own_case" in refused(road, event, by="office")


@pytest.mark.parametrize("change", ["GUARDIAN", "AGENT"])
def test_guardian_and_agent_of_a_party_are_kept_out_like_the_party(people, change):
    road = people.road(State.MEDIATING)
    person = people.user("office").person
    row = {"name": person.name, "id_number": person.id_number}
    act(road, "change_party", change=change, new=[row], scope="代为和解", paper="委托书")
    assert refused(road, "set_difficulty") == ["not_own_case"]
    assert act(road, "set_difficulty", by="office2").case.difficulty == "HARD"


def test_the_same_person_is_known_by_the_number_of_the_identity_card(people):
    """Written with a slip in the name, so that it became another record."""
    person = people.user("office").person
    road = Road(people)
    row = {"name": "德吉措", "id_number": person.id_number}
    given = answers("register_application", road, march(2)) | {"respondents": [row]}
    road.fire("register_application", march(2), by="clerk", **given)
    assert road.case.parties[1].person is not person
    assert refused(road, "amend_registration", by="office") == ["not_own_case"]


# --- (b) -------------------------------------------------------------------------------------------


def mediator_with_office(people):
    """央金 also holds the office."""
    people.user("mediator").hold(Role.OFFICE, FOUNDED, place=people.world.town)
    db.session.flush()


@pytest.mark.parametrize(
    ("state", "event"),
    [
        (State.MEDIATING, "set_difficulty"),
        (State.TERMINATED, "withdraw_termination"),
        (State.IN_FORCE, "withdraw_effect"),
    ],
)
def test_whoever_mediates_does_not_check(people, state, event):
    mediator_with_office(people)
    assert refused(people.road(state), event, by="mediator") == ["checker_is_other"]


def test_whoever_ever_mediated_does_not_check(people):
    mediator_with_office(people)
    road = act(people.road(State.MEDIATING), "replace_mediator")
    assert refused(road, "set_difficulty", by="mediator") == ["checker_is_other"]


def test_whoever_sent_the_file_does_not_check_it_but_may_take_it_back(people):
    road = sent(settled_by_the_township(people), by="office")
    assert refused(road, "archive", by="office") == ["checker_is_other"]
    assert refused(road, "set_difficulty", by="office") == ["checker_is_other"]
    act(road, "return_file", by="office", defects=None, recall="再看一遍")
    sent_again = road.fire("submit_file", TODAY, by="mediator", retention="Y30", checklist=["RECORD"])
    assert act(sent_again, "archive", by="office").case.state is State.ARCHIVED


# --- (c) -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("event", ["confirm_subsidy", "reject_subsidy"])
def test_whoever_proposed_or_mediated_decides_nothing_about_the_money(people, event):
    road = sent(settled_by_the_township(people)).fire("archive", march(19), place="柜", checked=list(ReviewPoint))
    act(road, "propose_subsidy", by="office")
    mediator_with_office(people)
    for who in ("office", "mediator"):
        assert refused(road, event, by=who) == ["confirmer_is_other"]
    act(road, event, by="office2")


def test_a_rejected_proposal_binds_nobody_any_more(people):
    road = sent(settled_by_the_township(people)).fire("archive", march(19), place="柜", checked=list(ReviewPoint))
    act(road, "propose_subsidy", by="office")
    act(road, "reject_subsidy", by="office2")
    act(road, "propose_subsidy", by="mediator")
    act(road, "confirm_subsidy", by="office")


# --- (d) -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["mediator", "clerk", "office", "deputy", "chair2", "peace"])
def test_nobody_but_the_chair_puts_the_seal(people, who):
    road = people.road(State.AGREED_UNSIGNED)
    with pytest.raises(NotAllowed):
        act(road, "put_seal", by=who)
    assert act(road, "put_seal", by="chair").case.draft.sealed_on == TODAY


# --- (e) -------------------------------------------------------------------------------------------


def test_an_adviser_is_no_mediator_of_the_same_case(people):
    road = act(people.road(State.MEDIATING), "invite_participant")
    user = people.user("mediator")
    user.hold(Role.ADVISER, FOUNDED, place=people.world.villages[0])
    db.session.flush()
    assert roles_of(people.actor("mediator"), road.case, TODAY) == {Role.MEDIATOR}
    with pytest.raises(NotAllowed):
        act(road, "give_opinion", by="mediator")
    act(road, "replace_mediator")
    with pytest.raises(NotAllowed):
        act(road, "give_opinion", by="mediator")
    act(road, "give_opinion", by="adviser")


# --- (f) -------------------------------------------------------------------------------------------


def test_a_chair_may_assign_himself_and_then_the_office_checks(people):
    road = act(people.road(State.ACCEPTED), "assign_mediator", lead=people.mediator("chair").id)
    road.always = "chair"
    act(road, "give_notice")
    road.fail(TODAY, reason="IMPOSSIBLE")
    act(road, "submit_file")
    people.user("chair").hold(Role.OFFICE, FOUNDED, place=people.world.town)
    db.session.flush()
    assert refused(road, "archive") == ["checker_is_other"]
    assert act(road, "archive", by="office").case.state is State.ARCHIVED


# --- (g) -------------------------------------------------------------------------------------------


def entered(case, event, actor, road, **said):
    data = cleaned(EVENTS[event].fields, answers(event, road, TODAY) | said)
    return fire(case, event, actor, data, on=TODAY, ledger=True)


@pytest.mark.parametrize("who", ["office", "importer"])
def test_in_ledger_entry_the_office_stands_for_whoever_is_named(people, who):
    actor = IMPORTER if who == "importer" else people.actor("office")
    road = people.road(State.ACCEPTED)
    for event in ("assign_mediator", "give_notice", "hold_session", "settle_content", "put_seal"):
        assert entered(road.case, event, actor, road).version
    assert road.case.draft.sealed_on == TODAY


@pytest.mark.parametrize("who", ["clerk", "chair", "mediator", "peace"])
def test_nobody_else_gains_anything_from_ledger_entry(people, who):
    road = people.road(State.REGISTERED if who != "mediator" else State.AGREED_UNSIGNED)
    event = "accept" if who in ("clerk", "peace") else "put_seal" if who == "mediator" else None
    if event:
        with pytest.raises(NotAllowed):
            entered(road.case, event, people.actor(who), road)
    else:
        assert entered(road.case, "ask_party", people.actor(who), road)


@pytest.mark.parametrize("event", [event.id for event in EVENTS.values() if not event.ledger and not event.is_birth])
def test_file_check_and_subsidy_are_never_entered_from_a_ledger(people, event):
    road = people.road(EVENTS[event].source[0])
    with pytest.raises(NotAllowed, match="不能由台账补录"):
        fire(road.case, event, IMPORTER, {}, on=TODAY, ledger=True)


def test_whoever_stands_for_others_is_named_as_himself_in_the_chain(people):
    road = people.road(State.ACCEPTED)
    entered(road.case, "assign_mediator", people.actor("office"), road)
    link = last_event(road.case)
    assert (link.actor, link.role, link.ledger) == ("账号office", "chair", True)
    assert set(LEDGER_STANDS_FOR) == {Role.MEMBER, Role.MEDIATOR, Role.CHAIR, Role.CLERK}


# --- accounts ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["sysadmin", "secadmin", "auditor", "leader"])
def test_administrators_and_the_leader_touch_no_case(people, who):
    actor = people.actor(who)
    for state in State:
        road = people.road(state)
        for event in EVENTS.values():
            with pytest.raises(NotAllowed):
                fire(None if event.is_birth else road.case, event.id, actor, {}, on=TODAY)
