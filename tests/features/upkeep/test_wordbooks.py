"""Whoever knows the language corrects a text file, and one command puts it to use or says what is wrong in it."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from babel.support import Translations

from mediation.features.upkeep.wordbooks import FOLDER, put_to_use

SIGN_IN = re.compile('msgid "登录"\nmsgstr "([^"]*)"')
FILE = "bo/LC_MESSAGES/messages.po"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "translations"))


def change(folder: Path, how: Callable[[str], str]) -> None:
    file = folder / FILE
    before = file.read_text(encoding="utf-8")
    file.write_text(how(before), encoding="utf-8")
    assert file.read_text(encoding="utf-8") != before


def said(folder: Path) -> str:
    return str(Translations.load(folder, ["bo"]).gettext("登录"))


def test_what_is_shipped_is_what_the_files_say(folder: Path):
    assert [one.wrong for one in put_to_use(folder)] == [(), ()]
    for compiled in FOLDER.glob("*/LC_MESSAGES/messages.mo"):
        assert (folder / compiled.relative_to(FOLDER)).read_bytes() == compiled.read_bytes()


def test_a_corrected_word_is_put_to_use(folder: Path):
    change(folder, lambda text: SIGN_IN.sub('msgid "登录"\nmsgstr "ནང་འཛུལ་གསར་པ"', text))
    assert said(folder) != "ནང་འཛུལ་གསར་པ"
    put_to_use(folder)
    assert said(folder) == "ནང་འཛུལ་གསར་པ"


@pytest.mark.parametrize(
    ("how", "words"),
    [
        (lambda text: text.replace("%(name)s་", "", 1), "少了空位 %(name)s"),
        (lambda text: SIGN_IN.sub('msgid "登录"\nmsgstr "{who}"', text), "多了空位 {who}"),
        (lambda text: SIGN_IN.sub('msgid "登录"\nmsgstr "ནང་', text), "引号不对"),
        (lambda text: SIGN_IN.sub('msgid "登录"\nmsgstr ནང་"', text), "引号不对"),
    ],
    ids=["a gap lost", "a gap too many", "no mark behind", "no mark before"],
)
def test_what_is_wrong_is_said_with_its_line_and_nothing_changes(folder: Path, how: Callable[[str], str], words: str):
    before = said(folder)
    change(folder, how)
    tibetan, english = put_to_use(folder)
    assert len(tibetan.wrong) == 1
    assert words in tibetan.wrong[0]
    assert re.search("第[0-9]+行", tibetan.wrong[0])
    assert english.wrong == ()
    assert said(folder) == before


def test_a_file_in_another_encoding_is_refused(folder: Path):
    (folder / FILE).write_bytes("登录".encode("utf-16"))
    assert "UTF-8" in put_to_use(folder)[0].wrong[0]
