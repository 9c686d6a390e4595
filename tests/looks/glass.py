"""Pages that were already made, put before Chromium one after another, and what is wrong with each."""

import mimetypes
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page, Route

from mediation.config import ROOT

AXE = ROOT / "tests/vendor/axe-core-4.14.1/axe.min.js"
ORIGIN = "http://house.invalid"
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PHONE, DESK = 360, 1280
HEIGHT = 800
FONT_TYPE = "font/woff2"

LOOK = """async (standards) => {
  const found = await axe.run(document, { runOnly: standards, resultTypes: ["violations"] });
  return found.violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.html.slice(0, 160)}`));
}"""
SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
TWICE_AS_LARGE = "document.documentElement.style.fontSize = '212.5%'"  # twice the 106.25 % of a phone
AS_IT_WAS = "document.documentElement.style.fontSize = ''"
# A link inside a sentence is as high as its line; all else is pressed with a thumb.
TOO_SMALL = """() => {
  const seen = (one) => one.checkVisibility() && one.getBoundingClientRect().width > 1;
  const pressed = "button, select, textarea, summary, input:not([type=hidden]), nav a, .btn, .tap, .big";
  return [...document.querySelectorAll(pressed)]
    .map((one) => one.closest("label.pick, label.choose") || one)
    .filter((one) => seen(one) && one.getBoundingClientRect().height < 43.5)
    .map((one) => `${one.getBoundingClientRect().height} px: ${one.outerHTML.slice(0, 160)}`);
}"""


class Glass:
    """One tab; its pages and static files come from here, so that nothing has to be served."""

    def __init__(self, page: Page, static: Path) -> None:
        self.page = page
        self.static = static
        self.text = ""
        page.add_init_script(path=AXE)
        page.route(f"{ORIGIN}/**", self._answer)

    def _answer(self, route: Route) -> None:
        path = urlsplit(route.request.url).path
        if not path.startswith("/static/"):
            route.fulfill(body=self.text, content_type="text/html; charset=utf-8")
            return
        file = self.static / path.removeprefix("/static/")
        kind = mimetypes.guess_type(file.name)[0] or FONT_TYPE
        route.fulfill(body=file.read_bytes(), content_type=kind, headers={"Cache-Control": "max-age=3600"})

    def show(self, text: str, width: int, *, dark: bool = False) -> None:
        self.text = text
        self.page.set_viewport_size({"width": width, "height": HEIGHT})
        self.page.emulate_media(color_scheme="dark" if dark else "light")
        self.page.goto(f"{ORIGIN}/page")

    def widen(self, width: int, *, dark: bool) -> None:
        self.page.set_viewport_size({"width": width, "height": HEIGHT})
        self.page.emulate_media(color_scheme="dark" if dark else "light")

    def violations(self) -> list[str]:
        found: list[str] = self.page.evaluate(LOOK, STANDARDS)
        return found

    def scrolls_sideways(self) -> bool:
        return bool(self.page.evaluate(SIDEWAYS))

    def too_small(self) -> list[str]:
        found: list[str] = self.page.evaluate(TOO_SMALL)
        return found

    def wrong_on_a_phone(self) -> Iterator[str]:
        """At 360 px: the standards, the thumb, nothing sideways, also with text twice as large."""
        yield from self.violations()
        yield from self.too_small()
        if self.scrolls_sideways():
            yield "scrolls sideways"
        self.page.evaluate(TWICE_AS_LARGE)
        if self.scrolls_sideways():
            yield "scrolls sideways with large text"
        self.page.evaluate(AS_IT_WAS)
