"""Our own draft as a paper to be looked at: its words, and which stretches are bound figures."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property

from sqlalchemy import extract, select

from mediation.casework.actor import Actor
from mediation.features.reports.checking.finder import Looked, look
from mediation.features.reports.checking.findings import Finding, Kind
from mediation.features.reports.checking.ledger import Ledger
from mediation.features.reports.checking.paper import BoundSpan, Line, Text
from mediation.features.reports.compose import Block, BlockKind, Bound, Composition
from mediation.features.reports.outline import FormId
from mediation.features.reports.parts import PROMISES
from mediation.features.reports.report import Report, open_report
from mediation.indicators.catalogue import INDICATORS
from mediation.indicators.compute import result_of
from mediation.indicators.definition import Result
from mediation.indicators.period import Period
from mediation.indicators.scope import Scope
from mediation.kernel import clock
from mediation.model.activity import Activity
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.place import Place, PlaceLevel
from mediation.model.report import SourcedNumber

MONTHS = range(1, 13)


TYPED = (Kind.UNBOUND, Kind.UNSOURCED)
NOTHING = Looked((), ())
_QUOTED = re.compile("“[^”]*”")


def look_at_draft(actor: Actor, report: Report, sources: list[SourcedNumber], *, whole: bool = False) -> Looked:
    """What is wrong with our own draft; a number whose source was given is somebody's word, not a question.

    `whole` looks with the figures as they are, whatever the reader may see of them: to decide, not to show.
    """
    if report.form not in (FormId.FIVE, FormId.THREE) or not report.period.is_year:
        return NOTHING
    ledger = ledger_of(actor, report.scope, report.period, report)
    if whole and report.reading is not None:
        ledger = replace(ledger, figures={id_: result_of(report.reading, id_) for id_ in INDICATORS})
    found = look(draft_text(report.text), ledger)
    kept = (one for one in found.findings if not (one.kind in TYPED and _sourced(one, sources)))
    return Looked(
        tuple(
            replace(one, confirmed=True) if one.kind is Kind.LEDGER and _sourced(one, sources) else one for one in kept
        ),
        found.said,
    )


def _sourced(one: Finding, sources: list[SourcedNumber]) -> bool:
    return any(row.said == one.quote for row in sources)


def draft_text(text: Composition) -> Text:
    """The blocks of a composition, numbered as on the page."""
    return Text(tuple(_lines(text)))


def _lines(text: Composition) -> Iterator[Line]:
    heading = ""
    for number, block in enumerate(text.blocks):
        if block.kind in _HEADINGS:
            heading = block.text
        if block.kind in _READ:
            yield _line(number, block, "" if block.kind in _HEADINGS else heading)


_HEADINGS = (BlockKind.HEADING, BlockKind.SUBHEADING)
_READ = (BlockKind.HEADING, BlockKind.SUBHEADING, BlockKind.PARAGRAPH)


def _line(number: int, block: Block, heading: str) -> Line:
    text = _QUOTED.sub(_blank, block.text) if block.id == PROMISES else block.text
    return Line(number, text, heading, bound=tuple(_spans(block)), own=True)


def _blank(found: re.Match[str]) -> str:
    """Last year's words are not this year's."""
    return "　" * len(found.group())


def _spans(block: Block) -> Iterator[BoundSpan]:
    at = 0
    for part in block.parts:
        words = part.text if isinstance(part, Bound) else part
        if isinstance(part, Bound):
            yield BoundSpan(at, at + len(words), part.figure, part.part, part.field)
        at += len(words)


def ledger_of(actor: Actor, scope: Scope, period: Period, now: Report | None = None) -> Ledger:
    """The figures of a period and of the one before, as a reader may see them; nothing before the records begin."""
    now = now or open_report(actor, period, code=scope.code)
    villages = select(Place.name).where(Place.code.startswith(scope.prefix), Place.level == PlaceLevel.VILLAGE)
    return Ledger(
        period=period,
        figures=now.figures,
        previous=YearBefore(lambda: open_report(actor, period.a_year_before, code=scope.code)),
        today=clock.today(),
        places=tuple(db.session.scalars(villages)),
        empty_months=_empty_months(scope, period),
    )


class YearBefore(Mapping[str, Result]):
    """The figures of the year before, reckoned only when the paper speaks of it; none before the records begin."""

    def __init__(self, load: Callable[[], Report]) -> None:
        self._load = load

    @cached_property
    def _figures(self) -> Mapping[str, Result]:
        before = self._load()
        return {} if before.without_records else before.figures

    def __getitem__(self, id_: str) -> Result:
        return self._figures[id_]

    def __iter__(self) -> Iterator[str]:
        return iter(self._figures)

    def __len__(self) -> int:
        return len(self._figures)


def _empty_months(scope: Scope, period: Period) -> tuple[int, ...]:
    """The months of a year, as far as it is over, of which there is neither a case nor an activity."""
    if not period.is_year:
        return ()
    days = (
        select(extract("month", Case.accepted_on)).where(
            scope.cases(), Case.accepted_on.between(period.start, period.end)
        ),
        select(extract("month", Activity.on)).where(
            Activity.town_id.in_(scope.place_ids()), Activity.on.between(period.start, period.end)
        ),
    )
    seen = {int(month) for query in days for month in db.session.scalars(query)}
    today = clock.today()
    over = [month for month in MONTHS if Period.month(period.start.year, month).end < today]
    return tuple(month for month in over if month not in seen) if seen else ()
