"""Somebody who finds the way by the words on the page, in the language of the page, on a telephone or at a desk."""

import re
from collections.abc import Callable

from babel.support import NullTranslations, Translations
from playwright.sync_api import Locator, Page

from mediation.config import ROOT

NARROWEST = 1  # pixels by which a rounded width may be over
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
        self._seen(self._within(within).get_by_label(self.say(label))).fill(text)

    def tick(self, label: str) -> None:
        self._seen(self.main.get_by_label(self.say(label))).check()

    def pick(self, question: str, answer: str | int, within: str = "") -> None:
        """One of a list or of rows, by its words or its place; the names of people and places are not translated."""
        inside = self._within(within)
        group = inside.get_by_role("group", name=self.say(question))
        if group.count():
            rows = group.first.locator("label.pick")
            row = rows.nth(answer) if isinstance(answer, int) else rows.filter(has_text=self._either(answer)).first
            row.locator("input").check()
            return
        field = self._seen(inside.get_by_label(self.say(question)))
        if isinstance(answer, int):
            field.select_option(index=answer + 1)
        else:
            offered = [text for text in field.locator("option").all_inner_texts() if self._either(answer).search(text)]
            field.select_option(label=offered[0].strip())

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
        for folded in one.locator("xpath=ancestor::details[not(@open)]").all():
            folded.locator("summary").first.click()
        with self.page.expect_navigation():
            one.click()
        self._look()

    def _look(self) -> None:
        assert self.page.evaluate(WIDER) <= NARROWEST, f"{self.page.url} is wider than the screen"
        wrong = self.page.locator(".errsum").all_inner_texts()
        assert wrong == [], wrong
