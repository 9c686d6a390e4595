"""ID numbers and phones: in the person's row, encrypted, and nowhere else."""

import json

import pytest
from sqlalchemy import text

from mediation.model.audit import AuditEvent
from mediation.model.base import db
from mediation.procedure.asks import Kind
from mediation.procedure.events import EVENTS
from mediation.procedure.states import State
from tests.answers import act, answers
from tests.factories import stranger
from tests.people import ZHAXI, ZHUOMA
from tests.town import Road, march

SECRETS = [person[name] for person in (ZHUOMA, ZHAXI) for name in ("id_number", "phone")]
NEW = stranger("次仁") | {"phone": "13900000077"}


def asking_for_numbers():
    """Events whose forms ask for an ID number or a phone."""
    for event in EVENTS.values():
        for ask in event.asks:
            if any(part.kind is Kind.SECRET for part in ask.rows):
                yield event.id


def told():
    """The whole chain, as it is stored."""
    return db.session.execute(text("SELECT * FROM event")).all()


def found_in(rows, secrets):
    return [secret for secret in secrets if any(secret in str(value) for row in rows for value in row)]


def test_every_event_that_asks_for_numbers_is_tried_here():
    assert set(asking_for_numbers()) == {
        "register_lead",
        "register_application",
        "register_own_motion",
        "register_referral",
        "register_linked",
        "add_party",
        "change_party",
    }


@pytest.mark.parametrize("event", [event for event in asking_for_numbers() if EVENTS[event].is_birth])
def test_registering_keeps_numbers_out_of_the_chain(people, event):
    road = Road(people)
    given = answers(event, road, march(2))
    rows = "parties" if event == "register_own_motion" else "respondents"
    given[rows] = [given[rows][0], NEW | {"role": "RESPONDENT"}]
    road.fire(event, march(2), by="clerk", **given)
    keep_secret(road)


@pytest.mark.parametrize(("event", "rows"), [("add_party", "person"), ("change_party", "new")])
def test_later_changes_keep_numbers_out_of_the_chain(people, event, rows):
    keep_secret(act(people.road(State.MEDIATING), event, **{rows: [NEW]}))


def test_a_lead_that_is_registered_keeps_numbers_out_of_the_chain(people):
    keep_secret(act(people.road(State.LEAD), "register_lead", by="clerk", respondents=[NEW]))


def keep_secret(road):
    assert found_in(told(), [*SECRETS, NEW["id_number"], NEW["phone"]]) == []
    assert NEW["name"] in json.dumps(
        db.session.query(AuditEvent).order_by(AuditEvent.id.desc()).first().data, ensure_ascii=False
    )
    stored = {party.person.phone for party in road.case.parties}
    assert NEW["phone"] in stored


def test_no_table_holds_a_number_in_clear(people):
    for name in db.metadata.tables:
        rows = db.session.execute(text(f'SELECT * FROM "{name}"')).all()
        assert found_in(rows, SECRETS) == [], name


def test_what_a_search_looks_through_holds_no_number(people):
    for state in State:
        assert not any(secret in people.case(state).search for secret in SECRETS)
