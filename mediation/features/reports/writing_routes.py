"""The addresses where a year's report is written, checked and signed."""

from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from mediation.features.reports import writing, writing_page
from mediation.features.reports.blueprint import blueprint
from mediation.features.reports.parts import head_row, parts_of
from mediation.features.reports.report import Report, open_report, year_of
from mediation.features.reports.writing_forms import HeadForm, HeadingForm, PartForm, PromiseForm, SourceForm
from mediation.kernel import clock
from mediation.kernel.errors import NotFound
from mediation.kernel.labels import N_
from mediation.model.base import db
from mediation.model.report import Promise
from mediation.procedure.roles import Role
from mediation.web import tokens
from mediation.web.access import current_actor, needs
from mediation.web.notices import announce
from mediation.web.registers import attempt, form_page

announce(
    {
        "part_written": N_("存好了。"),
        "part_added": N_("添好了。"),
        "part_moved": N_("挪好了。"),
        "part_dropped": N_("去掉了。写过的话还留在记录里。"),
        "promise_answered": N_("答复记下了。"),
        "source_given": N_("依据记下了。"),
        "report_signed": N_("签发了。以后再改一个字、一个数，都要重新签发。"),
    }
)


@blueprint.get("/reports/<int:year>/write")
@needs(Role.OFFICE, Role.LEADER)
def write(year: int) -> ResponseReturnValue:
    report = _live(year)
    page = writing_page.overview(current_actor(), report, writing.looked_at(current_actor(), report))
    return render_template("reports/write.html", page=page)


@blueprint.post("/reports/<int:year>/write/begin")
@needs(Role.OFFICE)
def write_begin(year: int) -> ResponseReturnValue:
    if earlier := tokens.spend():
        return redirect(earlier.location, 303)
    writing.begin(current_actor(), _live(year).scope, year)
    return _back(year)


@blueprint.route("/reports/<int:year>/write/<int:id_>", methods=["GET", "POST"])
@needs(Role.OFFICE)
def write_part(year: int, id_: int) -> ResponseReturnValue:
    report = _live(year)
    row = writing.part_at(report.scope, year, id_)
    form = PartForm(data={"heading": row.heading, "body": writing.text_to_edit(row, report.figures)})

    def act(answers: dict[str, Any]) -> str:
        writing.write(current_actor(), report.scope, row, answers["heading"], answers["body"] or "", report.figures)
        return _overview(year, "part_written")

    if answer := attempt(form, act, row):
        db.session.commit()
        return answer
    status = 409 if form.conflict else 422 if form.errors or form.form_errors else 200
    page = writing_page.part_page(report, row)
    return render_template("reports/write_part.html", page=page, form=form), status


@blueprint.post("/reports/<int:year>/write/<int:id_>/automatic")
@needs(Role.OFFICE)
def write_automatic(year: int, id_: int) -> ResponseReturnValue:
    if earlier := tokens.spend():
        return redirect(earlier.location, 303)
    scope = _live(year).scope
    writing.back_to_automatic(current_actor(), scope, writing.part_at(scope, year, id_))
    return _back(year)


@blueprint.post("/reports/<int:year>/write/<int:id_>/versions/<int(signed=True):event>")
@needs(Role.OFFICE)
def write_back(year: int, id_: int, event: int) -> ResponseReturnValue:
    """Take up an earlier version of a part."""
    if earlier := tokens.spend():
        return redirect(earlier.location, 303)
    report = _live(year)
    row = writing.part_at(report.scope, year, id_)
    writing.back_to(current_actor(), report.scope, row, event, report.figures)
    return _back(year, "part_written")


@blueprint.route("/reports/<int:year>/head", methods=["GET", "POST"])
@needs(Role.OFFICE)
def head(year: int) -> ResponseReturnValue:
    """To whom the report goes, who gets copies, and which office sends it."""
    scope = _live(year).scope
    row = head_row(scope, year)
    form = HeadForm(data={"addressee": row.addressee, "copies": row.copies, "issuer": row.issuer} if row else None)

    def act(answers: dict[str, Any]) -> str:
        writing.address(current_actor(), scope, year, answers["addressee"], answers["copies"], answers["issuer"])
        return _overview(year, "part_written")

    if answer := attempt(form, act, row):
        db.session.commit()
        return answer
    return form_page(form, _("主送和抄送"), _("存下"), _overview(year))


