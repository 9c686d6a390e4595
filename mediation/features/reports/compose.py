"""From wordings and figures to the text of a report; every number remembers the figure it came from."""

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from mediation.features.reports.outline import Form, Paragraph, Section, Sentence, Series
from mediation.features.reports.wording import OVER, PREFACE, TITLE, UNWRITTEN, CutOff, running
from mediation.indicators.definition import HIDDEN_BELOW, Result
from mediation.indicators.period import Period
from mediation.indicators.totals import MONEY_OVER
from mediation.kernel.numerals import ordinal, rounded_yu, wan_yuan

_FIGURE = re.compile(
    r"\{(?P<id>[A-Z][0-9]{2}[a-z]?)(?:\.(?P<field>[^|*{}]+))?(?:\*(?P<top>[0-9]+))?"
    r"\|(?P<word>[^|{}]+)(?:\|(?P<how>[^|{}]+))?\}"
)
ROUND, MONEY, BY_STUDIO = "余", "万元", "工作室"
RATES = ("C09",)  # success over accepted; past 100 per cent only the rate over concluded is said
_OPEN_PARTS = frozenset({"C07", "C08", "C21", "C22", "C23", "C25", "M05", "M06", "G02", "G03"})  # a nought has no part
Figures = Mapping[str, Result]


class BlockKind(StrEnum):
    ADDRESSEE = "addressee"
    PREFACE = "preface"
    HEADING = "heading"
    SUBHEADING = "subheading"
    PARAGRAPH = "paragraph"
    UNWRITTEN = "unwritten"
    COPIES = "copies"
    ISSUER = "issuer"


@dataclass(frozen=True, slots=True)
class Bound:
    """Words that are a number of the ledgers: "70名"; `exact` where they say it in round numbers.

    Of a figure that has several numbers, `part` and `field` say which one.
    """

    figure: str
    text: str
    exact: str | None = None
    part: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """A heading or a paragraph, as pieces of text and bound numbers in reading order."""

    kind: BlockKind
    parts: tuple[str | Bound, ...]
    id: str = ""

    @property
    def text(self) -> str:
        return "".join(part if isinstance(part, str) else part.text for part in self.parts)

    @property
    def bound(self) -> list[Bound]:
        return [part for part in self.parts if isinstance(part, Bound)]


@dataclass(frozen=True, slots=True)
class Composition:
    """The whole text of a report."""

    title: str
    blocks: tuple[Block, ...] = field(default_factory=tuple)

    @property
    def text(self) -> str:
        return "\n".join([self.title, *(block.text for block in self.blocks)])

    @property
    def unwritten(self) -> int:
        return sum(1 for block in self.blocks if block.kind is BlockKind.UNWRITTEN)

    def bound(self) -> Iterator[Bound]:
        for block in self.blocks:
            yield from block.bound

    @property
    def unwritten_headings(self) -> list[str]:
        """The headings below which nobody wrote anything."""
        under = zip(self.blocks, self.blocks[1:], strict=False)
        return [above.text for above, block in under if block.kind is BlockKind.UNWRITTEN]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Composition":
        blocks = (
            Block(BlockKind(block["kind"]), tuple(_part(part) for part in block["parts"]), block["id"])
            for block in kept["blocks"]
        )
        return cls(kept["title"], tuple(blocks))


def _part(kept: Any) -> str | Bound:
    return kept if isinstance(kept, str) else Bound(**kept)


@dataclass(frozen=True, slots=True)
class Head:
    """To whom a report goes, who gets copies, and which office sends it."""

    addressee: str = ""
    copies: str = ""
    issuer: str = ""


NO_HEAD = Head()


def compose(
    form: Form, figures: Figures, place: str, period: Period, today: date | None = None, head: Head = NO_HEAD
) -> Composition:
    """The report of a form; headings are numbered, what nobody wrote is marked.

    Until its year is over a text says up to which day it tells.
    """
    cut_off = OVER if today is None or period.over(today) else running(today)
    names = {"place": place, "year": str(period.end.year), "next_year": str(period.end.year + 1)}
    blocks = [Block(BlockKind.ADDRESSEE, (f"{head.addressee}：",))] if head.addressee else []
    blocks.append(Block(BlockKind.PREFACE, (PREFACE.format(**names),)))
    for number, section in enumerate(form.sections, start=1):
        heading = f"{ordinal(number)}、{_told(section.heading, names)}"
        blocks += [Block(BlockKind.HEADING, (heading,)), *_section(section, figures, cut_off)]
    if head.copies:
        blocks.append(Block(BlockKind.COPIES, (f"抄送：{head.copies}。",)))
    if head.issuer:
        blocks.append(Block(BlockKind.ISSUER, (f"{head.issuer}印发",)))
    return Composition(TITLE.format(**names), tuple(blocks))


