"""The forms with which registers are kept: what was typed stays, a stale form shows both versions."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Response, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from sqlalchemy.exc import IntegrityError
from wtforms import FileField, HiddenField, SelectField
from wtforms.fields import SelectChoice
from wtforms.validators import StopValidation

from mediation.casework import registers
from mediation.kernel import clock
from mediation.kernel.errors import NotAllowed, Reason, Refused, Unreadable
from mediation.kernel.labels import N_
from mediation.model.base import Base, db
from mediation.web import tokens
from mediation.web.access import current_actor
from mediation.web.drafts import KeepsDraft
from mediation.web.errors import sentence
from mediation.web.words import moment_words

MEANWHILE = Reason("meanwhile", N_("刚才有人存了同样的一条。请回去看看，再写一次。"))
BAD_DAY = Reason("day", N_("这个日期看不懂。请写成 2026-01-31 这样。"))
EARLIEST, LATEST = date(1950, 1, 1), date(2199, 12, 31)


@dataclass(frozen=True, slots=True)
class Conflict:
    """What was changed while a form was open; see components/two_versions.html. `own`: by its reader, elsewhere."""

    who: str
    own: bool
    when: str
    rows: list[dict[str, str]]


class RegisterForm(FlaskForm):
    """A form without a forgery token of its own; `opened` is the mark of the row that it was made from."""

    class Meta(KeepsDraft):
        csrf = False

    opened = HiddenField()
    conflict: Conflict | None = None

    def answers(self) -> dict[str, Any]:
        """The cleaned answers by field, None for what was left empty."""
        return {field.name: field.answer for field in self if hasattr(field, "answer")}

    def suggestions(self) -> dict[str, list[str]]:
        """Words to choose from while typing, by the id of their list; a field names its list in render_kw."""
        return {}

    def show(self, refused: Refused) -> None:
        """Put each reason beside its field, the others above the form."""
        for reason in refused.reasons:
            field = self._fields.get(reason.field or "")
            if field is None:
                self.form_errors.append(sentence(reason))
            else:
                field.errors = [*field.errors, sentence(reason)]


def filled(_form: Any, field: Any) -> None:
    """The validator of a field that may not be left empty."""
    if not field.errors and field.answer in (None, ()):
        raise StopValidation(_("还没有选文件。") if isinstance(field, FileField) else _("还没有写。"))


def in_time(_form: Any, field: Any) -> None:
    """The validator of a day that lies in a century in which registers were kept."""
    if field.answer is not None and not EARLIEST <= field.answer <= LATEST:
        raise StopValidation(_("年份不对，请看一看。"))


def not_ahead(_form: Any, field: Any) -> None:
    """The validator of a day on which something happened."""
    in_time(_form, field)
    if field.answer is not None and field.answer > clock.today():
        raise StopValidation(_("日期不能晚于今天。"))


def offer(field: SelectField, choices: Iterable[tuple[Any, str]], empty: str | None = None) -> None:
    """Give a Pick its choices: pairs of key and words, already in the language of the page."""
    offered = [SelectChoice(str(key), words) for key, words in choices]
    field.choices = [SelectChoice("", empty or _("请选择")), *offered]


def attempt(
    form: RegisterForm, act: Callable[[dict[str, Any]], str], opened: Base | None = None, subject: Base | None = None
) -> ResponseReturnValue | None:
    """Do what a sent form says: the redirect before which the route commits, or None when the form is to be shown.

    `act` is given the answers and returns where to go; `opened` is the row that the form shows, `subject`
    the one under which the chain tells of its changes when that is another.
    """
    mark = registers.mark_of(opened) if opened is not None else ""
    if request.method != "POST":
        form.opened.data = form.opened.data or mark  # a draft keeps the mark at which it was begun
        return None
    if earlier := tokens.spend():
        return redirect(earlier.location, 303)
    if form.validate():
        if opened is not None and form.opened.data != mark:
            form.conflict = _both_versions(form, opened, subject or opened)
        elif location := _done(form, act):
            tokens.lead_to(location)
            return redirect(location, 303)
    db.session.rollback()
    form.opened.data = mark
    return None


def form_page(
    form: RegisterForm,
    heading: str,
    button: str,
    back: str,
    intro: str = "",
    *,
    template: str = "registers/form.html",
    **more: Any,
) -> Response:
    """The page of a form: 200 when fresh, 422 when something is to be mended, 409 when somebody else was faster.

    `template` extends the usual page by what `more` gives it.
    """
    wrong = bool(form.errors) or bool(form.form_errors)
    page = render_template(template, form=form, heading=heading, button=button, back=back, intro=intro, **more)
    return make_response(page, 409 if form.conflict else 422 if wrong else 200)


def asked_day(name: str = "on") -> date:
    """The day in the address, today without; Unreadable for what is none."""
    text = request.args.get(name, "").strip()
    if not text:
        return clock.today()
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Unreadable(BAD_DAY) from None
    if not EARLIEST <= day <= LATEST:
        raise Unreadable(BAD_DAY)
    return day


def _done(form: RegisterForm, act: Callable[[dict[str, Any]], str]) -> str | None:
    try:
        return act(form.answers())
    except NotAllowed:
        raise
    except Refused as refused:
        db.session.rollback()
        form.show(refused)
    except IntegrityError:
        db.session.rollback()
        form.show(Refused(MEANWHILE))
    return None


def _both_versions(form: RegisterForm, opened: Base, subject: Base) -> Conflict:
    """The fields in which the row as it stands now differs from what was typed."""
    last = registers.last_change(subject)
    when = moment_words(last.recorded_at) if last else _("刚才")
    stored = {name: getattr(opened, name) for name in registers.snapshot(opened)}
    rows = [
        {"label": field.label.text, "theirs": _stored_words(field, stored[field.name]), "yours": _typed_words(field)}
        for field in form
        if field.name in stored and _stored_words(field, stored[field.name]) != _typed_words(field)
    ]
    own = last is not None and last.actor_id is not None and last.actor_id == current_actor().user_id
    return Conflict(last.actor if last else _("别人"), own, when, rows)


def _stored_words(field: Any, value: Any) -> str:
    if value is None or value == "":
        return "—"
    if isinstance(value, bool):
        return _("是") if value else _("否")
    return _choice_words(field, str(value))


def _typed_words(field: Any) -> str:
    return _stored_words(field, field.answer)


def _choice_words(field: Any, key: str) -> str:
    offered = {str(choice.value): str(choice.label) for choice in getattr(field, "choices", None) or ()}
    return offered.get(key, key)
