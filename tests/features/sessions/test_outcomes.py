"""What comes of a planned talk: held, held without somebody, fallen through, put off, cancelled; each leads on."""

from datetime import timedelta

import pytest

from mediation.casework.next_step import next_step
from mediation.kernel import clock
from mediation.model.base import db
from mediation.model.mediation_session import SessionStatus, Slot
from mediation.procedure.records import AbsenceReason, SignatureKind
from mediation.procedure.states import State
from tests.answers import act
from tests.casework.test_bad_answers import refused, unknown
from tests.town import TODAY, TOMORROW

TEN = clock.at(TOMORROW, 10)
HOUR = timedelta(hours=1)


def step(road):
    found = next_step(road.case, road.town.actor("mediator"))
    return found.event.id, str(found.sentence).format(**dict(found.values)), found.second and found.second.id


def afterwards(road, event, **said):
    """An act on the day of the talk, after its hours."""
    with clock.frozen(TEN + 2 * HOUR):
        return act(road, event, TOMORROW, **said)


def planned(people):
    """Early tomorrow: over when the offices open. What was said before led nowhere yet."""
    road = early(act(people.road(State.MEDIATING), "hold_session"))
    return road, road.case.sessions[-1]


def early(road):
    return act(road, "plan_session", starts=TEN - 3 * HOUR, ends=TEN - 2 * HOUR)


def test_who_came_and_who_did_not_stands_in_a_seat_of_its_own(people):
    road, session = planned(people)
    away = {"party": road.b, "why": AbsenceReason.ILL, "informed": True}
    afterwards(road, "hold_session", present=[road.a], seats=[{"party": road.a, "signed": SignatureKind.BOTH}, away])
    seats = {seat.party_id: (seat.came, seat.why, seat.informed, seat.signed) for seat in session.seats}
    assert seats == {
        road.a: (True, None, None, SignatureKind.BOTH),
        road.b: (False, AbsenceReason.ILL, True, None),
    }
    assert session.status is SessionStatus.HELD


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({}, ("absent_why", "seats-1-why")),
        ({"why": AbsenceReason.ILL}, ("absent_why", "seats-1-why")),
        ({"informed": False}, ("absent_why", "seats-1-why")),
        ({"why": AbsenceReason.ILL, "informed": True, "signed": SignatureKind.SIGN}, ("signed_away", "seats-1-signed")),
    ],
)
def test_an_absence_is_explained_and_signs_nothing(people, row, reason):
    road = people.road(State.MEDIATING)
    seats = [{"party": road.a}, {"party": road.b} | row]
    assert refused(road, "hold_session", present=[road.a], seats=seats) == [reason]


def test_whoever_came_was_not_missing(people):
    road = people.road(State.MEDIATING)
    seats = [{"party": road.a, "why": AbsenceReason.ILL}]
    assert refused(road, "hold_session", seats=seats) == [("came_and_why", "seats-0-why")]


def test_an_absence_may_be_told_in_one_s_own_words(people):
    road = people.road(State.MEDIATING)
    act(road, "hold_session", present=[road.a], absent_why="去那曲看病了")
    assert [seat.came for seat in road.case.sessions[-1].seats] == [True, False]


def test_a_seat_of_a_party_of_another_case_is_unknown(people):
    road = people.road(State.MEDIATING)
    unknown(road, "hold_session", seats=[{"party": people.road(State.ASSIGNED).a}])


def test_undisputed_facts_need_the_consent_of_both(people):
    road = people.road(State.MEDIATING)
    assert refused(road, "hold_session", agreed_facts="牦牛三头") == [("required", "facts_consent")]
    act(road, "hold_session", agreed_facts="牦牛三头", facts_consent=True)
    session = road.case.sessions[-1]
    assert (session.agreed_facts, session.open) == ("牦牛三头", False)


def missed(road, why=AbsenceReason.UNWILLING):
    rows = [{"party": road.b, "missed": True, "why": why, "informed": True}]
    return afterwards(road, "cancel_session", no_shows=rows)


