"""The catalogues: English is whole, the compiled ones are those of the written ones, and no gap is lost."""

import gettext
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_keywords, parse_mapping_cfg
from babel.messages.pofile import read_po

from tests.house.tree import ROOT

CATALOGUES = sorted((ROOT / "mediation/translations").glob("*/LC_MESSAGES/messages.po"))
ENGLISH = ROOT / "mediation/translations/en/LC_MESSAGES/messages.po"
TIBETAN = ROOT / "mediation/translations/bo/LC_MESSAGES/messages.po"
CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uff60]")
# What stays Chinese in an English sentence: numbers of papers, and what is typed into a ledger.
KEPT = ("（2024）某某人调字第1号", "{short}{word}调字", "财行〔2007〕179号", "“是”", "“否”")


def written(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file)


def compiled(path: Path) -> gettext.GNUTranslations:
    with path.with_suffix(".mo").open("rb") as file:
        return gettext.GNUTranslations(file)


def test_the_two_other_languages_of_the_screen_have_one():
    assert {path.parts[-3] for path in CATALOGUES} >= {"bo", "en"}


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_compiled_is_what_is_written(path: Path):
    shown = compiled(path)
    stale = [
        message.id
        for message in written(path)
        if message.id and isinstance(message.id, str) and message.string and not message.fuzzy
        if shown.gettext(message.id) != message.string
    ]
    assert not stale, "make translations"


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_a_translation_keeps_the_gaps_of_the_sentence(path: Path):
    wrong = [(message.id, str(error)) for message, errors in written(path).check() for error in errors]
    assert wrong == []


def gaps(sentence: str) -> list[str]:
    """The {named} and %(named)s gaps, each as often as it stands there."""
    return sorted(re.findall(r"\{[a-z_]+\}|%\([a-z_]+\)[sd]", sentence))


def forms(words: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    """The sentence, or its forms for one and for many."""
    return (words,) if isinstance(words, str) else tuple(words)


def sentences(path: Path) -> Iterator[tuple[Message, tuple[str, ...]]]:
    """Each translated sentence with its forms; what is not translated is left out."""
    for message in written(path):
        translated = tuple(form for form in forms(message.string) if form)
        if message.id and translated:
            yield message, translated


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_a_translation_keeps_every_gap(path: Path):
    wrong = [
        form
        for message, translated in sentences(path)
        for form in translated
        if gaps(form) != gaps(forms(message.id)[0])
    ]
    assert wrong == []


def extracted() -> set[str]:
    """Every sentence of the program and its templates, as `make translations` finds them."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    keywords = {**DEFAULT_KEYWORDS, **parse_keywords(["N_", "_l"])}
    found = extract_from_dir(ROOT, methods, options, keywords)
    return {forms(message)[0] for _file, _line, message, _comments, _context in found if forms(message)[0]}


@pytest.mark.parametrize("path", [ENGLISH, TIBETAN], ids=["en", "bo"])
def test_every_sentence_is_there_in(path: Path):
    translated = {
        forms(message.id)[0] for message, words in sentences(path) if len(words) == len(forms(message.string))
    }
    assert sorted(extracted() - translated) == [], "make translations, then fill in what is empty"


def test_english_is_not_half_chinese():
    left = [form for _message, words in sentences(ENGLISH) for form in words if CHINESE.search(without_kept(form))]
    assert left == []


def without_kept(sentence: str) -> str:
    for kept in KEPT:
        sentence = sentence.replace(kept, "")
    return sentence


def test_the_states_are_called_as_in_the_glossary():
    english, tibetan = (
        {forms(message.id)[0]: words[0] for message, words in sentences(path)} for path in (ENGLISH, TIBETAN)
    )
    rows = re.findall(r"^\| (.+) `[A-Z_]+` \| (.+?) \| (.+?) \|", glossary(), re.MULTILINE)
    assert len(rows) >= 16
    for name, chinese, word in rows:
        assert english[chinese] == name
        assert tibetan.get(chinese, "–") == word.split(" **?**")[0], chinese


def glossary() -> str:
    return (ROOT / "docs/glossary.md").read_text(encoding="utf-8")
