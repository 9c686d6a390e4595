"""The report of a year as it stands: live from the ledgers, or the frozen edition."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select

from mediation.casework.actor import Actor
from mediation.features.reports.carried import carried_over
from mediation.features.reports.compose import Composition, compose
from mediation.features.reports.kept_outlines import named
from mediation.features.reports.outline import FormId
from mediation.features.reports.parts import choice_of, form_of, head_of
from mediation.features.reports.wording import FORMS, TABLE_TITLE, period_name
from mediation.indicators.catalogue import INDICATORS
from mediation.indicators.compute import Check, checks, closed, result_of
from mediation.indicators.definition import Cell, Family, Result, Row, RowKind
from mediation.indicators.period import Period, parse
from mediation.indicators.reading import Reading
from mediation.indicators.scope import Scope, scope_for, sight_for
from mediation.kernel import clock
from mediation.kernel.errors import NotFound
from mediation.model.base import db
from mediation.model.report import FrozenFigure, FrozenReport, Restatement

YEARS = range(2000, 2101)
OUTLINE = "outline"  # beside the texts of a closed year: in which outline it was written
HAPPENING = (Family.CASES, Family.PREVENTION, Family.ADMINISTRATIVE, Family.SUBSIDY, Family.GOVERNMENT)
_A_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Edition(StrEnum):
    """For whom a paper is made."""

    INTERNAL = "internal"  # with definitions and the case numbers behind each printed figure
    PUBLIC = "public"  # without any case or person, and without small cells


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that a page or a file of the annual report is made of."""

    scope: Scope
    period: Period
    form: FormId
    figures: Mapping[str, Result]
    text: Composition
    checks: tuple[Check, ...]
    at: datetime  # when the figures were computed, or frozen
    rows: bool  # whether this reader may see what was counted
    reading: Reading | None = None  # what live figures were made of
    frozen: FrozenReport | None = None
    forced_draft: bool = False
    edition: Edition | None = None  # None: the paper with its notes

    @property
    def draft(self) -> bool:
        """A report is one only when nothing more can happen in its period, and until then says so itself."""
        return self.forced_draft or not self.period.over(clock.shanghai_day(self.at))

    @property
    def without_records(self) -> bool:
        """Whether nothing happened in the year: what is counted on a day, as bodies and people are, says nothing."""
        happened = (one for id_, one in self.figures.items() if INDICATORS[id_].family in HAPPENING or id_ == "G03")
        return not any(one.rows for one in happened)

    @property
    def outline(self) -> dict[str, Any] | None:
        """The outline that was chosen for it, by whom and when: of a closed year the one it was written in."""
        if self.frozen is not None:
            found = json.loads(self.frozen.text).get(OUTLINE)
            return found if isinstance(found, dict) else None
        chosen = choice_of(self.scope, self.period.end.year) if self.period.is_year else None
        return named(chosen) if chosen is not None else None

    @property
    def contradictions(self) -> list[Check]:
        return [check for check in self.checks if not check.holds]


def year_of(year: int) -> Period:
    """The period of a report; NotFound for a year of which there can be none."""
    if year not in YEARS:
        raise NotFound(str(year))
    return Period.year(year)


def period_of(code: str) -> Period:
    """The period of an address; NotFound for what is none, or lies where there can be none."""
    try:
        period = parse(code)
    except ValueError:
        raise NotFound(code) from None
    if period.start.year not in YEARS or period.end.year not in YEARS:
        raise NotFound(code)
    return period


def forms_of(period: Period) -> tuple[FormId, ...]:
    """The forms in which a period is reported, its own first: a year as text, any other as a table of figures."""
    return (FormId.FIVE, FormId.THREE, FormId.TABLE) if period.is_year else (FormId.TABLE,)


def text_of(
    form: FormId, figures: Mapping[str, Result], scope: Scope, period: Period, today: date | None = None
) -> Composition:
    """The words of a form; a table has its title only."""
    if form is FormId.TABLE:
        return Composition(TABLE_TITLE.format(place=scope.name, period=period_name(period)))
    tree = form_of(scope, period.end.year) if form is FormId.FIVE else FORMS[form]
    return compose(tree, figures, scope.name, period, today, head_of(scope, period.end.year))


