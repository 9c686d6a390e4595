"""The head of an office's pages: its many words in two tidy lines at most; on a phone in one, the others unfold."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.test_keys import sign_in

pytestmark = pytest.mark.browser
WIDTHS = (320, 360, 575, 576, 768, 991, 992, 1100, 1280, 1600)
LINES = """selector => new Set([...document.querySelectorAll(selector)].filter(one => one.checkVisibility())
    .map(one => { const box = one.getBoundingClientRect(); return Math.round((box.top + box.bottom) / 40); })).size"""
OVERLAP = """() => { const boxes = [...document.querySelectorAll('.nav1 :is(a, summary)')]
    .filter(one => one.checkVisibility()).map(one => one.getBoundingClientRect());
    return boxes.some((one, index) => boxes.some((other, place) => index < place && one.left < other.right - 1
        && other.left < one.right - 1 && one.top < other.bottom - 1 && other.top < one.bottom - 1)); }"""
WIDER = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def clerk(house: str, browser: Browser) -> Iterator[Page]:
    context = sign_in(house, browser, "clerk")
    yield context.pages[0]
    context.close()


@pytest.mark.parametrize("language", ["zh", "bo", "en"])
def test_the_search_of_a_clerk_is_wide_enough_for_a_name_and_a_village(clerk: Page, house: str, language: str):
    clerk.goto(f"{house}/rooms?lang={language}")
    for width in (992, 1259, 1260, 1280):
        clerk.set_viewport_size({"width": width, "height": 800})
        assert clerk.evaluate(LINES, "header.top .wrap > *") <= 2, width
        assert clerk.locator("#find").evaluate("one => one.offsetWidth") >= 120, width


@pytest.fixture(scope="module")
def office(house: str, browser: Browser) -> Iterator[Page]:
    context = sign_in(house, browser, "office")
    yield context.pages[0]
    context.close()


@pytest.mark.parametrize("language", ["zh", "bo", "en"])
def test_the_menu_of_an_office_stands_in_two_lines_at_most(office: Page, house: str, language: str):
    office.goto(f"{house}/rooms?lang={language}")
    assert office.locator(".nav1 a").count() == 11
    for width in WIDTHS:
        office.set_viewport_size({"width": width, "height": 800})
        assert office.evaluate(LINES, ".nav1 :is(a, summary)") <= (1 if width in (360, 575, 576) else 2), width
        assert not office.evaluate(OVERLAP), width
        assert not office.evaluate(WIDER), width
        if width >= 992:
            assert office.evaluate(LINES, "header.top .wrap > *") <= 2, width


@pytest.mark.parametrize("language", ["zh", "bo", "en"])
def test_on_a_phone_the_words_behind_the_first_unfold_and_say_where_one_is(office: Page, house: str, language: str):
    office.set_viewport_size({"width": 360, "height": 800})
    office.goto(f"{house}/statistics?lang={language}")
    current = office.locator(".nav1 [aria-current=page]")
    assert not current.is_visible()
    assert (current.text_content() or "") in (office.locator(".nav1 summary.here").text_content() or "")
    office.locator(".nav1 summary").click()
    assert current.is_visible()
    assert all(one.is_visible() for one in office.locator(".nav1 a").all())
    office.set_viewport_size({"width": 1280, "height": 800})
    assert not office.locator(".nav1 summary").is_visible()


def test_a_word_at_the_edge_of_a_phone_is_reached_with_the_tab_key(office: Page, house: str):
    office.set_viewport_size({"width": 360, "height": 800})
    office.goto(f"{house}/rooms?lang=en")
    office.locator(".nav1 summary").focus()
    office.keyboard.press("Enter")
    for _word in range(office.locator(".nav1 details a").count()):
        office.keyboard.press("Tab")
    last = office.locator(".nav1 a").last
    assert last.evaluate("one => one === document.activeElement")
    box = last.bounding_box()
    assert box is not None
    assert box["x"] + box["width"] <= 360
