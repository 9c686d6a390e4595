"""Reading a spreadsheet: refused whole before a reader sees it, or given back as sheets of plain cells."""

import csv
import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import PurePath

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, load_workbook

from mediation.features.imports import biff
from mediation.features.imports.archive import Archive
from mediation.features.imports.extent import (
    DocumentReader,
    ListReader,
    Position,
    SheetList,
    SheetReader,
    XmlReader,
    check_together,
)
from mediation.features.imports.limits import (
    DAMAGED,
    ENCRYPTED,
    LONGEST_FILE,
    MOST_ROWS_SEEN,
    MOST_TABLES,
    NO_WORKBOOK,
    TOO_LONG,
    UNPACKS_TOO_BIG,
    refused,
    too_many_rows,
)

Cell = str | int | float | bool | date | datetime | time | timedelta | None
Line = list[Cell]

SPREADSHEETS = (".xlsx", ".xlsm", ".xls", ".et", ".ods")
TEXTS = (".csv", ".txt", ".tsv")
_ENCODINGS = ("utf-8-sig", "gb18030")  # GB 18030 also reads GBK, and unlike it holds Tibetan
_SMALL = 256 * 1024
_BOOK, _RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_MANIFEST = "META-INF/manifest.xml"
_KEPT_OF_DOCUMENT = ("mimetype", "content.xml", _MANIFEST)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet, its lines from the first row on, empty ones too, so that a line's place is its row number."""

    name: str
    lines: list[Line]


def read_workbook(name: str, content: bytes) -> list[Sheet]:
    """The sheets of a file; raises Unreadable with one sentence when it cannot or must not be read."""
    if len(content) > LONGEST_FILE:
        raise refused(TOO_LONG)
    if content.startswith(b"PK"):
        return _read_zipped(content)
    if content.startswith(biff.MAGIC):
        biff.check(content)
        return _read_safely(content, {})
    if PurePath(name).suffix.lower() in TEXTS:
        return [Sheet(PurePath(name).stem, _read_text(content))]
    raise refused(NO_WORKBOOK)


# --- xlsx and ods -------------------------------------------------------------------------------


def _read_zipped(content: bytes) -> list[Sheet]:
    archive = Archive(content)
    names = archive.names()
    if _BOOK in names:
        return _read_office(archive)
    if "content.xml" in names:
        return _read_document(archive)
    for member in archive.members:
        for _piece in archive.pieces(member):
            pass
    raise refused(NO_WORKBOOK)


def _read_office(archive: Archive) -> list[Sheet]:
    book, sheets = SheetList(), dict[str, SheetReader]()

    def watch(name: str) -> XmlReader:
        return ListReader(book) if name in (_BOOK, _RELATIONS) else sheets.setdefault(name, SheetReader())

    clean = _copy(archive, _belongs_to_tables, watch)
    members = book.members()
    check_together(members.values(), sheets)
    formulas = {name: sheets[member].formulas for name, member in members.items() if member in sheets}
    return _read_safely(clean, formulas)


def _belongs_to_tables(name: str) -> bool:
    """Sheets, texts and formats; pictures, drawings and links to elsewhere never reach the reader."""
    if name in ("[Content_Types].xml", "_rels/.rels", _RELATIONS):
        return True
    folder, _slash, last = name.rpartition("/")
    return last.endswith(".xml") and folder in ("xl", "xl/worksheets")


def _read_document(archive: Archive) -> list[Sheet]:
    if _MANIFEST in archive.names() and b"encryption-data" in archive.read(_MANIFEST, _SMALL):
        raise refused(ENCRYPTED)
    clean = _copy(
        archive, _KEPT_OF_DOCUMENT.__contains__, lambda name: DocumentReader() if name == "content.xml" else None
    )
    return _read_safely(clean, {})


def _copy(archive: Archive, keeps: Callable[[str], bool], watch: Callable[[str], XmlReader | None]) -> bytes:
    """A new archive of only what a reader needs, every byte of it seen; the rest is unpacked and counted too."""
    copy, kept = io.BytesIO(), 0
    with zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as written:
        for member in archive.members:
            if not keeps(member.filename):
                for _piece in archive.pieces(member):
                    pass
                continue
            reader = watch(member.filename)
            with written.open(member.filename, "w") as target:
                for piece in archive.pieces(member):
                    kept += len(piece)
                    if kept > MOST_TABLES:
                        raise refused(UNPACKS_TOO_BIG)
                    target.write(piece)
                    if reader:
                        reader.feed(piece)
            if reader:
                reader.close()
    return copy.getvalue()


def _read_safely(content: bytes, formulas: dict[str, dict[Position, str]]) -> list[Sheet]:
    """Let the reader at what was checked; formulas whose result was never stored are put in as they stand."""
    try:
        with load_workbook(io.BytesIO(content)) as book:
            return [_sheet(book, name, formulas.get(name, {})) for name in book.sheet_names]
    except PasswordError as error:
        raise refused(ENCRYPTED) from error
    except (CalamineError, OSError, ValueError) as error:
        raise refused(DAMAGED) from error


def _sheet(book: CalamineWorkbook, name: str, formulas: dict[Position, str]) -> Sheet:
    lines: list[Line] = [[*line] for line in book.get_sheet_by_name(name).to_python(skip_empty_area=False)]
    for (row, column), formula in formulas.items():
        _put(lines, row, column, formula)
    return Sheet(name, lines)


def _put(lines: list[Line], row: int, column: int, text: str) -> None:
    while len(lines) <= row:
        lines.append([])
    lines[row].extend([None] * (column + 1 - len(lines[row])))
    lines[row][column] = text


# --- comma-separated ----------------------------------------------------------------------------


def _read_text(content: bytes) -> list[Line]:
    if b"\0" in content:
        raise refused(NO_WORKBOOK)
    encoding = next((name for name in _ENCODINGS if _decodes(content, name)), None)
    if encoding is None:
        raise refused(NO_WORKBOOK)
    text = io.TextIOWrapper(io.BytesIO(content), encoding, newline="")
    comma = "\t" if b"\t" in content[:2000] and b"," not in content[:2000] else ","
    try:
        return list(_few(csv.reader(text, delimiter=comma)))
    except csv.Error as error:
        raise refused(DAMAGED) from error


def _few(lines: Iterator[list[str]]) -> Iterator[Line]:
    for number, line in enumerate(lines):
        if number > MOST_ROWS_SEEN:
            raise refused(too_many_rows())
        yield list(line)


def _decodes(content: bytes, encoding: str) -> bool:
    try:
        with io.TextIOWrapper(io.BytesIO(content), encoding) as text:
            while text.read(1 << 16):
                pass
    except UnicodeDecodeError:
        return False
    return True
