"""What an event does beside the move: number, clock, team, drafts, plans, file."""

from datetime import date

import pytest

from mediation.casework.subsidies import chain_of
from mediation.casework.transition import fire
from mediation.kernel import clock
from mediation.model.agreement import VersionStatus
from mediation.model.base import db
from mediation.model.case import CaseLink
from mediation.model.evidence import Paper
from mediation.model.mediation_session import SessionStatus, Slot
from mediation.model.team import Recusal
from mediation.model.track import RiskReport
from mediation.procedure.events import EVENTS
from mediation.procedure.records import AskAnswer, ContactWay, MediationKind, Remedy
from mediation.procedure.states import WORK, State
from tests.answers import act
from tests.casework.records import last_event, rows
from tests.casework.refusals import A_CASE, administrative, of_the_township
from tests.factories import stranger
from tests.town import TODAY, Road, accepted, march, registered

# --- number and clock -------------------------------------------------------------------------------


def test_acceptance_gives_the_next_number_of_the_year_in_the_series_of_all_committees(people):
    numbered = [accepted(Road(people), A_CASE).case, of_the_township(people, accepted).case]
    first, second = (case.number_seq for case in numbered)
    assert second == first + 1
    assert numbered[0].number == f"（2026）云上人调字第{first}号"
    assert {case.series.short_name for case in numbered} == {"云上"}


def test_administrative_cases_have_a_series_of_their_own(people):
    case = administrative(people).case
    assert case.kind is MediationKind.ADMIN
    assert case.number == "（2026）云上行调字第1号"


def test_late_acceptance_of_an_earlier_year_takes_the_next_number_of_that_year(people):
    old = date(2025, 12, 29)
    for expected in (1, 2):
        road = Road(people).register(old)
        road.fire("ask_party", old, party=road.b, way="PHONE", answer="AGREES")
        act(road, "accept", old)
        assert road.case.number == f"（2025）云上人调字第{expected}号"
    new = accepted(Road(people), A_CASE).case
    assert new.number_year == 2026


def test_acceptance_sets_the_limit_and_keeps_rule_and_calendar(people):
    case = accepted(Road(people), A_CASE).case
    assert case.accepted_on == march(3)
    assert case.deadline == date(2026, 4, 2)  # thirty days, the first one not counted
    assert case.deadline_rule
    assert case.deadline_calendar
    assert last_event(case).data["number"] == case.number
    assert last_event(case).data["deadline"] == "2026-04-02"


def test_a_pause_moves_the_limit_by_its_days_on_to_a_working_day(people):
    road = people.road(State.MEDIATING)
    act(road, "pause_clock", march(9))
    assert road.case.paused_on == march(9)
    act(road, "resume_clock", march(11))
    assert road.case.paused_on is None
    assert road.case.deadline == date(2026, 4, 7)  # 4 April and the two days after it are a festival
    assert last_event(road.case).data["paused_days"] == 2


def test_an_extension_moves_the_limit_a_promise_does_not(people):
    road = act(people.road(State.MEDIATING), "extend_term", new_deadline=date(2026, 4, 20))
    assert road.case.deadline == date(2026, 4, 20)
    act(road, "continue_overdue", date(2026, 4, 21), promised_on=date(2026, 4, 30))
    assert (road.case.deadline, road.case.promised_on) == (date(2026, 4, 20), date(2026, 4, 30))


