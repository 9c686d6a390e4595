"""Which form an address is of."""

import pytest

from mediation.web.addresses import LONGEST, address_of


@pytest.mark.parametrize(
    ("address", "form"),
    [
        ("/reports/2026/head", "/reports/2026/head"),
        ("/reports/2026/head?", "/reports/2026/head"),
        ("/reports/2026/head?done=part_written&place=540000&question=2", "/reports/2026/head?place=540000"),
        ("/rules/year?year=2027&town=ab", "/rules/year?town=ab&year=2027"),
        ("/rules/year?town=ab&town=cd", "/rules/year?town=ab"),
        ("/reports/2026/sources?said=五件", "/reports/2026/sources?said=%E4%BA%94%E4%BB%B6"),
    ],
)
def test_only_what_tells_forms_apart_is_kept(address, form):
    assert address_of(address) == form
    assert address_of(form) == form, "an address that was kept is that of the same form"


def test_an_address_too_long_for_its_place_is_that_of_the_path():
    assert address_of(f"/reports/2026/sources?said={'字' * 40}") == "/reports/2026/sources"
    assert len(address_of(f"/a?said={'x' * 180}")) <= LONGEST
