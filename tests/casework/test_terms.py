"""The clock of a case by the office's rules: which limit, which calendar, pauses, extensions, and what follows."""

from datetime import date, timedelta

import pytest

from mediation.casework import rules, terms
from mediation.casework.terms import Pace, Standing
from mediation.casework.transition import fire
from mediation.kernel import clock
from mediation.kernel.calendar import LimitUnit
from mediation.kernel.errors import Refused
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.followup import FollowUp
from mediation.model.rule import CalendarDay, CalendarYear, DayKind, PlanPurpose, PlanRule, RuleBasis, TermRule
from mediation.model.term import TermAct
from mediation.procedure.events import EVENTS
from mediation.procedure.records import Difficulty, DisputeType, MediationKind, PauseReason, Source
from mediation.procedure.states import State
from tests.answers import act, answers
from tests.casework.records import rows
from tests.casework.refusals import A_CASE, administrative
from tests.factories import FOUNDED, TOWN_CODE, cleaned
from tests.town import Road, accepted, in_force, march, mediating

REGION, COUNTY = "540000000000", "542429000000"
REPEATED = "《人民调解工作若干规定》第三十三条"


def enter(first, days=1, *, kind=DayKind.REST, code=TOWN_CODE, name="藏历新年"):
    found = [
        CalendarDay(place_code=code, on=first + timedelta(days=number), kind=kind, name=name) for number in range(days)
    ]
    db.session.add_all(found)
    db.session.flush()
    return found


def limit(people, count, unit=LimitUnit.DAYS, **scope):
    dates = {"valid_from": FOUNDED} | {name: scope.pop(name) for name in ("valid_from", "valid_to") if name in scope}
    row = TermRule(
        town_id=people.world.town.id,
        count=count,
        unit_of_time=unit,
        basis=scope.pop("basis", RuleBasis.HOUSE),
        ground=scope.pop("ground", ""),
        **dates,
        **scope,
    )
    db.session.add(row)
    db.session.flush()
    return row


def plan(people, purpose, days, difficulty=None, **dates):
    row = PlanRule(
        town_id=people.world.town.id,
        purpose=purpose,
        days=days,
        difficulty=difficulty,
        **{"valid_from": FOUNDED, **dates},
    )
    db.session.add(row)
    db.session.flush()
    return row


def accepted_on(people, on, **how):
    return Road(people).register(on, **(A_CASE | how)).accept(on).case


def visits(case):
    return [(row.due_on, row.plan, row.plan_days) for row in rows(FollowUp, case)]


# --- which days count -------------------------------------------------------------------------------


def test_losar_in_the_register_moves_the_last_day_and_its_version_stands_in_the_case(people):
    assert accepted_on(people, march(2)).deadline == date(2026, 4, 1)
    enter(date(2026, 4, 1), 3)
    case = accepted_on(people, march(2))
    assert case.deadline == date(2026, 4, 7)  # after Losar comes the festival of 4 to 6 April
    version = rules.holidays_at(TOWN_CODE).version
    assert version != "0"
    assert case.deadline_calendar.endswith(f"register {version}")
    assert rows_of(case)[0].calendar == case.deadline_calendar


def test_changing_the_register_moves_no_deadline_that_was_given(people):
    case = accepted_on(people, march(2))
    given = (case.deadline, case.deadline_calendar, case.deadline_limit)
    days = enter(date(2026, 4, 1), 3)
    days[0].withdrawn_at = clock.now()
    limit(people, 5)
    db.session.flush()
    db.session.refresh(case)
    assert (case.deadline, case.deadline_calendar, case.deadline_limit) == given


def test_a_working_sunday_of_the_register_is_a_last_day(people):
    sunday = date(2026, 4, 12)
    assert sunday.isoweekday() == 7
    assert accepted_on(people, march(13)).deadline == date(2026, 4, 13)
    enter(sunday, kind=DayKind.WORK, name="补班")
    assert accepted_on(people, march(13)).deadline == sunday


def test_the_nearer_place_goes_before_the_wider_one(people):
    day = date(2026, 8, 20)
    assert day.isoweekday() == 4
    enter(day, code=REGION, name="雪顿节")
    assert rules.holidays_at(TOWN_CODE).rest_days == {day}
    enter(day, code=COUNTY, name="照常上班", kind=DayKind.WORK)
    assert rules.holidays_at(TOWN_CODE).working_days == {day}
    assert rules.holidays_at(TOWN_CODE).rest_days == frozenset()
    assert rules.holidays_at("540100000000").rest_days == {day}
    enter(day, code="542429102000", name="别的镇的日子")
    assert rules.holidays_at(TOWN_CODE).working_days == {day}