@pytest.mark.parametrize(
    ("event", "state"),
    [
        ("stop_by_party", State.TERMINATED),
        ("end_without_agreement", State.TERMINATED),
        ("transfer_out", State.TRANSFERRED),
        ("void", State.VOID),
    ],
)
def test_with_the_talks_end_pause_requests_plans_and_drafts(people, event, state):
    """A void one never happened, so it was never concluded either."""
    road = people.road(State.MEDIATING if event == "void" else State.AGREED_UNSIGNED)
    act(road, "plan_session")
    act(road, "request_recusal")
    act(road, "pause_clock")
    link = {"reason": "MERGED", "link": people.case(State.ASSIGNED).id} if event == "void" else {}
    act(road, event, **link)
    case = road.case
    assert case.state is state
    assert case.paused_on is None
    assert {row.closed_on for row in rows(Recusal, case)} == {TODAY}
    assert [row.status for row in case.sessions] == [SessionStatus.HELD, SessionStatus.CANCELLED]
    assert db.session.query(Slot).count() == 0
    assert case.draft is None
    assert {version.status for version in case.versions} <= {VersionStatus.SET_ASIDE}
    assert case.concluded_on == (None if event == "void" else TODAY)


# --- team -------------------------------------------------------------------------------------------


def active(case):
    return [(row.mediator.person.name, row.lead) for row in case.team]


def test_one_leads_and_others_help(people):
    road = act(people.road(State.ACCEPTED), "assign_mediator", others=[people.mediator("helper").id])
    assert active(road.case) == [("央金", True), ("白玛", False)]
    assert road.case.studio.name == "阿玛调解室"
    act(road, "change_team", add=[people.mediator("member").id], remove=[people.mediator("helper").id])
    assert active(road.case) == [("央金", True), ("洛桑", False)]
    assert [row.to_on for row in road.case.assignments] == [None, TODAY, None]


def test_a_replaced_lead_is_followed_by_a_lead_and_stays_in_the_history(people):
    road = act(people.road(State.MEDIATING), "replace_mediator")
    assert active(road.case) == [("白玛", True)]
    assert [(row.to_on, row.challenged) for row in road.case.assignments] == [(TODAY, False), (None, False)]


def test_replacement_meets_the_request_and_marks_who_was_challenged(people):
    road = act(people.road(State.MEDIATING), "request_recusal")
    act(road, "replace_mediator")
    assert [row.closed_on for row in rows(Recusal, road.case)] == [TODAY]
    assert [row.challenged for row in road.case.assignments] == [True, False]


def test_replacing_somebody_else_leaves_the_request_open(people):
    helper = people.mediator("helper").id
    road = act(people.road(State.MEDIATING), "change_team", add=[helper])
    act(road, "request_recusal")
    act(road, "replace_mediator", out=helper)
    assert [row.closed_on for row in rows(Recusal, road.case)] == [None]
    assert [row.challenged for row in road.case.assignments] == [False, False, False]


def test_a_challenged_helper_may_also_leave_the_team(people):
    helper = people.mediator("helper").id
    road = act(people.road(State.MEDIATING), "change_team", add=[helper])
    act(road, "request_recusal", against=helper)
    act(road, "change_team", add=[], remove=[helper])
    assert [row.closed_on for row in rows(Recusal, road.case)] == [TODAY]
    assert [row.challenged for row in road.case.assignments] == [False, True]


def test_whoever_asked_for_recusal_may_take_it_back_and_nobody_else(people):
    road = act(people.road(State.MEDIATING), "request_recusal")
    act(road, "request_recusal", by_whom="MEDIATOR", party=None)
    act(road, "withdraw_recusal", by_whom="MEDIATOR", party=None)
    by_party, by_mediator = rows(Recusal, road.case)
    assert (by_party.closed_on, by_mediator.closed_on) == (None, TODAY)
    act(road, "withdraw_recusal", by_whom="PARTY", party=road.a)
    assert by_party.closed_on == TODAY


