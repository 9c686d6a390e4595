"""A clash of bookings in words: who or what is taken when, and the next times at which all are free."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from mediation.casework import bookings
from mediation.casework.access import visible_to
from mediation.casework.actor import Actor
from mediation.casework.bookings import Hold, Wish
from mediation.kernel import clock
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.mediation_session import MediationSession
from mediation.web.words import day_words, short_number

CODE = "room_free"  # of the refusal that is explained here


@dataclass(frozen=True, slots=True)
class Time:
    """A free time; `value` is what the button of the form sends (see web.forms)."""

    value: str
    text: str


@dataclass(frozen=True, slots=True)
class Clash:
    """See components/clash.html."""

    lines: list[str]
    times: list[Time]


def clash_of(
    actor: Actor, case: Case, answers: Mapping[str, Any], moving: MediationSession | None = None
) -> Clash | None:
    """What stands in the way of the wanted hours; None when nothing does, or no hours were given."""
    starts, ends = answers.get("starts"), answers.get("ends")
    if starts is None or ends is None or ends <= starts:
        return None
    wish = Wish(case, answers.get("room"), starts, ends, moving)
    held = bookings.holds(wish)
    numbers = _numbers(actor, held)
    lines = [_line(hold, numbers.get(hold.session.case_id, "")) for hold in held]
    return Clash(lines, [_time(start, start + wish.length) for start in bookings.next_free(wish)])


def hours_words(starts: datetime, ends: datetime) -> str:
    """Hours of one day as the clock on the wall shows them."""
    first, last = clock.shanghai(starts), clock.shanghai(ends)
    return f"{first.hour}:{first.minute:02d}—{last.hour}:{last.minute:02d}"


def _numbers(actor: Actor, held: list[Hold]) -> dict[int, str]:
    """The numbers of those cases that the actor sees at least a line of."""
    ids = {hold.session.case_id for hold in held}
    seen = db.session.scalars(visible_to(actor).where(Case.id.in_(ids))) if ids else ()
    return {case.id: short_number(case) for case in seen}


def _line(hold: Hold, number: str) -> str:
    when = hours_words(hold.starts, hold.ends)
    if number:
        return _("%(who)s %(when)s已被预约（%(number)s）。", who=hold.name, when=when, number=number)
    return _("%(who)s %(when)s已被预约。", who=hold.name, when=when)


def _time(starts: datetime, ends: datetime) -> Time:
    value = "/".join(f"{clock.shanghai(moment):%Y-%m-%dT%H:%M}" for moment in (starts, ends))
    return Time(value, f"{day_words(clock.shanghai_day(starts))} {hours_words(starts, ends)}")
