"""From what an event asks to the form a person fills in, and back to answers."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from flask import abort, request
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms import FieldList, Form, FormField, HiddenField
from wtforms.fields import SelectChoice
from wtforms.validators import Optional

from mediation.casework.offers import OFFERED, Offers
from mediation.kernel import clock
from mediation.kernel.errors import Reason
from mediation.procedure.asks import FILL_IN_OF, FILL_IN_ROW, Ask, Kind
from mediation.web import fields
from mediation.web.drafts import KeepsDraft
from mediation.web.errors import sentence

MOST_ROWS = 40
EMPTY = "空着"
_PERSON_NAMES = ("name", "name_bo")
_NUMBER_LINES = {"id_number": fields.IdNumberLine, "phone": fields.PhoneLine, "contact_phone": fields.PhoneLine}


class ActForm(FlaskForm):
    """The form of one act: its asks, the case's version it was opened at, and what was answered."""

    class Meta(KeepsDraft):
        pass

    asks: tuple[Ask, ...] = ()
    version = HiddenField()

    @property
    def folded(self) -> frozenset[str]:
        """The fields that are seldom needed: they are shown when somebody unfolds them, and once the form was sent."""
        return frozenset(ask.name for ask in self.asks if ask.rarely)

    def answers(self) -> dict[str, Any]:
        """The cleaned answers by the names of the asks; what was left empty is left out."""
        return dict(_answers(self.asks, self))

    def show(self, reasons: Iterable[Reason]) -> list[str]:
        """Put each reason beside its field; those without one come back as sentences."""
        loose = []
        for reason in reasons:
            field = _find(self, reason.field) if reason.field else None
            said = sentence(self._named(reason))
            if field is None:
                loose.append(said)
            else:
                field.errors = [*field.errors, said]
        return loose

    def _named(self, reason: Reason) -> Reason:
        """A gap in a row is told by the name that the row carries, where it carries one, instead of by its number."""
        name = _name_of_row(self, reason.field or "") if reason.text == FILL_IN_ROW else ""
        return replace(reason, text=FILL_IN_OF, values=(*reason.values, ("name", name))) if name else reason

    def rows_button(self, pressed: Mapping[str, str]) -> bool:
        """Whether a button was pressed that only changes the form, by a row or by other hours; if so it is done."""
        name, gone = pressed.get("add_row"), pressed.get("remove_row")
        if pressed.get("take_time"):
            return self._take_time(*pressed["take_time"].partition("/")[::2])
        if name and isinstance(rows := self._fields.get(name), FieldList):
            if not rows.max_entries or len(rows.entries) < rows.max_entries:
                rows.append_entry()
            return True
        if gone:
            for rows in self._fields.values():
                if isinstance(rows, FieldList) and len(rows.entries) > rows.min_entries:
                    rows.entries = [entry for entry in rows.entries if entry.name != gone]
            return True
        return False

    def _take_time(self, *typed: str) -> bool:
        """Put a free time that was offered into the fields of the hours; what is no time changes nothing."""
        with suppress(ValueError):
            moments = [datetime.fromisoformat(one).replace(tzinfo=None) for one in typed]
            for name, moment in zip(("starts", "ends"), moments, strict=True):
                if name in self._fields:
                    self._fields[name].data, self._fields[name].raw_data = moment, None
        return True


class RowForm(FlaskForm):
    """One row of a list of rows; it has no forgery token of its own."""

    class Meta:
        csrf = False

    asks: tuple[Ask, ...] = ()
    row_title = ""

    @property
    def unfolded(self) -> bool:
        """Whether something is wrong in what is folded away, or says more than stands there by itself."""
        return any(_says_more(self._fields[ask.name]) for ask in self.asks if ask.rarely)


