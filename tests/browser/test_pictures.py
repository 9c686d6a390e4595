"""The main pages open in Chinese and in Tibetan and fit a telephone and a desk; `make screenshots` keeps pictures."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page

from mediation.kernel import clock
from tests.browser.conftest import WIDTHS, Person
from tests.browser.walker import NARROWEST, WIDER

pytestmark = pytest.mark.browser
YEAR = clock.today().year
# What each of them opens: the name of the picture, and the address. After "→" stands the part of an address to
# which a link of that page leads, for what has an address of its own in every town.
PAGES: dict[str, dict[str, str]] = {
    "office": {
        "desk-office": "/",
        "cases": "/cases",
        "search": "/cases?q=牛",
        "case": "/cases → /cases/",
        "intake": "/cases/new",
        "rooms": "/rooms",
        "week": "/rooms → /rooms/",
        "roster": "/roster",
        "activities": "/activities",
        "rules": "/rules",
        "supervision": "/supervision",
        "subsidies": "/subsidies",
        "imports": "/imports",
        "statistics": f"/statistics?period={YEAR}",
        "figures": f"/statistics?period={YEAR} → /figures",
        "figure": f"/statistics?period={YEAR} → /figures/C01",
        "reports": "/reports",
        "report": f"/reports/{YEAR}",
        "help": "/help",
        "words": "/help/words",
        "keys": "/keys",
        "me": "/me",
    },
    "office2": {"writing": f"/reports/{YEAR}/write"},
    "mediator": {"desk-mediator": "/", "my-week": "/my-week", "case-mediator": "/ → /cases/"},
    "chair": {"desk-chair": "/"},
    "police": {"desk-police": "/", "referral": "/cases/new/register-referral"},
    "peace": {"desk-peace": "/", "risks": "/cases?awaiting=risk"},
    "leader": {"desk-leader": "/"},
    "auditor": {"desk-auditor": "/"},
}
LANGUAGES = ("zh", "bo")
# A chart takes up a new width a frame or two after the page has.
DRAWN = """() => new Promise((done) => {
  let left = 4;
  const wait = () => (left-- ? requestAnimationFrame(wait) : done());
  wait();
})"""
# Words in so narrow a cell that they stand sign under sign.
SQUEEZED = """[...document.querySelectorAll("main :is(td, th, dt, dd, p, li)")]
  .filter((one) => one.checkVisibility() && one.innerText.trim().length > 8)
  .filter((one) => one.clientWidth < 40 && one.clientHeight > 120)
  .map((one) => one.innerText.slice(0, 40))"""


def link_to(page: Page, part: str) -> Locator:
    """The first link of the page that leads there; /cases/ is a case and not the page of a new one."""
    return page.locator(f"main a[href*='{part}']:not([href*='/new']):not([href*='/events/'])").first


def visit(person: Person, address: str) -> None:
    """Open it; it must answer, have one heading that says something, and fit both screens with its words."""
    first, _arrow, onward = address.partition(" → ")
    answer = person.page.goto(f"{person.house}{first}")
    if onward:
        answer = person.page.goto(f"{person.house}{link_to(person.page, onward).get_attribute('href')}")
    assert answer is not None
    assert answer.status == 200, address
    headings = person.page.locator("h1").all_inner_texts()
    assert len(headings) == 1, address
    assert headings[0].strip(), address
    for width in WIDTHS:
        person.page.set_viewport_size({"width": width, "height": 900})
        person.page.evaluate(DRAWN)
        assert person.page.evaluate(WIDER) <= NARROWEST, f"{address} is wider than {width} px"
        assert person.page.evaluate(SQUEEZED) == [], f"{address} at {width} px"


@pytest.mark.parametrize("username", PAGES)
def test_the_main_pages_open_and_fit_in_both_languages(enter: Callable[[str], Person], username: str) -> None:
    person = enter(username)
    for language in LANGUAGES:
        person.open(f"/?lang={language}")
        for name, address in PAGES[username].items():
            visit(person, address)
            assert person.page.locator("html").get_attribute("lang") == {"zh": "zh-Hans"}.get(language, language)
            person.picture(f"{name}-{language}")
    person.open("/?lang=zh")
