"""A dispute over grassland rights, as the screen leads through it."""

from mediation.model.base import db
from mediation.procedure.states import State
from tests.desk import Desk, form_of, words


def test_advice_organ_and_ways_stand_in_the_browser(web):
    case = web.town.case(State.MEDIATING)
    case.ownership_disputed = True
    db.session.commit()
    desk = Desk(web, f"/cases/{case.ref}")
    assert "谈不成的，由政府处理" in words(desk.look("mediator"))
    form = form_of(web("chair").get(desk.url("transfer-out")), desk.url("transfer-out"))
    assert (form["organ_kind"], form["organ"]) == ("OTHER", "云上镇人民政府")
    stop = form_of(web("mediator").get(desk.url("end-without-agreement")), desk.url("end-without-agreement"))
    assert stop["ways_told"] == "GOVERNMENT"
    sent = desk.act("chair", "transfer-out", letter="移1号", parties_told_on="2026-03-20")
    assert sent.case.state is State.TRANSFERRED
