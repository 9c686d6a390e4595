"""What the page of all figures shows: any period, any division within sight, each beside the year before."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import select

from mediation.casework.actor import Actor
from mediation.casework.districts import valid_on
from mediation.features.reports.display import (
    FIELD_LABELS,
    cell_words,
    label_words,
    period_title,
    period_words,
    unit_words,
    value_words,
)
from mediation.features.reports.report import YEARS
from mediation.indicators.catalogue import INDICATORS
from mediation.indicators.compute import values
from mediation.indicators.definition import Family, Indicator, Measure, Result
from mediation.indicators.opening import CUTS
from mediation.indicators.period import Period
from mediation.indicators.scope import READERS, Scope
from mediation.indicators.typed import BY_ID
from mediation.kernel import clock
from mediation.kernel.labels import N_
from mediation.kernel.numerals import yuan
from mediation.model.base import db
from mediation.model.place import Place, PlaceLevel
from mediation.procedure.roles import Role
from mediation.web.words import month_words

Page = dict[str, Any]
WHOLE = N_("全年")
PARTS = (
    *((f"-H{number}", label) for number, label in ((1, N_("上半年")), (2, N_("下半年")))),
    *(
        (f"-Q{number}", label)
        for number, label in ((1, N_("第一季度")), (2, N_("第二季度")), (3, N_("第三季度")), (4, N_("第四季度")))
    ),
)
MONTHS = 12
YEARS_OFFERED = 6


def figures_page(actor: Actor, period: Period, scope: Scope) -> Page:
    """Every figure of a period and division, family by family, beside the same days a year before."""
    before = period.a_year_before
    now, then = values(actor, period, scope), values(actor, before, scope)
    today = clock.today()
    return {
        "title": _("%(place)s，%(period)s", place=scope.name, period=period_title(period)),
        "span": period_words(period),
        "before": period_words(before),
        "draft": not period.over(today),
        "filters": [_places(actor, scope), _years(period, today), _parts(period)],
        "free": {"start": period.start, "end": period.end},
        "place": scope.code,
        "families": list(_families(now, then, period, scope)),
        "report_url": url_for("reports.period_show", code=period.code, place=scope.code),
        "typed_url": url_for("typed.index") if Role.OFFICE in actor.roles else None,
    }


def _families(now: Mapping[str, Result], then: Mapping[str, Result], period: Period, scope: Scope) -> Iterator[Page]:
    for family in Family:
        ids = [id_ for id_ in now if INDICATORS[id_].family is family]
        if ids:
            yield {
                "id": family.value,
                "title": _(family.label),
                "lines": [_line(id_, now[id_], then[id_], period, scope) for id_ in ids],
                "definitions": [(id_, label_words(id_), _(INDICATORS[id_].definition)) for id_ in ids],
            }


def _line(id_: str, result: Result, before: Result, period: Period, scope: Scope) -> Page:
    about = INDICATORS[id_]
    return {
        "id": id_,
        "label": label_words(id_),
        "value": value_words(about, result),
        "unit": unit_words(about, result.value),
        "before": value_words(about, before),
        "change": _change(about, result, before),
        "url": _url(id_, period, scope),
        "typed": id_ in BY_ID,
        "parts": [*_of_parts(id_, result, period, scope), *_of_fields(id_, about, result, period, scope)],
    }


def _change(about: Indicator, now: Result, before: Result) -> str:
    """How many more or fewer; of rates and averages only the two numbers are told."""
    if not (isinstance(now.value, int) and isinstance(before.value, int)) or now.value == before.value:
        return ""
    more = now.value - before.value
    words = yuan(abs(more)) if about.measure is Measure.FEN else f"{abs(more):,}"
    return f"+{words}" if more > 0 else f"−{words}"


def _of_parts(id_: str, result: Result, period: Period, scope: Scope) -> Iterator[Page]:
    for name, number in result.parts.items():
        if isinstance(number, Mapping):
            for role, cell in number.items():
                text = _(
                    "%(name)s%(role)s %(number)s", name=_(name), role=_(FIELD_LABELS[role]), number=cell_words(cell)
                )
                yield {"text": text, "url": _url(id_, period, scope, part=name, field=role)}
        else:
            url = _url(id_, period, scope, part=name) if number is not None else None
            yield {"text": f"{_(name)} {cell_words(number)}", "url": url}


def _of_fields(id_: str, about: Indicator, result: Result, period: Period, scope: Scope) -> Iterator[Page]:
    """The further numbers that have rows of their own."""
    for field, cut in CUTS.get(about.id, {}).items():
        if field and field in result.fields and cut.label:
            words = f"{_(cut.label)} {cell_words(result.fields[field])}"
            yield {"text": words, "url": _url(id_, period, scope, field=field)}


def _url(id_: str, period: Period, scope: Scope, part: str | None = None, field: str | None = None) -> str:
    return url_for("reports.period_figure", code=period.code, id_=id_, place=scope.code, part=part, field=field)


# --- what can be chosen ---------------------------------------------------------------------------


def _years(period: Period, today: date) -> Page:
    years = sorted({*range(today.year, today.year - YEARS_OFFERED, -1), period.end.year}, reverse=True)
    options = [
        {"value": str(year), "label": _("%(year)s年", year=year), "selected": year == period.end.year}
        for year in years
        if year in YEARS
    ]
    return {"name": "year", "label": _("哪一年"), "options": options}


def _parts(period: Period) -> Page:
    chosen = period.code[4:] if ".." not in period.code else None
    months = [(f"-{number:02}", month_words(number)) for number in range(1, MONTHS + 1)]
    offered = [("", _(WHOLE)), *((code, _(label)) for code, label in PARTS), *months]
    options = [{"value": code, "label": words, "selected": code == chosen} for code, words in offered]
    return {"name": "part", "label": _("哪一段"), "options": options}


def _places(actor: Actor, scope: Scope) -> Page:
    """The divisions whose figures this reader may see, from the largest."""
    options = [
        {"value": place.code, "label": place.name, "selected": place.code == scope.code} for place in places_of(actor)
    ]
    return {"name": "place", "label": _("哪个地方"), "options": options}


def places_of(actor: Actor) -> list[Place]:
    """The divisions of today within the reader's sight; single villages only for whoever sees cases."""
    office, all_ = tuple(actor.prefixes(Role.OFFICE)), tuple(actor.prefixes(*READERS))
    query = select(Place).where(valid_on(clock.today())).order_by(Place.code)
    return [
        place
        for place in db.session.scalars(query)
        if place.code.startswith(office if place.level is PlaceLevel.VILLAGE else all_)
    ]
