"""Answers that cannot be right: records of other cases, impossible hours, amounts and days; nothing of it is stored."""

from datetime import timedelta

import pytest

from mediation.casework.access import roles_of
from mediation.kernel import clock
from mediation.kernel.errors import NotFound, Refused
from mediation.model.track import RiskReport, SupervisionOrder
from mediation.procedure.asks import Kind, When
from mediation.procedure.events import EVENTS
from mediation.procedure.records import Relation
from mediation.procedure.states import State
from tests.answers import act, answers
from tests.casework.records import rows
from tests.snapshot import changed, snapshot
from tests.town import HOLDER, TODAY, TOMORROW, Road, march, mediating

NAMING = {Kind.PARTY: False, Kind.PARTIES: True, Kind.TEAM: False, Kind.TEAM_MEMBERS: True}


def refused(road, event, on=TODAY, **said):
    """The reasons; nothing may have changed."""
    before = snapshot()
    with pytest.raises(Refused) as found:
        act(road, event, on, **said)
    assert changed(before) == set()
    return [(reason.code, reason.field) for reason in found.value.reasons]


def unknown(road, event, **said):
    before = snapshot()
    with pytest.raises(NotFound):
        act(road, event, **said)
    assert changed(before) == set()


# --- records of other cases -------------------------------------------------------------------------


def naming():
    """Every field that names a party or a mediator of the case."""
    for event in EVENTS.values():
        for ask in event.asks:
            if ask.kind in NAMING and not event.is_birth:
                yield pytest.param(event.id, ask.name, None, id=f"{event.id}-{ask.name}")
            for part in ask.rows:
                if part.kind in NAMING:
                    yield pytest.param(event.id, ask.name, part.name, id=f"{event.id}-{ask.name}-{part.name}")


@pytest.mark.parametrize(("event", "name", "part"), naming())
def test_nobody_of_another_case_is_taken_for_one_of_this(people, event, name, part):
    road = people.road(EVENTS[event].source[-1])
    ask = next(ask for ask in EVENTS[event].asks if ask.name == name)
    kind = ask.kind if part is None else next(one.kind for one in ask.rows if one.name == part)
    other = people.road(State.NOT_ACCEPTED)
    foreign = people.mediator("chair_far").id if kind in (Kind.TEAM, Kind.TEAM_MEMBERS) else other.a
    value = [foreign] if NAMING[kind] else foreign
    if part is not None:
        row = next(iter(answers(event, road, TODAY).get(name) or [a_tie(people)]))
        value = [row | {part: value}]
    unknown(road, event, by=allowed(people, road, event), **{name: value})


def a_tie(people):
    """A row that may be left out, and names somebody once it is there."""
    return {"mediator": people.mediator("mediator").id, "relation": Relation.KIN}


def allowed(people, road, event):
    """Somebody who may do this in the state the case is in."""
    held = {who: roles_of(people.actor(who), road.case, TODAY) for who in set(HOLDER.values()) | {"office"}}
    return next(who for who, roles in held.items() if roles & set(EVENTS[event].by))


def test_parties_told_of_their_rights_are_those_of_the_case(people):
    road = people.road(State.ASSIGNED)
    given = answers("give_notice", road, TODAY)["parties"]
    other = people.road(State.MEDIATING).a
    unknown(road, "give_notice", parties=[*given, given[0] | {"party": other}])


@pytest.mark.parametrize("event", ["record_performance", "record_breach"])
def test_a_duty_of_another_agreement_is_unknown(people, event):
    foreign = people.case(State.BREACHED).agreement.duties[0].id
    unknown(people.road(State.IN_FORCE), event, item=foreign)


def test_a_session_planned_in_another_case_is_unknown(people):
    other = act(people.road(State.ASSIGNED), "plan_session")
    planned = other.case.sessions[-1].id
    unknown(people.road(State.MEDIATING), "cancel_session", planned=planned)
    unknown(people.road(State.MEDIATING), "hold_session", planned=planned)


