"""The compiled catalogues in the tree are those of the written ones, so that a fresh machine shows sentences."""

import gettext
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from tests.house.tree import ROOT

CATALOGUES = sorted((ROOT / "mediation/translations").glob("*/LC_MESSAGES/messages.po"))


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


def gaps(sentence: str) -> set[str]:
    """The {named} gaps that the reasons of the procedure fill."""
    return set(re.findall(r"\{[a-z_]+\}", sentence))


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_a_translation_keeps_the_gaps_of_a_reason(path: Path):
    sentences = [message for message in written(path) if isinstance(message.id, str) and message.id and message.string]
    assert [message.id for message in sentences if gaps(message.id) != gaps(str(message.string))] == []
