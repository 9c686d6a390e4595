"""How far a sheet reaches, found by one pass over its XML before any reader is let near it."""

import re
from collections.abc import Mapping
from functools import lru_cache
from xml.parsers import expat

from mediation.features.imports.limits import (
    DAMAGED,
    MOST_CELLS,
    MOST_ROWS_SEEN,
    SPREAD_TOO_WIDE,
    refused,
    too_many_rows,
)

Position = tuple[int, int]  # row and column, from nought
_REFERENCE = re.compile("([A-Z]{1,3})([0-9]{1,7})").fullmatch
_LONGEST_FORMULA = 1000


class Extent:
    """Rows with something in them, and the corner of the rectangle; refuses the file when either is too much."""

    def __init__(self) -> None:
        self.rows = 0
        self._last_row = -1
        self._bottom = self._right = 0

    def cell(self, row: int, column: int) -> None:
        """A cell that holds something."""
        if row != self._last_row:
            self._last_row = row
            self.filled()
        self._bottom, self._right = max(self._bottom, row + 1), max(self._right, column + 1)
        if self._bottom * self._right > MOST_CELLS:
            raise refused(SPREAD_TOO_WIDE)

    def filled(self, rows: int = 1) -> None:
        self.rows += rows
        if self.rows > MOST_ROWS_SEEN:
            raise refused(too_many_rows())


class XmlReader:
    """Feeds pieces of one XML member to a parser that knows no entities and no document types."""

    def __init__(self) -> None:
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.StartDoctypeDeclHandler = _no_document_type

    def feed(self, piece: bytes) -> None:
        try:
            self._parser.Parse(piece, False)
        except expat.ExpatError as error:
            raise refused(DAMAGED) from error

    def close(self) -> None:
        try:
            self._parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise refused(DAMAGED) from error

    def _start(self, tag: str, given: Mapping[str, str]) -> None:
        raise NotImplementedError

    def _end(self, tag: str) -> None:
        raise NotImplementedError


class SheetReader(XmlReader):
    """A worksheet of an xlsx file; also finds formulas whose result was never stored."""

    def __init__(self) -> None:
        super().__init__()
        self.extent = Extent()
        self.formulas: dict[Position, str] = {}
        self._row = self._column = -1
        self._formula: list[str] | None = None
        self._has_value = False

    def _start(self, tag: str, given: Mapping[str, str]) -> None:
        name = _local(tag)
        if name == "c":
            self._place(given.get("r"))
            self._formula, self._has_value = None, False
        elif name in ("v", "is"):
            self._has_value = True
        elif name == "row":
            self._row, self._column = _number(given.get("r"), self._row + 2) - 1, -1
        elif name == "f":
            self._formula = []
            self._parser.CharacterDataHandler = self._formula.append

    def _end(self, tag: str) -> None:
        name = _local(tag)
        if name == "f":
            self._parser.CharacterDataHandler = None
        elif name == "c" and (self._has_value or self._formula is not None):
            self.extent.cell(self._row, self._column)
            if self._formula is not None and not self._has_value:
                self.formulas[self._row, self._column] = f"={''.join(self._formula)}"[:_LONGEST_FORMULA]

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
            self._book.sheets[given.get("name", "")] = relation
        elif name == "Relationship":
            target = given.get("Target", "")
            self._book.targets[given.get("Id", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"

    def _end(self, tag: str) -> None:
        """Nothing of it is nested."""


class DocumentReader(XmlReader):
    """The content of an ods file, where one element may stand for many equal rows or cells."""

    def __init__(self) -> None:
        super().__init__()
        self.extent = Extent()
        self._row = self._column = 0
        self._repeated = 1
        self._filled = False

    def _start(self, tag: str, given: Mapping[str, str]) -> None:
        name = _local(tag)
        if name == "table":
            self.extent, self._row = Extent(), 0
        elif name == "table-row":
            self._repeated, self._column, self._filled = _number(given.get("table:number-rows-repeated"), 1), 0, False
        elif name in ("table-cell", "covered-table-cell"):
            self._column += _number(given.get("table:number-columns-repeated"), 1)
            if "office:value-type" in given or "calcext:value-type" in given:
                self._filled = True
                self.extent.cell(self._row + self._repeated - 1, self._column - 1)

    def _end(self, tag: str) -> None:
        if _local(tag) == "table-row":
            if self._filled:
                self.extent.filled(self._repeated - 1)
            self._row += self._repeated


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