def test_reports_and_orders_of_another_case_are_unknown(people):
    road, other = people.road(State.MEDIATING), people.road(State.IN_FORCE)
    for one in (road, other):
        act(one, "report_risk")
        act(one, "supervise")
    report, order = rows(RiskReport, other.case)[0].id, rows(SupervisionOrder, other.case)[0].id
    unknown(road, "close_risk", report=report)
    unknown(road, "acknowledge_risk", report=report)
    unknown(road, "answer_supervision", order=order)


# --- hours and rooms --------------------------------------------------------------------------------

TEN = clock.at(TOMORROW, 10)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"starts": TEN, "ends": TEN}, ("hours", "ends")),
        ({"starts": TEN, "ends": TEN - HOUR}, ("hours", "ends")),
        ({"starts": TEN, "ends": TEN + 13 * HOUR}, ("too_long", "ends")),
        ({"starts": TEN + 8 * HOUR, "ends": TEN + 15 * HOUR}, ("over_night", "ends")),
        ({"starts": TEN + timedelta(minutes=5)}, ("quarters", "starts")),
        ({"ends": TEN + timedelta(minutes=50)}, ("quarters", "starts")),
        ({"starts": clock.at(TODAY, 7), "ends": clock.at(TODAY, 8)}, ("past", "starts")),
        ({"room": None}, ("required", "place")),
    ],
)
def test_impossible_hours_are_refused_at_their_field(people, said, reason):
    assert refused(people.road(State.MEDIATING), "plan_session", **said) == [reason]


@pytest.mark.parametrize(
    ("said", "free"),
    [
        ({"starts": TEN, "ends": TEN + HOUR}, False),
        ({"starts": TEN - HOUR, "ends": TEN + timedelta(minutes=15)}, False),
        ({"starts": TEN + timedelta(minutes=45), "ends": TEN + 2 * HOUR}, False),
        ({"starts": TEN - HOUR, "ends": TEN}, True),
        ({"starts": TEN + HOUR, "ends": TEN + 2 * HOUR}, True),
    ],
)
def test_a_room_is_taken_from_its_first_minute_to_its_last(people, said, free):
    act(people.road(State.ASSIGNED), "plan_session")
    road = act(people.road(State.MEDIATING), "replace_mediator")  # another mediator: only the room is shared
    if free:
        act(road, "plan_session", by="helper", **said)
    else:
        assert refused(road, "plan_session", by="helper", **said) == [("room_free", None)]


def test_a_mediator_sits_in_one_room_at_a_time(people):
    act(people.road(State.ASSIGNED), "plan_session")
    elsewhere = {"room": None, "place": "村委会"}
    assert refused(people.road(State.MEDIATING), "plan_session", **elsewhere) == [("room_free", None)]


def test_a_cancelled_plan_frees_room_and_mediator(people):
    road = act(people.road(State.ASSIGNED), "plan_session")
    act(road, "cancel_session")
    act(people.road(State.MEDIATING), "plan_session")


def test_a_talk_of_a_later_day_is_not_recorded_today(people):
    road = people.road(State.MEDIATING)
    assert refused(road, "hold_session", time=clock.at(TOMORROW, 8)) == [("not_yet", "time")]
    planned = act(road, "plan_session").case.sessions[-1].id
    assert refused(road, "hold_session", planned=planned) == [("not_that_one", "planned")]


@pytest.mark.parametrize("event", ["hold_session", "record_past_session", "add_inquiry"])
def test_an_hour_of_another_day_is_refused_and_so_is_one_still_to_come(people, event):
    road = people.road(EVENTS[event].source[-1])
    assert refused(road, event, time=clock.at(TODAY - timedelta(days=1), 23)) == [("other_day", "time")]
    assert refused(road, event, time=clock.at(TODAY, 9) + timedelta(minutes=1)) == [("not_yet", "time")]
    if event != "record_past_session":  # the talks ended before today
        act(road, event, time=clock.at(TODAY, 0))


@pytest.mark.parametrize(("event", "name"), [("report_risk", "sent_at"), ("acknowledge_risk", "received_at")])
def test_no_report_is_sent_or_received_in_minutes_to_come(people, event, name):
    road = act(people.road(State.MEDIATING), "report_risk")
    assert refused(road, event, **{name: clock.at(TODAY, 9) + timedelta(minutes=1)}) == [("not_yet", name)]
    act(road, event, **{name: clock.at(TODAY - timedelta(days=1), 23)})


