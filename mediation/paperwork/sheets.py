"""A paper of a case: its parts once, as a page for the printer and as a Word file."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from mediation.kernel.numerals import ordinal
from mediation.paperwork.official import Level, Paper, Table, word_file

SIGNING_MM = 15  # room for a signature and the print of a finger beside it


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with what stands under it, in this order: lines of a form, paragraphs, a table."""

    heading: str = ""
    beside: str = ""  # the heading in the other language of the paper
    pairs: tuple[tuple[str, str], ...] = ()
    paragraphs: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    widths_mm: tuple[int, ...] = ()
    signed: bool = False  # the rows are to be signed in

    @property
    def even(self) -> bool:
        """Whether all columns are about as wide, so that an empty one keeps its room."""
        return bool(self.widths_mm) and 2 * max(self.widths_mm) <= 3 * min(self.widths_mm)

    @property
    def empty(self) -> bool:
        return not (self.pairs or self.paragraphs or self.rows)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A whole paper. `mark` says on every page that it is a draft, or what became of it."""

    title: str
    number: str
    parts: tuple[Part, ...]
    beside: str = ""
    mark: str = ""
    addressee: str = ""  # of a letter, before everything else that it says
    closing: tuple[str, ...] = ()  # who issues it, and the day
    name: str = ""  # of the file
    made_at: datetime = datetime(2000, 1, 1, tzinfo=UTC)

    @property
    def numbered(self) -> tuple[Part, ...]:
        """The parts that say something, their headings counted 一、二、三 where there are several."""
        said = [part for part in self.parts if not part.empty]
        headed = [part for part in said if part.heading]
        if len(headed) < 2:
            return tuple(said)
        count = {id(part): f"{ordinal(number)}、{part.heading}" for number, part in enumerate(headed, 1)}
        return tuple(replace(part, heading=count.get(id(part), "")) for part in said)


def sheet_file(sheet: Sheet) -> bytes:
    """The bytes of the .docx."""
    body: list[tuple[Level, str] | Table] = []
    if sheet.beside:
        body.append((Level.MARK, sheet.beside))
    if sheet.number:
        body.append((Level.SIGNED, sheet.number))
    if sheet.addressee:
        body.append((Level.ADDRESSEE, sheet.addressee))
    for part in sheet.numbered:
        if part.heading:
            body.append((Level.HEADING, f"{part.heading} {part.beside}".strip()))
        body += [(Level.BODY, f"{label}：{said}") for label, said in part.pairs]
        body += [(Level.BODY, text) for text in part.paragraphs]
        if part.rows:
            tall = SIGNING_MM if part.signed else 0
            body.append(Table("", part.headings, part.rows, part.widths_mm, new_page=False, row_mm=tall))
    return word_file(Paper(sheet.title, tuple(body), signed=sheet.closing, mark=sheet.mark, made_at=sheet.made_at))
