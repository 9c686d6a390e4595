"""The form of a correction asks only for what it is about; without scripts every field says when it is wanted."""

from collections.abc import Callable

import pytest

from tests.browser.conftest import Person

pytestmark = pytest.mark.browser
# What is in sight after a choice, of the fields that only some corrections need.
IN_SIGHT = {
    "": set(),
    "DISPUTE_TYPE": {"new_dispute_type"},
    "MATTER": {"new"},
    "PARTY": {"party", "datum", "number", "new"},
    "SESSION": {"session", "part", "new"},
}
SOMETIMES = "main form [data-shown-with]"


def in_sight(person: Person) -> set[str]:
    found = [one for one in person.page.locator(SOMETIMES).all() if one.is_visible()]
    return {one.get_attribute("name") or "" for one in found}


def test_only_what_the_choice_needs_is_in_sight(enter: Callable[[str], Person]) -> None:
    office = enter("office")
    office.open("/cases?state=TERMINATED&q=挖掘机")
    case = office.page.locator("main table a[href^='/cases/']").first.get_attribute("href")
    office.open(f"{case}/events/correct-record")
    for choice, wanted in IN_SIGHT.items():
        office.page.select_option("[name=field]", choice)
        assert in_sight(office) == wanted, choice
    office.page.select_option("[name=field]", "PARTY")
    office.page.select_option("[name=datum]", "SEX")
    assert "new_sex" in in_sight(office)
    office.page.select_option("[name=field]", "SOURCE")
    assert in_sight(office) == {"new_source", "datum", "new_sex"}  # a choice that was made stays in sight
