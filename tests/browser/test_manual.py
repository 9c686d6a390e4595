"""The pages that the manuals show, opened in the sample town; `make manual-pictures` keeps their pictures."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from mediation.features.help.manuals import MEDIATOR, OFFICE
from tests.browser.conftest import Person

pytestmark = pytest.mark.browser
PHONE, DESK = {"width": 360, "height": 640}, {"width": 1280, "height": 800}
OF_PHONE = {chapter.picture for chapter in MEDIATOR.chapters if chapter.picture}
OF_DESK = {chapter.picture for chapter in OFFICE.chapters if chapter.picture}
AT_DESK = {
    "desk": "/",
    "cases": "/cases",
    "rules": "/rules",
    "supervision": "/supervision",
    "roster": "/roster",
    "imports": "/imports",
    "figures": "/statistics",
    "report": "/reports",
}


def test_the_manual_of_mediators_shows_their_pages(
    house: str, browser: Browser, enter: Callable[[str], Person]
) -> None:
    visitor = browser.new_page(viewport=PHONE)
    visitor.goto(f"{house}/login")
    kept = {keep(visitor, "sign-in")}
    visitor.close()
    someone = enter("mediator")
    someone.page.set_viewport_size(PHONE)
    for name, path in pages_of_mediator(someone).items():
        someone.open(path)
        kept.add(keep(someone.page, name))
    assert kept == OF_PHONE


def pages_of_mediator(someone: Person) -> dict[str, str]:
    """A case that is being talked over, and the forms that are open in it."""
    someone.open("/")
    linked = someone.page.locator("main a[href^='/cases/']").evaluate_all("links => links.map(one => one.pathname)")
    cases = dict.fromkeys("/".join(path.split("/")[:3]) for path in linked if not path.startswith("/cases/new"))
    case = next(case for case in cases if offers(someone, case, "hold-session"))
    return {
        "home": "/",
        "new": "/cases/new",
        "case": case,
        "week": f"{case}/events/plan-session",
        "held": f"{case}/events/hold-session",
        "agreement": f"{case}/events/settle-content",
    }


def offers(someone: Person, case: str, event: str) -> bool:
    someone.open(case)
    return someone.page.locator(f"a[href^='{case}/events/{event}']").count() > 0


def test_the_manual_of_the_office_shows_its_pages(enter: Callable[[str], Person]) -> None:
    office = enter("office")
    office.page.set_viewport_size(DESK)
    kept = set()
    for name, path in AT_DESK.items():
        office.open(path)
        kept.add(keep(office.page, name))
    office.open("/cases")
    office.page.locator("main .rows a[href^='/cases/']").first.click()
    kept.add(keep(office.page, "case-desk"))
    assert kept == OF_DESK


def keep(page: Page, name: str) -> str:
    """The part of a page that one sees first; its name."""
    assert page.locator("h1").count() == 1, page.url
    folder = os.environ.get("MEDIATION_MANUAL_PICTURES")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(Path(folder) / f"{name}.png"))
    return name
