"""From facts to rows: one shape for each kind of thing that is counted."""

from collections.abc import Mapping

from mediation.indicators.definition import Row, RowKind
from mediation.indicators.facts import (
    ActivityFact,
    AdviserFact,
    CaseFact,
    CommitteeFact,
    Moment,
    PartyFact,
    StockFact,
    StudioFact,
    TermFact,
    VisitFact,
)
from mediation.indicators.reading import Reading


def case_row(reading: Reading, case: CaseFact, part: str = "", role: str = "", amount: int | None = None) -> Row:
    """The case's own row, made once for all figures; a breakdown, a rate or a sum adds its own three words."""
    own = reading.case_rows.get(case.id) or reading.case_rows.setdefault(case.id, _own_row(reading, case))
    if not part and not role and amount is None:
        return own
    return Row(own.kind, own.id, own.label, own.ref, own.on, part, role, amount, own.cells)


def _own_row(reading: Reading, case: CaseFact) -> Row:
    how = reading.conclusion(case)
    ended_on = how.on if how else None
    cells = (case.dispute_type, case.accepted_on, ended_on, case.village)
    return Row(RowKind.CASE, case.id, case.number or "", case.ref, case.accepted_on, cells=cells)


def act_row(moment: Moment, part: str = "", role: str = "", amount: int | None = None) -> Row:
    return Row(
        RowKind.ACT,
        moment.case_id,
        moment.label,
        ref=moment.ref,
        on=moment.on,
        part=part,
        role=role,
        amount=amount,
        cells=(moment.on,),
    )


def party_row(case: CaseFact, party: PartyFact) -> Row:
    return Row(
        RowKind.PARTY,
        party.id,
        party.name,
        ref=case.ref,
        on=case.accepted_on,
        cells=(case.number, case.accepted_on),
    )


def visit_row(visit: VisitFact, role: str = "") -> Row:
    return Row(
        RowKind.VISIT,
        visit.id,
        visit.number,
        ref=visit.ref,
        on=visit.visited_on,
        role=role,
        cells=(visit.due_on, visit.visited_on, visit.satisfied),
    )


def term_row(term: TermFact, part: str = "") -> Row:
    return Row(
        RowKind.MEDIATOR,
        term.id,
        term.name,
        ref=term.ref,
        on=term.from_on,
        part=part,
        cells=(term.unit, term.post, term.employment, term.from_on, term.to_on),
    )


def committee_row(committee: CommitteeFact, part: str = "") -> Row:
    return Row(
        RowKind.COMMITTEE,
        committee.id,
        committee.name,
        ref=committee.ref,
        on=committee.active_from,
        part=part,
        cells=(committee.kind, committee.active_from),
    )


def studio_row(studio: StudioFact) -> Row:
    return Row(
        RowKind.STUDIO,
        studio.id,
        studio.name,
        ref=studio.ref,
        on=studio.active_from,
        cells=(studio.unit, studio.active_from),
    )


def village_row(village: AdviserFact, role: str) -> Row:
    return Row(
        RowKind.VILLAGE,
        village.id,
        village.village,
        ref=village.ref,
        role=role,
        cells=(village.adviser, village.to_on),
    )


def stock_row(stock: StockFact) -> Row:
    return Row(
        RowKind.STOCK,
        stock.id,
        stock.village,
        on=stock.counted_on,
        part=stock.kind.label,
        amount=stock.number,
        cells=(stock.kind, stock.counted_on),
    )


def activity_row(
    activity: ActivityFact, numbers: Mapping[str, int] | None = None, *, amount: int | None = None, role: str = ""
) -> Row:
    return Row(
        RowKind.ACTIVITY,
        activity.id,
        activity.subject,
        ref=activity.ref,
        on=activity.on,
        role=role,
        amount=amount,
        cells=(activity.on, activity.venue, activity.form, activity.target_group),
        numbers=tuple((numbers or {}).items()),
    )
