"""Conditions of the per-case subsidy (《人民调解法》第十六条): class, tariff, payees, shares, one payment a chain."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import or_, select

from mediation.casework.act import Act
from mediation.casework.papers import papers_missing
from mediation.casework.rules import holidays_at
from mediation.kernel.calendar import add_working_days
from mediation.kernel.errors import Reason
from mediation.kernel.labels import Choice, N_
from mediation.kernel.numerals import yuan
from mediation.model.base import db
from mediation.model.case import Case, CaseLink
from mediation.model.followup import FollowUp
from mediation.model.mediator import Mediator, Term
from mediation.model.place import Place
from mediation.model.supervision import CheckResult, SpotCheck
from mediation.model.track import PUBLIC_DAYS, Subsidy, SubsidyTariff
from mediation.procedure.guards import CLASS_FITS, PAYEES_OK, SHARES_FIT, SUBSIDY_PUBLISHED
from mediation.procedure.records import Difficulty, MediationKind, SubsidyClass, SubsidyStatus

_PAID = (SubsidyStatus.PAID,)
_ORDINARY = (SubsidyClass.SIMPLE, SubsidyClass.NORMAL)

_NO_TARIFF = N_("“{class}”这一档在这一天没有补贴标准，请司法所先在“补贴标准”里写上。")
_NOT_FOUND_HARD = N_("“{class}”要先由司法所认定难易程度，本案没有这样认定。")
_NOT_OF_CASE = N_("{name}不是本案的调解员，不能领取。")
_NOT_ENROLLED = N_("{name}开始办本案那天不在名册上，不能领取。")
_PUBLIC = N_("{name}是公职人员，不领补贴。")
_NOT_PUBLIC_YET = N_("名单还没有公示，公示以后才能发放。")
_STILL_PUBLIC = N_("名单公示到{last}为止，{first}起才能发放。")
_WRONG_SUM = N_("各人加起来是{sum}元，这一档的标准是{amount}元，要正好相等。")


class Condition(Choice):
    """What whoever confirms looks at; the first group is checked by guards, the others call for a reason."""

    PEOPLE = "PEOPLE", N_("是人民调解案件，不是行政调解")
    CHAIN = "CHAIN", N_("同一纠纷没有发过")
    ENROLLED = "ENROLLED", N_("领取人办案那天在册")
    NOT_PUBLIC = "NOT_PUBLIC", N_("领取人不是公职人员")
    SETTLED = "SETTLED", N_("调解成功")
    PERFORMED = "PERFORMED", N_("协议都履行了")
    VISITED = "VISITED", N_("回访过")
    FILE = "FILE", N_("案卷材料齐全")
    SPOT_CHECK = "SPOT_CHECK", N_("抽查核实")


@dataclass(frozen=True, slots=True)
class Checked:
    """One line of the checklist; `met` None: nobody has looked, which holds up nothing."""

    condition: Condition
    met: bool | None


# --- what there is ------------------------------------------------------------------------------


def open_subsidy(case: Case) -> Subsidy | None:
    """The proposal that was not rejected, if any."""
    return next((row for row in reversed(case.subsidies) if row.rejected_on is None), None)


def tariff_on(town: Place, chosen: SubsidyClass, day: date) -> SubsidyTariff | None:
    """The row that holds for a class in a town on a day: the town's own, else that of the county and so on up."""
    places = list(_upwards(town))
    query = select(SubsidyTariff).where(
        SubsidyTariff.place_id.in_(places),
        SubsidyTariff.subsidy_class == chosen,
        SubsidyTariff.from_on <= day,
        or_(SubsidyTariff.to_on.is_(None), SubsidyTariff.to_on >= day),
    )
    rows = sorted(db.session.scalars(query), key=lambda row: (places.index(row.place_id), -row.from_on.toordinal()))
    return rows[0] if rows else None


def _upwards(place: Place) -> Iterator[int]:
    at: Place | None = place
    while at is not None:
        yield at.id
        at = at.parent


