"""The pages of rooms: who sees what of a booking, and keeping rooms."""

from datetime import date, timedelta

import pytest

from mediation.casework.actor import OPERATOR
from mediation.casework.transition import fire
from mediation.kernel import clock
from mediation.model.audit import AuditEvent
from mediation.model.place import Place, PlaceLevel, Room
from mediation.procedure.roles import ACCOUNT_ROLES, Role
from tests.factories import FOUNDED

READERS = {Role.MEDIATOR, Role.CLERK, Role.OFFICE}


@pytest.fixture
def day():
    """A day of next week: its sessions can be planned."""
    return clock.today() + timedelta(days=7)


@pytest.fixture
def case(session, world, day):
    """A case talked over in the Amma room on that day from ten to half past eleven, by 央金."""
    story = world.talking(clock.today(), unit=world.township)
    hours = {"starts": clock.at(day, 10), "ends": clock.at(day, 11, 30)}
    story.fire("plan_session", clock.today(), room=world.room.id, mode="SITE", **hours)
    session.commit()
    return story.case


def week_of(room, day, **more):
    year, week, _weekday = day.isocalendar()
    asked = "&".join(f"{key}={value}" for key, value in more.items())
    return f"/rooms/{room.ref}?week={year}-W{week:02d}&{asked}"


@pytest.mark.parametrize("role", ACCOUNT_ROLES)
def test_who_opens_the_rooms(world, enter, role):
    client = enter("one", role, place=None if role in (Role.SYSADMIN, Role.SECADMIN, Role.AUDITOR) else world.town)
    may = role in READERS
    assert client.get("/rooms").status_code == (200 if may else 403)
    assert client.get(f"/rooms/{world.room.ref}").status_code == (200 if may else 403)
    assert client.get("/rooms/new").status_code == (200 if role is Role.OFFICE else 403)
    assert client.get(f"/rooms/{world.room.ref}/edit").status_code == (200 if role is Role.OFFICE else 403)


def test_the_office_reads_matter_and_number_and_the_door_sheet_can_leave_the_matter_out(world, office, case, day):
    page = office.get(week_of(world.room, day)).text
    assert "牦牛越过围栏吃了草" in page
    assert f"第{case.number_seq}号" in page
    assert "10:00—11:30" in page
    for name in ("卓玛", "扎西"):
        assert name not in page
    door = office.get(week_of(world.room, day, matter="off")).text
    assert "牦牛" not in door
    assert f"第{case.number_seq}号" in door


def test_whoever_does_not_see_the_case_reads_that_it_is_taken_and_nothing_else(world, enter, case, day):
    page = enter("other", Role.MEDIATOR).get(week_of(world.room, day)).text
    assert "已约" in page
    for secret in ("牦牛", f"第{case.number_seq}号", case.ref, "央金"):
        assert secret not in page


def test_the_mediator_of_the_case_sees_it(world, enter, case, day):
    page = enter("yangjin", Role.MEDIATOR, person_id=world.yangjin.person_id).get(week_of(world.room, day)).text
    assert f"/cases/{case.ref}" in page


def test_sessions_in_other_places_stand_below(session, world, office, day):
    story = world.talking(clock.today(), unit=world.township)
    hours = {"starts": clock.at(day, 12), "ends": clock.at(day, 13)}
    story.fire("plan_session", clock.today(), place="第二村，白玛家的帐篷", mode="SITE", **hours)
    session.commit()
    assert "第二村，白玛家的帐篷" in office.get(week_of(world.room, day)).text


def test_coming_from_a_case_free_quarter_hours_lead_to_planning(world, office, case, day):
    page = office.get(week_of(world.room, day, case=case.ref)).text
    plan = f"/cases/{case.ref}/events/plan-session?room={world.room.id}&amp;starts={day}T"
    assert f"{plan}11:30" in page
    assert f"{plan}10:00" not in page  # taken
    assert plan not in office.get(week_of(world.room, day)).text


def test_a_case_out_of_sight_is_not_found(world, enter, case, day):
    other = enter("other", Role.MEDIATOR)
    assert other.get(week_of(world.room, day, case=case.ref)).status_code == 404
    assert other.get(week_of(world.room, day, case="nothing")).status_code == 404


