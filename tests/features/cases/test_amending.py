"""A registration that is corrected shows what stands there, and tells of nothing but the change."""

import pytest

from mediation.model.audit import AuditEvent
from mediation.model.base import db
from mediation.procedure.states import State
from tests.desk import Desk, form_of, words
from tests.town import TODAY


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


@pytest.fixture
def barred(web):
    """Ready for acceptance, but somebody ticked a ban."""
    road = web.town.road(State.REGISTERED)
    road.fire("amend_registration", TODAY, bans=["RESERVED"], by="clerk")
    db.session.commit()
    return Desk(web, f"/cases/{road.case.ref}")


def test_a_ban_ticked_wrongly_is_taken_back_by_the_way_that_the_refusal_names(barred, web):
    chair, amends = web("chair"), barred.url("amend-registration")
    refused = chair.get(barred.url("accept"))
    assert "属于不得受理的事项" in words(refused)
    assert f'href="{amends}"' in refused.text
    assert form_of(chair.get(amends), amends)["bans"] == "RESERVED"
    barred.act("chair", "amend-registration", bans=None)
    assert barred.case.bans == []
    barred.act("chair", "accept", dispute_type="NEIGHBOUR", source="APPLIED")
    assert barred.case.state is State.ACCEPTED


def test_a_ban_that_stays_ticked_stays_and_is_no_change(barred):
    barred.act("clerk", "amend-registration", claims="还水")
    assert barred.case.bans == ["RESERVED"]
    last = db.session.query(AuditEvent).filter_by(act="amend_registration").order_by(AuditEvent.id.desc()).first()
    assert "bans" not in last.data


def test_one_ban_for_another(barred):
    barred.act("clerk", "amend-registration", bans=["NOT_CIVIL"])
    assert barred.case.bans == ["NOT_CIVIL"]


def test_beside_the_page_an_answer_left_out_changes_no_ban(people):
    road = people.road(State.REGISTERED)
    road.fire("amend_registration", TODAY, bans=["RESERVED"])
    assert road.fire("amend_registration", TODAY, claims="还水").case.bans == ["RESERVED"]
    assert road.fire("amend_registration", TODAY, bans=[]).case.bans == []