def chain_of(case: Case) -> set[int]:
    """The ids of every case linked with this one, near or far."""
    chain, new = {case.id}, {case.id} if case.links else set()
    while new:
        query = select(CaseLink.case_id, CaseLink.earlier_id).where(
            or_(CaseLink.case_id.in_(new), CaseLink.earlier_id.in_(new))
        )
        found = {one for pair in db.session.execute(query) for one in pair}
        new = found - chain
        chain |= found
    return chain


def chain_paid(case: Case) -> bool:
    others = chain_of(case) - {case.id}
    if case.subsidy in _PAID or not others:
        return case.subsidy in _PAID
    query = select(Case.id).where(Case.id.in_(others), Case.subsidy.in_(_PAID))
    return db.session.scalar(query) is not None


# --- what the guards ask ------------------------------------------------------------------------


def subsidy_facts(act: Act) -> dict[str, bool]:
    """What the guards of the subsidy ask, from one look at the open proposal."""
    proposal = open_subsidy(act.file)
    return {
        "chain_paid": chain_paid(act.file),
        "class_fits": act.peek or not why_class(act, proposal),
        "payees_ok": not why_payees(act, proposal),
        "shares_fit": act.peek or _shares_fit(act, proposal),
        "objection_over": objection_over(act, proposal),
    }


def objection_over(act: Act, proposal: Subsidy | None) -> bool:
    return proposal is not None and proposal.published_until is not None and proposal.published_until < act.on


def public_until(case: Case, on: date) -> date:
    """The earliest last day of a list that is published on a day, by the tariff of that day; a house rule."""
    proposal = open_subsidy(case)
    tariff = tariff_on(case.town, proposal.subsidy_class, on) if proposal else None
    days = tariff.public_days if tariff else PUBLIC_DAYS
    return add_working_days(on, days, holidays_at(case.town.code))


def why_unpublished(act: Act) -> list[Reason]:
    """The day from which it may be paid, where the list hangs already."""
    proposal = open_subsidy(act.file)
    if proposal is None or proposal.published_until is None:
        return [Reason(SUBSIDY_PUBLISHED.id, _NOT_PUBLIC_YET)]
    last = proposal.published_until
    days = (("last", last.isoformat()), ("first", (last + timedelta(days=1)).isoformat()))
    return [Reason(SUBSIDY_PUBLISHED.id, _STILL_PUBLIC, None, days)]


def why_class(act: Act, proposal: Subsidy | None = None) -> list[Reason]:
    """A class without a tariff pays nothing; a hard or major one needs the office's own finding of difficulty."""
    chosen = _class(act, proposal or open_subsidy(act.file))
    if chosen is None:
        return []
    found = []
    if tariff_on(act.file.town, chosen, act.on) is None:
        found.append(Reason(CLASS_FITS.id, _NO_TARIFF, "class", (("class", chosen.label),)))
    if chosen not in _ORDINARY and act.file.difficulty is not Difficulty(chosen.value):
        found.append(Reason(CLASS_FITS.id, _NOT_FOUND_HARD, "class", (("class", chosen.label),)))
    return found


def why_payees(act: Act, proposal: Subsidy | None = None) -> list[Reason]:
    """Everyone paid mediated this case, stood in the roster then, and is no public employee."""
    shares = _shares(act, proposal or open_subsidy(act.file))
    return [reason for mediator_id, _fen in shares for reason in _why_not(act.file, mediator_id)]


def why_shares(act: Act) -> list[Reason]:
    """The two sums, when there is a tariff to compare with."""
    proposal = open_subsidy(act.file)
    chosen = _class(act, proposal)
    tariff = tariff_on(act.file.town, chosen, act.on) if chosen else None
    if tariff is None:
        return why_class(act, proposal)
    values = (("sum", yuan(_sum(act, proposal))), ("amount", yuan(tariff.fen)))
    return [Reason(SHARES_FIT.id, _WRONG_SUM, "shares", values)]


