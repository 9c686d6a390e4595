"""Effects of the per-case subsidy (《人民调解法》第十六条), each step by another person."""

from mediation.casework.act import Act
from mediation.casework.actions import action
from mediation.casework.subsidies import TARIFF, open_subsidy
from mediation.model.base import db
from mediation.model.track import Subsidy, SubsidyShare
from mediation.procedure.records import SubsidyClass, SubsidyStatus


def _proposal(act: Act) -> Subsidy:
    proposal = open_subsidy(act.file)
    assert proposal is not None  # the guards on the subsidy track
    return proposal


@action("propose_subsidy")
def propose_subsidy(act: Act) -> None:
    chosen = SubsidyClass(str(act.data["class"]))
    proposal = Subsidy(
        case_id=act.file.id,
        subsidy_class=chosen,
        grounds=act.data["grounds"],
        proposed_by=act.actor.user_id,
        proposed_on=act.on,
        amount_fen=TARIFF[chosen],
    )
    proposal.shares = [SubsidyShare(mediator_id=row["mediator"], fen=row["fen"]) for row in act.data["shares"]]
    db.session.add(proposal)
    act.file.subsidy = SubsidyStatus.PROPOSED


@action("confirm_subsidy")
def confirm_subsidy(act: Act) -> None:
    proposal = _proposal(act)
    proposal.subsidy_class = SubsidyClass(str(act.data["class"]))
    proposal.amount_fen = TARIFF[proposal.subsidy_class]
    act.results["amount"] = proposal.amount_fen
    act.file.subsidy = SubsidyStatus.CONFIRMED


@action("reject_subsidy")
def reject_subsidy(act: Act) -> None:
    _proposal(act).rejected_on = act.on
    act.file.subsidy = SubsidyStatus.REJECTED


@action("publish_subsidy")
def publish_subsidy(act: Act) -> None:
    proposal = _proposal(act)
    proposal.batch, proposal.published_until = str(act.data["batch"]), act.data["until"]
    act.file.subsidy = SubsidyStatus.PUBLISHED


@action("pay_subsidy")
def pay_subsidy(act: Act) -> None:
    proposal = _proposal(act)
    proposal.paid_on, proposal.voucher = act.on, act.data["voucher"]
    act.file.subsidy = SubsidyStatus.PAID
