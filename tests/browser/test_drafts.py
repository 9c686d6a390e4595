"""What is typed into a form is still there when the browser was closed on it."""

from collections.abc import Callable

import pytest

from tests.browser.conftest import Person

pytestmark = pytest.mark.browser
MATTER = "两家的草场隔着一条小沟，说不清从哪里算起。"


def test_half_a_form_waits_until_it_is_thrown_away(enter: Callable[[str], Person]) -> None:
    clerk = enter("clerk")
    clerk.open("/cases/new")
    page = clerk.page
    page.fill("[name=matter]", MATTER)
    page.fill("[name=applicants-0-name]", "扎西顿珠")
    line = page.locator("[data-saved] [data-said]")
    line.wait_for(state="visible")
    assert line.inner_text().startswith("已存草稿")
    again = enter("clerk")
    again.open("/cases/new")
    assert again.page.input_value("[name=matter]") == MATTER
    assert again.page.input_value("[name=applicants-0-name]") == "扎西顿珠"
    again.picture("draft")
    with again.page.expect_navigation():
        again.page.get_by_role("button", name="不要这份草稿").click()
    assert again.page.input_value("[name=matter]") == ""
    stranger = enter("office")
    stranger.open("/cases/new")
    assert stranger.page.input_value("[name=matter]") != MATTER  # own words of another test may stand there
