"""Every figure there is, in the order in which lists show them."""

from collections.abc import Mapping

from mediation.indicators.activities import ACTIVITIES
from mediation.indicators.administrative import ADMINISTRATIVE
from mediation.indicators.agreements import AGREEMENTS
from mediation.indicators.cases import CASES
from mediation.indicators.definition import Family, Indicator
from mediation.indicators.organisations import ORGANISATIONS
from mediation.indicators.people import PEOPLE_FIGURES
from mediation.indicators.prevention import PREVENTION
from mediation.indicators.typed import TYPED_FIGURES
from mediation.indicators.workload import WORKLOAD

_FAMILIES = tuple(Family)
_ALL = (
    *CASES,
    *AGREEMENTS,
    *PREVENTION,
    *ORGANISATIONS,
    *PEOPLE_FIGURES,
    *ACTIVITIES,
    *ADMINISTRATIVE,
    *TYPED_FIGURES,
    *WORKLOAD,
)


def _in_order(indicators: tuple[Indicator, ...]) -> Mapping[str, Indicator]:
    ordered = sorted(indicators, key=lambda one: (_FAMILIES.index(one.family), one.id))
    found = {one.id: one for one in ordered}
    if len(found) != len(indicators):
        raise LookupError("two figures share an id")
    return found


INDICATORS: Mapping[str, Indicator] = _in_order(_ALL)
