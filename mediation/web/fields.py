"""Form fields that give back what the procedure asks for: fen, instants, codes, ids; nothing is half understood."""

import re
from collections.abc import Callable, Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from wtforms import (
    BooleanField,
    DateField,
    DateTimeLocalField,
    FileField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields import SelectChoice
from wtforms.validators import Optional
from wtforms.widgets import TextInput

from mediation.kernel import clock
from mediation.kernel.errors import Unreadable
from mediation.kernel.identity import check_credit_code, check_id_number, check_phone
from mediation.kernel.labels import Choice
from mediation.kernel.text import clean_name, clean_text, fold_digits
from mediation.web.errors import sentence

Coerce = Callable[[str], Any]
MOST_FEN = 10**13
FIRST_YEAR, LAST_YEAR = 1900, 2100
# Thousands may be set apart by commas, in threes only: 1,5 is no number here.
_NUMBER = re.compile(r"-?([0-9]{1,12}|[0-9]{1,3}(,[0-9]{3}){1,3})([.][0-9]{1,2})?")


class OnKeys(TextInput):
    """A line that opens the keyboard of digits on a phone, without the arrows of a number field."""

    def __init__(self, keys: str) -> None:
        super().__init__()
        self.keys = keys

    def __call__(self, field: Any, **kwargs: Any) -> Any:
        kwargs.setdefault("inputmode", self.keys)
        return super().__call__(field, **kwargs)


class TextLine(StringField):
    """One line, cleaned; an empty one is None."""

    cleaner: Callable[[str], str] = staticmethod(clean_text)

    def __init__(self, *args: Any, max_length: int = 2000, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.max_length = max_length
        self.answer: Any = None

    def pre_validate(self, form: Any) -> None:
        typed = (self.data or "").strip()
        if len(typed) > self.max_length:
            raise ValidationError(_("写得太长了，最多%(count)s个字。", count=self.max_length))
        self.answer = _clean(type(self).cleaner, typed) if typed else None


class NameLine(TextLine):
    """A person's or an organisation's name."""

    cleaner = staticmethod(clean_name)


class PhoneLine(TextLine):
    widget = OnKeys("tel")
    cleaner = staticmethod(check_phone)


class IdNumberLine(TextLine):
    """A resident ID number, or a credit code for an organisation."""

    cleaner = staticmethod(lambda text: _id_number(text))


class LongText(TextAreaField):
    """Several lines, cleaned; an empty one is None."""

    def __init__(self, *args: Any, max_length: int = 2000, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.max_length = max_length
        self.answer: Any = None

    def pre_validate(self, form: Any) -> None:
        typed = (self.data or "").strip()
        if len(typed) > self.max_length:
            raise ValidationError(_("写得太长了，最多%(count)s个字。", count=self.max_length))
        self.answer = _clean(clean_text, typed) if typed else None


class Day(DateField):
    """A civil day."""

    def process_formdata(self, valuelist: list[str]) -> None:
        if not valuelist or not valuelist[0].strip():
            self.data = None
            return
        try:
            super().process_formdata(valuelist)
        except ValueError:
            self.data = None
            raise ValueError(_("这个日期看不懂。请写成 2026-01-31 这样。")) from None
        _in_our_time(self)

    @property
    def answer(self) -> Any:
        return self.data


class Moment(DateTimeLocalField):
    """A wall-clock time in Shanghai, answered as an aware instant."""

    def process_formdata(self, valuelist: list[str]) -> None:
        if not valuelist or not valuelist[0].strip():
            self.data = None
            return
        try:
            super().process_formdata(valuelist)
        except ValueError:
            self.data = None
            raise ValueError(_("这个时间看不懂。请写成 2026-01-31 15:00 这样。")) from None
        _in_our_time(self)

    @property
    def answer(self) -> datetime | None:
        typed: datetime | None = self.data
        return typed.replace(tzinfo=clock.SHANGHAI) if typed else None


class Unsaid(Optional):
    """As Optional, for a field whose own words say what it means when it is left empty."""

    def __init__(self) -> None:
        super().__init__()
        self.field_flags = {"optional": True, "told": True}


class Amount(StringField):
    """Yuan as typed, answered in fen; never negative, never more than two decimals."""

    widget = OnKeys("decimal")

    def pre_validate(self, form: Any) -> None:
        self.answer = _fen(fold_digits((self.data or "").strip()))

    answer: int | None = None


class Quantity(StringField):
    """A positive number with at most two decimals."""

    widget = OnKeys("decimal")

    answer: Decimal | None = None

    def pre_validate(self, form: Any) -> None:
        self.answer = _decimal(fold_digits((self.data or "").strip()))
        if self.answer is not None and not 0 < self.answer < 10**9:
            raise ValidationError(_("数量要大于0。"))


class Count(StringField):
    """A whole number, zero or more."""

    widget = OnKeys("numeric")

    answer: int | None = None

    def pre_validate(self, form: Any) -> None:
        typed = fold_digits((self.data or "").strip())
        if not typed:
            self.answer = None
        elif not typed.isascii() or not typed.isdecimal() or len(typed) > 9:
            raise ValidationError(_("请写一个整数，不能是负数。"))
        else:
            self.answer = int(typed)


class Tick(BooleanField):
    @property
    def answer(self) -> bool:
        return bool(self.data)


class YesNo(RadioField):
    """Yes, no, or not answered."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        choices = [SelectChoice("yes", _("是")), SelectChoice("no", _("否"))]
        super().__init__(*args, choices=choices, validate_choice=False, **kwargs)

    @property
    def answer(self) -> bool | None:
        return {"yes": True, "no": False}.get(self.data or "")


class Pick(SelectField):
    """One out of a list; `read` turns the key into the answer. A key that was not offered is refused."""

    def __init__(self, *args: Any, choices: Iterable[SelectChoice], read: Coerce, **kwargs: Any) -> None:
        offered = [SelectChoice("", _("请选择")), *choices]
        super().__init__(*args, choices=offered, **kwargs)
        self.read = read

    def pre_validate(self, form: Any) -> None:
        if self.data and self.data not in {choice.value for choice in self.choices}:
            raise ValidationError(_("请从列出的里面选。"))

    @property
    def answer(self) -> Any:
        return self.read(self.data) if self.data else None


class Picks(SelectMultipleField):
    """Any number out of a list."""

    def __init__(self, *args: Any, choices: Iterable[SelectChoice], read: Coerce, **kwargs: Any) -> None:
        super().__init__(*args, choices=list(choices), **kwargs)
        self.read = read

    def pre_validate(self, form: Any) -> None:
        if set(self.data or ()) - {choice.value for choice in self.choices}:
            raise ValidationError(_("请从列出的里面选。"))

    @property
    def answer(self) -> tuple[Any, ...] | None:
        return tuple(self.read(key) for key in self.data) if self.data else None


class Upload(FileField):
    @property
    def answer(self) -> Any:
        return self.data if getattr(self.data, "filename", "") else None


def _in_our_time(field: Any) -> None:
    """A year nobody can mean is a slip of the finger."""
    if field.data is not None and not FIRST_YEAR <= field.data.year <= LAST_YEAR:
        field.data = None
        raise ValueError(_("年份不对，请看一看。"))


def codes(kind: type[Choice]) -> list[SelectChoice]:
    """The members of a code list as choices, in the language of the page."""
    return [SelectChoice(member.value, _(member.label)) for member in kind]


def _clean(cleaner: Callable[[str], Any], typed: str) -> Any:
    try:
        return cleaner(typed)
    except Unreadable as error:
        raise ValidationError(sentence(error.reason)) from None


def _id_number(text: str) -> str:
    """Whichever of the two it is by its form; the fault told is that of a resident number."""
    try:
        return check_id_number(text).number
    except Unreadable:
        if any(character.isalpha() for character in text[:17]):
            return check_credit_code(text)
        raise


def _fen(typed: str) -> int | None:
    value = _decimal(typed.removesuffix("元").strip())
    if value is None:
        return None
    if not 0 < value * 100 < MOST_FEN:
        raise ValidationError(_("金额要大于0。"))
    return int(value * 100)


def _decimal(typed: str) -> Decimal | None:
    typed = typed.replace("，", ",")
    if not typed:
        return None
    if not _NUMBER.fullmatch(typed):
        raise ValidationError(_("请写数字，最多两位小数，例如 1200 或 1200.50。"))
    return Decimal(typed.replace(",", ""))
