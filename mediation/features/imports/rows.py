"""One row of a ledger: its cells by the names of the columns, read strictly, each fault told with its column."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import Any

from mediation.features.imports.headings import Table, plain
from mediation.features.imports.workbook import Cell, Line
from mediation.kernel.errors import Reason, Unreadable
from mediation.kernel.identity import check_credit_code, check_id_number, check_phone
from mediation.kernel.labels import N_
from mediation.kernel.text import LONGEST_NAME, clean_name, clean_text, fold_digits
from mediation.procedure.asks import FILL_IN

LONGEST_TEXT = 2000
_EXACT = 10**15  # a spreadsheet's numbers have lost their last digits from here on
_SERIAL_DAY_NOUGHT = date(1899, 12, 30)
_SERIAL_DAYS = range(10_000, 100_000)  # 1927 to 2173: a date whose format was lost
_YEARS = range(1900, 2100)
_MOST_FEN = 10**13
_SEPARATORS = re.compile("[；;、\n\r]+")
_ONE_SEPARATOR = re.compile("[；;、\n\r]")
_DAY = re.compile("([0-9]{4})[-./年]([0-9]{1,2})[-./月]([0-9]{1,2})日?(?:[ T]?[0-9]{1,2}[:时].*)?")
_DAY_OF_YEAR = re.compile("([0-9]{1,2})[-./月]([0-9]{1,2})日?")
_COMPACT_DAY = re.compile("([0-9]{4})([0-9]{2})([0-9]{2})")
_MONTH = re.compile("([0-9]{4})[-./年]?([0-9]{1,2})月?")
_YES = ("是", "有", "参与", "已审查", "已参与", "√", "✓", "y", "yes")
_NO = ("否", "无", "未参与", "未审查", "×", "n", "no", "")
_NONE = ("无", "—", "-", "/", "--", "——", "无金额")

NOT_A_DAY = N_("日期“{text}”看不懂，或者没有这一天。")
NOT_AN_AMOUNT = N_("金额“{text}”看不懂。")
NEGATIVE = Reason("negative", N_("不能是负数。"))
NOT_A_COUNT = N_("“{text}”不是整数。")
LOST_DIGITS = Reason("lost_digits", N_("号码存成了数字，后几位已经丢失，请改成文本重新填写。"))
TOO_LONG = Reason("text_long", N_("这一格的内容太长了。"))
NOT_YES_OR_NO = N_("“{text}”不是“是”也不是“否”。")
NOT_IN_LIST = N_("“{text}”不在可选的里面：{choices}。")
TOO_MANY_NUMBERS = Reason("too_many_numbers", N_("号码比姓名多，对不上。"))


class Wrong(Exception):
    """A row cannot be taken: the column of the fault, by its name in the program, and the sentence."""

    def __init__(self, column: str, *reasons: Reason) -> None:
        self.column, self.reasons = column, reasons
        super().__init__(column, "；".join(map(str, reasons)))


@dataclass(frozen=True, slots=True)
class Row:
    """A row of data. Methods raise Wrong; an empty cell reads as nothing."""

    table: Table
    number: int
    line: Line
    year: int | None = None  # for days written without one

    def has(self, name: str) -> bool:
        return self._text(name) != ""

    def heading(self, name: str) -> str:
        """How the ledger itself calls the column."""
        return self.table.headings.get(name) or _own_heading(self.table, name)

    def text(self, name: str, longest: int = LONGEST_TEXT) -> str:
        """The cleaned text of a cell, "" when it is empty."""
        text = clean_text(self._text(name))
        if len(text) > longest:
            raise Wrong(name, TOO_LONG)
        return text

    def needed(self, name: str, longest: int = LONGEST_TEXT) -> str:
        return self.text(name, longest) or self._lacking(name)

    def name(self, name: str, longest: int = LONGEST_NAME) -> str:
        """A person's or body's name; it must be there."""
        return self.name_if_any(name, longest) or self._lacking(name)

    def name_if_any(self, name: str, longest: int = LONGEST_NAME) -> str:
        """A name as it stands; marks that nobody can see refuse the row."""
        return _told(name, partial(clean_name, longest=longest), self._text(name))

    def day(self, name: str) -> date | None:
        return _day(name, self._cell(name), self._text(name).strip(), self.year)

    def needed_day(self, name: str) -> date:
        found = self.day(name)
        return found if found is not None else self._lacking(name)

    def days(self, name: str) -> list[date]:
        """All days of a cell, in order."""
        cell = self._cell(name)
        if isinstance(cell, date):
            return [day for day in [self.day(name)] if day is not None]
        parts = [part.strip() for part in _SEPARATORS.split(self.text(name)) if part.strip()]
        alone: Cell = cell if len(parts) == 1 and not isinstance(cell, str) else None
        return sorted(day for part in parts if (day := _day(name, alone, part, self.year)) is not None)

    def month(self, name: str) -> date | None:
        """A day, or a month as its first day: how dates of birth are written."""
        text = fold_digits(self._text(name).strip())
        match = _MONTH.fullmatch(text)
        if match and not isinstance(self._cell(name), date):
            return _built(name, text, int(match[1]), int(match[2]), 1)
        return self.day(name)

    def names(self, name: str) -> list[str]:
        """The names in a cell; each is one person."""
        parts = [part for part in _SEPARATORS.split(self._text(name)) if part.strip()] or self._lacking(name)
        return [_told(name, clean_name, part) for part in parts]

    def numbers(self, name: str, count: int) -> list[str | None]:
        """Numbers that belong to the names of another cell, the first to the first; None where there is none."""
        cell = self._cell(name)
        if isinstance(cell, float | int) and abs(cell) >= _EXACT:
            raise Wrong(name, LOST_DIGITS)
        text = self.text(name)
        parts = [part.strip() for part in _ONE_SEPARATOR.split(text.replace("\r\n", "\n"))] if text else []
        while parts and not parts[-1]:
            parts.pop()
        if len(parts) > count:
            raise Wrong(name, TOO_MANY_NUMBERS)
        found = [part if part and part not in _NONE else None for part in parts]
        return [*found, *[None] * (count - len(found))]

    def phones(self, name: str, count: int) -> list[str | None]:
        """Checked telephone numbers."""
        return [_told(name, check_phone, number) if number else None for number in self.numbers(name, count)]

    def id_numbers(self, name: str, organisations: list[bool]) -> list[str | None]:
        """Checked resident numbers, or credit codes where the name is a body's."""
        found = self.numbers(name, len(organisations))
        return [
            _told(name, _credit_code if body else _resident_number, number) if number else None
            for number, body in zip(found, organisations, strict=True)
        ]

    def fen(self, name: str) -> int | None:
        """An amount of money in fen; None when the cell is empty, says none, or is nought."""
        text = fold_digits(unicodedata.normalize("NFKC", self._text(name))).replace(",", "").replace(" ", "").strip()
        if text in ("", *_NONE):
            return None
        unit = 10_000 if "万" in (text + (self.table.units.get(name, "") if "元" not in text else "")) else 1
        amount = _decimal(name, text.removesuffix("元").removesuffix("万").strip("¥￥"), NOT_AN_AMOUNT) * unit * 100
        if amount < 0:
            raise Wrong(name, NEGATIVE)
        if amount != int(amount) or amount >= _MOST_FEN:
            raise Wrong(name, Reason("amount", NOT_AN_AMOUNT, values=(("text", text[:40]),)))
        return int(amount) or None

    def count(self, name: str) -> int | None:
        """A whole number, None when the cell is empty."""
        text = fold_digits(unicodedata.normalize("NFKC", self._text(name))).replace(",", "").strip()
        if not text:
            return None
        value = _decimal(name, re.sub("[份条个名人次场件户]+$", "", text), NOT_A_COUNT)
        if value < 0:
            raise Wrong(name, NEGATIVE)
        if value != int(value) or value >= 10**9:
            raise Wrong(name, Reason("count", NOT_A_COUNT, values=(("text", text[:40]),)))
        return int(value)

    def yes(self, name: str) -> bool | None:
        """是 or 否; None when the column is not there."""
        if name not in self.table.columns:
            return None
        text = plain(self._text(name)).casefold()
        if text in _YES or text in _NO:
            return text in _YES
        raise Wrong(name, Reason("yes_or_no", NOT_YES_OR_NO, values=(("text", text[:40]),)))

    def choice(self, name: str, words: dict[str, Any], otherwise: Any = None) -> Any:
        """The meaning of a word out of a list; `otherwise` for an empty cell, when there is one."""
        text = plain(self._text(name))
        if not text and otherwise is not None:
            return otherwise
        if not text:
            self._lacking(name)
        if text not in words:
            listed = "、".join(dict.fromkeys(words))
            raise Wrong(name, Reason("not_in_list", NOT_IN_LIST, values=(("text", text[:40]), ("choices", listed))))
        return words[text]

    def fingerprint(self, *names: str) -> str:
        """The row's own words in these columns, to tell it from others."""
        return "|".join(plain(self._text(name)) for name in names)

    def _cell(self, name: str) -> Cell:
        place = self.table.columns.get(name)
        return self.line[place] if place is not None and place < len(self.line) else None

    def _text(self, name: str) -> str:
        cell = self._cell(name)
        if cell is None:
            return ""
        if isinstance(cell, float) and abs(cell) < _EXACT:
            return str(int(cell)) if cell.is_integer() else repr(round(cell, 6))  # 0.1 + 0.2 is three tenths
        if isinstance(cell, str) and len(cell) > 10 * LONGEST_TEXT:
            raise Wrong(name, TOO_LONG)
        return str(cell)

    def _lacking(self, name: str) -> Any:
        raise Wrong(name, Reason("required", FILL_IN, values=(("field", self.heading(name)),)))


