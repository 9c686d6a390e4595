"""Somebody who finds the way by the words on the page, in the language of the page, on a telephone or at a desk."""

import re
from collections.abc import Callable
from datetime import datetime

from babel.support import NullTranslations, Translations
from playwright.sync_api import Locator, Page

from mediation.config import ROOT

NARROWEST = 1  # pixels by which a rounded width may be over
FARTHEST = 400  # presses of a key from one thing on a page to any other
HERE = "one => one === document.activeElement"
IN_ITS_GROUP = "one => document.activeElement.type === 'radio' && document.activeElement.name === one.name"
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def words_of(language: str) -> Callable[[str], str]:
    """What a sentence of the source language reads as; what is not translated yet reads as it was written."""
    folder = ROOT / "mediation" / "translations"
    found: NullTranslations = NullTranslations() if language == "zh" else Translations.load(folder, [language])
    return found.gettext


class Walker:
    """Every page that is met must fit the screen; what was complained of is kept for the end."""

    def __init__(self, page: Page, house: str, language: str) -> None:
        self.page = page
        self.house = house
        self.say = words_of(language)
        self.complaints: list[str] = []
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda line: self.complaints.append(line.text) if line.type == "error" else None)

    @property
    def main(self) -> Locator:
        return self.page.locator("main")

    def open(self, path: str) -> None:
        self.page.goto(f"{self.house}{path}")
        self._look()

    def follow(self, words: str) -> None:
        """A link by its words, wherever on the page it stands; what is folded away is unfolded first."""
        self._go(self.page.get_by_role("link", name=self.say(words), include_hidden=True))

    def follow_to(self, part: str) -> None:
        """A link of a list by where it leads: the words of a case are its parties' own."""
        self._go(self.main.locator(f"a[href*='{part}']"))

    def press(self, words: str) -> None:
        self._go(self.main.get_by_role("button", name=self.say(words), exact=True))

    def on(self) -> None:
        self.press("下一问")

    def finish(self, words: str) -> None:
        """Through the questions that are left as they stand, to the button that does it."""
        for _question in range(8):
            if not self.main.get_by_role("button", name=self.say("下一问"), exact=True).count():
                break
            self.on()
        self.press(words)

    def fill(self, label: str, text: str, within: str = "") -> None:
        named = self._within(within).get_by_label(self.say(label))
        self.write(self._seen(named.and_(self.page.locator("input, textarea"))), text)

    def tick(self, label: str) -> None:
        self.check(self._seen(self.main.get_by_label(self.say(label))))

    def search(self, words: str) -> None:
        """By the box in the head of every page."""
        self.write(self.page.get_by_role("searchbox"), words)
        self._go(self.page.get_by_role("button", name=self.say("找"), exact=True))

    def pick(self, question: str, answer: str | int, within: str = "") -> None:
        """One of a list or of rows, by its words or its place; the names of people and places are not translated."""
        inside = self._within(within)
        group = inside.get_by_role("group", name=self.say(question))
        if group.count():
            rows = group.first.locator("label.pick")
            row = rows.nth(answer) if isinstance(answer, int) else rows.filter(has_text=self._either(answer)).first
            self.check(row.locator("input"))
            return
        field = self._seen(inside.get_by_label(self.say(question)))
        if isinstance(answer, int):
            self.choose(field, answer + 1)
        else:
            offered = field.locator("option").all_inner_texts()
            self.choose(field, next(place for place, text in enumerate(offered) if self._either(answer).search(text)))

    def has(self, words: str) -> bool:
        return self.say(words) in self.main.inner_text()

    def _either(self, words: str) -> re.Pattern[str]:
        """As the page may say it: translated, or as the name that it is."""
        return re.compile("|".join(map(re.escape, {words, self.say(words)})))

    def _within(self, words: str) -> Locator:
        return self.main.get_by_role("group", name=self.say(words)).first if words else self.main

    def _seen(self, found: Locator) -> Locator:
        return found.locator("visible=true").first

    def _go(self, found: Locator) -> None:
        one = found.first
        self._unfold(one)
        with self.page.expect_navigation():
            self.use(one)
        self._look()

    def _unfold(self, one: Locator) -> None:
        """What a desk shows unfolded anyway has no line to press."""
        if one.is_visible():
            return
        for folded in one.locator("xpath=ancestor::details[not(@open)]").all():
            self.use(folded.locator("summary").first)

    # --- what the hand does ---

    def use(self, one: Locator) -> None:
        one.click()

    def stand_in(self, field: Locator) -> None:
        field.click()

    def write(self, field: Locator, text: str) -> None:
        field.fill(text)

    def check(self, box: Locator) -> None:
        box.check()

    def choose(self, field: Locator, place: int) -> None:
        field.select_option(index=place)

    def _look(self) -> None:
        assert self.page.evaluate(WIDER) <= NARROWEST, f"{self.page.url} is wider than the screen"
        wrong = self.page.locator(".errsum").all_inner_texts()
        assert wrong == [], wrong


class Typist(Walker):
    """Somebody without a mouse: everything is reached with the Tab key and done with the keys that a browser gives."""

    def use(self, one: Locator) -> None:
        self.reach(one)
        self.page.keyboard.press("Enter")

    def stand_in(self, field: Locator) -> None:
        self.reach(field)

    def write(self, field: Locator, text: str) -> None:
        self._unfold(field)
        self.reach(field)
        kind = field.get_attribute("type")
        if kind in ("date", "datetime-local"):
            self._type_moment(datetime.fromisoformat(text), with_time=kind != "date")
        else:
            self.page.keyboard.press("Control+A")
            self.page.keyboard.insert_text(text)
        assert field.input_value() == text

    def _type_moment(self, moment: datetime, *, with_time: bool) -> None:
        """The figures as the field asks for them one after the other, in a browser whose own words are English."""
        self.page.keyboard.type(f"{moment:%m%d%Y}")
        if with_time:
            self.page.keyboard.press("Tab")  # from the year, which may have more than four figures, to the hour
            self.page.keyboard.type(f"{moment:%I%M%p}")

    def check(self, box: Locator) -> None:
        self._unfold(box)
        if box.get_attribute("type") == "radio":
            self._turn_to(box)
        else:
            self.reach(box)
        if not box.is_checked():
            self.page.keyboard.press("Space")
        assert box.is_checked()

    def choose(self, field: Locator, place: int) -> None:
        self._unfold(field)
        self.reach(field)
        self.page.keyboard.press("Home")
        for _step in range(place):
            self.page.keyboard.press("ArrowDown")
        assert field.evaluate("one => one.selectedIndex") == place

    def reach(self, one: Locator) -> None:
        for _step in range(FARTHEST):
            if one.evaluate(HERE):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{one} cannot be reached with the Tab key on {self.page.url}")

    def _turn_to(self, choice: Locator) -> None:
        """The Tab key leads to one of a group, the arrows from there to the others."""
        for _step in range(FARTHEST):
            if choice.evaluate(HERE):
                return
            self.page.keyboard.press("ArrowDown" if choice.evaluate(IN_ITS_GROUP) else "Tab")
        raise AssertionError(f"{choice} cannot be chosen by keyboard on {self.page.url}")
