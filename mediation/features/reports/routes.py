"""The addresses of the annual report, its files, and the rows behind each of its figures."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from mediation.features.reports import (
    check_routes,
    freezing,
    live_routes,
    page,
    period_routes,
    verifying,
    writing_page,
    writing_routes,
)
from mediation.features.reports.blueprint import blueprint
from mediation.features.reports.editions import in_edition
from mediation.features.reports.files import MAKERS, TYPES, file_name, file_of
from mediation.features.reports.forms import FreezeForm
from mediation.features.reports.looking import EXPORT, LOOK, remember
from mediation.features.reports.outline import FormId
from mediation.features.reports.report import Edition, Report, open_report, year_of
from mediation.indicators.catalogue import INDICATORS
from mediation.indicators.definition import Near
from mediation.indicators.opening import Opened, opened
from mediation.indicators.scope import scope_for
from mediation.kernel import clock
from mediation.kernel.errors import NotFound
from mediation.model.base import db
from mediation.procedure.roles import Role
from mediation.web import tokens
from mediation.web.access import current_actor, needs
from mediation.web.downloads import attachment

__all__ = ["blueprint", "check_routes", "live_routes", "period_routes", "writing_routes"]

FILES = tuple(kind for kind in MAKERS if kind != "html")  # the page itself is the html
DUE_IN = 4  # 《法治政府建设与责任落实督察工作规定》: published before April


@blueprint.get("/reports")
@needs(Role.OFFICE, Role.LEADER)
def index() -> ResponseReturnValue:
    """The report that is being written: until it is due on 1 April that of last year, then that of the running one."""
    today = clock.today()
    return redirect(url_for("reports.show", year=today.year - (today.month < DUE_IN)))


@blueprint.get("/reports/<int:year>")
@needs(Role.OFFICE, Role.LEADER)
def show(year: int) -> ResponseReturnValue:
    form = FreezeForm() if Role.OFFICE in current_actor().roles else None
    report = _report(year)
    found = writing_page.found_in(current_actor(), report)
    return render_template("reports/report.html", page=page.report_page(report, form, found))


@blueprint.get("/reports/<int:year>.<kind>")
@needs(Role.OFFICE, Role.LEADER)
def document(year: int, kind: str) -> ResponseReturnValue:
    edition = _edition()
    if kind not in (MAKERS if edition else FILES):
        raise NotFound(kind)
    report = in_edition(_report(year), edition)
    answer = attachment(file_of(report, kind), file_name(report, kind), TYPES[kind])
    if report.rows and (kind == "xlsx" or edition is Edition.INTERNAL):
        remember(EXPORT, str(year), rows=sum(len(one.rows) for one in report.figures.values()))
    return answer


@blueprint.get("/reports/<int:year>/figures/<id_>")
@needs(Role.OFFICE, Role.LEADER)
def figure(year: int, id_: str) -> ResponseReturnValue:
    report = _report(year)
    if id_ not in report.figures:
        raise NotFound(id_)
    found = _opened(report, id_)
    whole = not found.cut.label
    near, change = (_near(report, id_), _change(report, id_)) if whole else ([], None)
    body = render_template("reports/figure.html", page=page.figure_page(report, id_, found, near, change))
    if found.rows:
        remember(LOOK, f"{id_}/{year}", rows=len(found.rows))
    return body


def _edition() -> Edition | None:
    """`?edition=internal` or `public`; NotFound for any other."""
    asked = request.args.get("edition")
    if asked is None:
        return None
    if asked not in set(Edition):
        raise NotFound(asked)
    return Edition(asked)


def _opened(report: Report, id_: str) -> Opened:
    """The figure, or that number of it which `?part=` and `?field=` name."""
    try:
        return opened(id_, report.figures[id_], request.args.get("part", ""), request.args.get("field", ""))
    except KeyError as error:
        raise NotFound(id_) from error


@blueprint.post("/reports/<int:year>/freeze")
@needs(Role.OFFICE)
def freeze(year: int) -> ResponseReturnValue:
    form = FreezeForm()
    if not form.validate() and page.closable(report := _report(year)):
        found = writing_page.found_in(current_actor(), report)
        return render_template("reports/report.html", page=page.report_page(report, form, found)), 422
    if year > clock.today().year:
        raise NotFound(str(year))
    if earlier := tokens.spend():
        return redirect(earlier.location, 303)
    scope = scope_for(current_actor(), request.args.get("place"))
    freezing.freeze(current_actor(), scope, year_of(year), form.note.answer)
    location = url_for("reports.show", year=year, place=request.args.get("place"))
    tokens.lead_to(location)
    db.session.commit()
    return redirect(location, 303)


def _report(year: int) -> Report:
    """The report that was asked for: `?form=three` is the short one, `?place=CODE` another division of one's own.

    There is none of a year that has not begun.
    """
    if year > clock.today().year:
        raise NotFound(str(year))
    period = year_of(year)
    asked = request.args.get("form", FormId.FIVE)
    form = FormId(asked) if asked in set(FormId) else FormId.FIVE
    return open_report(current_actor(), period, code=request.args.get("place"), form=form)


def _near(report: Report, id_: str) -> list[Near]:
    """What was nearly counted; of a frozen figure and for readers without rows nothing is told."""
    near = INDICATORS[id_].near
    return near(report.reading) if near and report.reading and report.rows else []


def _change(report: Report, id_: str) -> verifying.Change | None:
    if report.frozen is None or not report.rows:
        return None
    return next(verifying.changes_since(current_actor(), report, [id_]), None)
