"""The clock of a case: its limit, pauses and extensions, what stops with it, and how it stands."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement

from mediation.casework import consents, rules
from mediation.casework.act import Act
from mediation.kernel.calendar import CONFIRMATION_LIMIT, Limit, calendar_version, roll_to_working_day, term_end
from mediation.kernel.labels import Choice, N_
from mediation.model.agreement import AgreementVersion
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.followup import FollowUp
from mediation.model.rule import ClockStart, PlanPurpose
from mediation.model.term import TermAct, TermChange, TermConsent
from mediation.procedure.records import PauseReason
from mediation.procedure.states import DUTY, WORK, State

# 《人民调解工作若干规定》第三十三条 counts from acceptance; a case that comes back has a new limit from that day.
STARTS = {
    "accept": N_("自受理之日起{limit}"),
    "take_back": N_("自收回之日起{limit}"),
    "withdraw_termination": N_("自撤销终止登记之日起{limit}"),
    "withdraw_effect": N_("自撤销生效登记之日起{limit}"),
}
# The acts after acceptance from which a rule of the office may count; only a case that goes through them all can wait.
BEGINS = {
    "assign_mediator": (ClockStart.ASSIGNED, N_("自指派调解员之日起{limit}")),
    "give_notice": (ClockStart.TOLD, N_("自告知权利义务之日起{limit}")),
}
_FROM_THE_BEGINNING = frozenset({"accept", "take_back", "withdraw_termination"})
# What each reason for a pause means for the days, and what ends it.
PAUSES = {
    PauseReason.DIED: N_("等继承人期间不计入期限；继承人参加后恢复，没有人继承的终止调解。"),
    PauseReason.EXPERT: N_("鉴定的时间不计入期限；收到鉴定意见后恢复。"),
    PauseReason.AWAY: N_("采集、转场期间不计入期限；当事人回来后恢复。"),
    PauseReason.DISASTER: N_("灾害、断路期间不计入期限；能走了就恢复。"),
}
SOON_DAYS = 7
AGREED = (*DUTY, State.PERFORMED)  # an agreement is in force


# --- the clock runs, stands still, goes on --------------------------------------------------------


def start_clock(act: Act, case: Case) -> None:
    """Set the deadline by the rule from this day; kept with the rule and the calendar it was computed by.

    Where the rule counts from a later act, this deadline holds until that act: no case is without one.
    """
    with db.session.no_autoflush:  # the case has its number already, but not yet the state that goes with it
        rule, holidays = rules.limit_for(case, act.on), rules.holidays_at(case.town.code)
    before = case.deadline
    case.deadline = term_end(act.on, rule.limit, holidays)
    case.deadline_rule = STARTS[act.event.id]
    case.deadline_limit, case.deadline_basis, case.deadline_ground = str(rule.limit), rule.basis, rule.ground
    case.deadline_calendar = calendar_version(holidays)
    case.paused_on = case.promised_on = None
    waits = rule.counted_from is not ClockStart.ACCEPTED and act.event.id in _FROM_THE_BEGINNING
    case.clock_awaits = rule.counted_from if waits else None
    act.results["deadline"] = case.deadline
    started = _keep(act, case, TermAct.STARTED, before)
    started.measure, started.basis, started.ground = case.deadline_limit, rule.basis, rule.ground


def begin_clock(act: Act, case: Case) -> None:
    """Count the limit anew from this act when the rule waited for it; a later day that all agreed on stands."""
    awaited, words = BEGINS[act.event.id]
    if case.clock_awaits is not awaited or case.deadline is None or case.deadline_limit is None:
        return
    before, holidays = case.deadline, rules.holidays_at(case.town.code)
    case.deadline = max(before, term_end(act.on, Limit.read(case.deadline_limit), holidays))
    case.deadline_rule, case.clock_awaits = words, None
    case.deadline_calendar = calendar_version(holidays)
    if case.paused_on is not None:
        case.paused_on = max(case.paused_on, act.on)  # what stood still before the first day is not added
    act.results["deadline"] = case.deadline
    started = _keep(act, case, TermAct.STARTED, before)
    started.measure, started.basis, started.ground = case.deadline_limit, case.deadline_basis, case.deadline_ground


def pause_clock(act: Act, case: Case) -> None:
    """The clock stands still from this day for one of the known reasons."""
    case.paused_on = act.on
    _keep(act, case, TermAct.PAUSED, case.deadline).pause = act.get("reason")


def resume_clock(act: Act, case: Case) -> None:
    """Move the deadline by the days the clock stood still, on to a working day."""
    if case.paused_on is None:
        return
    days, before = (act.on - case.paused_on).days, case.deadline
    case.paused_on = None
    if case.deadline is not None:
        holidays = rules.holidays_at(case.town.code)
        case.deadline = roll_to_working_day(case.deadline + timedelta(days=days), holidays)
        case.deadline_calendar = calendar_version(holidays)
    act.results |= {"paused_days": days, "deadline": case.deadline}
    _keep(act, case, TermAct.RESUMED, before).days = days


def extend_term(act: Act, case: Case) -> None:
    """A later deadline, agreed on by all before the old one passed."""
    before = act.results["old"] = case.deadline
    case.deadline = act.data["new_deadline"]
    _keep_consents(act, _keep(act, case, TermAct.EXTENDED, before))


def continue_overdue(act: Act, case: Case) -> None:
    """The parties go on after the deadline; the deadline that the figures use does not move."""
    case.promised_on = act.data["promised_on"]
    change = _keep(act, case, TermAct.CONTINUED, case.deadline)
    change.until = case.promised_on
    _keep_consents(act, change)


def stop_clock(case: Case) -> None:
    case.paused_on = None


def _keep(act: Act, case: Case, what: TermAct, before: date | None) -> TermChange:
    reason = act.get("reason")
    change = TermChange(
        case_id=case.id,
        act=what,
        on=act.on,
        before=before,
        until=case.deadline,
        reason=str(reason) if reason and what is not TermAct.PAUSED else None,
        calendar=case.deadline_calendar,
    )
    db.session.add(change)
    return change


def _keep_consents(act: Act, change: TermChange) -> None:
    """Who agreed, each with the day."""
    change.consents = [TermConsent(party_id=party_id, on=on) for party_id, on in consents.days(act).items()]


def changes_of(case: Case) -> list[TermChange]:
    """The history of the clock, the first change first."""
    return list(case.term_changes)


# --- how the clock stands -------------------------------------------------------------------------


class Pace(Choice):
    """How a case stands to its deadline."""

    OFF = "OFF", N_("不计时")
    RUNNING = "RUNNING", N_("期限内")
    SOON = "SOON", N_("快到期")
    OVERDUE = "OVERDUE", N_("已超期")
    PAUSED = "PAUSED", N_("已中止计时")


@dataclass(frozen=True, slots=True)
class Standing:
    """`days` left to the deadline, less than zero once it is over; while paused those that were left when it began."""

    pace: Pace
    days: int | None = None


def standing(case: Case, today: date) -> Standing:
    """How a case stands to its deadline on a day; the last day itself is still in time."""
    if case.deadline is None or case.state not in WORK:
        return Standing(Pace.OFF)
    if case.paused_on is not None:
        return Standing(Pace.PAUSED, (case.deadline - case.paused_on).days)
    left = (case.deadline - today).days
    if left < 0:
        return Standing(Pace.OVERDUE, left)
    return Standing(Pace.SOON if left <= SOON_DAYS else Pace.RUNNING, left)


def overdue_on(today: date) -> ColumnElement[bool]:
    """The condition that `standing` says OVERDUE."""
    return _running() & (Case.deadline < today)


def due_soon_on(today: date) -> ColumnElement[bool]:
    """The condition that `standing` says SOON."""
    return _running() & Case.deadline.between(today, today + timedelta(days=SOON_DAYS))


def _running() -> ColumnElement[bool]:
    return Case.state.in_(WORK) & Case.deadline.is_not(None) & Case.paused_on.is_(None)


# --- what follows an agreement --------------------------------------------------------------------


def set_dates(act: Act, version: AgreementVersion) -> None:
    """The last day for confirmation (《人民调解法》第三十三条), days for duties without one, the visits to come."""
    case, plans = act.file, rules.plans_on(act.file.town_id, act.on)
    holidays = rules.holidays_at(case.town.code)
    version.confirm_until = term_end(act.on, CONFIRMATION_LIMIT, holidays)
    version.confirm_calendar = calendar_version(holidays)
    for duty in version.duties:
        if duty.due_on is None:
            duty.due_by_rule = rules.duty_days(plans, case.difficulty)
            duty.due_on = act.on + timedelta(days=duty.due_by_rule)
    act.results |= {"confirm_until": version.confirm_until}
    db.session.add_all(_visits(case, version, act.on, rules.visit_plans(plans, case.difficulty)))
    db.session.flush()


def add_visits(act: Act) -> None:
    """The visits that a level set after the agreement took effect is owed beyond those of every case.

    Days that have gone by are not planned any more: nobody was to make a visit then. While the file is being
    checked nothing is planned, as `plan_followup` is refused then (`file_not_sent`); what was held up by that is
    planned when the file comes back.
    """
    case, version = act.file, act.file.agreement
    if case.state not in AGREED or version is None or version.in_force_from is None or case.file_sent_on is not None:
        return
    own = [plan for plan in rules.plans_on(case.town_id, act.on) if plan.difficulty is not None]
    known = {row.due_on for row in case.follow_ups}
    found = _visits(case, version, version.in_force_from, rules.visit_plans(own, case.difficulty))
    visits = [row for row in found if row.due_on not in known and row.due_on is not None and row.due_on >= act.on]
    db.session.add_all(visits)
    act.results |= {"visits": [row.due_on for row in visits]} if visits else {}


def _visits(case: Case, version: AgreementVersion, effect: date, plans: Iterable[rules.PlanDays]) -> Iterator[FollowUp]:
    """One visit for each day that a rule names, however many rules name it."""
    last = max((duty.due_on for duty in version.duties if duty.due_on), default=effect)
    taken: set[date] = set()
    for plan in plans:
        start = last if plan.purpose is PlanPurpose.AFTER_DUE else effect
        due = start + timedelta(days=plan.days)
        if due not in taken:
            taken.add(due)
            yield FollowUp(case_id=case.id, due_on=due, plan=plan.purpose, plan_days=plan.days)