def telling():
    """Every field that tells on which day something happened."""
    for event in EVENTS.values():
        for ask in event.asks:
            if ask.when in (When.PAST, When.THAT_DAY) and ask.kind is Kind.DATE and not event.is_birth:
                yield pytest.param(event.id, ask.name, id=f"{event.id}-{ask.name}")


@pytest.mark.parametrize(("event", "name"), telling())
def test_a_day_still_to_come_is_refused_where_the_past_is_asked(people, event, name):
    road = people.road(EVENTS[event].source[-1])
    assert ("not_yet", name) in refused(road, event, **{name: TOMORROW})


def test_nobody_was_told_tomorrow(people):
    road = people.road(State.ASSIGNED)
    rows = [row | {"told_on": TOMORROW} for row in answers("give_notice", road, TODAY)["parties"]]
    assert refused(road, "give_notice", parties=rows) == [
        ("not_yet", "parties-0-told_on"),
        ("not_yet", "parties-1-told_on"),
    ]


# --- amounts and days -------------------------------------------------------------------------------


def test_nobody_pays_more_than_is_owed_or_what_is_paid(people):
    road = people.road(State.IN_FORCE)
    duty = road.case.agreement.duties[0].id
    assert refused(road, "record_performance", amount=120_001) == [("too_much", "amount")]
    act(road, "record_performance", amount=20_000)
    assert refused(road, "record_performance", amount=100_001) == [("too_much", "amount")]
    act(road, "record_performance")
    assert ("item_open", None) in refused(road, "record_performance", item=duty)


def test_of_two_duties_the_one_that_was_done_cannot_be_broken(people):
    road = mediating(Road(people), {})
    duty = road.duties(march(9), 500, march(30))[0]
    items = [duty, duty | {"content": "修围栏"}]
    road.fire("settle_content", march(9), bound=road.everybody, items=items, facts="事实").sign(march(9))
    act(road, "sign_agreement", march(9))
    done = road.case.agreement.duties[0].id
    act(road, "record_performance", item=done)
    assert refused(road, "record_breach", item=done) == [("item_open", "item")]
    assert refused(road, "record_performance", item=done) == [("item_open", "item")]


@pytest.mark.parametrize("code", ["草场纠纷", ""])
def test_a_correction_to_a_code_that_does_not_exist_is_refused(people, code):
    found = refused(people.road(State.TERMINATED), "correct_record", field="DISPUTE_TYPE", new=code)
    assert found == [("new" if code else "required", "new")]


def test_a_correction_that_names_no_type_is_told_the_types(people):
    """Nobody who comes once in three years knows the eighteen names by heart."""
    road = people.road(State.TERMINATED)
    with pytest.raises(Refused) as found:
        act(road, "correct_record", field="DISPUTE_TYPE", new="草场纠纷")
    ((_name, names),) = found.value.reasons[0].values
    assert {"山林土地纠纷", "邻里纠纷"} <= set(names)


def test_a_correction_to_a_village_of_another_town_is_refused(people):
    road = people.road(State.TERMINATED)
    assert refused(road, "correct_record", field="VILLAGE", new="远方第一村") == [("new", "new")]
    assert refused(road, "correct_record", field="STUDIO", new="别处的调解室") == [("new", "new")]


def test_a_case_is_not_linked_with_itself(people):
    for state, event in ((State.LEAD, "close_lead"), (State.REGISTERED, "void")):
        road = people.road(state)
        said = {"by": "office", "reason": "DUPLICATE", "link": road.case.id}
        assert refused(road, event, **said) == [("linked_twice", "link")]


@pytest.mark.parametrize(
    ("event", "said"), [("drop_party", {}), ("change_party", {"change": "HEIR"}), ("change_team", {"add": []})]
)
def test_nobody_leaves_before_having_come(people, event, said):
    road = act(people.road(State.MEDIATING), "add_party", march(19))
    helper = people.mediator("helper").id
    act(road, "change_team", march(19), add=[helper])
    joined = road.everybody[-1]
    more = {"remove": [helper]} if event == "change_team" else {"party": joined}
    assert refused(road, event, march(18), **said, **more) == [("after_cause", "on")]
