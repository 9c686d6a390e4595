"""What exactly a refused guard misses: its one sentence, or those that name the row, the person, the article."""

from collections.abc import Callable, Iterable

from mediation.casework import partners, subsidies, ties
from mediation.casework.act import Act
from mediation.casework.agreement_facts import gaps_of
from mediation.casework.confirmation import bars
from mediation.casework.seats import why_agents, why_guardians
from mediation.kernel.errors import Reason
from mediation.procedure.guards import (
    AGENTS_OK,
    ALL_TOLD,
    CAPACITY_OK,
    CLASS_FITS,
    CONFIRMABLE,
    ITEMS_CLEAR,
    PARTNER_READY,
    PAYEES_OK,
    RECUSAL_CLOSED,
    SHARES_FIT,
    SUBSIDY_PUBLISHED,
    TEAM_NOT_PARTY,
    TEAM_UNRELATED,
)

Detail = Callable[[Act], list[Reason]]


def in_detail(act: Act, reasons: Iterable[Reason]) -> list[Reason]:
    """The same refusals, each in as many sentences as there are things to mend; the codes stay."""
    return [fine for reason in reasons for fine in _fine(act, reason)]


def _fine(act: Act, reason: Reason) -> list[Reason]:
    find = _DETAILS.get(reason.code)
    return (find(act) if find else []) or [reason]


def _items(act: Act) -> list[Reason]:
    return gaps_of(act)


def _confirmable(act: Act) -> list[Reason]:
    return bars(act.file)


_DETAILS: dict[str, Detail] = {
    AGENTS_OK.id: why_agents,
    CAPACITY_OK.id: why_guardians,
    ITEMS_CLEAR.id: _items,
    CONFIRMABLE.id: _confirmable,
    CLASS_FITS.id: subsidies.why_class,
    PAYEES_OK.id: subsidies.why_payees,
    SHARES_FIT.id: subsidies.why_shares,
    PARTNER_READY.id: partners.why_not,
    SUBSIDY_PUBLISHED.id: subsidies.why_unpublished,
    TEAM_UNRELATED.id: ties.why_unrelated,
    TEAM_NOT_PARTY.id: ties.why_party,
    ALL_TOLD.id: ties.why_not_told,
    RECUSAL_CLOSED.id: ties.why_recusal,
}