class Marked:
    """Marks for the page how a field of a row is shown: "rarely" or "brief" (see Ask); it checks nothing."""

    def __init__(self, mark: str) -> None:
        self.field_flags = {mark: True}

    def __call__(self, form: Any, field: Any) -> None:
        """Any answer will do."""


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes one field for one ask, with the records it may offer."""

    offers: Offers

    def make(self, ask: Ask, *, inside: bool = False) -> Any:
        common: dict[str, Any] = {"label": _(ask.label), "description": _(ask.hint) if ask.hint else ""}
        if not _always_answered(ask) and ask.required_if is None and ask.along_with is None:
            common["validators"] = [fields.Unsaid() if _told(ask) else Optional()]
        marks = [Marked(mark) for mark in ("rarely", "brief") if getattr(ask, mark)]
        if marks:
            common["validators"] = [*common.get("validators", ()), *marks]
        if ask.shown_with is not None:
            common["render_kw"] = {"data-shown-with": " ".join((ask.shown_with[0], *ask.shown_with[1]))}
        if ask.default is not None and not isinstance(ask.default, bool):
            common["default"] = ask.default
        if inside and _is_day_of_telling(ask):
            common["default"] = clock.today
        if ask.kind is Kind.ROWS:
            return self._rows(ask)
        return self._plain(ask, common) or self._picked(ask, common, inside=inside)

    def _plain(self, ask: Ask, common: dict[str, Any]) -> Any:
        long = {**common, "max_length": ask.max_length}
        if ask.kind is Kind.SECRET:
            return _NUMBER_LINES.get(ask.name, fields.TextLine)(**long)
        if ask.kind is Kind.TEXT:
            return (fields.NameLine if ask.name in _PERSON_NAMES else fields.TextLine)(**long)
        kinds: dict[Kind, Any] = {
            Kind.DATE: fields.Day,
            Kind.INSTANT: fields.Moment,
            Kind.FLAG: fields.Tick,
            Kind.ANSWER: fields.YesNo,
            Kind.MONEY: fields.Amount,
            Kind.NUMBER: fields.Quantity,
            Kind.COUNT: fields.Count,
            Kind.FILE: fields.Upload,
        }
        if ask.kind is Kind.LONG:
            return fields.LongText(**long)
        if ask.kind is Kind.ANSWER:
            common["default"] = {True: "yes", False: "no"}.get(ask.default)
        return kinds[ask.kind](**common) if ask.kind in kinds else None

    def _picked(self, ask: Ask, common: dict[str, Any], *, inside: bool) -> Any:
        """The only choice there is stands there already; not in a row, which it would make look filled in."""
        if ask.kind in (Kind.CHOICE, Kind.CHOICES) and ask.choices is not None:
            many, read, offered = ask.kind is Kind.CHOICES, ask.choices, fields.codes(ask.choices)
            return (fields.Picks if many else fields.Pick)(choices=offered, read=read, **common)
        if ask.kind is Kind.CASE:
            return fields.TextLine(**common)
        offers = [SelectChoice(str(key), label) for key, label in self.offers.of(ask.kind)]
        if len(offers) == 1 and ask.required and not ask.others and not inside and ask.kind is not Kind.FOLLOWUP:
            common.setdefault("default", [offers[0].value] if _many(ask.kind) else offers[0].value)
        return (fields.Picks if _many(ask.kind) else fields.Pick)(choices=offers, read=int, **common)

    def _rows(self, ask: Ask) -> Any:
        parts = {row.name: self.make(row, inside=True) for row in ask.rows}
        said = {"label": _(ask.label), "description": _(ask.hint) if ask.hint else ""}
        fixed = {"party": Kind.PARTY, "team": Kind.TEAM}.get(ask.each or "")
        if fixed is not None:
            parts[ask.each or ""] = HiddenField()
            return FieldList(FormField(_row_form(ask, parts)), **said, **self._seats(fixed, ask))
        return FieldList(FormField(_row_form(ask, parts)), **said, min_entries=1, max_entries=MOST_ROWS)

    def _seats(self, kind: Kind, ask: Ask) -> dict[str, Any]:
        seats = self.offers.of(kind)
        default = [{ask.each: str(key), **_row_defaults(ask)} for key, _label in seats]
        return {"min_entries": len(seats), "max_entries": len(seats), "default": default}


def form_for(asks: tuple[Ask, ...], offers: Offers, version: int | None = None, **given: Any) -> ActForm:
    """A bound form for the asks; `given` are the first answers of an unsent one, `version` the case's."""
    if any(not name.isascii() for name in request.form):
        abort(400)  # our fields have plain names; a row numbered in another script is nobody's typing
    maker = _Maker(offers)
    shown = tuple(ask for ask in asks if not ask.by_system and not _nothing_to_offer(ask, offers))
    kind = type("OneActForm", (ActForm,), {"asks": shown, **{ask.name: maker.make(ask) for ask in shown}})
    first = {"on": clock.today(), "version": str(version or ""), **given}
    form: ActForm = kind(data=first)
    _title_rows(form, offers)
    return form


