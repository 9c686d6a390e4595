"""The sixty kinds of figures that real reports print: each is counted here, or typed in with its source."""

import pytest

from mediation.indicators.catalogue import INDICATORS
from mediation.indicators.typed import BY_ID

# What reports print, by the number of the list, and the figures that say it.
KINDS: dict[int, tuple[str, ...]] = {
    **dict.fromkeys((1, 2, 3, 4, 5, 6, 13), ("T01",)),
    7: ("T06",), 8: ("T06",), 9: ("T06",), 10: ("T07",), 11: ("T07b",), 12: ("T07c",),
    14: ("T03",), 15: ("T03",), 16: ("T08",), 17: ("T08",), 18: ("T08",), 19: ("T09",), 20: ("T10",),
    21: ("G03",), 22: ("G07",), 23: ("G03",), 24: ("G08",), 25: ("G09",), 26: ("G03",), 27: ("G03",),
    28: ("G04",), 29: ("G05",), 30: ("G06",), 31: ("G10",), 32: ("X18",),
    33: ("G01",), 34: ("G14",), 35: ("G11",), 36: ("G12",), 37: ("G13",), 38: ("T12",), 39: ("T04",), 40: ("T11",),
    41: ("P01",), 42: ("P02",), 43: ("C01", "C25"), 44: ("C30",), 45: ("C03",),
    46: ("C04", "C05", "C05b", "X22"), 47: ("C06",), 48: ("C09", "C09b"), 49: ("C22",), 50: ("C21",),
    51: ("C15a", "C15b"), 52: ("C13", "X21"), 53: ("C11", "X20"), 54: ("C17",), 55: ("C18",), 56: ("P05", "P06"),
    57: ("O01",), 58: ("M01", "M02", "M07"), 59: ("G02", "T06"), 60: ("T02",),
}  # fmt: skip
TYPED_ONES = {"X18", "X20", "X21", "X22"}


def test_the_list_is_whole():
    assert set(KINDS) == set(range(1, 61))


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_each_kind_has_its_figure(kind: int):
    for id_ in KINDS[kind]:
        assert id_ in INDICATORS
        assert (id_ in BY_ID) is (id_ in TYPED_ONES)
