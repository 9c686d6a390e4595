"""What a report is made of: a tree of sections as data, and sentences whose numbers are bound to figures.

A figure stands in a sentence as `{id|measure word}`, with these additions:

    {C13.cases|件}          a further field of the figure, or one of its parts
    {G03.资料|份|余}        said in round numbers, the exact one kept beside it
    {C13|万元|万元}         money: fen said in units of ten thousand yuan
    {C22*3|件}              its three greatest parts, none so small that it could name somebody
    {C24|件|工作室}         what each studio accepted and settled

Words of time stand as {at}, {whole} and {by}: what they say depends on whether the year is over (wording.CutOff).

A sentence has several wordings, the fullest first: the first one is taken whose figures are all there and not
nought. So a nought becomes a sentence of its own, or nothing where the last wording is empty. A series is one
sentence of several clauses, from which those that would say nought are left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Series:
    """Clauses of one sentence; without the first one the sentence is `otherwise`."""

    clauses: tuple[str, ...]
    otherwise: str


Sentence = tuple[str, ...] | Series


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Some sentences, or none yet: then somebody has to write it. `written` is what somebody wrote, with its marks."""

    id: str
    sentences: tuple[Sentence, ...] = ()
    written: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, what stands under it, and the sections below it."""

    heading: str
    paragraphs: tuple[Paragraph, ...] = ()
    sections: tuple["Section", ...] = ()


class FormId(StrEnum):
    FIVE = "five"
    THREE = "three"
    TABLE = "table"  # of a period that is no year: figures without text


@dataclass(frozen=True, slots=True)
class Form:
    """The tree that a county asks for; another county or year brings another tree, not another program."""

    id: FormId
    sections: tuple[Section, ...]

    def paragraphs(self) -> Iterator[Paragraph]:
        yield from _paragraphs(self.sections)


def _paragraphs(sections: tuple[Section, ...]) -> Iterator[Paragraph]:
    for section in sections:
        yield from section.paragraphs
        yield from _paragraphs(section.sections)