def _told(heading: str, names: Mapping[str, str]) -> str:
    """A heading with its year; braces that somebody typed stay as they are."""
    return heading.replace("{next_year}", names["next_year"]).replace("{year}", names["year"])


def _section(section: Section, figures: Figures, cut_off: CutOff) -> Iterator[Block]:
    yield from (_paragraph(paragraph, figures, cut_off) for paragraph in section.paragraphs)
    for number, below in enumerate(section.sections, start=1):
        yield Block(BlockKind.SUBHEADING, (f"（{ordinal(number)}）{below.heading}",))
        yield from _section(below, figures, cut_off)


def _paragraph(paragraph: Paragraph, figures: Figures, cut_off: CutOff) -> Block:
    if paragraph.written is not None:
        return Block(BlockKind.PARAGRAPH, tuple(bind_written(paragraph.written, figures)), paragraph.id)
    if not paragraph.sentences:
        return Block(BlockKind.UNWRITTEN, (UNWRITTEN,), paragraph.id)
    parts = [part for sentence in paragraph.sentences for part in say(_timed(sentence, cut_off), figures)]
    if not parts:  # every figure of it comes from other offices, and none was handed in
        return Block(BlockKind.UNWRITTEN, (UNWRITTEN,), paragraph.id)
    return Block(BlockKind.PARAGRAPH, tuple(parts), paragraph.id)


def _timed(sentence: Sentence, cut_off: CutOff) -> Sentence:
    if isinstance(sentence, Series):
        return Series(tuple(map(cut_off.fill, sentence.clauses)), cut_off.fill(sentence.otherwise))
    return tuple(map(cut_off.fill, sentence))


def say(sentence: Sentence, figures: Figures) -> list[str | Bound]:
    """The first wording whose figures are all there and not nought; of a series the clauses that say something."""
    if isinstance(sentence, Series):
        return _say_series(sentence, figures)
    for wording in sentence:
        parts = _bind(wording, figures)
        if parts is not None:
            return parts
    raise LookupError(f"a sentence needs a wording without figures: {sentence[0]}")


def _say_series(series: Series, figures: Figures) -> list[str | Bound]:
    clauses = [_bind(clause, figures) for clause in series.clauses]
    if clauses[0] is None:
        return [series.otherwise] if series.otherwise else []
    said: list[str | Bound] = []
    for clause in clauses:
        if clause is not None:
            said += ["，", *clause] if said else clause
    return [*said, "。"]


def bind_written(text: str, figures: Figures) -> list[str | Bound]:
    """What somebody wrote, its marks bound to figures; a nought is printed, what does not exist stays a mark."""
    parts: list[str | Bound] = []
    end = 0
    for found in _FIGURE.finditer(text):
        result = figures.get(found["id"])
        bound = _said(found, result) or _nought(found, result) if result is not None else None
        parts += [text[end : found.start()], *(bound or [found.group()])]
        end = found.end()
    return [part for part in [*parts, text[end:]] if part]


def _nought(found: re.Match[str], result: Result) -> list[str | Bound]:
    """A figure that is nought, that may not be said, or has nothing to divide by, where somebody asked for it."""
    name = found["field"]
    if found["how"] == BY_STUDIO or found["top"]:
        return [Bound(found["id"], "—")]
    is_nought = _value(result, name) == 0 or (name is not None and name not in (*result.fields, *result.parts))
    return [Bound(found["id"], f"0{found['word']}" if is_nought else "—", **_which(result, name))]


def marks_in(text: str) -> set[str]:
    """The marks that stand in a text."""
    return {found.group() for found in _FIGURE.finditer(text)}


def wrong_marks(text: str, figures: Figures) -> list[str]:
    """The marks of a text that name no figure, or a number that the figure does not have."""
    wrong = [found.group() for found in _FIGURE.finditer(text) if not _exists(found, figures)]
    return wrong + _no_marks(text)


def unknown_marks(text: str, known: Container[str]) -> list[str]:
    """The marks of a text whose figure nobody knows, and what looks like a mark and is none."""
    unknown = [found.group() for found in _FIGURE.finditer(text) if found["id"] not in known]
    return unknown + _no_marks(text)


def _no_marks(text: str) -> list[str]:
    return re.findall(r"[{}][^{}]{0,40}[{}]?", _FIGURE.sub("", text))


