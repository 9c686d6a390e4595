"""What is printed: light whatever the screen is, every heading with its words, nothing to press."""

from pathlib import Path

import pytest

from tests.house import test_routes
from tests.looks.glass import DESK, Glass

pytestmark = pytest.mark.browser
enter = test_routes.enter
paths = test_routes.paths
HEADINGS = (
    "[...document.querySelectorAll('main :is(h1, h2, h3)')].map((one) => one.innerText.replace(/\\s+/g, ' ').trim())"
)
PRESSED = """[...document.querySelectorAll("main :is(.btn, .acts, .filters, form)")]
  .filter((one) => one.checkVisibility()).length"""
INK = "Chart.getChart(document.querySelector('canvas')).options.scales.x.ticks.color"
LIGHT_INK, DARK_INK = "#14202b", "#eef2ef"


@pytest.fixture
def glass(browser, house):
    context = browser.new_context(bypass_csp=True)
    yield Glass(context.new_page(), Path(house.static_folder))
    context.close()


@pytest.mark.parametrize(
    ("who", "path"), [("clerk", "/"), ("office", "/cases"), ("office", "/roster"), ("mediator", "/")]
)
def test_every_heading_keeps_its_words_and_no_button_is_left(standing, enter, glass, who, path):
    glass.show(enter(who).get(path).text, DESK)
    on_screen = glass.page.evaluate(HEADINGS)
    glass.page.emulate_media(media="print")
    assert glass.page.evaluate(HEADINGS) == on_screen
    assert glass.page.evaluate(PRESSED) == 0


def test_a_chart_is_printed_on_white_though_the_screen_is_dark(standing, enter, glass):
    glass.show(enter("office").get("/statistics?period=2026").text, DESK, dark=True)
    assert glass.page.evaluate(INK) == DARK_INK
    glass.page.emulate_media(media="print", color_scheme="dark")
    glass.page.wait_for_function(f"{INK} === '{LIGHT_INK}'")
    glass.page.emulate_media(media="screen", color_scheme="dark")
    glass.page.wait_for_function(f"{INK} === '{DARK_INK}'")
