"""A page in another language is in that language, and says which one it is."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import html5lib
import pytest

from tests.conftest import sign_in

CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uff60]")
HAN = re.compile(r"[\u3400-\u9fff]")
TIBETAN = re.compile(r"[\u0f00-\u0fff]")
TAGS = {"zh": "zh-Hans", "bo": "bo", "en": "en"}
HEARD = ("aria-label", "alt", "placeholder", "title", "content")
OPEN_PAGES = ("/login", "/no-such-page")
OWN_PAGES = ("/me", "/me/password")


def parsed(text: str) -> Element:
    page: Element = html5lib.parse(text, namespaceHTMLElements=False)
    return page


def words(element: Element, tag: str) -> Iterator[str]:
    """What is read or heard in the language of the page; what says that it is in another one is left out."""
    if element.get("lang", tag) not in (tag, "zh"):  # so is marked what people wrote, and Chinese that was forgotten
        return
    yield from filter(None, (element.text, *(element.get(name) for name in HEARD)))
    for child in element:
        yield from words(child, tag)
        yield child.tail or ""


def chinese_on(text: str) -> list[str]:
    return [said for said in words(parsed(text), "en") if CHINESE.search(said)]


@pytest.mark.parametrize("page", OPEN_PAGES)
def test_a_page_for_everybody_in_english_has_no_chinese(client, page):
    assert chinese_on(client.get(f"{page}?lang=en").text) == []


@pytest.mark.parametrize("page", OWN_PAGES)
def test_a_page_of_ones_own_in_english_has_no_chinese(client, account, page):
    account("office", name="Zhuoma")
    sign_in(client, "office")
    assert chinese_on(client.get(f"{page}?lang=en").text) == []


def test_a_refusal_in_english_has_no_chinese(client):
    client.get("/login?lang=en")
    refused = client.send("/login", {"username": "nobody", "password": "Barley 2 fields"})
    assert refused.status_code == 422
    assert chinese_on(refused.text) == []


@pytest.mark.parametrize("page", OPEN_PAGES)
def test_a_page_for_everybody_in_tibetan_has_no_chinese(client, page):
    """Titles of laws keep their Chinese brackets."""
    said = list(words(parsed(client.get(f"{page}?lang=bo").text), "bo"))
    assert TIBETAN.search("".join(said))
    assert [one for one in said if HAN.search(one)] == []


@pytest.mark.parametrize("code", TAGS)
def test_the_page_says_its_language_and_each_word_of_the_switch_its_own(client, code):
    page = parsed(client.get(f"/login?lang={code}").text)
    assert page.get("lang") == TAGS[code]
    links = {link.get("hreflang"): link for link in page.iter("a") if link.get("hreflang")}
    assert list(links) == list(TAGS.values())
    assert all(link.get("lang") == tag for tag, link in links.items())
    assert [tag for tag, link in links.items() if link.get("aria-current")] == [TAGS[code]]
