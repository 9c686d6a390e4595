"""The same work by keyboard alone, and with scripts switched off."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import PASSWORD, Person

pytestmark = pytest.mark.browser
MATTER = "两家的牛在河边混在一起，少了一头。"
MOST_TABS = 150
HERE = "(selector) => document.activeElement.matches(selector)"
COMMITTEE = "聂荣镇人民调解委员会"


def go(page: Page, selector: str) -> None:
    """Tab on until the focus is there; whoever cannot get there by Tab cannot get there at all."""
    for _press in range(MOST_TABS):
        if page.evaluate(HERE, selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no Tab leads to {selector}")


def write(page: Page, name: str, text: str) -> None:
    go(page, f"[name='{name}']")
    page.keyboard.insert_text(text)


def pick_first(page: Page, name: str) -> None:
    """The first that is offered, of a list or of rows; what is chosen already stays."""
    go(page, f"[name='{name}']")
    is_list = page.evaluate("document.activeElement.tagName") == "SELECT"
    if is_list and not page.evaluate("document.activeElement.value"):
        page.keyboard.press("ArrowDown")
    elif not is_list and not page.evaluate("document.activeElement.checked"):
        page.keyboard.press("Space")


def press(page: Page, selector: str) -> None:
    go(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_sign_in_intake_an_event_and_a_search_by_keyboard(house: str, browser: Browser) -> None:
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.set_default_timeout(15_000)
    page.goto(f"{house}/login")
    write(page, "username", "clerk")
    write(page, "password", PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "/login" not in page.url
    page.keyboard.press("Tab")
    assert page.evaluate(HERE, "a.skip")  # the first thing that is met leads past the head
    press(page, "main a[href='/cases/new']")
    take_in(page)
    answer_the_other_side(page)
    find(page)
    page.context.close()


def take_in(page: Page) -> None:
    press(page, "form[data-keep] .acts button")
    assert page.evaluate(HERE, ".errsum")  # nothing was written: what is wrong is met first
    page.keyboard.press("Tab")
    asked = (page.evaluate("document.activeElement.getAttribute('href')") or "#").removeprefix("#")
    page.keyboard.press("Enter")
    assert page.evaluate("(id) => document.activeElement.id === id", asked)
    page.goto(page.url)
    write(page, "applicants-0-name", "扎西顿珠")
    write(page, "respondents-0-name", "才让多吉")
    write(page, "matter", MATTER)
    write(page, "claims", "找回那头牛")
    pick_first(page, "village")
    go(page, "[name=committee]")
    if page.evaluate("document.activeElement.tagName") == "SELECT":
        page.keyboard.insert_text(COMMITTEE)
    pick_first(page, "committee")
    pick_first(page, "acknowledged")
    press(page, "form[data-keep] .acts button")
    assert page.locator(".errsum").all_inner_texts() == []
    assert MATTER in page.inner_text("main")


def answer_the_other_side(page: Page) -> None:
    press(page, "main a[href$='/events/ask-party']")
    pick_first(page, "way")
    pick_first(page, "answer")
    press(page, "form[data-keep] .acts button")
    assert page.locator(".errsum").all_inner_texts() == []


def find(page: Page) -> None:
    write(page, "q", MATTER[:6])
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert MATTER[:-1] in page.inner_text("main table")


def test_intake_and_an_event_without_scripts(house: str, browser: Browser) -> None:
    """As in a browser that runs none; a row more is a button that asks the server."""
    page = browser.new_context(viewport={"width": 360, "height": 800}, java_script_enabled=False).new_page()
    page.set_default_timeout(15_000)
    clerk = Person("clerk", page, house)
    clerk.open("/login")
    page.fill("[name=username]", "clerk")
    page.fill("[name=password]", PASSWORD)
    page.locator("main button[type=submit]").last.click()
    clerk.open("/cases/new")
    page.fill("[name=applicants-0-name]", "扎西顿珠")
    page.locator("button[name=add_row]").first.click()
    page.fill("[name=applicants-1-name]", "次仁顿珠")
    assert page.input_value("[name=applicants-0-name]") == "扎西顿珠"
    page.fill("[name=respondents-0-name]", "才让多吉")
    page.fill("[name=matter]", "分牛的时候少算了一头。")
    page.fill("[name=claims]", "补一头牛")
    clerk.choose("village", 0)
    clerk.choose_called("committee", COMMITTEE)
    page.check("[name=acknowledged]")
    clerk.send()
    assert "次仁顿珠" in page.inner_text("main")
    page.locator("main a[href$='/events/ask-party']").first.click()
    clerk.choose("way", 0)
    clerk.choose("answer", 0)
    clerk.send()
    page.context.close()


def test_changing_the_language_keeps_what_is_half_written(enter: Callable[[str], Person]) -> None:
    clerk = enter("clerk")
    clerk.open("/cases/new")
    clerk.page.fill("[name=matter]", MATTER)
    with clerk.page.expect_navigation():
        clerk.page.locator(".langs a[lang=en]").click()
    assert clerk.page.locator("html").get_attribute("lang") == "en"
    assert clerk.page.input_value("[name=matter]") == MATTER
    clerk.open("/cases")
    assert clerk.page.locator("html").get_attribute("lang") == "en"  # kept for this person
    clerk.open("/cases?lang=xx")
    assert clerk.page.locator("html").get_attribute("lang") == "en"  # no such language: the one that was kept
    clerk.open("/?lang=zh")


def test_who_wants_no_motion_has_none(house: str, browser: Browser) -> None:
    page = browser.new_context(reduced_motion="reduce").new_page()
    page.goto(f"{house}/login")
    moving = page.evaluate(
        """[...document.querySelectorAll('*')].filter((one) => {
          const style = getComputedStyle(one);
          return parseFloat(style.transitionDuration) > 0 || style.animationName !== 'none';
        }).map((one) => one.outerHTML.slice(0, 80))"""
    )
    page.context.close()
    assert moving == []
