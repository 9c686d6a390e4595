"""Finding the headings of a sheet by name, wherever they stand, and cutting out the rows of data below them."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from mediation.features.imports.ledgers import LEDGERS, Ledger
from mediation.features.imports.workbook import Cell, Line, Sheet
from mediation.kernel.text import fold_digits

LOOKED_AT = 20  # rows from the top among which the headings are sought
_LONGEST_HEADING = 40
_UNIT = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]$")
_NOISE = re.compile(r"[\s*＊:：、，,./／·_-]+")
_TOTALS = re.compile("(合计|总计|小计|共计|累计|总数)[0-9件起场次名人户元份条个:：]*")
_STUDIO = re.compile("(.+(?:调解室|工作室|调解中心|工作站))(?:成员|调解员)")
_HAN = "[\u4e00-\u9fff]"
_TITLE = re.compile(f"(?:(?P<county>{_HAN}{{2,8}}?[县市区旗]))?(?P<town>{_HAN}{{1,10}}?(?:镇|乡|街道))")
_YEAR = re.compile("(?<![0-9])((?:19|20)[0-9]{2})年")


@dataclass(frozen=True, slots=True)
class Title:
    """What the lines above the headings say."""

    text: str = ""
    county: str | None = None
    town: str | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet that is a ledger: where its columns are, how their headings read, and its rows by number."""

    file: str
    sheet: str
    ledger: Ledger
    title: Title
    columns: dict[str, int]
    headings: dict[str, str]
    rows: list[tuple[int, Line]]
    studio: str | None = None  # the studio whose members the column `studio_member` marks
    units: dict[str, str] = field(default_factory=dict)  # what stands in brackets after a heading: 元, 万元, 份


def table_in(file: str, sheet: Sheet, ledgers: Iterable[Ledger] = LEDGERS) -> Table | None:
    """The ledger in a sheet, or None when no known headings are among its first rows."""
    found = [match for candidate in _candidates(sheet.lines[:LOOKED_AT]) for match in _matches(candidate, ledgers)]
    if not found:
        return None
    best = max(found, key=lambda match: len(match.columns))  # of equals the topmost
    line = best.line
    studio = _studio_column(line, best.columns)
    return Table(
        file=file,
        sheet=sheet.name,
        ledger=best.ledger,
        title=_title(sheet.lines[: best.top]),
        columns=best.columns,
        headings={name: _written(line[at]) for name, at in best.columns.items()},
        rows=list(_rows(sheet.lines, best.below, best.columns, line)),
        studio=studio,
        units={name: unit for name, at in best.columns.items() if (unit := _unit(line[at]))},
    )


@dataclass(frozen=True, slots=True)
class _Match:
    """Headings that fit a ledger: the rows they stand between, and where its columns are."""

    top: int
    below: int
    line: Line
    ledger: Ledger
    columns: dict[str, int]


def _matches(candidate: tuple[int, int, Line], ledgers: Iterable[Ledger]) -> Iterator[_Match]:
    top, below, line = candidate
    for ledger in ledgers:
        columns = _columns(ledger, line)
        if _fits(ledger, columns):
            yield _Match(top, below, line, ledger, columns)


def plain(cell: Cell) -> str:
    """A name as it is compared: one width, no spaces."""
    if cell is None or cell == "" or len(text := str(cell)) > 200:
        return ""
    return "".join(unicodedata.normalize("NFKC", text).split())


def _heading(cell: Cell) -> str:
    if not isinstance(cell, str) or not 0 < len(cell) <= _LONGEST_HEADING:
        return ""
    return _NOISE.sub("", plain(cell)).casefold()


_KNOWN = {column: [_heading(text) for text in column.headings] for ledger in LEDGERS for column in ledger.columns}


def _candidates(lines: list[Line]) -> Iterator[tuple[int, int, Line]]:
    """Each line as headings, and each pair of lines whose upper one spans several columns of the lower one."""
    for top, line in enumerate(lines):
        if sum(1 for cell in line if _heading(cell)) >= 2:
            yield top, top + 1, line
            if top + 1 < len(lines):
                yield top, top + 2, _joined(line, lines[top + 1])


def _joined(upper: Line, lower: Line) -> Line:
    found: Line = []
    above = ""
    for place in range(max(len(upper), len(lower))):
        above = _text(upper, place) or above
        below = _text(lower, place)
        found.append(f"{above}{below}" if below else _text(upper, place))
    return found


def _text(line: Line, place: int) -> str:
    cell = line[place] if place < len(line) else None
    return cell.strip() if isinstance(cell, str) and len(cell) <= _LONGEST_HEADING else ""


def _columns(ledger: Ledger, line: Line) -> dict[str, int]:
    """Where each column is: by the full heading first, else by the heading without what stands in brackets."""
    found: dict[str, int] = {}
    written = [(_heading(cell), _heading(_without_unit(cell))) for cell in line]
    for exact in (True, False):
        for column in ledger.columns:
            if column.name in found:
                continue
            names = _KNOWN[column]
            for place, (full, short) in enumerate(written):
                if place not in found.values() and (full if exact else short) in names and full:
                    found[column.name] = place
                    break
    return found


def _fits(ledger: Ledger, columns: dict[str, int]) -> bool:
    return all(any(name in columns for name in group) for group in ledger.needs)


def _studio_column(line: Line, columns: dict[str, int]) -> str | None:
    """The column 「…调解室成员」 of a roster; its heading names the studio."""
    for place, cell in enumerate(line):
        match = _STUDIO.fullmatch(plain(cell))
        if match:
            columns["studio_member"] = place
            return match[1]
    return None


def _without_unit(cell: Cell) -> str:
    return _UNIT.sub("", cell.strip()) if isinstance(cell, str) and len(cell) <= _LONGEST_HEADING else ""


def _unit(cell: Cell) -> str:
    match = _UNIT.search(cell.strip()) if isinstance(cell, str) else None
    return match[0][1:-1].strip() if match else ""


def _written(cell: Cell) -> str:
    return " ".join(str(cell).split())


def _title(lines: list[Line]) -> Title:
    text = " ".join(cell for line in lines for cell in line if isinstance(cell, str) and len(cell) <= 100)
    named = _TITLE.match(plain(text))
    year = _YEAR.search(fold_digits(text))
    return Title(
        text=plain(text),
        county=named["county"] if named else None,
        town=named["town"] if named else None,
        year=int(year[1]) if year else None,
    )


def _rows(lines: list[Line], below: int, columns: dict[str, int], headings: Line) -> Iterator[tuple[int, Line]]:
    """Rows of data with their numbers in the sheet; totals, blank rows and headings printed again are none."""
    telling = [place for name, place in columns.items() if name != "serial"]
    again = [_heading(cell) for cell in headings if _heading(cell)]
    for number, line in enumerate(lines[below:], start=below + 1):
        if not any(_filled(line, place) for place in telling):
            continue
        first = next(plain(cell) for cell in line if plain(cell))
        if _TOTALS.fullmatch(first) or [_heading(cell) for cell in line if _heading(cell)] == again:
            continue
        yield number, line


def _filled(line: Line, place: int) -> bool:
    return place < len(line) and line[place] is not None and str(line[place]).strip() != ""