def open_report(
    actor: Actor, period: Period, *, code: str | None = None, form: FormId | None = None, live: bool = False
) -> Report:
    """The report of a period for a reader: the frozen edition if there is one, unless the live figures are wanted."""
    scope = scope_for(actor, code)
    form = form if form in forms_of(period) else forms_of(period)[0]
    sight = sight_for(actor, scope)
    kept = None if live else frozen_report(scope, period)
    if kept is not None:
        return thawed(kept, scope, form, rows=sight.rows)
    return live_report(Reading(sight, period, scope), form)


def live_report(reading: Reading, form: FormId | None = None) -> Report:
    """The report as the ledgers give it now; its text is the same for every reader; only rows and cells differ."""
    form = form or forms_of(reading.period)[0]
    figures = {id_: result_of(reading, id_) for id_ in INDICATORS}
    return Report(
        scope=reading.scope,
        period=reading.period,
        form=form,
        figures=figures if reading.sight.rows else closed(figures),
        text=text_of(form, figures, reading.scope, reading.period, clock.today()),
        checks=(*checks(reading), *carried_over(reading)),
        at=clock.now(),
        rows=reading.sight.rows,
        reading=reading,
    )


# --- the frozen edition --------------------------------------------------------------------------


def frozen_report(scope: Scope, period: Period) -> FrozenReport | None:
    """The latest frozen edition for a place and period."""
    query = (
        select(FrozenReport)
        .where(FrozenReport.place_id == scope.place_id)
        .where(FrozenReport.from_on == period.start, FrozenReport.to_on == period.end)
        .order_by(FrozenReport.edition.desc())
        .limit(1)
    )
    return db.session.scalar(query)


def thawed(kept: FrozenReport, scope: Scope, form: FormId | None = None, *, rows: bool = True) -> Report:
    """The frozen edition as a report: its own numbers, rows and words, whatever happened since."""
    period = Period(kept.from_on, kept.to_on)
    form = form or forms_of(period)[0]
    figures = {one.figure: frozen_result(one) for one in kept.figures}
    return Report(
        scope=scope,
        period=period,
        form=form,
        figures=figures if rows else closed(figures),
        text=_kept_text(kept, form, scope),
        checks=(),
        at=kept.frozen_at,
        rows=rows,
        frozen=kept,
    )


def _kept_text(kept: FrozenReport, form: FormId, scope: Scope) -> Composition:
    texts = json.loads(kept.text)
    if form.value in texts:
        return Composition.from_json(texts[form.value])
    return text_of(form, {}, scope, Period(kept.from_on, kept.to_on))  # the title of a table


def frozen_result(kept: FrozenFigure) -> Result:
    """A frozen figure as it was."""
    return _result(kept.result, kept.rows)


def restated_result(kept: Restatement) -> Result:
    """A figure of a closed period as it was said anew."""
    return _result(kept.result, kept.rows)


def _result(result: Mapping[str, object], rows: list[object]) -> Result:
    fields = dict(result)
    value = fields.pop("value")
    for name in ("unit", "label", "definition"):
        fields.pop(name)
    assert value is None or isinstance(value, int | str)
    return Result(value, tuple(_row(row) for row in rows), fields)


def _row(kept: object) -> Row:
    assert isinstance(kept, dict)
    return Row(
        kind=RowKind(kept["kind"]),
        id=kept["id"],
        label=kept["label"],
        ref=kept["ref"],
        part=kept["part"],
        role=kept["role"],
        amount=kept["amount"],
        cells=tuple(_cell(text) for text in kept["cells"]),
        numbers=tuple(kept.get("numbers", {}).items()),
    )


def _cell(text: str) -> Cell:
    return date.fromisoformat(text) if _A_DAY.fullmatch(text) else text
