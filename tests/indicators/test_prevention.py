"""Leads that were settled on the spot, risks that were averted, and those that were not."""

from datetime import date

from mediation.kernel import clock
from tests.factories import Story, World


def day(text: str) -> date:
    return date.fromisoformat(text)


def at_risk(story: Story, kind: str, on: date) -> Story:
    told = {"measures": "派人守着", "recipient": "POLICE", "found_on": on, "sent_at": clock.at(on, 9)}
    return story.fire("report_risk", on, kind=kind, **told)


def test_leads_solved_where_they_arose(world: World, results):
    Story(world).report(day("2024-02-01")).fire("close_lead", day("2024-02-03"), reason="SOLVED", persons=3)
    Story(world).report(day("2024-02-01")).fire("close_lead", day("2024-02-03"), reason="NO_DISPUTE")
    found = results(2024)["P03"]
    assert (found.value, found.fields["persons"]) == (1, 3)


def test_averted_risks_count_cases_once_and_persons(world: World, results):
    crime = at_risk(world.talking(day("2024-03-01")), "CRIME", day("2024-03-02"))
    crime.fire("close_risk", day("2024-03-05"), outcome="PREVENTED", persons=4)
    at_risk(crime, "CRIME", day("2024-04-02")).fire("close_risk", day("2024-04-05"), outcome="PREVENTED", persons=2)
    fight = at_risk(Story(world).report(day("2024-05-01")), "FIGHT", day("2024-05-01"))
    fight.fire("close_risk", day("2024-05-02"), outcome="PREVENTED", persons=20)
    nothing = at_risk(world.talking(day("2024-06-01")), "PETITION", day("2024-06-02"))
    nothing.fire("close_risk", day("2024-06-03"), outcome="UNFOUNDED", persons=0)
    found = results(2024)
    assert [(found[id_].value, found[id_].fields["persons"]) for id_ in ("P04", "P05", "P06", "P07")] == [
        (0, 0),
        (1, 6),
        (0, 0),
        (1, 20),
    ]


def test_what_became_a_crime_is_counted_once(world: World, results):
    story = at_risk(world.talking(day("2024-03-01")), "CRIME", day("2024-03-02"))
    story.fire("close_risk", day("2024-03-05"), outcome="OCCURRED", persons=1)
    story.fire("record_incident", day("2024-03-06"), kind="CRIME", happened_on=day("2024-03-04"), persons=1)
    unforeseen = world.talking(day("2024-03-01"))
    unforeseen.fire("record_incident", day("2024-07-06"), kind="CRIME", happened_on=day("2024-07-04"), persons=2)
    unforeseen.fire("record_incident", day("2024-08-06"), kind="ORDER", happened_on=day("2024-08-04"))
    assert results(2024)["P08"].value == 2
