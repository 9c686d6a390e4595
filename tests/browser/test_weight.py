"""What a page weighs on the way to a phone, and how long it takes there on a line of 64 kbit/s."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, CDPSession, Page

from tests.browser.conftest import PASSWORD, Person

pytestmark = pytest.mark.browser

KIB = 1024
COLD_BYTES, COLD_REQUESTS = 45 * KIB, 4
REPEAT_BYTES, REPEAT_REQUESTS = 10 * KIB, 1
THIN_LINE = {"offline": False, "latency": 500, "downloadThroughput": 64_000 / 8, "uploadThroughput": 64_000 / 8}
READABLE_SECONDS = 3.0
# Notes when the browser has painted the words of the first screen; letters that still wait for a font are not painted.
STOOD = """(() => {
  window.stood = { h1: 0, words: 0 };
  new MutationObserver(() => {
    for (const one of document.querySelectorAll("main :is(h1, h2, p, li, dt, dd, td, th, label, legend, summary)")) {
      if (!one.hasAttribute("elementtiming")) one.setAttribute("elementtiming", one.matches("h1") ? "h1" : "words");
    }
  }).observe(document, { childList: true, subtree: true });
  new PerformanceObserver((list) => {
    for (const { identifier, renderTime } of list.getEntries()) {
      window.stood[identifier] = Math.max(window.stood[identifier], renderTime);
    }
  }).observe({ type: "element", buffered: true });
})();"""
PAGES_OF = {
    "clerk": ("/", "/cases", "/cases/new", "/rooms"),
    "office": ("/", "/cases?state=PERFORMED"),
    "mediator": ("/",),
}


@dataclass
class Line:
    """What came over it."""

    answers: list[str] = field(default_factory=list)
    bytes: int = 0
    _waiting: dict[str, str] = field(default_factory=dict)

    def watch(self, session: CDPSession) -> None:
        session.send("Network.enable")
        session.on("Network.responseReceived", self._answered)
        session.on("Network.loadingFinished", self._came)

    def _answered(self, told: dict) -> None:
        answer = told["response"]
        if not answer.get("fromDiskCache") and answer["url"].startswith("http"):
            self._waiting[told["requestId"]] = answer["url"]

    def _came(self, told: dict) -> None:
        url = self._waiting.pop(told["requestId"], None)
        if url is not None and told["encodedDataLength"]:
            self.answers.append(url)
            self.bytes += int(told["encodedDataLength"])


@contextmanager
def watched(page: Page) -> Iterator[Line]:
    session, line = page.context.new_cdp_session(page), Line()
    line.watch(session)
    yield line
    page.wait_for_load_state("networkidle")
    session.detach()


def path_of(page: Page, selector: str) -> str:
    return page.locator(selector).first.get_attribute("href") or ""


def main_pages(person: Person) -> list[str]:
    person.open("/cases")
    case = path_of(person.page, "main table a[href^='/cases/']")
    return [*PAGES_OF[person.username], *([case] if case else [])]


def test_a_first_visit_is_light(house: str, browser: Browser) -> None:
    page = browser.new_context(viewport={"width": 360, "height": 800}).new_page()
    with watched(page) as line:
        page.goto(f"{house}/login")
    page.context.close()
    assert len(line.answers) <= COLD_REQUESTS, line.answers
    assert line.bytes <= COLD_BYTES, line.bytes


@pytest.mark.parametrize("username", PAGES_OF)
def test_every_further_page_is_one_light_request(enter: Callable[[str], Person], username: str) -> None:
    person = enter(username)
    for path in main_pages(person):
        with watched(person.page) as line:
            person.open(path)
        assert len(line.answers) == REPEAT_REQUESTS, line.answers
        assert line.bytes <= REPEAT_BYTES, f"{path}: {line.bytes}"


def test_tibetan_letters_come_only_with_tibetan(house: str, browser: Browser) -> None:
    for language, expected in (("zh", 0), ("en", 0), ("bo", 1)):
        page = browser.new_context().new_page()
        with watched(page) as line:
            page.goto(f"{house}/login?lang={language}")
        page.context.close()
        assert sum(url.endswith(".woff2") for url in line.answers) == expected, language


def standing(page: Page) -> dict[str, float]:
    """When the heading stood on the screen, and the last of the words of the first screen; in seconds."""
    page.wait_for_function("window.stood.h1 && window.stood.words")
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    told: dict[str, float] = page.evaluate("window.stood")
    return {what: milliseconds / 1000 for what, milliseconds in told.items()}


@pytest.mark.parametrize("language", ["zh", "bo"])
def test_a_page_is_readable_in_time_on_a_thin_line(house: str, browser: Browser, language: str) -> None:
    """Somebody who was here before; until heading and words stand on the screen, measured by the browser."""
    page = browser.new_context(viewport={"width": 360, "height": 800}).new_page()
    page.goto(f"{house}/login?lang={language}")
    page.fill("[name=username]", "mediator")
    page.fill("[name=password]", PASSWORD)
    page.locator("main button[type=submit]").last.click()
    page.wait_for_url(lambda url: "/login" not in url)
    page.goto(f"{house}/?lang={language}")
    case = path_of(page, "main a[href^='/cases/']:not([href*='/events/']):not([href$='/new'])")
    page.context.add_init_script(STOOD)
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", THIN_LINE)
    told = []
    for path in ("/", "/cases/new", "/cases", case):
        page.goto(f"{house}{path}")
        assert (page.locator("html").get_attribute("lang") or "").startswith(language)
        stood = standing(page)
        told.append((max(stood.values()), stood, path))
    session.send("Network.emulateNetworkConditions", THIN_LINE | {"latency": 0, "downloadThroughput": -1})
    page.goto(f"{house}/?lang=zh")
    page.context.close()
    assert max(seconds for seconds, *_rest in told) <= READABLE_SECONDS, told