@pytest.mark.parametrize(
    ("start", "event"),
    [
        (State.MEDIATING, "move_case"),
        (State.TRANSFERRED, "take_back"),
        (State.TERMINATED, "withdraw_termination"),
    ],
)
def test_going_back_ends_all_assignments_and_keeps_what_was_done(people, start, event):
    road = people.road(start)
    number, told = road.case.number, [party.told_on for party in road.case.parties]
    if start is State.MEDIATING:
        act(road, "request_recusal")
        act(road, "add_evidence")
    act(road, event)
    case = road.case
    assert case.state is State.ACCEPTED
    assert case.number == number
    assert case.team == []
    assert all(row.closed_on for row in rows(Recusal, case))
    assert [row.status for row in case.sessions] == [SessionStatus.HELD]
    assert [party.told_on for party in case.parties] == told
    assert case.concluded_on is None
    by = "chair" if case.unit_id == people.world.committees[0].id else "office"
    act(road, "assign_mediator", by=by)
    assert road.case.state is State.ASSIGNED  # and rights are told again
    act(road, "give_notice")
    assert {party.told_on for party in case.parties} == {TODAY}


def test_a_moved_case_belongs_to_the_other_committee(people):
    road = act(people.road(State.ACCEPTED), "move_case")
    assert road.case.unit is people.world.township
    assert last_event(road.case).data["from_committee"] == people.world.committees[0].id


@pytest.mark.parametrize("event", ["take_back", "withdraw_termination", "withdraw_effect"])
def test_the_clock_starts_anew(people, event):
    start = EVENTS[event].source[0]
    road = act(people.road(start), event)
    assert road.case.state in WORK
    assert road.case.deadline == date(2026, 4, 20)  # thirty days from today end on a Sunday


# --- parties ----------------------------------------------------------------------------------------


def test_whoever_joins_must_be_told_before_talks_go_on(people):
    road = act(people.road(State.MEDIATING), "add_party")
    joined = road.case.parties[-1]
    assert (joined.side, joined.role, joined.told_on, joined.answer) == ("C", "THIRD", None, "AGREES")
    act(road, "notify_party")
    assert joined.told_on == TODAY
    assert act(road, "hold_session").case.sessions[-1].result == "NOT_YET"


def test_heirs_take_the_seat_of_the_dead(people):
    road = people.road(State.MEDIATING)
    dead = road.case.parties[1]
    act(road, "change_party", change="HEIR", new=[stranger("次仁"), stranger("拉姆")])
    names = [(party.name, party.side, party.heir_of_id) for party in road.case.present_parties]
    assert names == [("卓玛", "A", None), ("次仁", "B", dead.id), ("拉姆", "B", dead.id)]
    assert (dead.left_on, dead.left_how) == (TODAY, "HEIR")


def test_corrected_data_of_a_party_keep_the_old_beside_the_new_but_no_numbers(people):
    road = people.road(State.MEDIATING)
    new = stranger("扎西次仁") | {"phone": "13900000099"}
    act(road, "change_party", new=[new])
    person = road.case.parties[1].person
    assert (person.name, person.id_number, person.phone) == (new["name"], new["id_number"], new["phone"])
    data = last_event(road.case).data
    assert data["old"] == {"name": "扎西", "id_number": "***", "phone": "***"}
    assert data["new"] == [{"name": "扎西次仁"}]


def test_a_party_who_left_is_no_party_any_more(people):
    road = act(people.road(State.MEDIATING), "add_party")
    act(road, "drop_party")
    assert [party.name for party in road.case.present_parties] == ["卓玛", "扎西"]
    assert road.case.parties[-1].left_how == "WITHDREW"
    act(road, "hold_session")


# --- links ------------------------------------------------------------------------------------------


def test_linked_cases_know_each_other_and_are_one_chain(people):
    first = people.case(State.TERMINATED)
    second = act(Road(people), "register_linked", by="chair").case
    third = act(Road(people), "register_linked", by="chair", earlier_case=people.case(State.PERFORMED).id).case
    db.session.add(CaseLink(case_id=third.id, earlier_id=second.id, kind="AGAIN"))
    db.session.flush()
    chain = {first.id, second.id, third.id, people.case(State.PERFORMED).id}
    assert chain_of(first) == chain_of(second) == chain_of(third) == chain