def test_a_withdrawn_day_holds_no_more_and_changes_the_version(people):
    days = enter(march(10), 2)
    before = rules.holidays_at(TOWN_CODE)
    days[0].withdrawn_at = clock.now()
    db.session.flush()
    after = rules.holidays_at(TOWN_CODE)
    assert after.rest_days == {march(11)}
    assert after.version != before.version


def test_a_year_entered_in_full_is_known(people):
    assert 2031 not in rules.holidays_at(TOWN_CODE).years
    db.session.add(CalendarYear(place_code=COUNTY, year=2031))
    db.session.flush()
    assert 2031 in rules.holidays_at(TOWN_CODE).years


def test_a_year_without_data_counts_monday_to_friday_and_does_not_fail(people):
    with clock.frozen(date(2031, 9, 20)):
        limit(people, 20, LimitUnit.WORKING_DAYS)
        case = accepted_on(people, date(2028, 9, 8))
    assert case.deadline == date(2028, 10, 6)  # the first week of October is not known to be a holiday


# --- which limit ------------------------------------------------------------------------------------


def test_without_an_entry_thirty_days_by_the_house(people):
    case = accepted_on(people, march(2))
    assert (case.deadline, case.deadline_limit) == (date(2026, 4, 1), "30 DAYS")
    assert (case.deadline_basis, case.deadline_ground) == (RuleBasis.HOUSE, "")
    assert case.deadline_rule == "自受理之日起{limit}"


def test_a_medical_dispute_has_thirty_working_days_by_law(people):
    case = accepted_on(people, march(2), dispute_type=DisputeType.MEDICAL)
    assert case.deadline == date(2026, 4, 14)  # Qingming takes one working day of April
    assert (case.deadline_limit, case.deadline_basis) == ("30 WORKING_DAYS", RuleBasis.LAW)
    assert "医疗纠纷预防和处理条例" in case.deadline_ground


def test_what_a_court_entrusts_has_thirty_days_by_its_rules(people):
    limit(people, 10)
    case = accepted_on(people, march(2), source=Source.COURT)
    assert (case.deadline_limit, case.deadline_basis) == ("30 DAYS", RuleBasis.ANALOGY)


def test_a_committee_may_choose_one_month(people):
    first, second = people.world.committees[:2]
    limit(people, 1, LimitUnit.MONTHS, unit_id=first.id, basis=RuleBasis.LAW, ground=REPEATED)
    case = accepted_on(people, march(31 - 29))
    assert (case.deadline, case.deadline_limit) == (date(2026, 4, 2), "1 MONTHS")
    assert (case.deadline_basis, case.deadline_ground) == (RuleBasis.LAW, REPEATED)
    case.unit_id = second.id
    assert str(rules.limit_for(case, march(2)).limit) == "30 DAYS"


@pytest.mark.parametrize(
    ("start", "count", "unit", "end"),
    [
        (date(2024, 1, 31), 30, LimitUnit.DAYS, date(2024, 3, 1)),
        (date(2024, 1, 31), 1, LimitUnit.MONTHS, date(2024, 2, 29)),
        (date(2024, 9, 6), 30, LimitUnit.DAYS, date(2024, 10, 8)),
        (date(2024, 12, 2), 30, LimitUnit.DAYS, date(2025, 1, 2)),
    ],
)
def test_the_worked_examples_of_acceptance(people, start, count, unit, end):
    """12.4 no. 4 and 1.10: the two rules for one month give different days."""
    limit(people, count, unit)
    assert accepted_on(people, start).deadline == end


def test_a_case_keeps_number_and_deadline_over_the_end_of_the_year(people):
    """12.4 no. 6: accepted on 20 December, settled in January."""
    case = accepted_on(people, date(2024, 12, 20))
    assert case.number_year == 2024
    assert case.deadline == date(2025, 1, 20)  # the 19th is a Sunday


