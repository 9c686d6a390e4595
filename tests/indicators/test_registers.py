"""Stocks on the key date: mediators, committees, villages, rosters; and the activities of the period."""

from datetime import date

from mediation.model.activity import ActivityKind, StockKind
from mediation.model.committee import UnitKind
from mediation.model.mediator import Employment, Mediator, Post, TermEnd
from mediation.model.person import Person
from mediation.model.place import VillageKind
from mediation.procedure.records import Sex
from tests.factories import World, activity, advise, enrol, stock, stranger


def day(text: str) -> date:
    return date.fromisoformat(text)


# --- people --------------------------------------------------------------------------------------


def test_a_person_on_two_rosters_counts_once_with_the_better_post(world: World, results):
    enrol(world.yangjin, world.committees[0], Post.HIRED, employment=Employment.PART)
    found = results(2024)
    assert found["M01"].value == 3
    assert found["M02"].parts == {"专职": 1, "兼职": 2}
    assert found["M03"].parts == {"委员": 3}


def test_two_files_of_one_person_are_one_mediator(world: World, values):
    """The same ID number twice; and without one the same name, birth and unit."""
    known = world.yangjin.person
    enrol({"name": known.name, "id_number": known.id_number}, world.committees[1])
    for _ in range(2):
        enrol({"name": "次仁", "birth": day("1980-01-01")}, world.committees[0])
    enrol({"name": "次仁", "birth": day("1981-01-01")}, world.committees[0])
    assert values(2024, "M01") == 5


def test_only_terms_that_cover_the_key_date(world: World, values):
    enrol(stranger(), world.township, to_on=day("2024-12-30"))
    enrol(stranger(), world.township, from_on=day("2025-01-01"))
    enrol(stranger(), world.township, to_on=day("2024-12-31"))
    enrol(stranger(), world.township, to_on=None)
    assert values(2024, "M01") == 5


def test_who_mediates_for_an_organ_is_no_peoples_mediator(world: World, values):
    enrol(stranger(), world.organ)
    assert values(2024, "M01") == 3


def test_women_minority_and_party_may_be_the_same_person(world: World, results):
    enrol(stranger(), world.township, sex=Sex.FEMALE, ethnic="藏族", politics="中共党员", education="大专")
    enrol(stranger(), world.township, sex=Sex.MALE, ethnic="汉族", politics="群众", education="小学")
    found = results(2024)
    assert found["M04"].parts == {"女性": 2, "少数民族": 1, "党员": 1}
    assert found["M04"].value == 4
    assert found["M05"].parts == {"大专": 1, "小学": 1, "未填": 3}


def test_changes_of_the_roster(world: World, results):
    new = enrol(stranger(), world.township, from_on=day("2024-05-01"), to_on=None)
    left = enrol(stranger(), world.township, to_on=day("2024-06-30"))
    left.terms[0].ended_by = TermEnd.REMOVED
    renewed = enrol(stranger(), world.township, to_on=day("2024-02-29"))
    enrol(renewed, world.township, from_on=day("2024-03-01"))
    assert new.terms[0].ended_by is None
    assert results(2024)["M06"].parts == {"新任": 1, "连任": 1, "罢免": 1}


def test_committees_that_keep_the_rules(world: World, results):
    """Three to nine members, a woman among them: the township gets there, the villages do not."""
    for _ in range(2):
        enrol(stranger(), world.township)
    for _ in range(2):
        enrol(stranger(), world.committees[0], sex=Sex.MALE)
    enrol(stranger(), world.committees[1], Post.HIRED, sex=Sex.FEMALE)
    found = results(2024)["M08"]
    assert (found.value, found.fields["of"]) == (1, 3)


# --- bodies and places ---------------------------------------------------------------------------


def test_committees_and_studios_on_the_key_date(world: World, results):
    world.committees[1].active_to = day("2024-12-30")
    found = results(2024)
    assert (found["O01"].value, found["O02"].value) == (2, 1)
    assert found["O01"].parts == {UnitKind.VILLAGE.label: 1, UnitKind.TOWNSHIP.label: 1}
    assert results(2023)["O01"].value == 3


def test_villages_with_an_adviser(world: World, results):
    advise(world.villages[0])
    advise(world.villages[0], from_on=day("2024-01-01"))  # a second lawyer covers it no more than one
    advise(world.villages[1], to_on=day("2024-11-30"))
    found = results(2024)["G01"]
    assert (found.value, found.fields) == (1, {"of": 2, "without": 1})
    assert results(2023)["G01"].value == 2
    assert world.villages[0].village_kind is VillageKind.VILLAGE


def test_rosters_as_last_counted(world: World, results):
    one, two = world.villages
    stock(one, StockKind.GRID_WORKER, day("2023-12-31"), 9)
    stock(one, StockKind.GRID_WORKER, day("2024-12-31"), 3)
    stock(one, StockKind.GRID_WORKER, day("2025-06-30"), 5)
    stock(two, StockKind.GRID_WORKER, day("2024-06-30"), 2)
    stock(two, StockKind.LAW_LITERATE, day("2024-06-30"), 4)
    found = results(2024)["G02"]
    assert found.parts == {"法律明白人": 4, "网格员": 5}
    assert found.value == 9


# --- activities ----------------------------------------------------------------------------------


def test_activities_of_the_period(world: World, results):
    town = world.town
    activity(town, ActivityKind.PUBLICITY, day("2024-03-08"), materials=4000, banners=4, consultations=60, audience=9)
    activity(town, ActivityKind.PUBLICITY, day("2024-12-31"), materials=137, banners=None, consultations=40)
    activity(town, ActivityKind.PUBLICITY, day("2025-01-01"), materials=5)
    activity(town, ActivityKind.STUDY, day("2024-03-08"), attendees=30)
    activity(town, ActivityKind.CAMPAIGN, day("2024-03-08"), found=3, fixed=2)
    activity(town, ActivityKind.MEETING, day("2024-03-08"), resolved=2)
    activity(town, ActivityKind.DECISION, day("2024-03-08"), legality_reviewed=True)
    activity(town, ActivityKind.DECISION, day("2024-03-09"))
    for items in (6, 5):
        activity(town, ActivityKind.DISCLOSURE, day("2024-03-08"), items=items)
    found = results(2024)
    assert found["G03"].value == 2
    assert found["G03"].parts == {"场次": 2, "资料": 4137, "横幅": 4, "咨询": 100, "受教育": 9}
    assert [found[f"T0{number}"].value for number in range(1, 6)] == [1, 1, 1, 2, 11]
    assert found["T02"].fields == {"found": 3, "fixed": 2, "parts": {"宪法宣传": 1}}
    assert found["T04"].fields == {"reviewed": 1, "unreviewed": 1}


def test_a_mediator_is_a_person(world: World):
    assert isinstance(world.yangjin, Mediator)
    assert isinstance(world.yangjin.person, Person)
