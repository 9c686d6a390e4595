"""Every page in English and in Tibetan: nothing is left in Chinese but what people wrote and what says it is."""

import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

import pytest

from mediation.model.base import Base, db
from tests import crawl
from tests.house import test_routes
from tests.pages import _parsed

enter = test_routes.enter
paths = test_routes.paths
CHINESE = re.compile(r"[\u4e00-\u9fff][\u4e00-\u9fff、，。：；（）“”]*")
NUMBER_OF_A_PAPER = re.compile(r"[\u4e00-\u9fff]+〔[0-9]{4}〕[0-9]+号")  # a name, as 财行〔2007〕179号
TYPED = re.compile("“(?:一、……|（一）……|【人民调解】)”")  # marks of an own outline: typed so in every language
AS_STORED = re.compile(r"\b20[0-9]{2}-[0-9]{2}-[0-9]{2}\b")  # a day that nobody put into words
SPOKEN = ("aria-label", "alt", "placeholder", "title")


def strings(value: Any) -> Iterator[str]:
    """Every text within a value of the database."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for part in value.values() for text in strings(part))
    elif isinstance(value, list):
        yield from (text for part in value for text in strings(part))


def written_by_people() -> re.Pattern[str]:
    """All texts that stand in the database, the longest first."""
    found = {
        part
        for table in Base.metadata.sorted_tables
        for row in db.session.execute(db.select(table))
        for value in row
        for text in strings(value)
        for line in text.splitlines()
        for part in (line.strip(), line.strip()[:14])  # a list shows the beginning of a long one
        if len(part) > 1 and CHINESE.search(part)
    }
    return re.compile("|".join(re.escape(text) for text in sorted(found, key=len, reverse=True)))


def read(element: Element, lang: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a page with the language it is said to be in."""
    if element.tag == "script" or not isinstance(element.tag, str):
        return
    own = element.get("lang", lang)
    yield from ((element.get(name, ""), own) for name in SPOKEN)
    yield element.text or "", own
    for part in element:
        yield from read(part, own)
        yield part.tail or "", own


def left_in_chinese(text: str, people: re.Pattern[str]) -> Iterator[str]:
    for words, lang in read(_parsed(text)):
        if lang != "zh-Hans":
            yield from CHINESE.findall(people.sub("", TYPED.sub("", NUMBER_OF_A_PAPER.sub("", words))))


def days_as_stored(text: str, people: re.Pattern[str]) -> Iterator[str]:
    for words, _lang in read(_parsed(text)):
        yield from AS_STORED.findall(people.sub("", words))


def test_what_is_left_is_found():
    """The look itself looks: at texts and at what is only read aloud, beside names and what is marked as Chinese."""
    page = (
        "<!DOCTYPE html><html lang='en'><head><title>a</title></head><body><p>扎西 came 昨天</p>"
        "<p lang='zh-Hans'>中文</p><a aria-label='打开' href='/'>a</a></body></html>"
    )
    assert list(left_in_chinese(page, re.compile("扎西"))) == ["昨天", "打开"]
    assert list(days_as_stored(page.replace("昨天", "2026-11-23"), re.compile("扎西"))) == ["2026-11-23"]


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "bo"])
def test_no_page_is_left_in_chinese(house, standing, paths, enter, language):
    pages = list(crawl.every_page(house, standing, paths, enter, language))
    people = written_by_people()
    assert len(pages) > 200
    left = {f"{words}: {page}" for page in pages for words in left_in_chinese(page.text, people)}
    if language == "bo":  # English writes a day as it is stored
        left |= {f"{day}: {page}" for page in pages for day in days_as_stored(page.text, people)}
    assert not left, "\n".join(sorted(left))
