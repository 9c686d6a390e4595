"""The catalogues of words as those who know the language keep them: a text file that is put to use by one command."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from mediation.config import ROOT

FOLDER = ROOT / "mediation" / "translations"
_LINE = re.compile(r'(?:(?:msgid|msgid_plural|msgctxt|msgstr(?:\[[0-9]\])?) +)?"(?:[^"\\]|\\.)*"\s*|#.*|\s*')
_GAP = re.compile(r"%\([a-z_]+\)s|\{[a-z_]*\}")
_LACKS = "第{line}行少了空位 {gap} / line {line} lacks {gap}"
_TOO_MANY = "第{line}行多了空位 {gap} / line {line} has {gap} too many"
_UNREADABLE = "第{0}行的引号不对 / the quotation marks of line {0} are not right"


@dataclass(frozen=True, slots=True)
class Put:
    """What came of one file: how many sentences it has, or what is wrong in which line; then nothing was put to use."""

    language: str
    words: int
    wrong: tuple[str, ...]


def put_to_use(folder: Path = FOLDER) -> list[Put]:
    """Compile every catalogue whose gaps are whole; the others stay in use as they were."""
    return [_put(file) for file in sorted(folder.glob("*/LC_MESSAGES/messages.po"))]


def _put(file: Path) -> Put:
    language = file.parts[-3]
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError:
        return Put(language, 0, ("文件不是UTF-8的文本 / the file is not text in UTF-8",))
    broken = [number for number, line in enumerate(lines, start=1) if not _LINE.fullmatch(line)]
    if broken:
        return Put(language, 0, tuple(_UNREADABLE.format(number) for number in broken))
    with file.open("rb") as text:
        catalogue = read_po(text, locale=language)
    wrong = tuple(_wrong(catalogue))
    if not wrong:
        new = file.with_suffix(".mo.new")
        with new.open("wb") as compiled:
            write_mo(compiled, catalogue)
        new.replace(file.with_suffix(".mo"))
    return Put(language, sum(1 for one in catalogue if one.id and one.string), wrong)


def _wrong(catalogue: Catalog) -> Iterator[str]:
    """Gaps that got lost or that nothing fills."""
    for one in catalogue:
        if not one.id or not one.string or not isinstance(one.id, str):
            continue
        asked, given = (set(_GAP.findall(str(words))) for words in (one.id, one.string))
        for gap in sorted(asked - given):
            yield _LACKS.format(line=one.lineno, gap=gap)
        for gap in sorted(given - asked):
            yield _TOO_MANY.format(line=one.lineno, gap=gap)