def test_a_talk_that_somebody_missed_is_no_session_and_its_hours_are_free(people):
    road, session = planned(people)
    missed(road)
    assert session.status is SessionStatus.MISSED
    assert [(seat.party_id, seat.came) for seat in session.seats] == [(road.a, True), (road.b, False)]
    assert db.session.query(Slot).filter_by(session_id=session.id).count() == 0
    event, sentence, _second = step(road)
    assert event == "plan_session"
    assert "上次没有来" in sentence


def test_missed_twice_offers_the_end_or_another_day(people):
    road, _session = planned(people)
    missed(road)
    missed(early(road))
    event, sentence, second = step(road)
    assert (event, second) == ("end_without_agreement", "plan_session")
    assert "连着2次没有来" in sentence
    with clock.frozen(TEN + 3 * HOUR):
        act(road, "hold_session", TOMORROW)
    assert step(road)[0] == "plan_session"


def test_who_did_not_come_cannot_be_said_before_the_hour(people):
    road, _session = planned(people)
    rows = [{"party": road.b, "missed": True, "why": AbsenceReason.ILL, "informed": True}]
    assert refused(road, "cancel_session", no_shows=rows) == [("not_begun", "no_shows")]


def test_a_missing_party_is_explained(people):
    road, _session = planned(people)
    rows = [{"party": road.a}, {"party": road.b, "missed": True}]
    assert refused(road, "cancel_session", no_shows=rows) == [("absent_why", "no_shows-1-why")]


def test_a_cancelled_talk_keeps_its_reason_and_asks_for_another(people):
    road, session = planned(people)
    act(road, "cancel_session", reason="大雪封路")
    assert (session.status, session.called_off) == (SessionStatus.CANCELLED, "大雪封路")
    assert step(road)[0] == "plan_session"


def test_a_talk_whose_hours_are_over_waits_to_be_recorded(people):
    road, _session = planned(people)
    assert "还没有记" not in step(road)[1]
    with clock.frozen(TEN + 2 * HOUR):
        event, sentence, second = step(road)
    assert (event, second) == ("hold_session", "cancel_session")
    assert "还没有记" in sentence


def test_until_midnight_is_the_same_day(people):
    act(
        people.road(State.MEDIATING),
        "plan_session",
        starts=clock.at(TOMORROW, 22),
        ends=clock.at(TOMORROW, 22) + 2 * HOUR,
    )


def test_a_room_that_is_given_up_by_then_is_refused(people):
    people.world.room.active_to = TODAY
    assert refused(people.road(State.MEDIATING), "plan_session") == [("room_shut", "room")]


@pytest.mark.parametrize("mode", ["PHONE", "VIDEO"])
def test_a_talk_by_telephone_needs_no_place_and_still_takes_the_mediator_s_time(people, mode):
    road = act(people.road(State.ASSIGNED), "plan_session", room=None, mode=mode)
    assert [slot.resource.partition(":")[0] for slot in road.case.sessions[-1].slots] == ["mediator"] * 4
    other = people.road(State.MEDIATING)
    assert refused(other, "plan_session", room=None, mode=mode) == [("room_free", None)]


def test_a_talk_on_the_pasture_keeps_its_words(people):
    road = act(people.road(State.MEDIATING), "plan_session", room=None, place="夏季草场，河边", place_kind="PASTURE")
    session = road.case.sessions[-1]
    assert (session.place, session.place_kind.label) == ("夏季草场，河边", "草场上")


# --- where it was ------------------------------------------------------------------------------------


def test_a_talk_that_nobody_had_booked_is_counted_in_the_room_where_it_was(people):
    room = people.world.room
    for place, counted in ((room.name, room.id), (f" {room.name} ", room.id), ("夏季草场", None)):
        road = act(people.road(State.MEDIATING), "hold_session", place=place)
        assert road.case.sessions[-1].room_id == counted
        assert road.case.sessions[-1].slots == []  # it takes no hour from anybody


def test_a_booked_room_is_the_place(people):
    """Another place typed beside it was shown in one list and not in the other."""
    road = act(people.road(State.MEDIATING), "plan_session", place="村里")
    assert (road.case.sessions[-1].room_id, road.case.sessions[-1].place) == (people.world.room.id, None)
