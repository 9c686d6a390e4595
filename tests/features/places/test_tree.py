"""Codes and levels, and the tree of a day."""

from datetime import date

import pytest

from mediation.features.places.tree import codes_above, kind_of, level_of, town_on
from mediation.model.place import PlaceLevel, VillageKind
from tests.factories import advise


@pytest.mark.parametrize(
    ("code", "level"),
    [
        ("540000000000", PlaceLevel.REGION),
        ("541000000000", PlaceLevel.CITY),
        ("540600000000", PlaceLevel.CITY),
        ("540623000000", PlaceLevel.COUNTY),
        ("540623100000", PlaceLevel.TOWN),
        ("540623100203", PlaceLevel.VILLAGE),
        ("540623100200", PlaceLevel.VILLAGE),
    ],
)
def test_the_level_follows_from_the_code(code, level):
    assert level_of(code) is level


@pytest.mark.parametrize(("code", "kind"), [("540623100199", "RESIDENTS"), ("540623100200", "VILLAGE")])
def test_residents_places_come_first_in_the_code(code, kind):
    assert kind_of(code) is VillageKind(kind)


def test_what_lies_above_is_in_the_code():
    assert codes_above("540623100203") == ["540000000000", "540600000000", "540623000000", "540623100000"]
    assert codes_above("540000000000") == []


def test_a_town_of_a_day_knows_its_villages_and_who_advises_them(session, world):
    term = advise(world.villages[1], from_on=date(2026, 1, 1), to_on=date(2026, 6, 30))
    before, within = (town_on(world.town, day) for day in (date(2025, 12, 31), date(2026, 6, 30)))
    assert [row.place.name for row in within.villages] == ["云上第1村", "云上第2村"]
    assert [row.advisers for row in within.villages] == [[], [term]]
    assert within.counts == {"all": 2, "village": 2, "residents": 0, "advised": 1}
    assert before.counts["advised"] == 0
    assert [place.name for place in within.above] == ["云上县"]


def test_before_the_town_was_there_it_has_no_villages(world):
    assert town_on(world.town, date(2010, 1, 1)).villages == []
