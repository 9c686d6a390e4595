"""Our own draft as a paper to be looked at: its words, and which stretches are bound figures."""

from collections.abc import Iterator

from sqlalchemy import extract, select

from mediation.casework.access import Actor
from mediation.features.reports.checking.finder import Looked, look
from mediation.features.reports.checking.findings import Finding, Kind
from mediation.features.reports.checking.ledger import Ledger
from mediation.features.reports.checking.paper import BoundSpan, Line, Text
from mediation.features.reports.compose import Block, BlockKind, Bound, Composition
from mediation.features.reports.report import Report, open_report
from mediation.indicators.period import Period
from mediation.indicators.scope import Scope
from mediation.kernel import clock
from mediation.model.activity import Activity
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.place import Place, PlaceLevel
from mediation.model.report import SourcedNumber

MONTHS = range(1, 13)


def look_at_draft(actor: Actor, report: Report, sources: list[SourcedNumber]) -> Looked:
    """What is wrong with our own draft; a number whose source was given is no question any more."""
    found = look(draft_text(report.text), ledger_of(actor, report.scope, report.period, report))
    kept = tuple(one for one in found.findings if not (one.kind is Kind.UNBOUND and _sourced(one, sources)))
    return Looked(kept, found.said)


def _sourced(one: Finding, sources: list[SourcedNumber]) -> bool:
    return any(row.said == one.quote for row in sources)


def draft_text(text: Composition) -> Text:
    """The blocks of a composition, numbered as on the page."""
    return Text(tuple(_line(number, block) for number, block in enumerate(text.blocks) if block.kind in _READ))


_READ = (BlockKind.HEADING, BlockKind.SUBHEADING, BlockKind.PARAGRAPH)


def _line(number: int, block: Block) -> Line:
    return Line(number, block.text, bound=tuple(_spans(block)))


def _spans(block: Block) -> Iterator[BoundSpan]:
    at = 0
    for part in block.parts:
        words = part.text if isinstance(part, Bound) else part
        if isinstance(part, Bound):
            yield BoundSpan(at, at + len(words))
        at += len(words)


def ledger_of(actor: Actor, scope: Scope, period: Period, now: Report | None = None) -> Ledger:
    """The figures of a period and of the one before, as a reader may see them; nothing before the records begin."""
    now = now or open_report(actor, period, code=scope.code)
    before = open_report(actor, period.a_year_before, code=scope.code)
    villages = select(Place.name).where(Place.code.startswith(scope.prefix), Place.level == PlaceLevel.VILLAGE)
    return Ledger(
        period=period,
        figures=now.figures,
        previous={} if before.without_records else before.figures,
        today=clock.today(),
        places=tuple(db.session.scalars(villages)),
        empty_months=_empty_months(scope, period),
    )


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
