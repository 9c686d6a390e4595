"""As refusals.py, for what runs beside the states, for the file and for the subsidy."""

from typing import Any

from mediation.kernel import clock
from mediation.procedure.records import ReviewPoint
from mediation.procedure.states import State
from tests.answers import answers
from tests.casework.refusals import A_CASE, Try, applied
from tests.factories import Upload
from tests.town import PAYDAY, PUBLIC_UNTIL, TODAY, Road, Town, march, mediating

FILE = {"retention": "Y30", "checklist": ["RECORD"]}
CHECKED = {"place": "二号柜", "checked": list(ReviewPoint)}


# --- tracks -----------------------------------------------------------------------------------------


def report_open(town: Town) -> Try:
    return Try(town.road(State.MEDIATING), "close_risk")


def risk_closed(town: Town) -> Try:
    return Try(reported(town.road(State.REGISTERED)), "decline")


def reported(road: Road) -> Road:
    return road.fire("report_risk", TODAY, by="clerk", **answers("report_risk", road, TODAY))


def supervision_open(town: Town) -> Try:
    return Try(town.road(State.MEDIATING), "answer_supervision")


def supervision_done(town: Town) -> Try:
    return Try(ordered(town.road(State.REGISTERED)), "decline")


def ordered(road: Road) -> Road:
    return road.fire("supervise", TODAY, **answers("supervise", road, TODAY))


def followup_planned(town: Town) -> Try:
    return Try(town.road(State.TERMINATED), "excuse_followup")


# --- file -------------------------------------------------------------------------------------------


def papers_complete(town: Town) -> Try:
    road = mediating(Road(town), A_CASE)
    road.case.parties[1].person.id_number = None
    return Try(road.fail(march(10)), "submit_file")


def followup_settled(town: Town) -> Try:
    return Try(town.road(State.PERFORMED), "submit_file")


def breach_settled(town: Town) -> Try:
    return Try(town.road(State.BREACHED).visit(march(18)), "submit_file")


def transfer_answered(town: Town) -> Try:
    road = town.road(State.TRANSFERRED)
    for kind in ("TRANSFER_LETTER", "TRANSFER_REPLY"):
        road.fire("attach_paper", march(11), kind=kind, file=Upload(), paper_on=march(11))
    return Try(road, "submit_file")


def sent(road: Road, by: str = "mediator") -> Road:
    return road.visit(march(18)).fire("submit_file", march(18), by=by, **FILE)


def confirmation_done(town: Town) -> Try:
    return Try(sent(applied(town.road(State.PERFORMED))), "archive")


def file_sent(town: Town) -> Try:
    return Try(town.road(State.PERFORMED).visit(march(18)), "archive")


def file_not_sent(town: Town) -> Try:
    return Try(sent(town.road(State.PERFORMED)), "submit_file")


def checker_is_other(town: Town) -> Try:
    return Try(sent(settled_by_the_township(town), by="office"), "archive", by="office")


def settled_by_the_township(town: Town) -> Road:
    """Performed; the office heads the committee, 央金 mediates."""
    road = Road(town, by="office")
    road.register(march(2), **A_CASE, unit=town.world.township).accept(march(3)).assign(march(4))
    road.always = "mediator"
    road.tell(march(5)).meet(march(6)).agree(march(9), fen=500).perform(march(9))
    road.always = None
    return road


# --- subsidy ----------------------------------------------------------------------------------------


def proposed(road: Road, by: str = "mediator") -> Road:
    return road.fire("propose_subsidy", TODAY, by=by, **answers("propose_subsidy", road, TODAY))


def step(road: Road, *events: str, by: str = "office") -> Road:
    for event in events:
        road.fire(event, TODAY, by=by, **answers(event, road, TODAY))
    return road


def subsidy_none(town: Town) -> Try:
    return Try(proposed(town.road(State.ARCHIVED)), "propose_subsidy")


def subsidy_unpaid_chain(town: Town) -> Try:
    """The quarrel came up again after it was paid for."""
    paid = town.road(State.ARCHIVED)
    for event, more in (("propose_subsidy", {}), ("confirm_subsidy", {}), ("publish_subsidy", {"until": PUBLIC_UNTIL})):
        paid.fire(event, TODAY, **answers(event, paid, TODAY) | more)
    with clock.frozen(PAYDAY):
        paid.fire("pay_subsidy", PAYDAY, voucher="1")
    road = Road(town)
    again = {"earlier_case": paid.case.id, "link_kind": "RENEWED"}
    road.fire("register_linked", march(2), **answers("register_application", road, march(2)) | again)
    road.accept(march(3)).assign(march(4)).tell(march(5)).meet(march(6)).agree(march(9), fen=500).perform(march(9))
    sent(road).fire("archive", march(19), **CHECKED)
    return Try(road, "propose_subsidy")


def class_fits(town: Town) -> Try:
    road = town.road(State.ARCHIVED)
    return Try(road, "propose_subsidy", {"class": "HARD", "shares": [share(road, 50_000)]})


def share(road: Road, fen: int) -> dict[str, Any]:
    return {"mediator": road.world.yangjin.id, "fen": fen}


def payees_ok(town: Town) -> Try:
    road = town.road(State.ARCHIVED)
    return Try(road, "propose_subsidy", {"shares": [share(road, 20_000) | {"mediator": town.mediator("helper").id}]})


def shares_fit(town: Town) -> Try:
    road = town.road(State.ARCHIVED)
    return Try(road, "propose_subsidy", {"shares": [share(road, 19_999)]})


def subsidy_proposed(town: Town) -> Try:
    return Try(town.road(State.ARCHIVED), "confirm_subsidy")


def subsidy_pending(town: Town) -> Try:
    return Try(town.road(State.ARCHIVED), "reject_subsidy")


def subsidy_confirmed(town: Town) -> Try:
    return Try(proposed(town.road(State.ARCHIVED)), "publish_subsidy")


def subsidy_published(town: Town) -> Try:
    return Try(step(proposed(town.road(State.ARCHIVED)), "confirm_subsidy", "publish_subsidy"), "pay_subsidy")


def confirmer_is_other(town: Town) -> Try:
    road = sent(settled_by_the_township(town)).fire("archive", march(19), **CHECKED)
    return Try(proposed(road, by="office"), "confirm_subsidy", by="office")
