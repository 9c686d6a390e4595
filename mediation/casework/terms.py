"""The clock of a case: its limit, pauses, and what stops with it."""

from datetime import date, timedelta

from mediation.casework.act import Act
from mediation.kernel.calendar import (
    CONFIRMATION_LIMIT,
    NO_EXTRA_DAYS,
    Limit,
    LimitUnit,
    calendar_version,
    roll_to_working_day,
    term_end,
)
from mediation.kernel.labels import N_
from mediation.model.case import Case

# A house rule until the office sets its own: the law names no limit, the Ministry's rules say one month
# (《人民调解工作若干规定》第三十三条), most local regulations thirty days.
MEDIATION_LIMIT = Limit(30, LimitUnit.DAYS)
MEDIATION_RULE = N_("自受理之日起三十日（内部规定）")
DUTY_DAYS = 30  # an item without a due date falls due so many days after effect
VISIT_AFTER_DUE = timedelta(days=7)


def start_clock(act: Act, case: Case) -> None:
    """Set the deadline by the rule from this day; kept with the calendar it was computed by."""
    case.deadline = term_end(act.on, MEDIATION_LIMIT, NO_EXTRA_DAYS)
    case.deadline_rule = MEDIATION_RULE
    case.deadline_calendar = calendar_version()
    case.paused_on = case.promised_on = None
    act.results["deadline"] = case.deadline


def resume_clock(act: Act, case: Case) -> None:
    """Move the deadline by the days the clock stood still, on to a working day."""
    if case.paused_on is None:
        return
    days = (act.on - case.paused_on).days
    case.paused_on = None
    if case.deadline is not None:
        case.deadline = roll_to_working_day(case.deadline + timedelta(days=days), NO_EXTRA_DAYS)
    act.results |= {"paused_days": days, "deadline": case.deadline}


def stop_clock(case: Case) -> None:
    case.paused_on = None


def confirm_until(effective_on: date) -> date:
    """The last day to ask for judicial confirmation (《人民调解法》第三十三条)."""
    return term_end(effective_on, CONFIRMATION_LIMIT, NO_EXTRA_DAYS)


def default_due(effective_on: date) -> date:
    """When a duty without a date falls due; a house rule."""
    return effective_on + timedelta(days=DUTY_DAYS)
