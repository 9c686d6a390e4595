"""Results are tallies of their rows; small cells are hidden so that totals do not give them away."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediation.indicators.catalogue import INDICATORS
from mediation.indicators.definition import (
    HIDDEN_BELOW,
    Row,
    RowKind,
    broken_down,
    hide_small,
    made_of,
    mean,
    share,
    total,
)

PROMISED = [
    "C01",
    "C03",
    "C04",
    "C05",
    "C06",
    "C09",
    "C11",
    "C12",
    "C13",
    "C15a",
    "C15b",
    "C18",
    "C21",
    "C22",
    "C24",
    "M01",
    "M02",
    "M04",
    "O01",
    "A01",
    "A02",
    "G01",
    "G02",
    "G03",
    "T01",
    "T02",
    "T03",
    "T04",
    "T05",
]


def row(part: str = "", role: str = "", amount: int | None = None) -> Row:
    return Row(RowKind.CASE, 1, "第1号", part=part, role=role, amount=amount)


def test_every_promised_figure_is_there():
    assert set(PROMISED) <= set(INDICATORS)


@pytest.mark.parametrize("one", INDICATORS.values(), ids=list(INDICATORS))
def test_a_definition_is_one_sentence(one):
    assert re.fullmatch("[A-Z][0-9]{2}[a-z]?", one.id)
    assert one.definition.count("。") == 1
    assert one.definition.endswith("。")


def test_tallies():
    assert made_of([row(amount=3), row(amount=None), row(amount=4)], total).value == 7
    assert made_of([row(amount=1), row(amount=2)], mean).value == "1.5"
    assert made_of([row(role="of")] * 3 + [row(role="hit")], share("hit", "of")).value == "33.3"
    assert made_of([], share("hit", "of")).value is None


def test_a_breakdown_lists_what_is_there_in_the_known_order():
    found = broken_down([row("乙"), row("甲"), row("乙"), row("丁")], ["甲", "乙", "丙"])
    assert list(found.parts.items()) == [("甲", 1), ("乙", 2), ("丁", 1)]
    assert sum(found.parts.values()) == found.value


# --- small cells ---------------------------------------------------------------------------------


def test_one_small_cell_takes_another_with_it():
    assert hide_small({"甲": 1, "乙": 9, "丙": 4}) == {"甲": None, "乙": 9, "丙": None}


def test_two_ones_take_a_third():
    assert hide_small({"甲": 1, "乙": 1, "丙": 9}) == {"甲": None, "乙": None, "丙": None}


def test_cells_that_can_only_be_ones_take_another_with_them():
    """Nought is printed, so three hidden cells that make three are one each."""
    parts = {"甲": 1, "乙": 1, "丙": 1, "丁": 4, "戊": 9}
    assert hide_small(parts) == {"甲": None, "乙": None, "丙": None, "丁": None, "戊": 9}


def test_enough_is_not_hidden():
    assert hide_small({"甲": 3, "乙": 0, "丙": 40}) == {"甲": 3, "乙": 0, "丙": 40}


def test_cells_that_do_not_add_up_hide_each_for_itself():
    assert hide_small({"阿玛调解室": {"accepted": 5, "settled": 2}}) == {"阿玛调解室": {"accepted": 5, "settled": None}}


@given(st.dictionaries(st.text("甲乙丙丁戊己", min_size=1, max_size=2), st.integers(0, 8), max_size=6))
def test_no_small_cell_can_be_told_from_the_total(parts: dict[str, int]):
    shown = hide_small(parts)
    hidden = [name for name, number in shown.items() if number is None]
    assert all(number is None or number == 0 or number >= HIDDEN_BELOW for number in shown.values())
    if hidden and (len(hidden) == 1 or sum(parts[name] for name in hidden) < HIDDEN_BELOW):
        assert all(number is None or number == 0 for number in shown.values()), "there was more to hide behind"