def _shares_fit(act: Act, proposal: Subsidy | None) -> bool:
    """Whether the shares add up to the tariff; without any there is nothing to compare yet."""
    chosen = _class(act, proposal)
    if chosen is None or not _shares(act, proposal):
        return True
    tariff = tariff_on(act.file.town, chosen, act.on)
    return tariff is None or _sum(act, proposal) == tariff.fen


def _why_not(case: Case, mediator_id: int) -> Iterator[Reason]:
    rows = [row for row in case.assignments if row.mediator_id == mediator_id]
    name = (("name", db.session.get_one(Mediator, mediator_id).person.name),)
    if not rows:
        yield Reason(PAYEES_OK.id, _NOT_OF_CASE, "shares", name)
        return
    terms = _terms_on(mediator_id, rows[0].from_on)
    if not terms:
        yield Reason(PAYEES_OK.id, _NOT_ENROLLED, "shares", name)
    if any(term.public_employee for term in terms):
        yield Reason(PAYEES_OK.id, _PUBLIC, "shares", name)


def _terms_on(mediator_id: int, day: date) -> list[Term]:
    query = select(Term).where(Term.mediator_id == mediator_id, Term.from_on <= day)
    return list(db.session.scalars(query.where(or_(Term.to_on.is_(None), Term.to_on >= day))))


def _class(act: Act, proposal: Subsidy | None) -> SubsidyClass | None:
    chosen = act.get("class")
    if chosen is not None:
        return SubsidyClass(str(chosen))
    return proposal.subsidy_class if proposal else None


def _shares(act: Act, proposal: Subsidy | None) -> list[tuple[int, int]]:
    rows = act.get("shares")
    if rows:
        return [(row["mediator"], row["fen"]) for row in rows if row.get("mediator") and row.get("fen")]
    return [(row.mediator_id, row.fen) for row in proposal.shares] if proposal else []


def _sum(act: Act, proposal: Subsidy | None) -> int:
    return sum(fen for _mediator, fen in _shares(act, proposal))


# --- the checklist ------------------------------------------------------------------------------


def checklist(case: Case) -> list[Checked]:
    """Every condition of the subsidy, as the records stand; shown to whoever proposes and confirms."""
    proposal = open_subsidy(case)
    payees = [row.mediator_id for row in proposal.shares] if proposal else [row.mediator_id for row in case.assignments]
    grounds = [reason.text for one in payees for reason in _why_not(case, one)]
    return [
        Checked(Condition.PEOPLE, case.kind is MediationKind.PEOPLE),
        Checked(Condition.CHAIN, not chain_paid(case)),
        Checked(Condition.ENROLLED, _NOT_ENROLLED not in grounds and _NOT_OF_CASE not in grounds),
        Checked(Condition.NOT_PUBLIC, _PUBLIC not in grounds),
        Checked(Condition.SETTLED, case.agreement is not None),
        Checked(Condition.PERFORMED, case.agreement is not None and _all_done(case)),
        Checked(Condition.VISITED, _visited(case)),
        Checked(Condition.FILE, not papers_missing(case)),
        Checked(Condition.SPOT_CHECK, spot_checked(case)),
    ]


def unmet(case: Case) -> list[Condition]:
    return [line.condition for line in checklist(case) if line.met is False]


def _all_done(case: Case) -> bool:
    return case.agreement is not None and all(duty.done_on for duty in case.agreement.duties)


def _visited(case: Case) -> bool:
    query = select(FollowUp.id).where(FollowUp.case_id == case.id, FollowUp.visited_on.is_not(None))
    return db.session.scalar(query) is not None


def spot_checked(case: Case) -> bool | None:
    """What a spot check of the closed case found; None when it was not drawn or nobody was reached yet."""
    query = select(SpotCheck).where(SpotCheck.case_id == case.id).order_by(SpotCheck.id.desc())
    last = db.session.scalars(query).first()
    return None if last is None or last.open else last.result is CheckResult.CONFIRMED
