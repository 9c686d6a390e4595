"""Effects of the per-case subsidy (《人民调解法》第十六条), each step by another person."""

from dataclasses import replace

from sqlalchemy import select

from mediation.casework.act import Act
from mediation.casework.actions import action
from mediation.casework.subsidies import (
    open_subsidy,
    public_until,
    spot_checked,
    tariff_on,
    unmet,
    why_class,
)
from mediation.kernel.errors import Reason, Refused
from mediation.kernel.labels import N_
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.track import Subsidy, SubsidyShare
from mediation.procedure.records import SubsidyClass, SubsidyStatus

_DESPITE = Reason("despite", N_("还有条件不符合：{what}。一定要发的，请写明理由。"), "despite")
_TOO_SHORT = Reason("until", N_("公示的最后一天不能早于公示那天。"), "until")
_TOO_SOON = Reason("public_days", N_("公示的日子不够：按补贴标准，最早公示到{day}为止。"), "until")
_NOT_CONFIRMED = Reason("spot_check", N_("抽查时当事人没有认可这一件。请先核实；一定要发的，请写明理由。"), "despite")
_OTHER_DAY = Reason("batch", N_("这一批已经公示到{day}，请写同一天，或者另起一批。"), "until")


def _proposal(act: Act) -> Subsidy:
    proposal = open_subsidy(act.file)
    assert proposal is not None  # the guards on the subsidy track
    return proposal


def _tariff(act: Act, chosen: SubsidyClass) -> int:
    """What the class is paid on the day of the act; nobody types it. Refused for a class that may not be paid."""
    found = tariff_on(act.file.town, chosen, act.on)
    if reasons := why_class(act):
        raise Refused(*reasons)
    assert found is not None  # else there was a reason
    return found.fen


@action("propose_subsidy")
def propose_subsidy(act: Act) -> None:
    chosen = SubsidyClass(str(act.data["class"]))
    proposal = Subsidy(
        case_id=act.file.id,
        subsidy_class=chosen,
        grounds=act.data["grounds"],
        proposed_by=act.actor.user_id,
        proposed_on=act.on,
        amount_fen=_tariff(act, chosen),
    )
    proposal.shares = _shares(act)
    db.session.add(proposal)
    act.file.subsidy = SubsidyStatus.PROPOSED


def _shares(act: Act) -> list[SubsidyShare]:
    return [SubsidyShare(mediator_id=row["mediator"], fen=row["fen"]) for row in act.data["shares"]]


@action("confirm_subsidy")
def confirm_subsidy(act: Act) -> None:
    """Class by whoever confirms, amount by the tariff of this day; what was found of the conditions stays."""
    proposal = _proposal(act)
    missed = unmet(act.file)
    if missed and not act.get("despite"):
        raise Refused(replace(_DESPITE, values=(("what", tuple(one.label for one in missed)),)))
    proposal.subsidy_class = SubsidyClass(str(act.data["class"]))
    proposal.amount_fen = _tariff(act, proposal.subsidy_class)
    if act.get("shares"):
        for row in list(proposal.shares):
            db.session.delete(row)
        proposal.shares = _shares(act)
    proposal.confirmed_by, proposal.confirmed_on = act.actor.user_id, act.on
    proposal.despite = act.get("despite")
    act.results |= {"amount": proposal.amount_fen, "unmet": [one.value for one in missed]}
    act.file.subsidy = SubsidyStatus.CONFIRMED


@action("reject_subsidy")
def reject_subsidy(act: Act) -> None:
    proposal = _proposal(act)
    proposal.rejected_on, proposal.rejected_why = act.on, str(act.data["reason"])
    act.file.subsidy = SubsidyStatus.REJECTED


@action("publish_subsidy")
def publish_subsidy(act: Act) -> None:
    """One batch is one list, with one last day for objections."""
    proposal, name, until = _proposal(act), str(act.data["batch"]), act.data["until"]
    if until < act.on:
        raise Refused(_TOO_SHORT)
    if until < (earliest := public_until(act.file, act.on)):
        raise Refused(replace(_TOO_SOON, values=(("day", earliest.isoformat()),)))
    query = select(Subsidy.published_until).join(Case).where(Case.town_id == act.file.town_id, Subsidy.batch == name)
    other = db.session.scalar(query.where(Subsidy.rejected_on.is_(None), Subsidy.published_until != until))
    if other is not None:
        raise Refused(replace(_OTHER_DAY, values=(("day", other.isoformat()),)))
    proposal.batch, proposal.published_on, proposal.published_until = name, act.on, until
    act.file.subsidy = SubsidyStatus.PUBLISHED


@action("pay_subsidy")
def pay_subsidy(act: Act) -> None:
    """A spot check that denied the case holds the payment up until somebody answers for it in writing."""
    proposal = _proposal(act)
    if spot_checked(act.file) is False and not act.get("despite"):
        raise Refused(_NOT_CONFIRMED)
    proposal.paid_on, proposal.voucher, proposal.paid_despite = act.on, act.data["voucher"], act.get("despite")
    act.file.subsidy = SubsidyStatus.PAID