def test_the_most_specific_rule_wins(people):
    unit = people.world.committees[0]
    case = Case(
        town_id=people.world.town.id,
        unit_id=unit.id,
        kind=MediationKind.PEOPLE,
        dispute_type=DisputeType.LAND,
        source=Source.POLICE,
    )
    counts = []
    for count, scope in enumerate(
        [
            {},
            {"kind": MediationKind.PEOPLE},
            {"unit_id": unit.id},
            {"unit_id": unit.id, "kind": MediationKind.PEOPLE},
            {"source": Source.POLICE},
            {"source": Source.POLICE, "unit_id": unit.id},
            {"dispute_type": DisputeType.LAND},
            {"dispute_type": DisputeType.LAND, "source": Source.POLICE},
        ],
        start=1,
    ):
        limit(people, count, **scope)
        counts.append(rules.limit_for(case, march(2)).limit.count)
    assert counts == [1, 2, 3, 4, 5, 6, 7, 8]
    other = Case(town_id=case.town_id, kind=MediationKind.ADMIN, dispute_type=DisputeType.OTHER, source=Source.OWN)
    assert rules.limit_for(other, march(2)).limit.count == 1


def test_a_rule_holds_from_its_first_to_its_last_day(people):
    limit(people, 10, valid_from=march(5), valid_to=march(10))
    case = Case(town_id=people.world.town.id, kind=MediationKind.PEOPLE)
    found = [rules.limit_for(case, day).limit.count for day in (march(4), march(5), march(10), march(11))]
    assert found == [30, 10, 10, 30]


def test_the_rule_of_another_town_is_nobodys_here(people):
    far = people.mediator("chair_far").terms[0].unit.town
    limit(people, 10).town_id = far.id
    db.session.flush()
    assert accepted_on(people, march(2)).deadline_limit == "30 DAYS"


def test_an_entered_rule_for_medical_disputes_goes_before_the_default(people):
    limit(people, 20, LimitUnit.WORKING_DAYS, dispute_type=DisputeType.MEDICAL)
    assert accepted_on(people, march(2), dispute_type=DisputeType.MEDICAL).deadline_limit == "20 WORKING_DAYS"


def test_an_administrative_case_has_the_rule_of_its_kind(people):
    limit(people, 15, kind=MediationKind.ADMIN)
    assert administrative(people).case.deadline_limit == "15 DAYS"
    assert accepted(Road(people), A_CASE).case.deadline_limit == "30 DAYS"


@pytest.mark.parametrize(
    ("event", "state", "words"),
    [
        ("take_back", State.TRANSFERRED, "自收回之日起{limit}"),
        ("withdraw_termination", State.TERMINATED, "自撤销终止登记之日起{limit}"),
        ("withdraw_effect", State.IN_FORCE, "自撤销生效登记之日起{limit}"),
    ],
)
def test_a_case_that_comes_back_has_a_new_deadline_from_that_day(people, event, state, words):
    limit(people, 10, LimitUnit.WORKING_DAYS)
    case = act(people.road(state), event).case
    assert (case.deadline, case.deadline_limit, case.deadline_rule) == (date(2026, 4, 3), "10 WORKING_DAYS", words)
    assert rows_of(case)[-1].act is TermAct.STARTED


# --- pauses -----------------------------------------------------------------------------------------


def rows_of(case):
    return terms.changes_of(case)


@pytest.mark.parametrize("reason", list(PauseReason))
def test_every_reason_for_a_pause_is_kept_and_says_what_it_means(people, reason):
    case = act(people.road(State.MEDIATING), "pause_clock", march(9), reason=reason).case
    assert rows_of(case)[-1].pause is reason
    assert "不计入期限" in terms.PAUSES[reason]


def test_the_time_of_an_expert_counts_not_against_thirty_working_days(people):
    road = mediating(Road(people), A_CASE | {"dispute_type": DisputeType.MEDICAL})
    assert road.case.deadline == date(2026, 4, 15)
    act(road, "pause_clock", march(9), reason="EXPERT")
    act(road, "resume_clock", march(19))
    assert road.case.deadline == date(2026, 4, 27)  # ten days later is a Saturday
    assert [(one.act, one.days) for one in rows_of(road.case)] == [
        (TermAct.STARTED, None),
        (TermAct.PAUSED, None),
        (TermAct.RESUMED, 10),
    ]


