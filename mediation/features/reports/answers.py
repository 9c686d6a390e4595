"""What the addresses of a year and of any other period have in common: a figure with its rows, a file, the closing."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from mediation.features.reports import freezing, page, verifying
from mediation.features.reports.files import TYPES, file_name, file_of
from mediation.features.reports.forms import FreezeForm
from mediation.features.reports.looking import EXPORT, LOOK, remember
from mediation.features.reports.report import Edition, Report
from mediation.indicators.catalogue import INDICATORS
from mediation.indicators.opening import Opened, opened
from mediation.indicators.period import Period
from mediation.indicators.scope import scope_for
from mediation.kernel.errors import NotFound
from mediation.model.base import db
from mediation.web import tokens
from mediation.web.access import current_actor
from mediation.web.downloads import attachment


def figure_answer(report: Report, id_: str) -> ResponseReturnValue:
    """One figure of a report, or the number of it that `?part=` and `?field=` name, with its rows."""
    if id_ not in report.figures:
        raise NotFound(id_)
    found = _opened(report, id_)
    whole = report.rows and not found.cut.label
    near = INDICATORS[id_].near
    shown = near(report.reading) if near and report.reading and whole else []
    change = _change(report, id_) if report.frozen is not None and whole else None
    body = render_template("reports/figure.html", page=page.figure_page(report, id_, found, shown, change))
    if found.rows:
        remember(LOOK, f"{id_}/{report.period.code}", rows=len(found.rows))
    return body


def _opened(report: Report, id_: str) -> Opened:
    try:
        return opened(id_, report.figures[id_], request.args.get("part", ""), request.args.get("field", ""))
    except KeyError as error:
        raise NotFound(id_) from error


def _change(report: Report, id_: str) -> verifying.Change | None:
    return next(verifying.changes_since(current_actor(), report, [id_]), None)


def file_answer(report: Report, kind: str) -> ResponseReturnValue:
    """A file of a report; one that carries rows out of the house stands in the chain."""
    answer = attachment(file_of(report, kind), file_name(report, kind), TYPES[kind])
    if report.rows and (kind == "xlsx" or report.edition is Edition.INTERNAL):
        remember(EXPORT, report.period.code, rows=sum(len(one.rows) for one in report.figures.values()))
    return answer


def close(period: Period, form: FreezeForm) -> ResponseReturnValue:
    """Close a period, once however often the form is sent."""
    if earlier := tokens.spend():
        return redirect(earlier.location, 303)
    place = request.args.get("place")
    freezing.freeze(current_actor(), scope_for(current_actor(), place), period, form.note.answer)
    if period.is_year:
        location = url_for("reports.show", year=period.start.year, place=place)
    else:
        location = url_for("reports.period_show", code=period.code, place=place)
    tokens.lead_to(location)
    db.session.commit()
    return redirect(location, 303)
