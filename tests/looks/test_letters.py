"""Tibetan on the screen: drawn from the font we ship, broken after a tsheg, with room, and no weight made up."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from mediation.config import ROOT
from tests.looks.glass import DESK, PHONE, Glass

pytestmark = pytest.mark.browser

CATALOGUE = ROOT / "mediation/translations/bo/LC_MESSAGES/messages.po"
STACKS = re.compile("[\u0f00-\u0fff]+?(?:[\u0f0b-\u0f0d ]|$|(?=[^\u0f00-\u0fff]))")
TIBETAN_DIGIT = re.compile("[\u0f20-\u0f33]")
NEITHER_BREAKS = re.compile("[\u0f40-\u0fbc]")  # a letter: no line may end with one inside a word
# The same file at one size and at twice that: what is drawn from elsewhere does not grow with it.
FOREIGN = """async (texts) => {
  for (const [name, size] of [["Once", "100%"], ["Twice", "200%"]]) {
    const file = "url(/static/vendor/noto-serif-tibetan-2.001/noto-serif-tibetan.woff2)";
    const face = new FontFace(name, file, { sizeAdjust: size });
    document.fonts.add(await face.load());
  }
  const pen = document.createElement("canvas").getContext("2d");
  const width = (text, face) => { pen.font = `40px ${face}`; return pen.measureText(text).width; };
  return texts.filter((text) => Math.abs(width(text, "Twice") - 2 * width(text, "Once")) > 0.5);
}"""
# The last letter of each line but the last, and how far the text reaches out of its box.
LINES = """(text) => {
  const box = document.querySelector("main p");
  box.textContent = text;
  const ends = [];
  const range = document.createRange();
  let before = null;
  for (let at = 0; at < text.length; at += 1) {
    range.setStart(box.firstChild, at);
    range.setEnd(box.firstChild, at + 1);
    const top = Math.round(range.getBoundingClientRect().bottom / 8);
    if (before !== null && top > before + 2) ends.push(text.slice(0, at).trimEnd().slice(-1));
    before = Math.max(before ?? top, top);
  }
  return { ends, wider: box.scrollWidth - box.clientWidth };
}"""
STYLE = """(selector) => {
  const style = getComputedStyle(document.querySelector(selector));
  const height = parseFloat(style.lineHeight) / parseFloat(style.fontSize);
  return [Math.round(height * 100) / 100, style.fontWeight, style.fontSynthesisWeight];
}"""


SIZES = "[...document.querySelectorAll('p')].map((one) => parseFloat(getComputedStyle(one).fontSize))"


@pytest.fixture
def glass(browser, house):
    context = browser.new_context(bypass_csp=True)
    yield Glass(context.new_page(), Path(house.static_folder))
    context.close()


@pytest.fixture(scope="module")
def sentences():
    """All that the program says in Tibetan."""
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file, locale="bo")
    said = (one.string for one in catalogue if one.id)
    return [text for one in said for text in (one if isinstance(one, tuple | list) else (one,)) if text]


def page(body=""):
    link = "<link rel='stylesheet' href='/static/screen.css'>"
    return f"<!DOCTYPE html><html lang='bo'><head><title>A</title>{link}</head><body><main>{body}</main></body></html>"


def stacks(texts):
    return sorted({found.group().strip() for text in texts for found in STACKS.finditer(text)} - {""})


def test_every_word_of_the_catalogue_is_drawn_from_our_letters(glass, sentences):
    words = stacks(sentences)
    assert len(words) > 300
    glass.show(page(), DESK)
    assert glass.page.evaluate(FOREIGN, words) == []


def test_a_letter_that_is_missing_would_be_seen(glass):
    glass.show(page(), DESK)
    assert glass.page.evaluate(FOREIGN, ["བོད་", "中", "བོ中"]) == ["中", "བོ中"]


def test_figures_are_the_same_in_all_languages(sentences):
    assert [text for text in sentences if TIBETAN_DIGIT.search(text)] == []


def test_lines_break_after_a_tsheg_and_nowhere_inside_a_word(glass, sentences):
    long = max((text for text in sentences if "%" not in text and "{" not in text), key=len)
    glass.show(page("<p></p>"), PHONE)
    found = glass.page.evaluate(LINES, long)
    assert len(found["ends"]) > 2
    assert [letter for letter in found["ends"] if NEITHER_BREAKS.fullmatch(letter)] == []
    assert found["wider"] <= 0


@pytest.mark.parametrize(
    ("selector", "height"), [("h1", 1.8), ("p", 1.95), (".btn", 1.8), ("b", 1.95), ("td", 1.95), ("label", 1.95)]
)
def test_it_has_room_above_and_below_and_no_made_up_weight(glass, selector, height):
    body = (
        "<h1>བོད་ཡིག</h1><p>བོད་ཡིག <b>བོད་ཡིག</b></p><table><tr><td>བོད</td></tr></table>"
        "<div class='field'><label>བོད</label></div><button class='btn btn-do'>བོད</button>"
    )
    glass.show(page(body), PHONE)
    assert glass.page.evaluate(STYLE, selector) == [height, "400", "none"]


def test_nothing_said_in_tibetan_is_small(glass):
    """Not below 16 px on a phone, where Chinese may have 15: the stacks are fine."""
    glass.show(page("<p class='soft'>བོད</p><p class='hint'>བོད</p>"), PHONE)
    sizes = glass.page.evaluate(SIZES)
    assert min(sizes) * 1.15 >= 16  # size-adjust makes each letter 115 % of what is said
