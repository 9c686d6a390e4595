"""The birth certificate read backwards: the figures and frozen reports in which a case is counted."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import Text, cast, select

from mediation.casework.actor import Actor
from mediation.features.reports.display import instant_words, label_words, period_title
from mediation.indicators.counting import counted_in, years_of
from mediation.indicators.definition import RowKind
from mediation.indicators.period import Period
from mediation.indicators.scope import Scope, scope_for
from mediation.kernel.errors import NotFound
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.place import Place
from mediation.model.report import FrozenFigure, FrozenReport
from mediation.procedure.roles import Role

Page = dict[str, Any]
_KINDS = frozenset(kind.value for kind in RowKind if kind.of_a_case)


@dataclass(frozen=True, slots=True)
class Printed:
    """A frozen report and those of its figures that counted the case."""

    report: FrozenReport
    place: Place
    figures: tuple[str, ...]


def page(actor: Actor, case: Case) -> Page:
    """What templates/reports/counted_in.html shows; NotFound for whoever may not see the rows of figures."""
    scope = _scope(actor, case)
    return {
        "title": case.number or case.matter[:40],
        "back": url_for("cases.show", ref=case.ref),
        "years": list(_years(actor, case, scope)),
        "reports": [_report(one) for one in printed_in(actor, case)],
    }


def _scope(actor: Actor, case: Case) -> Scope:
    if Role.OFFICE not in actor.roles:
        raise NotFound(case.ref)
    return scope_for(actor, case.town.code)


def _years(actor: Actor, case: Case, scope: Scope) -> Iterator[Page]:
    for year in years_of(case):
        period = Period.year(year)
        found = counted_in(actor, case, period, scope)
        if found:
            yield {"title": period_title(period), "lines": [_line(id_, period, scope) for id_ in found]}


def _line(id_: str, period: Period, scope: Scope) -> Page:
    text = _("%(label)s（%(id)s）", label=label_words(id_), id=id_)
    return {"text": text, "url": url_for("reports.period_figure", code=period.code, id_=id_, place=scope.code)}


def printed_in(actor: Actor, case: Case) -> list[Printed]:
    """The frozen reports within sight that counted the case, each with its figures; the rows themselves say so."""
    query = (
        select(FrozenReport, Place, FrozenFigure.figure, FrozenFigure.rows)
        .join(FrozenFigure, FrozenFigure.report_id == FrozenReport.id)
        .join(Place, Place.id == FrozenReport.place_id)
        .where(cast(FrozenFigure.rows, Text).contains(case.ref, autoescape=True))
        .order_by(FrozenReport.from_on, FrozenReport.id, FrozenFigure.id)
    )
    reach = tuple(actor.prefixes(Role.OFFICE))
    found: dict[int, Printed] = {}
    for report, place, figure, rows in db.session.execute(query):
        if place.code.startswith(reach) and any(_is_of(row, case.ref) for row in rows):
            known = found.get(report.id)
            found[report.id] = Printed(report, place, (*(known.figures if known else ()), figure))
    return list(found.values())


def _is_of(row: Any, ref: str) -> bool:
    return bool(row["ref"] == ref and row["kind"] in _KINDS)


def _report(one: Printed) -> Page:
    period = Period(one.report.from_on, one.report.to_on)
    url = url_for("reports.period_show", code=period.code, place=one.place.code)
    told = _("、").join(label_words(id_) for id_ in one.figures)
    text = _("%(place)s，%(period)s，%(day)s定稿", place=one.place.name, period=period_title(period),
             day=instant_words(one.report.frozen_at))  # fmt: skip
    return {"text": text, "url": url, "note": told}
