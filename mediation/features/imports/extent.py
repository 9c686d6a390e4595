"""How far a sheet reaches, found by one pass over its XML before any reader is let near it."""

import re
from array import array
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from xml.parsers import expat

from mediation.features.imports.limits import (
    DAMAGED,
    DEEPEST,
    LONGEST_NAME,
    LONGEST_SILENCE,
    LONGEST_TEXT,
    MOST_ATTRIBUTES,
    MOST_CELLS,
    MOST_NAMES,
    MOST_ROWS_SEEN,
    MOST_TEXT,
    SPREAD_TOO_WIDE,
    UNPACKS_TOO_BIG,
    refused,
    too_many_rows,
)
from mediation.kernel.errors import Unreadable

Position = tuple[int, int]  # row and column, from nought
_REFERENCE = re.compile("([A-Z]{1,3})([0-9]{1,7})").fullmatch
_LONGEST_FORMULA = 1000


class Extent:
    """Rows with something in them, the corner of the rectangle, the length of all texts; refuses too much of any.

    Of `earlier` sheets of the file the rectangles and the texts count along.
    """

    def __init__(self, earlier: "Extent | None" = None) -> None:
        self.rows = 0
        self._area: int = earlier.area if earlier else 0
        self.text: int = earlier.text if earlier else 0
        self._last_row = -1
        self._bottom = self._right = 0

    def cell(self, row: int, column: int) -> None:
        """A cell that holds something."""
        if row != self._last_row:
            self._last_row = row
            self.filled()
        self._bottom, self._right = max(self._bottom, row + 1), max(self._right, column + 1)
        if self.area > MOST_CELLS:
            raise refused(SPREAD_TOO_WIDE)

    @property
    def area(self) -> int:
        return self._area + self._bottom * self._right

    def written(self, characters: int) -> None:
        self.text += characters
        if self.text > MOST_TEXT:
            raise refused(UNPACKS_TOO_BIG)

    def filled(self, rows: int = 1) -> None:
        self.rows += rows
        if self.rows > MOST_ROWS_SEEN:
            raise refused(too_many_rows())


class XmlReader:
    """Feeds pieces of one XML member to a parser that knows no entities and no document types.

    The parser keeps what it has begun and every name it has met, so what makes it keep much is refused at once.
    """

    holders: frozenset[str] = frozenset()  # elements whose text, with that of all inside, is one text

    def __init__(self) -> None:
        self._depth = self._silent = self._text = 0
        self._held_at: int | None = None
        self._names: set[str] = set()
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._opened
        self._parser.EndElementHandler = self._closed
        self._parser.CharacterDataHandler = self._read
        self._parser.DefaultHandler = self._passed
        self._parser.StartDoctypeDeclHandler = _no_document_type

    def feed(self, piece: bytes) -> None:
        self._silent += len(piece)
        self._parse(piece, last=False)
        if self._silent > LONGEST_SILENCE:
            self._drop()
            raise refused(DAMAGED)

    def close(self) -> None:
        self._parse(b"", last=True)
        self._drop()

    def _parse(self, piece: bytes, *, last: bool) -> None:
        try:
            self._parser.Parse(piece, last)
        except expat.ExpatError as error:
            self._drop()
            raise refused(DAMAGED) from error
        except Unreadable:
            self._drop()
            raise

    def _drop(self) -> None:
        """The parser and its handlers hold each other; without this it would stay for a while."""
        del self._parser

    def _opened(self, tag: str, given: Mapping[str, str]) -> None:
        self._silent = 0
        self._depth += 1
        if self._depth > DEEPEST or len(given) > MOST_ATTRIBUTES:
            raise refused(DAMAGED)
        if tag not in self._names or not self._names.issuperset(given):
            self._learn(tag, *given)
        if self._held_at is None:
            self._text = 0
            if _local(tag) in self.holders:
                self._held_at = self._depth
        self._start(tag, given)

    def _closed(self, tag: str) -> None:
        self._silent = 0
        self._end(tag)
        if self._held_at == self._depth:
            self._held_at = None
        self._depth -= 1

    def _learn(self, *names: str) -> None:
        self._names.update(names)
        if len(self._names) > MOST_NAMES or max(map(len, names)) > LONGEST_NAME:
            raise refused(DAMAGED)

    def _read(self, text: str) -> None:
        self._silent = 0
        self._text += len(text)
        if self._text > LONGEST_TEXT:
            raise refused(UNPACKS_TOO_BIG)
        self._characters(text)

    def _passed(self, _markup: str) -> None:
        self._silent = 0

    def _start(self, tag: str, given: Mapping[str, str]) -> None:
        raise NotImplementedError

    def _end(self, tag: str) -> None:
        """Of some members only the beginnings count."""

    def _characters(self, text: str) -> None:
        """Of most members only the marks count."""