# --- risk, supervision, record ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "flags"), [("VIOLENCE", (True, False)), ("MINOR", (False, True)), ("FIGHT", (False, False))]
)
def test_violence_and_harm_to_minors_flag_the_file(people, kind, flags):
    case = act(people.road(State.MEDIATING), "report_risk", kind=kind).case
    assert (case.violence_flag, case.minor_flag) == flags


def test_of_two_reports_the_named_one_is_closed(people):
    road = act(people.road(State.MEDIATING), "report_risk")
    act(road, "report_risk", kind="PETITION")
    first, second = rows(RiskReport, road.case)
    act(road, "acknowledge_risk", report=second.id)
    act(road, "close_risk", report=second.id)
    assert (first.received_at, first.outcome) == (None, None)
    assert (second.received_at, second.outcome, second.persons) == (clock.at(TODAY, 9), "PREVENTED", 4)
    act(road, "close_risk")
    assert first.outcome == "PREVENTED"


@pytest.mark.parametrize(
    ("field", "new", "old", "column"),
    [
        ("MATTER", "羊越过围栏", "TERMINATED", "matter"),
        ("CLAIMS", "修围栏", "赔偿损失", "claims"),
        ("DISPUTE_TYPE", "损害赔偿纠纷", "NEIGHBOUR", "dispute_type"),
        ("SOURCE", "OWN", "APPLIED", "source"),
        ("VILLAGE", "云上第2村", "云上第1村", "village"),
        ("STUDIO", "阿玛调解室", None, "studio"),
    ],
)
def test_a_correction_keeps_old_and_new(people, field, new, old, column):
    road = act(people.road(State.TERMINATED), "correct_record", field=field, new=new)
    value = getattr(road.case, column)
    shown = getattr(value, "name", value) if column in ("village", "studio") else value
    assert new in (shown, getattr(value, "label", ""))
    data = last_event(road.case).data
    assert data["new"] == new
    if field != "MATTER":
        assert data["old"] == old


def test_what_is_put_into_the_file_is_listed(people):
    road = act(people.road(State.IN_FORCE), "attach_paper")
    act(road, "add_evidence")
    act(people.road(State.MEDIATING), "add_inquiry")
    assert [(paper.name, paper.supplement) for paper in rows(Paper, road.case)] == [
        ("其他材料", False),
        ("照片", False),
    ]
    archived = act(people.road(State.ARCHIVED), "add_supplement").case
    assert [paper.supplement for paper in rows(Paper, archived)] == [True]


def test_amending_a_registration_keeps_what_stood_there(people):
    road = act(
        people.road(State.REGISTERED), "amend_registration", village=people.world.villages[1].id, bans=["NOT_CIVIL"]
    )
    assert road.case.village.name == "云上第2村"
    assert road.case.bans == ["NOT_CIVIL"]
    old = last_event(road.case).data["old"]
    assert old == {"village": people.world.villages[0].id, "claims": "赔偿损失", "bans": []}


def test_the_last_day_for_other_ways_is_told_by_their_names(people):
    case = act(people.road(State.MEDIATING), "stop_by_party", ways_told=[one.value for one in Remedy]).case
    assert last_event(case).data["ways_told"] == ["ARBITRATION", "GOVERNMENT", "COURT"]


def test_a_late_entry_says_why(people):
    road = registered(Road(people), A_CASE)
    road.by = people.actor("clerk")
    said = {"party": road.b, "way": ContactWay.PHONE, "answer": AskAnswer.SILENT, "late_reason": "下乡去了"}
    fire(road.case, "ask_party", road.by, said, on=march(3))
    link = last_event(road.case)
    assert (link.on, clock.shanghai_day(link.recorded_at), link.late_reason) == (march(3), TODAY, "下乡去了")


def test_every_act_moves_the_version_of_the_case(people):
    road = people.road(State.MEDIATING)
    before = road.case.version
    versions = [act(road, event).case.version for event in ("set_risk", "hold_session", "pause_clock")]
    assert [before, *versions] == sorted({before, *versions})
