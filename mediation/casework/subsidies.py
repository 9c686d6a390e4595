"""Conditions of the per-case subsidy (《人民调解法》第十六条): class, payees, shares, one payment a chain."""

from sqlalchemy import or_, select

from mediation.casework.act import Act
from mediation.model.base import db
from mediation.model.case import Case, CaseLink
from mediation.model.mediator import Term
from mediation.model.track import Subsidy
from mediation.procedure.records import Difficulty, SubsidyClass, SubsidyStatus

# The county's tariff is not known yet; these amounts in fen are the house default until the office sets its own.
TARIFF = {
    SubsidyClass.SIMPLE: 5_000,
    SubsidyClass.NORMAL: 20_000,
    SubsidyClass.HARD: 50_000,
    SubsidyClass.MAJOR: 100_000,
}
_PAID = (SubsidyStatus.PAID,)


def open_subsidy(case: Case) -> Subsidy | None:
    """The proposal that was not rejected, if any."""
    query = select(Subsidy).where(Subsidy.case_id == case.id, Subsidy.rejected_on.is_(None)).order_by(Subsidy.id.desc())
    return db.session.scalar(query)


def chain_of(case: Case) -> set[int]:
    """The ids of every case linked with this one, near or far."""
    chain, new = {case.id}, {case.id}
    while new:
        query = select(CaseLink.case_id, CaseLink.earlier_id).where(
            or_(CaseLink.case_id.in_(new), CaseLink.earlier_id.in_(new))
        )
        found = {one for pair in db.session.execute(query) for one in pair}
        new = found - chain
        chain |= found
    return chain


def chain_paid(act: Act) -> bool:
    query = select(Case.id).where(Case.id.in_(chain_of(act.file)), Case.subsidy.in_(_PAID))
    return db.session.scalar(query) is not None


def class_fits(act: Act, proposal: Subsidy | None) -> bool:
    """A hard or major class needs the office's own finding of difficulty."""
    chosen = _class(act, proposal)
    if act.peek or chosen in (None, SubsidyClass.SIMPLE, SubsidyClass.NORMAL):
        return True
    return act.file.difficulty is not None and act.file.difficulty is Difficulty(str(chosen))


def payees_ok(act: Act, proposal: Subsidy | None) -> bool:
    """Everyone paid mediated this case, stood in the roster then, and is no public employee."""
    return all(_may_be_paid(act.file, mediator_id) for mediator_id, _fen in _shares(act, proposal))


def _may_be_paid(case: Case, mediator_id: int) -> bool:
    rows = [row for row in case.assignments if row.mediator_id == mediator_id]
    if not rows:
        return False
    day = rows[0].from_on
    terms = db.session.scalars(
        select(Term).where(
            Term.mediator_id == mediator_id, Term.from_on <= day, or_(Term.to_on.is_(None), Term.to_on >= day)
        )
    ).all()
    return bool(terms) and not any(term.public_employee for term in terms)


def shares_fit(act: Act, proposal: Subsidy | None) -> bool:
    """Whether the shares add up to the tariff; without any there is nothing to compare yet."""
    chosen, shares = _class(act, proposal), _shares(act, proposal)
    return act.peek or chosen is None or not shares or sum(fen for _mediator, fen in shares) == TARIFF[chosen]


def objection_over(act: Act, proposal: Subsidy | None) -> bool:
    return proposal is not None and proposal.published_until is not None and proposal.published_until < act.on


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


def subsidy_facts(act: Act) -> dict[str, bool]:
    """What the guards of the subsidy ask, from one look at the open proposal."""
    proposal = open_subsidy(act.file)
    return {
        "chain_paid": chain_paid(act),
        "class_fits": class_fits(act, proposal),
        "payees_ok": payees_ok(act, proposal),
        "shares_fit": shares_fit(act, proposal),
        "objection_over": objection_over(act, proposal),
    }
