"""The addresses of periods: the standard statistics forms of any period, closing it, and what changed since."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from mediation.features.reports import page, period_page, restating, verifying
from mediation.features.reports.answers import close, figure_answer, file_answer
from mediation.features.reports.blueprint import blueprint
from mediation.features.reports.files import MAKERS
from mediation.features.reports.forms import FreezeForm, RestateForm
from mediation.features.reports.outline import FormId
from mediation.features.reports.report import Report, open_report, period_of, year_of
from mediation.features.reports.statistics import statistics_page
from mediation.indicators.scope import scope_for, within
from mediation.kernel import clock
from mediation.kernel.errors import NotFound, Refused
from mediation.kernel.labels import N_
from mediation.model.base import db
from mediation.procedure.roles import Role
from mediation.web import tokens
from mediation.web.access import current_actor, needs
from mediation.web.errors import sentence
from mediation.web.notices import announce

announce({"restated": N_("记下了。原来的数字不动，更正说明写在旁边。")})


@blueprint.get("/statistics")
@needs(Role.OFFICE, Role.LEADER)
def statistics() -> ResponseReturnValue:
    """The running year, unless `?period=` and `?place=` say otherwise."""
    report = _report(request.args.get("period") or str(clock.today().year))
    places = within(current_actor(), report.scope)
    return render_template("reports/statistics.html", page=statistics_page(report, places))


@blueprint.get("/reports/<int:year>/periods")
@needs(Role.OFFICE, Role.LEADER)
def periods(year: int) -> ResponseReturnValue:
    if year > clock.today().year:
        raise NotFound(str(year))
    year_of(year)
    scope = scope_for(current_actor(), request.args.get("place"))
    return render_template("reports/periods.html", page=period_page.periods_page(scope, year))


@blueprint.get("/reports/periods/<code>")
@needs(Role.OFFICE, Role.LEADER)
def period_show(code: str) -> ResponseReturnValue:
    form = FreezeForm() if Role.OFFICE in current_actor().roles else None
    return render_template("reports/period.html", page=period_page.period_page(_report(code), form))


@blueprint.get("/reports/periods/<code>.<kind>")
@needs(Role.OFFICE, Role.LEADER)
def period_document(code: str, kind: str) -> ResponseReturnValue:
    if kind not in MAKERS or kind == "html":
        raise NotFound(kind)
    return file_answer(_report(code), kind)


@blueprint.get("/reports/periods/<code>/figures/<id_>")
@needs(Role.OFFICE, Role.LEADER)
def period_figure(code: str, id_: str) -> ResponseReturnValue:
    return figure_answer(_report(code), id_)


@blueprint.post("/reports/periods/<code>/freeze")
@needs(Role.OFFICE)
def period_freeze(code: str) -> ResponseReturnValue:
    form = FreezeForm()
    if not form.validate() and page.closable(report := _report(code)):
        return render_template("reports/period.html", page=period_page.period_page(report, form)), 422
    return close(period_of(code), form)


@blueprint.route("/reports/periods/<code>/changes", methods=["GET", "POST"])
@needs(Role.OFFICE)
def period_changes(code: str) -> ResponseReturnValue:
    """What the ledgers say differently since a period was closed, and saying it anew."""
    report, form = _report(code, own_form=True), RestateForm()
    if report.frozen is None or not report.rows:
        raise NotFound(code)
    if request.method == "POST" and form.validate():
        if earlier := tokens.spend():
            return redirect(earlier.location, 303)
        if location := _restate(report, form):
            return redirect(location, 303)
    changes = list(verifying.changes_since(current_actor(), report))
    status = 422 if form.errors or form.form_errors else 200
    return render_template("reports/changes.html", page=period_page.changes_page(report, changes, form)), status


def _restate(report: Report, form: RestateForm) -> str | None:
    """All that changed is said anew in one transaction; None when nothing had changed."""
    assert report.frozen is not None
    changes = verifying.changes_since(current_actor(), report)
    changed = [(change.figure, change.frozen, change.now) for change in changes]
    try:
        restating.restate(
            current_actor(),
            report.frozen,
            report.scope.code,
            changed,
            reason=form.reason.answer,
            ordered_by=form.ordered_by.answer,
        )
    except Refused as refused:
        db.session.rollback()
        form.form_errors.extend(sentence(reason) for reason in refused.reasons)
        return None
    location = url_for(
        "reports.period_changes", code=report.period.code, place=request.args.get("place"), done="restated"
    )
    tokens.lead_to(location)
    db.session.commit()
    return location


def _report(code: str, *, own_form: bool = False) -> Report:
    """The figures of a period: as a table, or (`own_form`) in the form in which the period is reported."""
    period = period_of(code)
    if period.start > clock.today():
        raise NotFound(code)
    form = None if own_form else FormId.TABLE
    return open_report(current_actor(), period, code=request.args.get("place"), form=form)
