"""The addresses of all figures of any period, and of what one case is counted in."""

from datetime import date

from flask import render_template, request
from flask.typing import ResponseReturnValue

from mediation.features.reports import counted_in, live_page
from mediation.features.reports.blueprint import blueprint
from mediation.features.reports.report import YEARS, period_of
from mediation.indicators.period import Period
from mediation.indicators.scope import scope_for
from mediation.kernel import clock
from mediation.kernel.errors import NotFound, Reason, Unreadable
from mediation.kernel.labels import N_
from mediation.model.case import Case
from mediation.procedure.roles import Role
from mediation.web.access import current_actor, for_case, needs

BACKWARDS = Reason("backwards", N_("截止的日子不能早于开始的日子。"))
NO_DAY = Reason("day", N_("这个日期看不懂。请写成 2026-01-31 这样。"))


@blueprint.get("/figures")
@needs(Role.OFFICE, Role.LEADER)
def live() -> ResponseReturnValue:
    """`?period=2024-Q2`, or `?year=2024&part=-Q2` as the form sends it, or `?from=…&to=…`; `?place=CODE`."""
    actor, period = current_actor(), _asked()
    if period.start > clock.today():
        raise NotFound(period.code)
    page = live_page.figures_page(actor, period, scope_for(actor, request.args.get("place") or None))
    return render_template("reports/figures.html", page=page)


@blueprint.get("/cases/<ref>/figures")
@for_case
def counted(case: Case) -> ResponseReturnValue:
    """What a case is counted in; only for whoever may read figures with their rows."""
    page = counted_in.page(current_actor(), case)
    return render_template("reports/counted_in.html", page=page)


def _asked() -> Period:
    given = {name: request.args.get(name, "").strip() for name in ("period", "year", "part", "from", "to")}
    if given["from"] or given["to"]:
        return _free(given["from"], given["to"])
    code = given["period"] or given["year"] + given["part"] or str(clock.today().year)
    return period_of(code)


def _free(start: str, end: str) -> Period:
    """From one day to another; without a first day from the beginning of the year."""
    try:
        last = date.fromisoformat(end) if end else clock.today()
        first = date.fromisoformat(start) if start else date(last.year, 1, 1)
    except ValueError:
        raise Unreadable(NO_DAY) from None
    if last < first:
        raise Unreadable(BACKWARDS)
    if first.year not in YEARS or last.year not in YEARS:
        raise NotFound(f"{start}..{end}")
    return Period(first, last)
