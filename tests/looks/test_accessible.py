"""Every page at both widths, in light and dark: axe finds nothing, a thumb hits it, nothing scrolls sideways."""

import os
from pathlib import Path

import pytest

from tests import crawl
from tests.house import test_routes
from tests.looks.glass import DESK, PHONE, Glass

pytestmark = pytest.mark.browser

enter = test_routes.enter
paths = test_routes.paths
BROKEN = "<!DOCTYPE html><html lang='en'><head><title>A</title></head><body><h1>A</h1>"
PROVING = os.environ.get("MEDIATION_PROVE") == "1"


@pytest.fixture
def glass(browser, house):
    # axe comes from outside the page; a colour that is still changing has no contrast to measure
    context = browser.new_context(bypass_csp=True, reduced_motion="reduce")
    yield Glass(context.new_page(), Path(house.static_folder))
    context.close()


def wrong(glass: Glass, number: int, text: str) -> list[str]:
    """What is wrong with a page; every second one is looked at in the dark."""
    dark = number % 2 == 1
    glass.show(text, PHONE, dark=dark)
    on_a_phone = [f"{PHONE} px: {line}" for line in glass.wrong_on_a_phone()]
    glass.widen(DESK, dark=not dark)
    return on_a_phone + [f"{DESK} px: {line}" for line in glass.wrong_on_a_desk()]


def test_axe_sees_what_is_wrong(glass):
    """The look itself looks: a page with three faults has three."""
    page = "<html lang='en'><head><title>A</title></head><body><main><h1>A</h1>{}</main></body></html>"
    glass.show(page.format("<p style='color:#bbb;background:#fff'>pale</p><img src='a.png'><input>"), PHONE)
    assert sorted(line.partition(":")[0] for line in glass.violations()) == ["color-contrast", "image-alt", "label"]
    glass.show(page.format("<button>a</button><p style='width:500px'>wide</p>"), PHONE)
    assert glass.too_small()
    assert glass.scrolls_sideways()
    assert list(glass.lost())


def test_it_sees_text_that_is_cut_and_a_focus_that_goes_astray(glass):
    glass.show(
        f"{BROKEN}<p style='overflow:hidden;height:9px'>cut off</p><a href='/' style='outline:none'>b</a>", PHONE
    )
    told = list(glass.wrong_on_a_phone())
    assert any(line.startswith("lost with large text") for line in told)
    assert sum(line.startswith("no ring") for line in told) == 2  # and there is no way past the head
    summary = "<h1>A</h1><div class='errsum'><a href='#a'>a</a><a href='#b'>b</a></div><input id='b' aria-label='b'>"
    glass.show(f"<main>{summary}</main>", PHONE)
    astray = [line for line in glass.wrong_on_a_phone() if line.startswith("the summary")]
    assert len(astray) == 4


@pytest.mark.slow
@pytest.mark.parametrize("language", crawl.LANGUAGES)
def test_every_page_is_accessible(house, standing, paths, enter, glass, language):
    """Without `make prove` a third of the pages is looked at in each language; with it all, as each role has them."""
    found, looked_at = [], 0
    turn = crawl.LANGUAGES.index(language)
    for number, page in enumerate(crawl.every_page(house, standing, paths, enter, language, by_all=PROVING)):
        if PROVING or number % len(crawl.LANGUAGES) == turn:
            looked_at += 1
            found += [f"{page}: {line}" for line in wrong(glass, number, page.text)]
    assert looked_at > 60
    assert not found, "\n".join(found)