@blueprint.post("/reports/<int:year>/write/<int:id_>/up")
@needs(Role.OFFICE)
def write_up(year: int, id_: int) -> ResponseReturnValue:
    return _moved(year, id_, -1)


@blueprint.post("/reports/<int:year>/write/<int:id_>/down")
@needs(Role.OFFICE)
def write_down(year: int, id_: int) -> ResponseReturnValue:
    return _moved(year, id_, 1)


def _moved(year: int, id_: int, by: int) -> ResponseReturnValue:
    if earlier := tokens.spend():
        return redirect(earlier.location, 303)
    scope = _live(year).scope
    writing.move_part(current_actor(), scope, writing.part_at(scope, year, id_), by)
    return _back(year, "part_moved")


@blueprint.post("/reports/<int:year>/write/<int:id_>/drop")
@needs(Role.OFFICE)
def write_drop(year: int, id_: int) -> ResponseReturnValue:
    if earlier := tokens.spend():
        return redirect(earlier.location, 303)
    scope = _live(year).scope
    writing.drop_part(current_actor(), scope, writing.part_at(scope, year, id_))
    return _back(year, "part_dropped")


@blueprint.route("/reports/<int:year>/write/add", methods=["GET", "POST"])
@needs(Role.OFFICE)
def write_add(year: int) -> ResponseReturnValue:
    scope = _live(year).scope
    form = HeadingForm(data={"level": "2"})
    after = next((row for row in parts_of(scope, year) if str(row.id) == request.args.get("after")), None)

    def act(answers: dict[str, Any]) -> str:
        writing.begin(current_actor(), scope, year)
        writing.add_part(current_actor(), scope, year, after, answers["level"], answers["heading"])
        return _overview(year, "part_added")

    if answer := attempt(form, act):
        db.session.commit()
        return answer
    return form_page(form, _("添一个标题"), _("添上"), _overview(year))


@blueprint.route("/reports/<int:year>/promises/<int:id_>", methods=["GET", "POST"])
@needs(Role.OFFICE)
def promise(year: int, id_: int) -> ResponseReturnValue:
    report = _live(year)
    scope = report.scope
    row = db.session.get(Promise, id_)
    if row is None or (row.place_id, row.year) != (scope.place_id, year):
        raise NotFound(str(id_))
    form = PromiseForm(data={"outcome": row.outcome.value if row.outcome else "", "answer": row.answer})

    def act(answers: dict[str, Any]) -> str:
        outcome, answer = answers["outcome"], answers["answer"]
        writing.answer_promise(current_actor(), scope, row, outcome, answer, report.figures)
        return _overview(year, "promise_answered")

    if answer := attempt(form, act, row):
        db.session.commit()
        return answer
    return form_page(form, _("答复去年说的"), _("记下答复"), _overview(year), intro=row.text)


@blueprint.route("/reports/<int:year>/sources", methods=["GET", "POST"])
@needs(Role.OFFICE)
def sources(year: int) -> ResponseReturnValue:
    """Give the source of a number typed by hand; `?said=` are the words around it."""
    scope = _live(year).scope
    form = SourceForm(data={"said": request.args.get("said", "")})

    def act(answers: dict[str, Any]) -> str:
        writing.give_source(current_actor(), scope, year, answers["said"], answers["source"])
        return _overview(year, "source_given")

    if answer := attempt(form, act):
        db.session.commit()
        return answer
    return form_page(form, _("手写的数字依据什么"), _("记下依据"), _overview(year))


@blueprint.post("/reports/<int:year>/sign")
@needs(Role.OFFICE, Role.LEADER)
def sign(year: int) -> ResponseReturnValue:
    if earlier := tokens.spend():
        return redirect(earlier.location, 303)
    report = _live(year)
    writing.sign(current_actor(), report)
    return _back(year, "report_signed")


def _back(year: int, done: str | None = None) -> ResponseReturnValue:
    """Commit, and to the overview."""
    location = _overview(year, done)
    tokens.lead_to(location)
    db.session.commit()
    return redirect(location, 303)


def _overview(year: int, done: str | None = None) -> str:
    return url_for("reports.write", year=year, place=request.args.get("place"), done=done)


def _live(year: int) -> Report:
    if year > clock.today().year:
        raise NotFound(str(year))
    return open_report(current_actor(), year_of(year), code=request.args.get("place"))
