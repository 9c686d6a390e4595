"""Rules of the law that no other test is named after: no fee, every end, true names, nothing that may not be asked."""

import pytest

from mediation.model.base import db
from mediation.procedure.events import EVENTS
from mediation.procedure.records import EndReason, NoAgreementReason, Outside
from mediation.procedure.states import State
from tests.answers import act, answers
from tests.casework.test_bad_answers import refused
from tests.town import TODAY, Road, march

FEES = ("fee", "charge", "收费", "费用", "手续费", "诉讼费")
FAITH = ("religio", "faith", "宗教", "信仰")
PARTIES_PAY = {"subsidy", "tariff"}  # what the office pays the mediators


def asked():
    """Every field that any event asks, with its name and its words."""
    for event in EVENTS.values():
        for ask in event.asks:
            yield from ((event.id, one.name, one.label) for one in (ask, *ask.rows))


def columns():
    yield from ((table.name, column.name) for table in db.metadata.tables.values() for column in table.columns)


def test_mediation_is_free_of_charge():
    """《人民调解法》第四条: no field in which a party could be charged anything."""
    assert [one for one in asked() if any(word in f"{one[1]} {one[2]}" for word in FEES)] == []
    paid = [(table, name) for table, name in columns() if any(word in name.split("_") for word in FEES)]
    assert [one for one in paid if one[0] not in PARTIES_PAY] == []


def test_nobody_is_asked_about_religion():
    """《个人信息保护法》第二十八条: the belief of a person is nothing that a dispute needs."""
    assert [one for one in asked() if any(word in f"{one[1]} {one[2]}" for word in FAITH)] == []
    assert [one for one in columns() if any(word in one[1] for word in FAITH)] == []
    # Whether a side is a monastery is a question about an institution that takes part, not about anybody's belief.
    assert all("一方是" in one.label for one in Outside if any(word in one.label for word in FAITH))


SAID = {
    "NO_PROSPECT": {},
    "IMPOSSIBLE": {},
    "NOT_COMPETENT": {},
    "SHAM": {"reported_to": "县司法局"},
}


@pytest.mark.parametrize("reason", SAID)
def test_every_reason_to_end_without_agreement(people, reason):
    road = act(people.road(State.MEDIATING), "hold_session")
    act(road, "end_without_agreement", reason=reason, **SAID[reason])
    assert road.case.state is State.TERMINATED
    assert road.case.acts[-1].data["reason"] == reason


def test_time_over_is_a_reason_only_once_it_is(people):
    road = act(people.road(State.MEDIATING), "hold_session")
    assert refused(road, "end_without_agreement", reason="TIME_OVER") == [("term_needs", None)]
    road.case.deadline = march(19)
    db.session.flush()
    assert act(road, "end_without_agreement", reason="TIME_OVER").case.state is State.TERMINATED


def test_no_reason_to_end_is_left_out():
    assert {one.value for one in NoAgreementReason} == {*SAID, "TIME_OVER"}
    assert {one.value for one in EndReason} == {*SAID, "TIME_OVER", "PARTY"}


def test_a_sham_is_reported_to_somebody(people):
    assert refused(people.road(State.MEDIATING), "end_without_agreement", reason="SHAM", reported_to=None) == [
        ("required", "reported_to")
    ]


@pytest.mark.parametrize("event", ["end_without_agreement", "stop_by_party", "annul_agreement", "note_breach_outcome"])
def test_every_end_tells_the_other_lawful_ways(people, event):
    """《人民调解法》第三条、第二十六条: arbitration, administration and court are never barred."""
    road = people.road(EVENTS[event].source[-1])
    assert ("required", "ways_told") in refused(road, event, ways_told=[])


@pytest.mark.parametrize("name", ["匿名", "不详", "某某"])
def test_a_lead_may_be_anonymous_and_a_case_may_not(people, name):
    lead = act(Road(people), "report_lead", by="informant", anonymous=True)
    assert lead.case.state is State.LEAD
    given = answers("register_lead", lead, TODAY)
    field = "applicants" if given.get("applicants") else "parties"
    nameless = [row | {"name": name} for row in given[field]]
    assert ("true_names", None) in refused(lead, "register_lead", by="clerk", **{field: nameless})


def test_a_talk_is_closed_unless_somebody_says_otherwise(people):
    """《人民调解工作若干规定》第二十九条: an open talk is the exception."""
    ask = next(one for one in EVENTS["hold_session"].asks if one.name == "open")
    assert ask.default is False
    road = people.road(State.MEDIATING)
    act(road, "hold_session", open=False)
    assert road.case.sessions[-1].open is False


def test_the_text_that_prevails_is_kept_with_the_agreement(people):
    road = people.road(State.MEDIATING)
    act(act(road, "hold_session"), "settle_content", language="TIBETAN")
    assert road.case.draft.language == "TIBETAN"