def test_losar_in_the_register_rolls_a_resumed_deadline(people):
    road = people.road(State.MEDIATING)
    act(road, "pause_clock", march(9))
    enter(date(2026, 4, 7), 3)
    act(road, "resume_clock", march(11))
    assert road.case.deadline == date(2026, 4, 10)
    assert road.case.deadline_calendar.endswith(rules.holidays_at(TOWN_CODE).version)


def test_a_pause_resumed_on_the_same_day_moves_nothing(people):
    road = people.road(State.MEDIATING)
    given = road.case.deadline
    act(road, "pause_clock", march(9))
    act(road, "resume_clock", march(9))
    assert road.case.deadline == given
    assert rows_of(road.case)[-1].days == 0


# --- extension and late continuation ----------------------------------------------------------------


def on_day(road, event, day, **said):
    with clock.frozen(day):
        return act(road, event, day, **said)


def test_the_term_is_extended_on_its_last_day(people):
    road = people.road(State.MEDIATING)
    last = road.case.deadline
    on_day(road, "extend_term", last, new_deadline=last + timedelta(days=10))
    assert road.case.deadline == last + timedelta(days=10)


def test_on_the_day_after_it_is_refused_and_the_parties_may_only_go_on(people):
    road = people.road(State.MEDIATING)
    last, late = road.case.deadline, road.case.deadline + timedelta(days=1)
    with pytest.raises(Refused, match="期限已过，不能再延长"):
        on_day(road, "extend_term", late, new_deadline=late + timedelta(days=10))
    on_day(road, "continue_overdue", late, promised_on=late + timedelta(days=10))
    assert (road.case.deadline, road.case.promised_on) == (last, late + timedelta(days=10))
    change = rows_of(road.case)[-1]
    assert (change.act, change.before, change.until) == (TermAct.CONTINUED, last, late + timedelta(days=10))


def test_each_partys_consent_is_a_row_with_its_day(people):
    road = people.road(State.MEDIATING)
    act(road, "extend_term", march(20), new_deadline=date(2026, 4, 20), consented_on=march(18))
    change = rows_of(road.case)[-1]
    assert (change.act, change.until) == (TermAct.EXTENDED, date(2026, 4, 20))
    assert [(one.party.name, one.on) for one in change.consents] == [("卓玛", march(18)), ("扎西", march(18))]


def test_without_a_day_the_consent_is_of_the_day_of_the_act(people):
    road = act(people.road(State.MEDIATING), "extend_term", march(20), new_deadline=date(2026, 4, 20))
    assert {one.on for one in rows_of(road.case)[-1].consents} == {march(20)}


def test_one_party_who_does_not_agree_is_enough(people):
    road = people.road(State.MEDIATING)
    with pytest.raises(Refused, match="须经全体当事人同意"):
        act(road, "extend_term", consents=[road.a])


@pytest.mark.parametrize(
    ("day", "said"),
    [(march(19), "不能晚于办理日期"), (march(2), "不能早于受理日期"), (march(21), "日子还没有到")],
    ids=["later", "before acceptance", "still to come"],
)
def test_a_consent_cannot_be_of_another_time(people, day, said):
    """Agreed on the 18th, written down on the 20th."""
    road = people.road(State.MEDIATING)
    given = cleaned(EVENTS["extend_term"].fields, answers("extend_term", road, march(18))) | {"consented_on": day}
    with clock.frozen(march(20)), pytest.raises(Refused, match=said):
        fire(road.case, "extend_term", people.actor("mediator"), given, on=march(18))


# --- what follows an agreement ----------------------------------------------------------------------


def test_confirmation_ends_after_losar_and_keeps_the_calendar(people):
    enter(date(2026, 4, 8), 3)
    version = in_force(Road(people), A_CASE).case.agreement
    assert version.confirm_until == date(2026, 4, 13)  # thirty days end on 8 April, then Losar, then a weekend
    assert version.confirm_calendar.endswith(rules.holidays_at(TOWN_CODE).version)


def effective(people, difficulty=None):
    road = mediating(Road(people), A_CASE)
    road.case.difficulty = difficulty
    road.fire("settle_content", march(9), bound=road.everybody, items=road.duties(march(9), 500, march(25)), facts="草")
    return road