def test_an_unknown_room_and_one_of_another_town_are_the_same(session, world, office):
    elsewhere = Place(code="542429102000", name="别的镇", level=PlaceLevel.TOWN, valid_from=FOUNDED)
    room = Room(name="别处的", place=elsewhere, active_from=FOUNDED)
    session.add(room)
    session.commit()
    for ref in (room.ref, "nothing"):
        assert office.get(f"/rooms/{ref}").status_code == 404
        assert office.get(f"/rooms/{ref}/edit").status_code == 404
    assert "别处的" not in office.get("/rooms").text


@pytest.mark.parametrize(
    ("language", "said"),
    [("zh", "2026年11月23日—11月29日，第48周"), ("en", "23 Nov to 29 Nov 2026, week 48")],
)
def test_the_week_is_told_as_the_language_tells_it(world, office, language, said):
    assert said in office.get(f"{week_of(world.room, date(2026, 11, 25))}lang={language}").text


def test_a_week_that_nobody_can_read_is_said_so(world, office):
    answer = office.get(f"/rooms/{world.room.ref}?week=soon")
    assert answer.status_code == 422
    assert "2026-W05" in answer.text


def test_the_office_adds_a_room_once(session, world, office, told):
    fields = {
        **office.hidden("/rooms/new"),
        "name": "院子里的帐篷",
        "place_id": world.town.id,
        "active_from": "2026-05-01",
    }
    first, second = (office.post("/rooms/new", data=fields) for _time in range(2))
    assert first.status_code == second.status_code == 303
    assert first.location == second.location
    room = session.query(Room).filter_by(name="院子里的帐篷").one()
    assert (room.active_from, room.active_to, room.studio_id) == (date(2026, 5, 1), None, None)
    assert told() == [("add_room", f"room:{room.id}")]
    assert "院子里的帐篷" in office.get(first.location).text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": ""}, "还没有写。"),
        ({"active_from": "昨天"}, "这个日期看不懂"),
        ({"active_to": "2020-01-01"}, "结束的日子不能早于开始的日子"),
        ({"place_id": "999999"}, "请从列出的里面选。"),
        ({"name": "阿玛调解室"}, "已经有一间叫这个名字的"),
    ],
)
def test_bad_input_keeps_what_was_typed_and_stores_nothing(session, world, office, told, typed, said):
    good = {"name": "茶馆", "place_id": world.town.id, "active_from": "2026-05-01"}
    answer = office.send("/rooms/new", {**good, **typed})
    assert answer.status_code == 422
    assert said in answer.text
    assert 'value="2026-05-01"' in answer.text or "active_from" in typed
    session.rollback()
    assert session.query(Room).count() == 1
    assert told() == []


def test_a_stale_form_shows_both_versions_and_saves_the_second_time(session, world, office):
    page = f"/rooms/{world.room.ref}/edit"
    fields = {**office.hidden(page), "name": "阿妈的屋子", "place_id": world.town.id, "active_from": str(FOUNDED)}
    office.send(page, {**fields, "form_token": office.hidden(page)["form_token"], "name": "阿玛之家"})
    answer = office.post(page, data=fields)
    assert answer.status_code == 409
    for words in ("德吉", "阿玛之家", "阿妈的屋子"):
        assert words in answer.text
    session.rollback()
    assert session.query(Room).one().name == "阿玛之家"
    assert (
        office.send(page, {"name": "阿妈的屋子", "place_id": world.town.id, "active_from": str(FOUNDED)}).status_code
        == 303
    )
    session.rollback()
    assert session.query(Room).one().name == "阿妈的屋子"
    last = session.query(AuditEvent).filter_by(act="change_room").order_by(AuditEvent.id.desc()).first()
    assert last.data["old"]["name"] == "阿玛之家"
    assert last.data["new"]["name"] == "阿妈的屋子"
    assert last.role == "office"


def test_a_room_with_bookings_ahead_is_not_given_up(world, office, case, day):
    page = f"/rooms/{world.room.ref}/edit"
    kept = {"name": "阿玛调解室", "place_id": world.town.id, "active_from": str(FOUNDED)}
    answer = office.send(page, {**kept, "active_to": str(clock.today())})
    assert answer.status_code == 422
    assert "还约着1次" in answer.text
    assert office.send(page, {**kept, "active_to": str(day)}).status_code == 303