def _exists(found: re.Match[str], figures: Figures) -> bool:
    result = figures.get(found["id"])
    if result is None:
        return False
    name = found["field"]
    if found["how"] == BY_STUDIO or found["top"]:
        return name is None and bool(result.parts or found["id"] in _OPEN_PARTS)
    if isinstance(_value(result, name), dict | list):
        return False
    return name is None or name in result.fields or name in result.parts or found["id"] in _OPEN_PARTS


def marked(paragraph: Paragraph, figures: Figures) -> str:
    """The sentences that the program would write, as text with marks: what a writer begins from."""
    return "".join(_wording(sentence, figures) for sentence in paragraph.sentences)


def _wording(sentence: Sentence, figures: Figures) -> str:
    if isinstance(sentence, Series):
        clauses = [clause for clause in sentence.clauses if _bind(clause, figures) is not None]
        return "，".join(clauses) + "。" if clauses and _bind(sentence.clauses[0], figures) else sentence.otherwise
    return next(wording for wording in sentence if _bind(wording, figures) is not None)


def figures_in(form: Form) -> set[str]:
    """The ids of all figures that a form may print."""
    return {
        found["id"]
        for paragraph in form.paragraphs()
        for sentence in paragraph.sentences
        for wording in (sentence.clauses if isinstance(sentence, Series) else sentence)
        for found in _FIGURE.finditer(wording)
    }


def _bind(wording: str, figures: Figures) -> list[str | Bound] | None:
    parts: list[str | Bound] = []
    end = 0
    for found in _FIGURE.finditer(wording):
        bound = _said(found, figures[found["id"]])
        if bound is None:
            return None
        parts += [wording[end : found.start()], *bound]
        end = found.end()
    return [part for part in [*parts, wording[end:]] if part]


def _said(found: re.Match[str], result: Result) -> list[str | Bound] | None:
    id_, word, how = found["id"], found["word"], found["how"]
    if how == BY_STUDIO:
        return _listed(_studios(id_, word, result.parts)) or None
    if found["top"]:
        return _listed(_greatest(id_, word, result.parts, int(found["top"]))) or None
    value = _value(result, found["field"])
    if not value or (id_ in RATES and _past_all(value)) or _names_somebody(id_, result):
        return None
    return [replace(_number(id_, word, how, value), **_which(result, found["field"]))]


def _number(id_: str, word: str, how: str | None, value: int | str) -> Bound:
    if how == MONEY and isinstance(value, int):
        return Bound(id_, wan_yuan(value) + word)
    if how == ROUND and isinstance(value, int):
        number, more = rounded_yu(value)
        return Bound(id_, f"{number}{ROUND if more else ''}{word}", f"{value}{word}" if more else None)
    return Bound(id_, f"{value}{word}")


def _value(result: Result, name: str | None) -> Any:
    if name is None:
        return result.value
    return result.fields[name] if name in result.fields else result.parts.get(name)


def _which(result: Result, name: str | None) -> dict[str, str]:
    """The words of an address that lead to this very number."""
    if name is None:
        return {}
    return {"field": name} if name in result.fields else {"part": name}


def _names_somebody(id_: str, result: Result) -> bool:
    """A sum over one or two cases says what somebody owes."""
    cells = MONEY_OVER.get(id_)
    return cells is not None and result.fields[cells] < HIDDEN_BELOW


def _past_all(value: Any) -> bool:
    return Decimal(str(value)) > 100


def _greatest(id_: str, word: str, parts: Mapping[str, Any], most: int) -> Iterable[tuple[str, Bound]]:
    shown = [(name, number) for name, number in parts.items() if number is not None and number >= HIDDEN_BELOW]
    for name, number in sorted(shown, key=lambda one: -one[1])[:most]:
        yield name, Bound(id_, f"{number}{word}", part=name)


def _studios(id_: str, word: str, parts: Mapping[str, Any]) -> Iterable[tuple[str, Bound]]:
    verbs = {"accepted": "受理", "settled": "调解成功"}
    for name, both in parts.items():
        shown = [role for role in verbs if both[role] is not None and both[role] >= HIDDEN_BELOW]
        for role in shown:
            yield (
                (name if role is shown[0] else "") + verbs[role],
                Bound(id_, f"{both[role]}{word}", part=name, field=role),
            )


def _listed(items: Iterable[tuple[str, Bound]]) -> list[str | Bound]:
    parts: list[str | Bound] = []
    for name, bound in items:
        parts += ["、" if parts else "", name, bound]
    return parts
