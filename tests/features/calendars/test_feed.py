"""A calendar of one's own: what it holds, who reads it, how it is renewed and closed."""

import re
from datetime import timedelta

import pytest
from icalendar import Calendar

from mediation.kernel import clock
from mediation.model.audit import AuditEvent
from mediation.model.calendar_feed import CalendarFeed
from mediation.model.mediation_session import SessionStatus
from mediation.model.user import Language, User
from mediation.procedure.roles import Role


@pytest.fixture
def case(session, world):
    """A case to be talked over in the Amma room next week, by 央金."""
    day = clock.today() + timedelta(days=7)
    story = world.talking(clock.today() - timedelta(days=1), unit=world.township)
    hours = {"starts": clock.at(day, 10), "ends": clock.at(day, 11, 30)}
    story.fire("plan_session", clock.today(), room=world.room.id, mode="SITE", **hours)
    session.commit()
    return story.case


@pytest.fixture
def yangjin(world, enter):
    return enter("yangjin", Role.MEDIATOR, person_id=world.yangjin.person_id)


def address_of(client, page="/me/calendar"):
    said = client.send(page).text
    return re.search(r"/calendar/[\w-]+\.ics", said).group()


def entries(client, address):
    """What lies ahead; the talks that the road of a case had held before stay a while too."""
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.mimetype == "text/calendar"
    found = [part for part in Calendar.from_ical(answer.data).walk() if part.name == "VEVENT"]
    return [part for part in found if part["dtstart"].dt > clock.now()]


def test_the_mediator_reads_when_and_where_and_no_name(app, world, case, yangjin):
    address = address_of(yangjin)
    raw = app.test_client().get(address).text
    (entry,) = entries(app.test_client(), address)
    day = clock.today() + timedelta(days=7)
    assert entry["dtstart"].dt == clock.at(day, 10)
    assert entry["dtend"].dt == clock.at(day, 11, 30)
    assert str(entry["location"]) == world.room.name
    assert case.number in str(entry["summary"])
    for secret in ("牦牛", "卓玛", "扎西"):
        assert secret not in raw


def test_a_session_called_off_is_said_to_be(app, session, case, yangjin):
    address = address_of(yangjin)
    (before,) = entries(app.test_client(), address)
    planned = next(one for one in case.sessions if one.status is SessionStatus.PLANNED)
    planned.status = SessionStatus.CANCELLED
    session.commit()
    (after,) = entries(app.test_client(), address)
    assert (before["status"], after["status"]) == ("CONFIRMED", "CANCELLED")
    assert before["uid"] == after["uid"]


def test_another_home_is_not_told(app, session, world, yangjin):
    day = clock.today() + timedelta(days=8)
    story = world.talking(clock.today() - timedelta(days=1), unit=world.township)
    hours = {"starts": clock.at(day, 12), "ends": clock.at(day, 13)}
    story.fire("plan_session", clock.today(), place="第二村，白玛家的帐篷", mode="SITE", **hours)
    session.commit()
    (entry,) = entries(app.test_client(), address_of(yangjin))
    assert "白玛" not in str(entry["location"])


def test_sessions_of_others_are_not_in_it(app, world, case, enter):
    other = enter("other", Role.MEDIATOR)
    assert entries(app.test_client(), address_of(other)) == []


def test_the_office_reads_every_session_of_its_town(app, case, office):
    assert len(entries(app.test_client(), address_of(office))) == 1


def test_a_new_address_ends_the_old_one(app, case, yangjin):
    first = address_of(yangjin)
    second = address_of(yangjin)
    assert first != second
    assert app.test_client().get(first).status_code == 404
    assert len(entries(app.test_client(), second)) == 1


def test_closed_it_answers_nobody(app, session, case, yangjin):
    address = address_of(yangjin)
    answer = yangjin.send("/me/calendar", action="/me/calendar/close")
    assert answer.status_code == 303
    assert "停好了" in yangjin.get(answer.location).text
    assert app.test_client().get(address).status_code == 404
    acts = [row.act for row in session.query(AuditEvent).order_by(AuditEvent.id)]
    assert acts[-2:] == ["open_calendar", "close_calendar"]


def test_a_stopped_account_has_no_calendar(app, session, case, yangjin):
    address = address_of(yangjin)
    session.query(User).filter_by(username="yangjin").one().active = False
    session.commit()
    assert app.test_client().get(address).status_code == 404


def test_whoever_reads_the_database_cannot_subscribe(session, case, yangjin):
    secret = address_of(yangjin).removeprefix("/calendar/").removesuffix(".ics")
    feed = session.query(CalendarFeed).one()
    assert secret not in (feed.secret_hash, str(feed.__dict__))


def test_it_speaks_the_language_of_the_account(app, session, case, yangjin):
    address = address_of(yangjin)
    session.query(User).filter_by(username="yangjin").one().language = Language.EN
    session.commit()
    (entry,) = entries(app.test_client(), address)
    assert "调解 " not in str(entry["summary"])


def test_an_address_that_was_never_given_is_unknown(app):
    assert app.test_client().get("/calendar/nothing.ics").status_code == 404


def test_sent_twice_the_form_makes_one_address(yangjin, case):
    hidden = yangjin.hidden("/me/calendar")
    first = yangjin.post("/me/calendar", data=hidden)
    again = yangjin.post("/me/calendar", data=hidden)
    assert first.status_code == 200
    assert again.status_code == 303
    assert ".ics" not in yangjin.get(again.location).text