# --- the week of a mediator, and starts that fit -----------------------------------------------------


@pytest.fixture
def yangjin(world, enter):
    return enter("yangjin", Role.MEDIATOR, person_id=world.yangjin.person_id)


def in_week(address, day, **more):
    year, week, _weekday = day.isocalendar()
    return f"{address}?week={year}-W{week:02d}" + "".join(f"&{key}={value}" for key, value in more.items())


def test_my_week_shows_what_takes_my_time_wherever_it_is(session, world, yangjin, case, day):
    story = world.talking(clock.today(), unit=world.township, matter="水渠改道了")
    hours = {"starts": clock.at(day, 17), "ends": clock.at(day, 18)}
    story.fire("plan_session", clock.today(), place="第二村的草场", mode="SITE", **hours)
    session.commit()
    page = yangjin.get(in_week("/my-week", day)).text
    for words in ("我的一周", "10:00—11:30", "阿玛调解室", "17:00—18:00", "第二村的草场", "水渠改道了", case.ref):
        assert words in page, words
    assert "可以约" not in page


def test_a_cancelled_talk_is_gone_from_both_weeks(session, world, yangjin, office, case, day):
    fire(case, "cancel_session", OPERATOR, {"planned": case.sessions[-1].id, "reason": "雪"})
    session.commit()
    for page in (yangjin.get(in_week("/my-week", day)), office.get(week_of(world.room, day))):
        assert "10:00—11:30" not in page.text


def test_whoever_is_no_mediator_of_the_roster_has_no_week(world, enter):
    assert enter("other", Role.MEDIATOR).get("/my-week").status_code == 404


def test_the_week_of_a_mediator_tells_others_only_what_they_may_see(world, office, enter, case, day):
    address = in_week(f"/weeks/{world.yangjin.ref}", day)
    assert f"/cases/{case.ref}" in office.get(address).text
    page = enter("other", Role.MEDIATOR).get(address).text
    assert "已约" in page
    for secret in ("牦牛", f"第{case.number_seq}号", case.ref):
        assert secret not in page


def test_an_unknown_mediator_and_one_of_another_town_are_the_same(session, world, enter):
    elsewhere = Place(code="542429102000", name="别的镇", level=PlaceLevel.TOWN, valid_from=FOUNDED)
    session.add(elsewhere)
    session.commit()
    far = enter("far", Role.OFFICE, place=elsewhere)
    for ref in (world.yangjin.ref, "nothing"):
        assert far.get(f"/weeks/{ref}").status_code == 404


def test_no_start_is_offered_that_would_clash(world, office, case, day):
    page = office.get(week_of(world.room, day, case=case.ref)).text
    plan = f"/cases/{case.ref}/events/plan-session?room={world.room.id}&amp;starts={day}T"
    for start in ("09:30", "09:45", "10:00", "11:15", "12:00", "13:30", "17:15"):
        assert f"{plan}{start}" not in page, start
    assert f"{plan}11:30&amp;ends={day}T13:00" in page


def test_hours_in_which_the_mediator_sits_elsewhere_are_not_offered(session, world, office, case, day):
    story = world.talking(clock.today(), unit=world.township)
    hours = {"starts": clock.at(day, 17), "ends": clock.at(day, 18)}
    story.fire("plan_session", clock.today(), place="第二村的草场", mode="SITE", **hours)
    session.commit()
    page = office.get(week_of(world.room, day, case=case.ref)).text
    plan = f"/cases/{case.ref}/events/plan-session?room={world.room.id}&amp;starts={day}T"
    assert "央金在别处谈" in page
    assert f"{plan}15:45" not in page
    assert f"{plan}17:00" not in page
    assert f"{plan}15:30&amp;ends={day}T17:00" in page
    assert "央金在别处谈" not in office.get(week_of(world.room, day)).text


def test_from_a_case_the_weeks_of_its_mediators_are_one_step_away(world, office, case):
    page = office.get(f"/rooms?case={case.ref}").text
    assert f"/weeks/{world.yangjin.ref}?case={case.ref}" in page
