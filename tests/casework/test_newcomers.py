"""A co-mediator who joins during the talks: every party is asked before anything goes on."""

import pytest

from mediation.casework import ties
from mediation.kernel.errors import Refused
from mediation.procedure.states import State
from tests.answers import act, answers
from tests.casework.test_bad_answers import refused
from tests.town import TODAY


def tell(road, *parties, accepts=True):
    (row, *_others) = answers("notify_party", road, TODAY)["parties"]
    return act(road, "notify_party", parties=[row | {"party": one, "accepts_mediator": accepts} for one in parties])


@pytest.fixture
def joined(people):
    """Baima helps since today; nobody was asked about her."""
    road = people.road(State.MEDIATING)
    return act(road, "change_team", add=[people.mediator("helper").id], consents=None)


@pytest.mark.parametrize("event", ["hold_session", "settle_content", "agree_orally"])
def test_talks_wait_until_every_party_was_asked_about_whoever_joined(joined, event):
    assert refused(joined, event).count(("all_told", None)) == 2
    tell(joined, joined.a)
    assert refused(joined, event).count(("all_told", None)) == 1
    tell(joined, joined.b)
    act(act(joined, "hold_session"), event)


def test_nobody_signs_before_the_parties_were_asked(people):
    road = people.road(State.AGREED_UNSIGNED)
    act(road, "change_team", add=[people.mediator("helper").id], consents=[road.a])
    with pytest.raises(Refused, match="还没有说接不接受后来加的白玛"):
        act(road, "sign_agreement")


def test_the_refusal_names_the_party_and_whoever_joined(joined):
    name = joined.case.present_parties[0].name
    with pytest.raises(Refused) as found:
        act(joined, "hold_session")
    said = [str(reason) for reason in found.value.reasons]
    assert f"{name}还没有说接不接受后来加的白玛，请“补充告知”，问了再接着谈。" in said
    assert [event for event, _words, _values in ties.to_answer(joined.case)] == ["notify_party"] * 2


def test_consent_given_with_the_change_is_enough(people):
    road = people.road(State.MEDIATING)
    act(road, "change_team", add=[people.mediator("helper").id], consents=road.everybody)
    act(road, "hold_session")


def test_whoever_rejects_the_newcomer_stops_the_talks_until_he_is_replaced(joined):
    tell(joined, joined.a)
    tell(joined, joined.b, accepts=False)
    assert ("mediator_accepted", None) in refused(joined, "hold_session")


def test_who_left_again_or_joined_before_the_notice_needs_no_question_apart(people, joined):
    helper = people.mediator("helper").id
    act(joined, "change_team", add=None, remove=[helper])
    act(joined, "hold_session")
    early = people.road(State.ASSIGNED)
    act(early, "change_team", add=[helper], consents=None)
    act(act(early, "give_notice"), "hold_session")


def test_of_a_new_lead_the_parties_are_told_and_not_asked_again(people):
    act(act(people.road(State.MEDIATING), "replace_mediator"), "hold_session", by="helper")
