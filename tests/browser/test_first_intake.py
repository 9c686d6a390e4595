"""How long a first intake takes on a small telephone, touch by touch, by the keystroke-level model.

This is a model of a person and not a person: nobody of a pasture town was timed. The browser does the intake
with a finger and counts what a hand has to do, the model says how long a practised hand takes for it. It
knows of no hesitation, no slip, no talk: while the parties tell what happened nobody waits for the phone.
Its times come from the literature, mostly of young people who write much. When this was written it came to 55 s
for a mediator, who is asked one question a page, and to 50 s for a clerk, who has all on one; for people over
fifty, who write more slowly, to 68 s and 63 s. Only a mediator with a watch beside can say whether it is so.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Locator, Page
from pypinyin import lazy_pinyin

from tests.browser.conftest import PASSWORD
from tests.browser.test_weight import watched

pytestmark = pytest.mark.browser

MOST_SECONDS, MOST_FIELDS = 60, 9
MOST_SECONDS_OVER_FIFTY = 75  # no promise: that it does not grow unseen
PHONE = {"width": 360, "height": 640}
THUMB = 44  # px: the least height of what is pressed
# One key of a phone's keyboard. Palin, Feit, Kim, Kristensson, Oulasvirta: How do people type on mobile devices?
# MobileHCI 2019, 37,000 people: 38 words of five characters a minute with two thumbs, 26 from the age of fifty.
K_USUAL, K_OVER_FIFTY = 60 / (38 * 5), 60 / (26 * 5)
# Bits a second of a finger that touches things on a phone. MacKenzie: Fitts' throughput and the remarkable case of
# touch-based target selection, HCII 2015. A swipe, and a touch of what the phone itself shows, counts as a touch
# across the whole screen of the smallest that can be pressed.
THROUGHPUT = 6.95
KEYBOARD = (PHONE["width"] / 2, PHONE["height"] * 0.8)  # where the thumb is after writing
# Making up one's mind before each thing asked, also one that is left alone. Card, Moran, Newell: The keystroke-level
# model for user performance time with interactive systems, Communications of the ACM 23 (1980).
M = 1.35
# A page over the thinnest line that the program is made for: half a second until it answers, then 64 kbit/s.
DELAY, BYTES_A_SECOND = 0.5, 64_000 / 8
CHARACTERS_A_CHOICE = 2  # after the pinyin of so many one is picked from what the keyboard offers
# Each takes in people of its own: of the same ones the program would ask whether they are the same.
PEOPLE = {"mediator": ("扎西顿珠", "才让多吉"), "clerk": ("贡布泽仁", "德吉央宗")}
MATTER, CLAIMS = "他家牦牛过沟吃了我家过冬的草", "赔我家的草"
NAMED = "main form[data-keep] :is(input:not([type=hidden]), select, textarea)"
ON_SCREEN = """one => {
  const { top, bottom } = one.getBoundingClientRect();
  return top >= 0 && bottom <= innerHeight;
}"""


def fitts(distance: float, width: float) -> float:
    return math.log2(distance / width + 1) / THROUGHPUT


ACROSS = fitts(math.hypot(*PHONE.values()), THUMB)


@dataclass
class Finger:
    """What a hand had to do."""

    page: Page
    people: tuple[str, str]
    touches: int = 0
    reaching: float = 0.0  # seconds
    place: tuple[float, float] = KEYBOARD
    keys: int = 0
    bytes: int = 0
    pages: int = 0
    fields: set[str] = field(default_factory=set)

    def look(self) -> None:
        """Every field that is met; the boxes of one question are one."""
        for one in self.page.locator(NAMED).all():
            if one.is_visible():
                self.fields.add(one.get_attribute("name") or "")

    def touch(self, one: Locator) -> None:
        """Swipe until it is on the screen, then touch it."""
        while not one.evaluate(ON_SCREEN):
            before = self.page.evaluate("scrollY")
            self.page.evaluate("scrollBy(0, innerHeight * 0.7)")
            assert self.page.evaluate("scrollY") > before, one
            self.across()
        box = one.bounding_box()
        assert box is not None
        middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        self.reaching += fitts(math.dist(self.place, middle), min(box["width"], box["height"]))
        self.touches, self.place = self.touches + 1, middle
        one.tap()

    def across(self) -> None:
        self.touches, self.reaching = self.touches + 1, self.reaching + ACROSS

    def write(self, name: str, text: str) -> None:
        """Touch the field, write by pinyin, and put the keyboard away, which stands over what follows."""
        self.touch(self.page.locator(f"[name={name}]"))
        self.page.keyboard.insert_text(text)
        self.keys += len("".join(lazy_pinyin(text))) + math.ceil(len(text) / CHARACTERS_A_CHOICE)
        self.place = KEYBOARD
        self.across()

    def choose(self, name: str) -> None:
        """Touch the list, swipe through it, touch one of it."""
        self.touch(self.page.locator(f"[name={name}]"))
        self.page.locator(f"[name={name}]").select_option(index=9)
        self.across()
        self.across()

    def go(self, one: Locator) -> None:
        with watched(self.page) as line, self.page.expect_navigation():
            self.touch(one)
        self.bytes += line.bytes
        self.pages += 1
        assert self.page.locator(".errsum").all_inner_texts() == []
        self.look()

    def seconds(self, key: float) -> float:
        waited = self.pages * DELAY + self.bytes / BYTES_A_SECOND
        return self.keys * key + self.reaching + len(self.fields) * M + waited


@pytest.fixture(params=PEOPLE)
def finger(house: str, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Finger]:
    """A mediator, who is asked one question a page, and a clerk, who has all on one, each on the first page."""
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True, device_scale_factor=2)
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.goto(f"{house}/login?lang=zh")
    page.fill("[name=username]", request.param)
    page.fill("[name=password]", PASSWORD)
    page.locator("main button[type=submit]").last.tap()
    page.wait_for_url(lambda url: "/login" not in url)
    page.goto(f"{house}/cases/new")
    if (begun := page.locator("form[action$='/drafts/discard'] button")).count():  # of another test, in this house
        with page.expect_navigation():
            begun.first.tap()
    page.goto(f"{house}/")
    yield Finger(page, PEOPLE[request.param])
    context.close()


def intake(finger: Finger) -> None:
    page = finger.page
    finger.go(page.locator("main a[href$='/cases/new']").first)
    names = zip(("applicants-0-name", "respondents-0-name"), finger.people, strict=True)
    answers = dict([*names, ("matter", MATTER), ("claims", CLAIMS)])
    on = page.locator("form[data-keep] .acts button[name=go][value=on]")
    while True:
        for name, text in answers.items():
            if page.locator(f"[name={name}]").is_visible() and not page.input_value(f"[name={name}]"):
                finger.write(name, text)
        if page.locator("[name=village]").is_visible():
            finger.choose("village")
        if page.locator("[name=acknowledged]").is_visible():
            finger.touch(page.locator("label:has([name=acknowledged])"))
        if not on.count():
            break
        finger.go(on)
    finger.go(page.locator("form[data-keep] .acts button").first)


def test_a_first_intake_takes_no_more_than_a_minute_and_nine_fields(finger: Finger) -> None:
    intake(finger)
    assert "/events/" not in finger.page.url
    assert finger.page.locator("main .st").first.inner_text().strip() == "已登记"
    met = (sorted(finger.fields), finger.touches, finger.keys, finger.pages, finger.bytes)
    assert len(finger.fields) <= MOST_FIELDS, met
    usual, over_fifty = finger.seconds(K_USUAL), finger.seconds(K_OVER_FIFTY)
    assert usual <= MOST_SECONDS, (met, usual)
    assert over_fifty <= MOST_SECONDS_OVER_FIFTY, (met, over_fifty)