def _always_answered(ask: Ask) -> bool:
    """Whether no answer is none; a choice that stands at one of its answers already has no empty one beside them."""
    return ask.required or (ask.kind is Kind.CHOICE and ask.default is not None)


def _nothing_to_offer(ask: Ask, offers: Offers) -> bool:
    """Whether an optional choice has nothing to choose from: then it is not asked."""
    if ask.required or ask.required_if is not None or ask.kind not in OFFERED:
        return False
    return not offers.of(ask.kind)


def _row_form(ask: Ask, parts: dict[str, Any]) -> type[Form]:
    return type(f"{ask.name}_row", (RowForm,), {"asks": ask.rows, **parts})


def _row_defaults(ask: Ask) -> dict[str, Any]:
    found: dict[str, Any] = {row.name: row.default for row in ask.rows if row.default is not None}
    return found | {row.name: clock.today() for row in ask.rows if _is_day_of_telling(row)}


def _is_day_of_telling(ask: Ask) -> bool:
    """Whether it is the day on which somebody was told: mostly it is written down the same day."""
    return ask.kind is Kind.DATE and ask.name == "told_on"


def _says_more(field: Any) -> bool:
    usual = field.default() if callable(field.default) else field.default
    return bool(field.errors) or (bool(field.data) and field.data != usual)


def _title_rows(form: ActForm, offers: Offers) -> None:
    """Rows that stand for a party or mediator carry that name."""
    for ask in form.asks:
        if ask.each is None:
            continue
        names = dict(offers.of(Kind.PARTY if ask.each == "party" else Kind.TEAM))
        for entry in form._fields[ask.name].entries:
            key = entry.form._fields[ask.each].data
            entry.form.row_title = names.get(int(key), "") if str(key).isdecimal() else ""


def _told(ask: Ask) -> bool:
    """Whether the words of the ask say what an empty field means; they are written in the source language."""
    return EMPTY in ask.label or EMPTY in ask.hint


def _name_of_row(form: ActForm, name: str) -> str:
    rows, _dash, rest = name.partition("-")
    index, _dash, _inner = rest.partition("-")
    field = form._fields.get(rows)
    if not isinstance(field, FieldList) or not index.isdecimal() or int(index) >= len(field.entries):
        return ""
    row = field.entries[int(index)].form
    return str(row.row_title or (row._fields["name"].data if "name" in row._fields else "") or "")


def _many(kind: Kind) -> bool:
    return kind in (Kind.PARTIES, Kind.MEDIATORS, Kind.TEAM_MEMBERS)


def _answers(asks: tuple[Ask, ...], form: Any) -> Iterator[tuple[str, Any]]:
    for ask in asks:
        field = form._fields[ask.name]
        value = _rows_answer(ask, field) if ask.kind is Kind.ROWS else field.answer
        if value is not None and not (ask.kind is Kind.FLAG and value is False):
            yield ask.name, value


def _rows_answer(ask: Ask, field: Any) -> tuple[dict[str, Any], ...] | None:
    rows = []
    for entry in field.entries:
        row = dict(_answers(ask.rows, entry.form))
        if ask.each is not None:
            key = entry.form._fields[ask.each].data
            row[ask.each] = int(key) if str(key).isdecimal() else None
        elif not _typed(ask, row):
            continue
        rows.append(row)
    return tuple(rows) or None


def _typed(ask: Ask, row: dict[str, Any]) -> bool:
    """Whether anything was filled in that does not stand there by itself."""
    defaults = _row_defaults(ask)
    return any(value != defaults.get(name) for name, value in row.items())


def _find(form: Any, name: str) -> Any:
    """The field by its name, also inside rows: items-0-amount."""
    first, _dash, rest = name.partition("-")
    field = form._fields.get(first)
    if field is None or not rest:
        return field if not isinstance(field, FieldList) or field is None else _first_of(field)
    index, _dash, inner = rest.partition("-")
    if isinstance(field, FieldList) and index.isdecimal() and int(index) < len(field.entries):
        return _find(field.entries[int(index)].form, inner)
    return field


def _first_of(rows: Any) -> Any:
    """A list of rows cannot carry a sentence of its own: its first field does."""
    if not rows.entries:
        return None
    return next(iter(rows.entries[0].form._fields.values()), None)
