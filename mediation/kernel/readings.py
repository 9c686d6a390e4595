"""Under what else a name is found: pinyin, initials, Wylie, and the other spellings of a Tibetan name.

keys_of(*names)   what is kept beside names, written once when a name is
key_asked(word)   the part of it that a typed word is looked for as; nothing when it can only stand in the text itself
"""

import os
import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import product
from typing import Any

from mediation.kernel.text import search_text
from mediation.kernel.tibetan_names import NAMES

EDITION = "2"  # of the way keys are made; keys of an older one are made anew by `casework.search_keys.refresh`
_LONGEST = 24  # letters of a key; more tell nobody apart
_MOST_READINGS = 16  # of one name; the first characters, where surnames stand, keep theirs
_TSHEG = "\u0f0b"
_TIBETAN = re.compile("[\u0f00-\u0fff]+")
_LATIN = re.compile("'?[a-zü][a-zü0-9'+.-]*")


def keys_of(*names: str | None) -> str:
    """Lines by which the names are found, the edition first; every syllable begins a line, so that any may be typed."""
    lines = [line for name in names if name for line in _keys(name)]
    return "\n".join([EDITION, *dict.fromkeys(lines)]) + "\n"


def key_asked(word: str) -> str:
    """What of the keys a typed word, already folded by `search_text`, stands for; empty when there is nothing."""
    if _LATIN.fullmatch(word):
        return f"\n{_letters(word)}"
    tibetan = _in_tibetan(word)
    return tibetan if _TIBETAN.search(tibetan) else ""


@lru_cache(16_384)
def _keys(name: str) -> tuple[str, ...]:
    folded = search_text(name)
    tibetan = _in_tibetan(folded)
    lines = [*_by_sound(folded), *_by_sound(_as_usual(folded)), *_by_wylie(tibetan)]
    return (*([tibetan] if _TIBETAN.search(tibetan) else ()), *lines)


def _in_tibetan(text: str) -> str:
    """The text with every known spelling of a Tibetan name written in Tibetan: alike for all of its spellings."""
    letters, _usual, pattern = _table()
    written = pattern.sub(lambda found: letters[found[0]] + _TSHEG, text)
    return written.replace(f"{_TSHEG}·", _TSHEG).strip(_TSHEG)


def _as_usual(text: str) -> str:
    """The text with the commonest spelling of every known name."""
    _letters_of, usual, pattern = _table()
    return pattern.sub(lambda found: usual[found[0]], text)


@cache
def _table() -> tuple[dict[str, str], dict[str, str], re.Pattern[str]]:
    letters = {spelling: name.tibetan for name in NAMES for spelling in name.spellings}
    usual = {spelling: name.spellings[0] for name in NAMES for spelling in name.spellings}
    return letters, usual, re.compile("|".join(sorted(letters, key=len, reverse=True)))


def _by_sound(text: str) -> Iterator[str]:
    for syllables in product(*_bounded(_readings(text))):
        yield from _from_each(syllables)
        yield from _from_each([syllable[0] for syllable in syllables])


def _readings(text: str) -> list[list[str]]:
    """Every reading of every Chinese character, the commonest first."""
    spoken: list[list[str]] = _pinyin().pinyin(text, style=_pinyin().Style.NORMAL, heteronym=True, errors="ignore")
    return [[letters for one in readings if (letters := _letters(one))] for readings in spoken]


def _bounded(readings: Iterable[list[str]]) -> Iterator[list[str]]:
    left = _MOST_READINGS
    for each in readings:
        kept = each[: max(1, left)]
        left //= max(1, len(kept))
        yield kept


def _by_wylie(text: str) -> Iterator[str]:
    for run in _TIBETAN.findall(text):
        yield from _from_each([letters for part in _wylie(run).split() if (letters := _letters(part))])


def _from_each(syllables: Iterable[str]) -> Iterator[str]:
    """The syllables run together, from each of them to the end."""
    known = list(syllables)
    for start in range(len(known)):
        yield "".join(known[start:])[:_LONGEST]


def _letters(text: str) -> str:
    return re.sub("[^a-z0-9]", "", text.casefold().replace("ü", "v"))[:_LONGEST]


@cache
def _pinyin() -> Any:
    """The library without its dictionary of phrases, which costs 45 MB and knows no names."""
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    import pypinyin  # noqa: PLC0415

    return pypinyin


def _wylie(text: str) -> str:
    from pyewts import pyewts  # noqa: PLC0415

    return str(pyewts().toWylie(text))
