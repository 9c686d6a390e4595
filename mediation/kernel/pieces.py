"""What is looked for cut into pieces that an index can hold, alike on every database.

pieces_of(search, keys)   what is kept of a text and of its other spellings: words with a space between
wanted(word, key)         the ways in which a typed word may stand there; a text without them cannot hold it

A piece is two characters that stand beside each other, or the last of a line; a reading in Latin letters is one piece
as it is looked for from its beginning. The pieces leave out few texts too little: what they find is looked at again.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

_READING = re.compile("[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece that must be there; `begins`: any that begins so will do."""

    text: str
    begins: bool = False


def pieces_of(search: str, keys: str) -> str:
    """The pieces of a text and of the lines of its keys but for their edition."""
    found = [piece for line in search.split("\n") for piece in _pairs(line)]
    for line in keys.split("\n")[1:]:
        found += [f"k{line}"] if _READING.fullmatch(line) else _pairs(line)
    return " ".join(dict.fromkeys(found))


def wanted(word: str, key: str) -> list[list[Piece]]:
    """One of these must be there with all its pieces, so that the text or a key can hold what is typed."""
    ways = [_asked(word)]
    if key:
        ways.append([Piece(f"k{key[1:]}", begins=True)] if key.startswith("\n") else _asked(key))
    return ways


def _pairs(line: str) -> Iterator[str]:
    for first, second in pairwise(line):
        yield f"h{_digits(first)}{_digits(second)}"
    if line:
        yield f"h{_digits(line[-1])}"


def _asked(word: str) -> list[Piece]:
    if len(word) == 1:
        return [Piece(f"h{_digits(word)}", begins=True)]
    *pairs, _last = _pairs(word)
    return [Piece(pair) for pair in dict.fromkeys(pairs)]


def _digits(character: str) -> str:
    """Letters and digits only, as every index takes them, and as many for every character."""
    return f"{ord(character):05x}"
