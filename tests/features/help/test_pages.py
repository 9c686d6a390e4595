"""Manuals, tour and words: they open for everybody, and say what the screen says."""

import re
from pathlib import Path

import pytest

from mediation.config import ROOT
from mediation.features.help.manuals import MANUALS, TOUR
from mediation.features.help.words import WORDS

PICTURES = sorted({chapter.picture for one in MANUALS.values() for chapter in one.chapters if chapter.picture})


@pytest.mark.parametrize("language", ["zh", "bo", "en"])
@pytest.mark.parametrize("page", ["", "/manual/mediator", "/manual/office", "/words", "/tour/1", f"/tour/{len(TOUR)}"])
def test_help_opens_for_everybody(app, page, language):
    assert app.test_client().get(f"/help{page}?lang={language}").status_code == 200


@pytest.mark.parametrize("page", ["/manual/nothing", "/tour/0", f"/tour/{len(TOUR) + 1}", "/tour/nothing"])
def test_a_page_of_help_that_is_not_there(app, page):
    assert app.test_client().get(f"/help{page}").status_code == 404


def test_every_page_leads_to_help(app):
    said = app.test_client().get("/login").text
    assert 'href="/help"' in said
    assert 'href="/help/words"' in said


@pytest.mark.parametrize("manual", MANUALS.values(), ids=MANUALS)
def test_a_manual_tells_every_chapter_and_its_list_leads_there(app, manual):
    said = app.test_client().get(f"/help/manual/{manual.key}").text
    for chapter in manual.chapters:
        assert f'href="#{chapter.key}"' in said
        assert f'id="{chapter.key}"' in said
        assert chapter.lines[0] in said


def test_every_picture_named_is_there_and_none_lies_about():
    assert sorted(path.stem for path in (ROOT / "static" / "help").glob("*.png")) == PICTURES


def test_the_tour_goes_forward_to_its_end_and_back(app):
    client = app.test_client()
    for page in range(1, len(TOUR)):
        assert f'href="/help/tour/{page + 1}"' in client.get(f"/help/tour/{page}").text
    assert f'href="/help/tour/{len(TOUR) - 1}"' in client.get(f"/help/tour/{len(TOUR)}").text


def test_the_words_are_those_of_the_glossary():
    fixed = Path(ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    cells = {word for line in fixed.splitlines() if line.startswith("| ") for word in re.split(r"[|，、；\s]+", line)}
    assert [word.term for word in WORDS if word.term not in cells] == []
