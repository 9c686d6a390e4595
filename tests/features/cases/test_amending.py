"""A registration that is corrected shows what stands there, and tells of nothing but the change."""

from mediation.model.audit import AuditEvent
from mediation.model.base import db
from mediation.procedure.states import State
from tests.desk import Desk, form_of


def test_the_form_opens_with_what_was_registered(web):
    desk = Desk(web, f"/cases/{web.town.case(State.REGISTERED).ref}")
    page = desk.url("amend-registration")
    shown = form_of(web("clerk").get(page), page)
    case = desk.case
    assert (shown["matter"], shown["claims"], shown["village"]) == (case.matter, case.claims, str(case.village_id))


def test_only_what_differs_is_told_of(web):
    desk = Desk(web, f"/cases/{web.town.case(State.REGISTERED).ref}")
    clerk, page = web("clerk"), desk.url("amend-registration")
    values = form_of(clerk.get(page), page)
    assert clerk.post(page, data=values | {"claims": "还水"}).status_code == 303
    assert desk.case.claims == "还水"
    last = db.session.query(AuditEvent).order_by(AuditEvent.id.desc()).first()
    assert ("还水" in str(last.data), desk.case.matter in str(last.data)) == (True, False)
