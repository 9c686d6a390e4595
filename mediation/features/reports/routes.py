"""The addresses of the annual report, its files, and the rows behind each of its figures."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from mediation.features.reports import (
    check_routes,
    live_routes,
    names_routes,
    outline_routes,
    page,
    period_routes,
    writing_page,
    writing_routes,
)
from mediation.features.reports.answers import close, figure_answer, file_answer
from mediation.features.reports.blueprint import blueprint
from mediation.features.reports.editions import NamesSomebody, in_edition
from mediation.features.reports.files import MAKERS
from mediation.features.reports.forms import FreezeForm
from mediation.features.reports.looking import PUBLISHED, remember
from mediation.features.reports.outline import FormId
from mediation.features.reports.public_names import telling
from mediation.features.reports.report import Edition, Report, open_report, year_of
from mediation.kernel import clock
from mediation.kernel.errors import NotFound
from mediation.procedure.roles import Role
from mediation.web.access import current_actor, needs

__all__ = [
    "blueprint",
    "check_routes",
    "live_routes",
    "names_routes",
    "outline_routes",
    "period_routes",
    "writing_routes",
]

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
    report, seen = _report(year), request.args.get("seen") == "yes"
    try:
        made = in_edition(report, edition, seen=seen)
    except NamesSomebody as refused:
        shown = writing_page.public_page(report, refused, kind, writes=Role.OFFICE in current_actor().roles)
        return render_template("reports/public.html", page=shown), 409
    answer = file_answer(made, kind)
    if edition is Edition.PUBLIC and seen and (names := telling(report)):
        remember(PUBLISHED, str(year), names=len(names))
    return answer


@blueprint.get("/reports/<int:year>/figures/<id_>")
@needs(Role.OFFICE, Role.LEADER)
def figure(year: int, id_: str) -> ResponseReturnValue:
    return figure_answer(_report(year), id_)


def _edition() -> Edition | None:
    """`?edition=internal` or `public`; NotFound for any other."""
    asked = request.args.get("edition")
    if asked is None:
        return None
    if asked not in set(Edition):
        raise NotFound(asked)
    return Edition(asked)


@blueprint.post("/reports/<int:year>/freeze")
@needs(Role.OFFICE)
def freeze(year: int) -> ResponseReturnValue:
    form = FreezeForm()
    if not form.validate() and page.closable(report := _report(year)):
        found = writing_page.found_in(current_actor(), report)
        return render_template("reports/report.html", page=page.report_page(report, form, found)), 422
    if year > clock.today().year:
        raise NotFound(str(year))
    return close(year_of(year), form)


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
