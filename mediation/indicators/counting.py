"""What one case is counted in: the figures of a period computed for this case alone, by the same definitions."""

from sqlalchemy import func, select

from mediation.casework.actor import Actor
from mediation.indicators.catalogue import INDICATORS
from mediation.indicators.compute import OF_CASES, result_of
from mediation.indicators.period import Period
from mediation.indicators.reading import Reading
from mediation.indicators.scope import Scope, Sight, sight_for
from mediation.kernel import clock
from mediation.model.audit import AuditEvent
from mediation.model.base import db
from mediation.model.case import Case


def counted_in(actor: Actor, case: Case, period: Period, scope: Scope) -> list[str]:
    """The figures of a period and division whose rows are of this case; NotFound where figures are not the actor's.

    No figure of cases looks from one case at another, so what one case gives alone it gives among all.
    """
    sight = sight_for(actor, scope)
    alone = Reading(Sight(sight.cases & (Case.id == case.id), rows=sight.rows), period, scope)
    ids = (id_ for id_, about in INDICATORS.items() if about.family in OF_CASES and id_ not in _OF_REGISTERS)
    return [id_ for id_ in ids if result_of(alone, id_).rows]


_OF_REGISTERS = frozenset({"P01", "A03"})  # of those families, but of no case


def years_of(case: Case) -> range:
    """The years in which a case can be counted: from its birth to its last act, to this year while it is open."""
    last = db.session.scalar(select(func.max(AuditEvent.on)).where(AuditEvent.case_id == case.id))
    today = clock.today()
    until = today.year if case.closed_on is None else min((last or case.closed_on).year, today.year)
    return range(case.born_on.year, max(until, case.born_on.year) + 1)
