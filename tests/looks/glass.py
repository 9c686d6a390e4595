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
HALF_OF_DESK = 640  # what a window of 1280 px holds when everything is twice as large
# Text that is cut off or outside the page. What only readers hear is small on purpose; a line to write in scrolls.
LOST = """() => {
  const heard = (one) => one.closest(".visually-hidden, .skip, svg, option, input");
  const cut = (one) => {
    const style = getComputedStyle(one);
    const hides = [style.overflowX, style.overflowY].some((how) => how === "hidden" || how === "clip");
    return hides && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1);
  };
  const holds = (one) => [...one.childNodes].some((part) => part.nodeType === 3 && part.data.trim());
  const outside = (one) => {
    const box = one.getBoundingClientRect();
    return box.left < -1 || (box.right > innerWidth + 1 && !one.closest(".table-responsive"));
  };
  const taller = (one) => one.matches(".btn, .tap, nav a") && one.scrollHeight > one.clientHeight + 2;
  return [...document.querySelectorAll("body *")]
    .filter((one) => one.checkVisibility() && !heard(one))
    .filter((one) => cut(one) || (holds(one) && (outside(one) || taller(one))))
    .map((one) => one.outerHTML.slice(0, 160));
}"""
# Whatever a key can reach shows where it is, with a ring of 3 px; and the first of them leads past the head.
NO_RING = """() => {
  const reached = "a[href], button, select, textarea, summary, input:not([type=hidden]), [tabindex='0']";
  const ring = (one) => {
    one.focus({ focusVisible: true, preventScroll: true });
    const style = getComputedStyle(one);
    return document.activeElement !== one || (style.outlineStyle === "solid" && parseFloat(style.outlineWidth) >= 3);
  };
  const met = [...document.querySelectorAll(reached)].filter((one) => one.checkVisibility());
  const bare = met.filter((one) => !ring(one)).map((one) => one.outerHTML.slice(0, 160));
  return met[0].matches("a.skip") ? bare : ["the first to be met is not the way past the head", ...bare];
}"""
# What is to be mended can take the focus, and each of its lines leads to a field that can be filled and tells why.
ASTRAY = """() => {
  const summary = document.querySelector(".errsum");
  if (!summary) return [];
  const said = (id) => {
    const field = document.getElementById(id);
    if (!field) return "leads nowhere";
    field.focus();
    if (document.activeElement !== field) return "cannot take the focus";
    const tied = (field.closest("[aria-describedby]")?.getAttribute("aria-describedby") || "").split(" ");
    const told = tied.some((one) => document.getElementById(one)?.matches(".err"));
    return told || field.querySelector(".err") ? "" : "does not tell what is wrong";
  };
  const lines = summary.getAttribute("tabindex") === "-1" ? [] : ["the summary cannot take the focus"];
  for (const link of summary.querySelectorAll("a[href^='#']")) {
    const wrong = said(link.getAttribute("href").slice(1));
    if (wrong) lines.push(`${link.getAttribute("href")} ${wrong}`);
  }
  const heading = document.querySelector("h1");
  if (summary.compareDocumentPosition(heading) & Node.DOCUMENT_POSITION_PRECEDING) lines.push("it follows the heading");
  return lines;
}"""
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

    def _told(self, look: str, fault: str) -> Iterator[str]:
        found: list[str] = self.page.evaluate(look)
        yield from (f"{fault}: {line}" for line in found)

    def wrong_on_a_phone(self) -> Iterator[str]:
        """At 360 px: the standards, the thumb, the focus; nothing sideways or cut off, also with large text."""
        yield from self.violations()
        yield from self.too_small()
        yield from self._told(NO_RING, "no ring")
        yield from self._told(ASTRAY, "the summary of errors")
        if self.scrolls_sideways():
            yield "scrolls sideways"
        self.page.evaluate(TWICE_AS_LARGE)
        yield from self.lost()
        self.page.evaluate(AS_IT_WAS)

    def lost(self) -> Iterator[str]:
        """Text that cannot be read any more as large as it now is."""
        if self.scrolls_sideways():
            yield "scrolls sideways with large text"
        yield from self._told(LOST, "lost with large text")

    def wrong_on_a_desk(self) -> Iterator[str]:
        """At 1280 px: the standards; and nothing lost when everything is twice as large."""
        yield from self.violations()
        self.page.set_viewport_size({"width": HALF_OF_DESK, "height": HEIGHT // 2})
        yield from self.lost()
