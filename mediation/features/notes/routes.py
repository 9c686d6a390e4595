"""The addresses of private notes, below their case; for everybody but the author they do not exist."""

from collections.abc import Iterator
from typing import Any

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import Optional

from mediation.features.notes import keeping
from mediation.kernel.labels import N_
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.note import PrivateNote
from mediation.web import fields, tokens
from mediation.web.access import current_actor, for_case
from mediation.web.notices import announce
from mediation.web.registers import RegisterForm, attempt, filled, offer
from mediation.web.words import day_words, moment_words

blueprint = Blueprint("notes", __name__)

LONGEST = 20_000

announce(
    {
        "note_added": N_("记下了。只有您自己看得到。"),
        "note_changed": N_("改好了。只有您自己看得到。"),
        "note_dropped": N_("删掉了。"),
    }
)


class NoteForm(RegisterForm):
    """What was said to the mediator alone, and at which talk."""

    text = fields.LongText(_l("记什么"), [filled], max_length=LONGEST)
    session_id = fields.Pick(_l("是哪一次谈的时候"), [Optional()], choices=(), read=int)


@blueprint.get("/cases/<ref>/notes")
@for_case
def index(case: Case) -> ResponseReturnValue:
    actor = current_actor()
    rows = keeping.notes_of(actor, case)
    may = keeping.may_write(actor, case)
    page = {
        "url": url_for("cases.show", ref=case.ref),
        "new_url": url_for("notes.new", ref=case.ref) if may else "",
        "notes": [_line(case, note, may) for note in rows],
    }
    return render_template("notes/list.html", page=page)


@blueprint.route("/cases/<ref>/notes/new", methods=["GET", "POST"])
@for_case
def new(case: Case) -> ResponseReturnValue:
    actor = current_actor()
    keeping.notes_of(actor, case)
    form = _form(case)

    def act(answers: dict[str, Any]) -> str:
        keeping.write(actor, case, answers)
        return url_for("notes.index", ref=case.ref, done="note_added")

    if answer := attempt(form, act):
        db.session.commit()
        return answer
    return _form_page(case, form, _("记一条只有自己看的"), _("记下来"))


@blueprint.route("/cases/<ref>/notes/<note_ref>", methods=["GET", "POST"])
@for_case
def edit(case: Case, note_ref: str) -> ResponseReturnValue:
    actor = current_actor()
    note = keeping.note_at(actor, case, note_ref)
    form = _form(case, note)

    def act(answers: dict[str, Any]) -> str:
        keeping.change(actor, case, note, answers)
        return url_for("notes.index", ref=case.ref, done="note_changed")

    if answer := attempt(form, act, note):
        db.session.commit()
        return answer
    return _form_page(case, form, _("改这一条"), _("存下改的"))


@blueprint.post("/cases/<ref>/notes/<note_ref>/drop")
@for_case
def drop(case: Case, note_ref: str) -> ResponseReturnValue:
    if earlier := tokens.spend():
        return redirect(earlier.location, 303)
    actor = current_actor()
    keeping.drop(actor, case, keeping.note_at(actor, case, note_ref))
    location = url_for("notes.index", ref=case.ref, done="note_dropped")
    tokens.lead_to(location)
    db.session.commit()
    return redirect(location, 303)


def _form(case: Case, note: PrivateNote | None = None) -> NoteForm:
    form = NoteForm(obj=note)
    talks = [(row.id, _talk_words(row.on, row.place)) for row in case.sessions]
    offer(form.session_id, talks, _("不是哪一次的"))
    if note is not None and request.method == "GET":
        form.session_id.data = str(note.session_id or "")
    return form


def _talk_words(on: Any, place: str | None) -> str:
    return " ".join(filter(None, (day_words(on), place)))


def _form_page(case: Case, form: NoteForm, heading: str, button: str) -> ResponseReturnValue:
    """As web.registers.form_page, on a page of which a printer gets nothing."""
    wrong = bool(form.errors) or bool(form.form_errors)
    back = url_for("notes.index", ref=case.ref)
    page = render_template("notes/form.html", form=form, heading=heading, button=button, back=back, intro="")
    return make_response(page, 409 if form.conflict else 422 if wrong else 200)


def _line(case: Case, note: PrivateNote, may: bool) -> dict[str, Any]:
    talk = next((row for row in case.sessions if row.id == note.session_id), None)
    return {
        "text": note.text,
        "when": " ".join(_when(note)),
        "talk": _talk_words(talk.on, talk.place) if talk else "",
        "edit_url": url_for("notes.edit", ref=case.ref, note_ref=note.ref) if may else "",
        "drop_url": url_for("notes.drop", ref=case.ref, note_ref=note.ref) if may else "",
    }


def _when(note: PrivateNote) -> Iterator[str]:
    yield _("%(when)s记的", when=moment_words(note.written_at))
    if note.changed_at != note.written_at:
        yield _("%(when)s改过", when=moment_words(note.changed_at))
