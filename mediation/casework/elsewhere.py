"""How soon other places want a matter handled that an organ handed on: advice only.

No law and no rule of the house stands behind these days: they bind nobody, no guard asks for them, they are counted
as the calendar has them and roll over no holiday, and one that has gone by is no fault.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from mediation.kernel import clock
from mediation.kernel.calendar import add_days
from mediation.kernel.labels import N_
from mediation.model.case import Case
from mediation.procedure.records import Difficulty, OrganKind, PaperKind
from mediation.procedure.states import WORK, State

CENTRE_DAYS = {Difficulty.SIMPLE: 1, Difficulty.NORMAL: 7, Difficulty.HARD: 20, Difficulty.MAJOR: 20}
CENTRE = N_("东至县综治中心的做法，本地没有规定")
POLICE_HOURS, POLICE_DAYS = 24, 5
POLICE = N_("新余市渝水区公安转办非警务事项的做法，本地没有规定")
_COMPLEX = (Difficulty.HARD, Difficulty.MAJOR)
_IN_HAND = (State.REGISTERED, *WORK)


@dataclass(frozen=True, slots=True)
class Usual:
    """By when, the days or hours that were counted, and where it is usual."""

    by: date | datetime
    count: int
    place: str


def police_answer(case: Case) -> Usual | None:
    """When police elsewhere hear what became of a matter they passed on: within a day, of a complex one within five.

    None once they were written to, or the case is at its end: then the day of their letter counts.
    """
    if case.organ_kind is not OrganKind.POLICE or case.registered_on is None or case.state not in _IN_HAND:
        return None
    if case.ledger or any(row.kind is PaperKind.REFERRAL_REPLY for row in case.papers):
        return None
    if case.difficulty in _COMPLEX:
        return Usual(add_days(case.registered_on, POLICE_DAYS), POLICE_DAYS, POLICE)
    return Usual(_a_day_after(case, case.registered_on), POLICE_HOURS, POLICE)


def _a_day_after(case: Case, on: date) -> date | datetime:
    """To the hour where the hour is known: an entry made days later says nothing of it."""
    first = next((row.recorded_at for row in case.acts if row.on == on), None)
    if first is None or clock.shanghai_day(first) != on:
        return add_days(on, 1)
    return first + timedelta(hours=POLICE_HOURS)


def centre_day(case: Case) -> Usual | None:
    """How long a centre elsewhere takes for a matter that came by an organ, by the difficulty that the office set."""
    if case.organ_kind is None or case.accepted_on is None or case.difficulty is None:
        return None
    if case.ledger or case.state not in WORK:
        return None
    days = CENTRE_DAYS[case.difficulty]
    return Usual(add_days(case.accepted_on, days), days, CENTRE)