class SheetReader(XmlReader):
    """A worksheet of an xlsx file, or its texts; also finds formulas whose result was never stored."""

    holders = frozenset({"c", "si"})

    def __init__(self) -> None:
        super().__init__()
        self.extent = Extent()
        self.formulas: dict[Position, str] = {}
        self.lengths = array("I")  # of the shared texts, when this is their member
        self.shared = array("I")  # which of them the cells show
        self._row = self._column = -1
        self._clear("")

    def _clear(self, kind: str) -> None:
        """Before a cell."""
        self._kind, self._inside, self._value = kind, "", ""
        self._formula: str | None = None
        self._filled = self._has_value = False

    def _start(self, tag: str, given: Mapping[str, str]) -> None:
        name = _local(tag)
        if name == "c":
            self._place(given.get("r"))
            self._clear(given.get("t", ""))
        elif name in ("v", "is"):
            self._filled = True
            self._has_value |= name == "is" or self._kind == "str"  # a formula may result in an empty text
        elif name == "row":
            self._row, self._column = _number(given.get("r"), self._row + 2) - 1, -1
        elif name == "f":
            self._formula = ""
        self._inside = name

    def _characters(self, text: str) -> None:
        if self._inside == "f":
            self._formula = f"{self._formula or ''}{text}"[:_LONGEST_FORMULA]
        elif self._inside == "v":
            self._has_value = True
            if self._kind == "s":
                self._value += text

    def _end(self, tag: str) -> None:
        self._inside, name = "", _local(tag)
        if name == "v" and self._value:
            self._share()
        elif name == "si":
            self.lengths.append(self._text)
        elif name == "c" and (self._filled or self._formula is not None):
            self.extent.cell(self._row, self._column)
            self.extent.written(self._text)
            if self._formula is not None and not self._has_value:
                self.formulas[self._row, self._column] = f"={self._formula}"

    def _share(self) -> None:
        index, self._value = _number(self._value.strip(), -1), ""
        if index < 0:
            raise refused(DAMAGED)
        self.shared.append(index)

    def _place(self, reference: str | None) -> None:
        match = _REFERENCE(reference or "")
        if match is None:
            self._column += 1
            return
        self._row, self._column = int(match[2]) - 1, _column(match[1])


class SheetList:
    """The list of sheets in an xlsx file, and which member of the archive each one is."""

    def __init__(self) -> None:
        self.sheets: dict[str, str] = {}  # name → id of the relation
        self.targets: dict[str, str] = {}  # id of the relation → member

    def members(self) -> dict[str, str]:
        """Name of the sheet → member."""
        return {name: self.targets[relation] for name, relation in self.sheets.items() if relation in self.targets}


class ListReader(XmlReader):
    """Either of the two members that say which sheets there are."""

    def __init__(self, book: SheetList) -> None:
        super().__init__()
        self._book = book

    def _start(self, tag: str, given: Mapping[str, str]) -> None:
        name = _local(tag)
        if name == "sheet":
            relation = next((value for key, value in given.items() if _local(key) == "id"), "")
            if given.get("name", "") in self._book.sheets:
                raise refused(DAMAGED)
            self._book.sheets[given.get("name", "")] = relation
        elif name == "Relationship":
            target = given.get("Target", "")
            self._book.targets[given.get("Id", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"


class DocumentReader(XmlReader):
    """The content of an ods file, where one element may stand for many equal rows or cells."""

    holders = frozenset({"table-cell", "covered-table-cell"})

    def __init__(self) -> None:
        super().__init__()
        self.extent = Extent()
        self._row = self._column = 0
        self._repeated = self._across = 1
        self._filled = False

    def _start(self, tag: str, given: Mapping[str, str]) -> None:
        name = _local(tag)
        if name == "table":
            self.extent, self._row = Extent(self.extent), 0
        elif name == "table-row":
            self._repeated, self._column, self._filled = _number(given.get("table:number-rows-repeated"), 1), 0, False
        elif name in ("table-cell", "covered-table-cell"):
            self._across = _number(given.get("table:number-columns-repeated"), 1)
            self._column += self._across
            self.extent.written(len(given.get("office:string-value", "")) * self._across * self._repeated)
            if "office:value-type" in given or "calcext:value-type" in given:
                self._filled = True
                self.extent.cell(self._row + self._repeated - 1, self._column - 1)

    def _end(self, tag: str) -> None:
        name = _local(tag)
        if name in self.holders:
            self.extent.written(self._text * self._across * self._repeated)
        elif name == "table-row":
            if self._filled:
                self.extent.filled(self._repeated - 1)
            self._row += self._repeated


def check_together(listed: Iterable[str], readers: Mapping[str, SheetReader]) -> None:
    """Refuse sheets, by their members, that are harmless one by one but not all together.

    A member may be listed as many sheets, and a shared text may stand in many cells. One that is not among
    the readers is taken for the biggest of them.
    """
    texts = [reader.lengths for reader in readers.values() if reader.lengths]
    if len(texts) > 1:
        raise refused(DAMAGED)
    lengths = texts[0] if texts else array("I")
    sizes = {name: (reader.extent.area, _written(reader, lengths)) for name, reader in readers.items()}
    biggest = max((size[0] for size in sizes.values()), default=0), max((size[1] for size in sizes.values()), default=0)
    counted = [sizes.get(member, biggest) for member in listed]
    if sum(area for area, _text in counted) > MOST_CELLS:
        raise refused(SPREAD_TOO_WIDE)
    if sum(text for _area, text in counted) > MOST_TEXT:
        raise refused(UNPACKS_TOO_BIG)


def _written(reader: SheetReader, lengths: Sequence[int]) -> int:
    return reader.extent.text + sum(lengths[index] for index in reader.shared if index < len(lengths))


@lru_cache(maxsize=256)
def _local(tag: str) -> str:
    return tag.rpartition(":")[2]


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 10 else otherwise


@lru_cache(maxsize=1024)
def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _no_document_type(*_declaration: object) -> None:
    raise refused(DAMAGED)
