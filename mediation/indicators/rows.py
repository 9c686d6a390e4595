"""From facts to rows: one shape for each kind of thing that is counted."""

from collections.abc import Mapping

from mediation.indicators.definition import Row, RowKind
from mediation.indicators.facts import (
    ActivityFact,
    AdviserFact,
    AttendanceFact,
    CaseFact,
    CommitteeFact,
    HelperFact,
    LeadFact,
    Moment,
    PartyFact,
    ScreeningFact,
    StockFact,
    StudioFact,
    TermFact,
    TypedFact,
    VisitFact,
)
from mediation.indicators.reading import Reading
from mediation.kernel.labels import N_

UNKNOWN = N_("未填")


def case_row(reading: Reading, case: CaseFact, part: str = "", role: str = "", amount: int | None = None) -> Row:
    """The case's own row, made once for all figures; a breakdown, a rate or a sum adds its own three words."""
    if reading.in_groups:
        return Row(RowKind.CASE, case.id, "", None, None, part, role, amount, times=case.times)
    own = reading.case_rows.get(case.id) or reading.case_rows.setdefault(case.id, _own_row(reading, case))
    if not part and not role and amount is None:
        return own
    return Row(own.kind, own.id, own.label, own.ref, own.on, part, role, amount, own.cells)


def _own_row(reading: Reading, case: CaseFact) -> Row:
    how = reading.conclusion(case)
    ended_on = how.on if how else None
    cells = (case.dispute_type, case.accepted_on, ended_on, case.village)
    return Row(RowKind.CASE, case.id, case.number or "", case.ref, case.accepted_on, "", "", None, cells)


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
        times=moment.times,
    )


def party_row(case: CaseFact, party: PartyFact) -> Row:
    cells = (case.number, case.accepted_on)
    return Row(RowKind.PARTY, party.id, party.name, case.ref, case.accepted_on, "", "", None, cells, times=case.times)


def visit_row(visit: VisitFact, role: str = "") -> Row:
    return Row(
        RowKind.VISIT,
        visit.id,
        visit.number,
        ref=visit.ref,
        on=visit.visited_on,
        role=role,
        cells=(visit.due_on, visit.visited_on, visit.satisfied),
        times=visit.times,
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
        part=studio.kind.label if studio.kind else UNKNOWN,
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


def helper_row(helper: HelperFact) -> Row:
    return Row(
        RowKind.HELPER,
        helper.id,
        f"{helper.name}（{helper.village}）",
        ref=helper.ref,
        on=helper.from_on,
        part=helper.kind.label,
        amount=1,
        cells=(helper.kind, helper.from_on),
    )


def screening_row(screening: ScreeningFact) -> Row:
    return Row(
        RowKind.SCREENING,
        screening.id,
        f"{screening.village or ''}{screening.venue}",
        ref=screening.ref,
        on=screening.on,
        part=screening.kind.label,
        amount=screening.found,
        cells=(screening.on, screening.kind, screening.persons),
    )


def lead_row(lead: LeadFact) -> Row:
    return Row(RowKind.ACT, lead.case_id, lead.label, ref=lead.ref, on=lead.on, cells=(lead.on,), times=lead.times)


def training_row(one: AttendanceFact) -> Row:
    return Row(
        RowKind.TRAINING,
        one.training_id,
        one.subject,
        ref=one.ref,
        on=one.on,
        role="session",
        cells=(one.on, one.subject),
    )


def trainee_row(one: AttendanceFact, role: str) -> Row:
    return Row(
        RowKind.TRAINEE,
        one.id,
        one.name,
        ref=one.mediator_ref,
        on=one.on,
        role=role,
        cells=(one.on, one.unit),
        numbers=(("half_days", one.half_days),),
    )


def typed_row(one: TypedFact) -> Row:
    return Row(
        RowKind.TYPED,
        one.id,
        one.source,
        ref=one.ref,
        on=one.to_on,
        amount=one.value,
        cells=(one.place, one.from_on, one.to_on, one.person, one.on),
    )


def activity_row(
    activity: ActivityFact,
    numbers: Mapping[str, int] | None = None,
    *,
    amount: int | None = None,
    role: str = "",
    part: str = "",
) -> Row:
    return Row(
        RowKind.ACTIVITY,
        activity.id,
        activity.subject,
        ref=activity.ref,
        on=activity.on,
        part=part,
        role=role,
        amount=amount,
        cells=(activity.on, activity.venue, activity.form, activity.target_group),
        numbers=tuple((numbers or {}).items()),
    )
