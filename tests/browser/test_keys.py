"""Single keys for those who work with lists all day: each leads where it says, and none acts while one types."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from mediation.features.home.routes import KEYS
from tests.browser.conftest import PASSWORD

pytestmark = pytest.mark.browser
ON = "document.querySelector('.rows tbody tr.on th a')?.textContent"


def sign_in(house: str, browser: Browser, username: str) -> BrowserContext:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{house}/login?lang=zh")
    page.fill("[name=username]", username)
    page.fill("[name=password]", PASSWORD)
    page.locator("main button[type=submit]").last.click()
    page.wait_for_url(lambda url: "/login" not in url)
    return context


@pytest.fixture(scope="module")
def desk(house: str, browser: Browser) -> Iterator[Page]:
    """The office, signed in once for all keys."""
    context = sign_in(house, browser, "office")
    page = context.pages[0]
    page.set_default_timeout(8_000)
    yield page
    context.close()


@pytest.fixture
def at(desk: Page, house: str) -> Callable[[str], Page]:
    def open_page(path: str) -> Page:
        desk.goto(f"{house}{path}")
        return desk

    return open_page


def path_of(page: Page) -> str:
    return str(page.evaluate("location.pathname"))


def press(page: Page, keys: str) -> None:
    """One key after another, as on the page of keys: "G D"."""
    for key in keys.split(" "):
        page.keyboard.press(key.lower() if len(key) == 1 else key)


@pytest.mark.parametrize(
    ("keys", "path"),
    [("G D", "/"), ("G C", "/cases"), ("G R", "/rooms"), ("G T", "/statistics"), ("N", "/cases/new"), ("?", "/keys")],
)
def test_a_letter_leads_where_it_says(at: Callable[[str], Page], keys: str, path: str) -> None:
    page = at("/activities")
    with page.expect_navigation():
        press(page, keys)
    assert path_of(page) == path


def test_the_stroke_goes_to_the_search_box(at: Callable[[str], Page]) -> None:
    page = at("/cases")
    press(page, "/")
    assert page.evaluate("document.activeElement.id") == "find"
    assert page.input_value("#find") == ""  # the stroke itself is not written into it


def test_j_and_k_go_down_and_up_and_enter_opens(at: Callable[[str], Page]) -> None:
    page = at("/cases")
    names = page.locator(".rows tbody th a").all_text_contents()
    assert len(names) > 2
    seen = []
    for key in ("J", "J", "J", "K"):
        press(page, key)
        seen.append(page.evaluate(ON))
    assert seen == [names[0], names[1], names[2], names[1]]
    target = page.locator(".rows tbody tr.on th a").get_attribute("href")
    with page.expect_navigation():
        press(page, "Enter")
    assert path_of(page) == target


def test_the_first_and_the_last_row_are_the_ends(at: Callable[[str], Page]) -> None:
    page = at("/cases")
    names = page.locator(".rows tbody th a").all_text_contents()
    press(page, "K")
    assert page.evaluate(ON) == names[0]
    for _row in range(len(names) + 2):
        press(page, "J")
    assert page.evaluate(ON) == names[-1]


def test_x_chooses_a_row_for_printing_and_takes_it_back(at: Callable[[str], Page]) -> None:
    page = at("/cases")
    press(page, "J")
    box = page.locator(".rows tbody tr.on input[type=checkbox]")
    press(page, "X")
    assert box.is_checked()
    press(page, "X")
    assert not box.is_checked()


def test_the_form_is_sent_by_control_and_enter(at: Callable[[str], Page]) -> None:
    page = at("/cases/new")
    page.fill("[name=matter]", "羊过了河")
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    assert page.locator(".errsum").count() == 1  # it was sent, and something is still missing
    assert page.input_value("[name=matter]") == "羊过了河"


def test_the_draft_is_kept_at_once_by_control_and_s(at: Callable[[str], Page]) -> None:
    page = at("/leads/new")
    page.fill("[name=text]", "夜里有人翻过围墙")
    with page.expect_response("**/drafts") as kept:
        page.keyboard.press("Control+s")
    assert kept.value.json()["said"].startswith("已存草稿")
    page.reload()
    assert page.input_value("[name=text]") == "夜里有人翻过围墙"
    with page.expect_navigation():
        page.get_by_role("button", name="不要这份草稿").click()


@pytest.mark.parametrize("field", ["#find", "[name=matter]", "[name=village]", "[name=applicants-0-name]"])
def test_no_key_acts_while_somebody_types(at: Callable[[str], Page], field: str) -> None:
    page = at("/cases/new")
    page.locator(field).first.focus()
    for key in ("g", "d", "g", "c", "n", "j", "k", "x", "?", "/"):
        page.keyboard.press(key)
    page.wait_for_timeout(150)
    assert path_of(page) == "/cases/new"
    assert page.evaluate("(field) => document.activeElement.matches(field)", field)
    if field != "[name=village]":
        assert page.input_value(field) == "gdgcnjkx?/"


@pytest.mark.parametrize("held", ["Control", "Alt", "Meta"])
def test_a_key_that_is_held_with_another_is_the_browsers(at: Callable[[str], Page], held: str) -> None:
    page = at("/cases")
    page.keyboard.press(f"{held}+j")
    assert page.evaluate(ON) is None


def test_a_letter_long_after_g_leads_nowhere(at: Callable[[str], Page]) -> None:
    page = at("/activities")
    press(page, "G")
    page.evaluate("() => { const real = Date.now; Date.now = () => real() + 2000; }")
    press(page, "C")
    page.wait_for_timeout(150)
    assert path_of(page) == "/activities"


def test_whoever_wants_none_switches_them_off_and_on_again(house: str, browser: Browser) -> None:
    context = sign_in(house, browser, "office2")
    page = context.pages[0]
    switch(page, house)
    page.goto(f"{house}/cases")
    press(page, "J")
    assert page.evaluate(ON) is None
    assert not page.locator("script[src*='keys']").count()
    page.goto(f"{house}/keys")
    assert "您把单键关掉了。" in page.inner_text("main")
    switch(page, house)
    page.goto(f"{house}/cases")
    press(page, "J")
    assert page.evaluate(ON) is not None
    context.close()


def switch(page: Page, house: str) -> None:
    page.goto(f"{house}/me")
    with page.expect_navigation():
        page.locator("section[aria-labelledby=keys] button").first.click()


def test_the_page_of_keys_names_every_key_that_acts(at: Callable[[str], Page]) -> None:
    page = at("/keys")
    told = page.locator("kbd").all_inner_texts()
    assert told == [keys for keys, _does in KEYS]
    letters: dict[str, Any] = page.evaluate("JSON.parse(document.body.dataset.keys)")
    assert {" ".join(one.upper()) if len(one) > 1 else one.upper() for one in letters} <= set(told)


def test_a_mediator_has_none(house: str, browser: Browser) -> None:
    context = sign_in(house, browser, "mediator")
    page = context.pages[0]
    press(page, "N")
    page.wait_for_timeout(150)
    assert path_of(page) == "/"
    assert page.locator("body[data-keys]").count() == 0
    context.close()
