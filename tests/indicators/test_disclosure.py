"""What is left in a public paper gives no small number away: a reader with all sums and much patience tries it."""

import random
from collections.abc import Iterator, Mapping
from itertools import product

import pytest

from mediation.indicators.definition import Result, is_small
from mediation.indicators.disclosure import Cell, Range, covered, without_lower_bounds

# What a year is made of; all other totals follow from these.
LEAVES = ("C15a", "C15b", "C04", "C05", "C05b", "C06", "C07", "A01")
PERFORMED = "C16"  # so many of those that were settled
MANY = 14  # no leaf of the years below is larger


def year_of(**leaves: int) -> dict[str, int]:
    """All totals of a year, reckoned here anew."""
    one = {id_: leaves.get(id_, 0) for id_ in LEAVES}
    one["C03"] = one["C15a"] + one["C15b"]
    one["C02"] = one["C03"] + one["C04"] + one["C05"] + one["C05b"]
    one["C01"] = one["C02"] + one["C06"] + one["C07"]
    one["A02"] = one["C03"] + one["A01"]
    one[PERFORMED] = 0
    return one


def results(year: Mapping[str, int]) -> dict[str, Result]:
    found = {id_: Result(number, ()) for id_, number in year.items()}
    found["C09"] = Result("1.0", (), {"settled": year["C03"], "of": year["C01"]})
    found["C09b"] = Result("1.0", (), {"settled": year["C03"], "of": year["C02"]})
    return found


def years_that_fit(year: Mapping[str, int], cover: Mapping[Cell, Range]) -> Iterator[dict[str, int]]:
    """Every year of which the same paper could be printed: the printed numbers the same, the hidden ones as told."""
    guessed = set(year) - {PERFORMED}
    ranges = {id_: found for (id_, name), found in cover.items() if not name and id_ in guessed}
    all_alike = all(id_ in ranges and ranges[id_] is None for id_ in guessed if year[id_])

    def may_be(id_: str) -> range:
        if id_ not in ranges:
            return range(year[id_], year[id_] + 1)
        told = ranges[id_]
        if told is not None:
            return range(told[0], told[1] + 1)
        if all_alike:
            return range(1, 9 * MANY)  # nothing tells the small ones from the others
        return range(1, 3) if is_small(year[id_]) else range(3, 9 * MANY)

    def near(id_: str) -> list[int]:
        """A year that fits and lies near is as good as any other."""
        return [number for number in may_be(id_) if abs(number - year[id_]) <= 2]

    for numbers in product(*map(near, LEAVES)):
        guess = year_of(**dict(zip(LEAVES, numbers, strict=True)))
        guess[PERFORMED] = year[PERFORMED]
        performed = year[PERFORMED] if (PERFORMED, "") not in cover else 0
        if guess["C03"] >= performed and all(guess[id_] in may_be(id_) for id_ in year if id_ != PERFORMED):
            yield guess


def given_away(year: Mapping[str, int]) -> list[str]:
    cover = covered(results(year))
    left = {id_ for id_, number in year.items() if is_small(number)}
    assert all((id_, "") in cover for id_ in left)
    left -= {PERFORMED}
    seen: dict[str, set[int]] = {id_: set() for id_ in left}
    for guess in years_that_fit(year, cover):
        for id_ in left:
            seen[id_].add(guess[id_])
        left = {id_ for id_ in left if len(seen[id_]) < 2}
        if not left:
            break
    return sorted(left)


def test_a_reader_finds_out_what_is_printed_beside_its_parts():
    """The reader of these tests does find numbers that are only left out themselves."""
    year = year_of(C15a=9, C15b=8, C06=1)
    alone: dict[Cell, Range] = {("C06", ""): None}
    assert {guess["C06"] for guess in years_that_fit(year, alone)} == {1}


def test_no_small_number_of_any_year_is_given_away():
    """500 invented years, among them many with hardly a case (security: public papers name no one)."""
    chance = random.Random(20241231)
    for _number in range(500):
        sizes = chance.choice(((0, 0, 1, 2), (0, 1, 2, 3, 9), (0, 3, 4, 9, MANY), (0, 0, 0, 1, MANY)))
        year = year_of(**{id_: chance.choice(sizes) for id_ in LEAVES})
        year[PERFORMED] = chance.randint(0, year["C03"])
        assert given_away(year) == [], year


@pytest.mark.parametrize(
    ("leaves", "hidden"),
    [
        ({"C15a": 12, "C15b": 7}, set()),
        ({"C15a": 12, "C15b": 7, "C04": 3, "C06": 4}, set()),
        ({"C15a": 12, "C15b": 7, "C04": 2, "C05": 1}, {"C04", "C05"}),
        ({"C15a": 12, "C15b": 7, "A01": 2}, {"A01", "A02"}),
        ({"C15a": 12, "C15b": 1}, {"C15a", "C15b"}),
    ],
    ids=["nothing small", "still nothing", "two for each other", "the sum of both kinds", "the other form"],
)
def test_no_more_goes_than_must(leaves: dict[str, int], hidden: set[str]):
    found = covered(results(year_of(**leaves)))
    assert {id_ for id_, name in found if not name and not id_.startswith("C09")} == hidden


def test_a_larger_number_goes_with_its_range():
    found = covered(results(year_of(C15a=12, C15b=7, A01=2)))
    assert found == {("A01", ""): None, ("A02", ""): (20, 21)}


def test_a_rate_goes_with_what_it_was_made_of():
    found = covered(results(year_of(C15a=12, C15b=7, C04=1, C05=1)))
    assert found["C03", ""] == found["C09", "settled"] == found["C09b", "settled"] == (17, 19)
    assert found["C09", ""] is found["C09b", ""] is None
    assert ("C09", "of") not in found


def test_what_is_left_beside_a_number_is_as_small_as_a_small_one():
    year = {"C03": Result(19, ()), "C16": Result(18, ()), "C17": Result("90.0", (), {"performed": 9, "of": 10})}
    found = covered(year)
    assert found == {("C16", ""): None, ("C17", "performed"): None, ("C17", ""): None}


def test_no_number_says_that_there_are_as_many_of_a_hidden_one():
    """Settled 16 to 19, of which 19 performed: 19 were settled."""
    year = results(year_of(C15a=12, C15b=7, C04=1, C05=1, C06=1) | {PERFORMED: 19})
    year["C13"] = Result(500_000, (), {"cases": 9})
    found = covered(year)
    assert found["C03", ""] == (16, 19)
    assert found[PERFORMED, ""] is None
    assert ("C13", "cases") not in found
    assert without_lower_bounds("C24", {"accepted": 17, "settled": 17}, found) == {"accepted": 17, "settled": None}
    assert without_lower_bounds("C24", {"accepted": 7, "settled": None}, found) == {"accepted": 7, "settled": None}


def test_sums_and_means_of_few_cases_go():
    few = {"C13": Result(500_000, (), {"cases": 2}), "C27": Result("6.5", (), {"median": "6.0", "of": 1})}
    assert {("C13", ""), ("C13", "cases"), ("C27", ""), ("C27", "median")} <= set(covered(few))
    assert covered({"C13": Result(2, (), {"cases": 9})}) == {}


def test_visits_to_places_name_nobody():
    assert covered({"P01": Result(2, (), {"found": 1})}) == {}