def test_a_duty_without_a_day_falls_due_by_the_rule_and_says_so(people):
    road = effective(people)
    road.case.draft.duties[0].due_on = None
    act(road.sign(march(9)), "sign_agreement", march(9))
    duty = road.case.agreement.duties[0]
    assert (duty.due_on, duty.due_by_rule) == (date(2026, 4, 8), 30)
    act(road, "withdraw_effect", march(10))
    assert (duty.due_on, duty.due_by_rule) == (None, None)


def test_the_office_sets_its_own_days_for_duties(people):
    plan(people, PlanPurpose.DUTY, 10)
    plan(people, PlanPurpose.DUTY, 60, Difficulty.HARD)
    plan(people, PlanPurpose.DUTY, 5, valid_from=date(2027, 1, 1))
    plans = rules.plans_on(people.world.town.id, march(9))
    assert rules.duty_days(plans, None) == 10
    assert rules.duty_days(plans, Difficulty.SIMPLE) == 10
    assert rules.duty_days(plans, Difficulty.HARD) == 60


def test_a_duty_with_a_day_keeps_it(people):
    road = effective(people)
    act(road.sign(march(9)), "sign_agreement", march(9))
    duty = road.case.agreement.duties[0]
    assert (duty.due_on, duty.due_by_rule) == (march(25), None)


def test_one_visit_a_week_after_the_last_duty_and_more_for_a_major_case(people):
    road = effective(people)
    act(road.sign(march(9)), "sign_agreement", march(9))
    week = (date(2026, 4, 1), PlanPurpose.AFTER_DUE, 7)
    assert visits(road.case) == [week]
    major = effective(people, Difficulty.MAJOR)
    act(major.sign(march(9)), "sign_agreement", march(9))
    assert visits(major.case) == [
        week,
        (date(2026, 4, 8), PlanPurpose.AFTER_EFFECT, 30),
        (date(2026, 6, 7), PlanPurpose.AFTER_EFFECT, 90),
    ]


def test_two_rules_for_one_day_plan_one_visit(people):
    plan(people, PlanPurpose.AFTER_EFFECT, 23)
    plan(people, PlanPurpose.AFTER_EFFECT, 40)
    road = effective(people)
    act(road.sign(march(9)), "sign_agreement", march(9))
    assert [due for due, _plan, _days in visits(road.case)] == [date(2026, 4, 1), date(2026, 4, 18)]


def test_what_the_office_enters_takes_the_place_of_the_default_it_matches(people):
    plan(people, PlanPurpose.AFTER_DUE, 14)
    days = [(one.purpose, one.days, one.difficulty) for one in rules.plans_on(people.world.town.id, march(9))]
    assert (PlanPurpose.AFTER_DUE, 7, None) not in days
    assert (PlanPurpose.AFTER_DUE, 14, None) in days
    assert (PlanPurpose.AFTER_EFFECT, 90, Difficulty.MAJOR) in days


# --- how the clock stands ---------------------------------------------------------------------------


def test_how_a_case_stands_to_its_deadline(people):
    case = people.case(State.MEDIATING)
    last = case.deadline
    expected = {
        -8: Standing(Pace.RUNNING, 8),
        -7: Standing(Pace.SOON, 7),
        0: Standing(Pace.SOON, 0),
        1: Standing(Pace.OVERDUE, -1),
    }
    for days, wanted in expected.items():
        today = last + timedelta(days=days)
        assert terms.standing(case, today) == wanted
        for condition, pace in ((terms.overdue_on, Pace.OVERDUE), (terms.due_soon_on, Pace.SOON)):
            found = db.session.query(Case.id).filter(Case.id == case.id, condition(today)).count()
            assert bool(found) is (wanted.pace is pace)


def test_a_paused_case_is_never_overdue(people):
    road = act(people.road(State.MEDIATING), "pause_clock", march(9))
    case = road.case
    assert terms.standing(case, case.deadline + timedelta(days=99)) == Standing(
        Pace.PAUSED, (case.deadline - march(9)).days
    )
    late = case.deadline + timedelta(days=99)
    assert db.session.query(Case.id).filter(Case.id == case.id, terms.overdue_on(late)).count() == 0


@pytest.mark.parametrize("state", [State.REGISTERED, State.IN_FORCE, State.TERMINATED, State.ARCHIVED, State.VOID])
def test_before_acceptance_and_after_the_talks_no_clock_runs(people, state):
    assert terms.standing(people.case(state), date(2030, 1, 1)) == Standing(Pace.OFF)
