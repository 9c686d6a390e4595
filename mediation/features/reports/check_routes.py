"""The address where a report written elsewhere is held against the ledgers."""

from typing import Any

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.exceptions import HTTPException

from mediation.features.reports.blueprint import blueprint
from mediation.features.reports.checking.draft import ledger_of
from mediation.features.reports.checking.finder import Looked, look
from mediation.features.reports.checking.findings import Finding
from mediation.features.reports.checking.ledger import Ledger, agrees
from mediation.features.reports.checking.paper import LONGEST_FILE, read_bytes
from mediation.features.reports.checking.reading import Said
from mediation.features.reports.display import label_words
from mediation.features.reports.page import Page
from mediation.features.reports.report import Report, open_report, year_of
from mediation.kernel import clock
from mediation.kernel.errors import NotFound, Reason, Refused, Unreadable
from mediation.kernel.labels import N_
from mediation.model.base import db
from mediation.procedure.roles import Role
from mediation.web import fields
from mediation.web.access import current_actor, needs
from mediation.web.errors import error_page, sentence
from mediation.web.registers import RegisterForm, filled
from mediation.web.sessions import current_seat

TOO_LARGE = Reason("too_large", N_("文件超过20兆，没有核对。请把里面的图片去掉，另存一份再选。"))


class CheckForm(RegisterForm):
    """A report that somebody wrote in a word processor."""

    file = fields.Upload(_l("年报文件"), [filled], description=_l("docx 文件。只看不存，看完就丢掉。"))


@blueprint.route("/reports/<int:year>/check", methods=["GET", "POST"])
@needs(Role.OFFICE)
def check(year: int) -> ResponseReturnValue:
    """Which number was taken for which figure, and what is wrong; nothing of the file is kept."""
    report, form = _report(year), CheckForm()
    found: Page | None = None
    if request.method == "POST":
        db.session.rollback()  # only looked at: nobody who writes waits meanwhile
        found = _checked(report, form)
    wrong = bool(form.errors) or bool(form.form_errors)
    return _page(year, form, found), 422 if wrong else 200


def _page(year: int, form: CheckForm, found: Page | None = None) -> str:
    page = {
        "title": _("核对一份别处写的%(year)s年年报", year=year),
        "back": {
            "text": _("%(year)s年年报", year=year),
            "url": url_for("reports.show", year=year, place=request.args.get("place")),
        },
        "found": found,
    }
    return render_template("reports/check.html", page=page, form=form)


@blueprint.errorhandler(413)
def too_much(_error: HTTPException) -> ResponseReturnValue:
    """A file that is refused before it is read is told on the page where it was chosen, for whoever may see that."""
    here = request.endpoint == "reports.check" and current_seat() is not None
    if not here or request.view_args is None or Role.OFFICE not in current_actor().roles:
        return error_page(413)
    form = CheckForm(formdata=None)
    form.file.errors = [sentence(TOO_LARGE)]
    return _page(_report(request.view_args["year"]).period.end.year, form), 413


def _report(year: int) -> Report:
    if year > clock.today().year:
        raise NotFound(str(year))
    return open_report(current_actor(), year_of(year), code=request.args.get("place"))


def _checked(report: Report, form: CheckForm) -> Page | None:
    if not form.validate():
        return None
    file = form.file.answer
    try:
        text = read_bytes(file.stream.read(LONGEST_FILE + 1))
    except Unreadable as error:
        form.show(Refused(error.reason))
        form.file.errors, form.form_errors = [*form.file.errors, *form.form_errors], []
        return None
    ledger = ledger_of(current_actor(), report.scope, report.period, report)
    return _found(file.filename, ledger, look(text, ledger))


def _found(name: str, ledger: Ledger, looked: Looked) -> Page:
    return {
        "name": name,
        "blocking": [_finding(one) for one in looked.findings if one.blocks],
        "questions": [_finding(one) for one in looked.findings if not one.blocks],
        "taken": [_taken(ledger, one) for one in looked.taken],
        "unknown": [_place(one) for one in looked.said if one.named is None],
    }


def _finding(one: Finding) -> Page:
    what = _("%(kind)s：%(quote)s", kind=_(one.kind.label), quote=one.quote)
    return {"what": what, "where": one.where, "who": sentence(one.reason)}


def _taken(ledger: Ledger, one: Said) -> dict[str, Any]:
    assert one.named is not None
    true = ledger.value(one.named)
    names = [label_words(one.named.figure), _(one.named.part) if one.named.part else ""]
    return {
        **_place(one),
        "label": _("：").join(filter(None, names)),
        "ledger": "—" if true is None else f"{true.normalize():f}" if true == true.to_integral() else f"{true:.2f}",
        "agrees": true is None or agrees(one.number, true),
    }


def _place(one: Said) -> dict[str, Any]:
    return {"line": one.line.number, "said": one.number.text, "around": one.sentence.strip(), "where": one.line.where}
