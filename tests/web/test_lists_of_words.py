"""Words one after another: each language with its own pauses, and never two of them."""

import pytest
from flask_babel import force_locale

from mediation.web.words import listed, pointed


@pytest.fixture
def page(sqlite_app):
    with sqlite_app.test_request_context("/"):
        yield


@pytest.mark.usefixtures("page")
def test_parts_that_are_empty_are_left_out():
    assert pointed(["甲", "", "乙"]) == "甲，乙"
    assert listed(["甲", "", "乙"]) == "甲、乙"
    assert pointed([]) == listed([""]) == ""


@pytest.mark.usefixtures("page")
def test_a_part_in_tibetan_does_not_bring_a_second_stroke():
    with force_locale("bo"):
        assert pointed(["བོད་སྐད་བཤད།", "199"]) == "བོད་སྐད་བཤད། 199"
        assert listed(["ཡིན།", "མིན།"]) == "ཡིན། མིན།"