def _own_heading(table: Table, name: str) -> str:
    known = {column.name: column.heading for column in table.ledger.columns}
    return known.get(name, name)


def _told(column: str, check: Any, text: str) -> str:
    """What a check makes of a text, its fault told with the column."""
    try:
        return str(check(text))
    except Unreadable as error:
        raise Wrong(column, error.reason) from error


def _resident_number(text: str) -> str:
    return check_id_number(text).number


def _credit_code(text: str) -> str:
    """A body may be known by the number of whoever stands for it."""
    return check_credit_code(text) if any(mark.isalpha() for mark in text[:17]) else _resident_number(text)


def _day(column: str, cell: Cell, text: str, year: int | None) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, timedelta):
        raise _no_day(column, text)
    if isinstance(cell, float | int) and not isinstance(cell, bool) and int(cell) in _SERIAL_DAYS:
        return _SERIAL_DAY_NOUGHT + timedelta(days=int(cell))
    text = fold_digits(unicodedata.normalize("NFKC", text)).strip()
    if text in ("", *_NONE):
        return None
    for form in (_DAY, _COMPACT_DAY):
        if match := form.fullmatch(text):
            return _built(column, text, int(match[1]), int(match[2]), int(match[3]))
    if year is not None and (match := _DAY_OF_YEAR.fullmatch(text)):
        return _built(column, text, year, int(match[1]), int(match[2]))
    raise _no_day(column, text)


def _built(column: str, text: str, year: int, month: int, day: int) -> date:
    try:
        if year in _YEARS:
            return date(year, month, day)
    except ValueError:
        pass
    raise _no_day(column, text)


def _no_day(column: str, text: str) -> Wrong:
    return Wrong(column, Reason("day", NOT_A_DAY, values=(("text", text[:40]),)))


def _decimal(column: str, text: str, sentence: str) -> Decimal:
    try:
        value = Decimal(text)
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite():
        raise Wrong(column, Reason("number", sentence, values=(("text", text[:40]),)))
    return value
