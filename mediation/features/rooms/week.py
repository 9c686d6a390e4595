"""The week of a room: what is taken, and the quarter hours that are still free."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from mediation.casework.access import Actor, Sight, sight_of, visible, visible_to
from mediation.casework.roster import Roster
from mediation.kernel import clock
from mediation.kernel.calendar import is_working_day
from mediation.kernel.errors import Reason, Unreadable
from mediation.kernel.labels import N_
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.mediation_session import SLOT, MediationSession, SessionStatus
from mediation.model.mediator import Mediator
from mediation.model.place import Place, Room
from mediation.model.team import Assignment
from mediation.web.words import day_words

OPENS = timedelta(hours=9, minutes=30)
CLOSES = timedelta(hours=18, minutes=30)
BANDS = 4  # the rows of the page; they line up over the seven days
BAND = (CLOSES - OPENS) / BANDS
TITLE_LENGTH = 18
MOST_ELSEWHERE = 30
DAYS = (N_("星期一"), N_("星期二"), N_("星期三"), N_("星期四"), N_("星期五"), N_("星期六"), N_("星期日"))
BAD_WEEK = Reason("week", N_("这个星期看不懂。请写成 2026-W05 这样。"))
_YEARS = range(2000, 2200)

Plan = Callable[[datetime], str]  # the address at which a session is planned that starts then


@dataclass(frozen=True, slots=True)
class Booking:
    """A session in the room, in the words that this actor may read."""

    starts: datetime
    ends: datetime
    text: str
    url: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Start:
    time: str
    url: str


@dataclass(frozen=True, slots=True)
class Slot:
    """A piece of a day; see components/week.html."""

    kind: str
    time: str = ""
    text: str = ""
    url: str = ""
    span: int = 1
    notes: tuple[str, ...] = ()
    starts: tuple[Start, ...] = ()
    parts: tuple["Slot", ...] = ()


@dataclass(frozen=True, slots=True)
class Day:
    name: str
    date: str
    today: bool
    slots: list[Slot]


@dataclass(frozen=True, slots=True)
class Words:
    """How much a taken time says: on the door the office may leave the matter out."""

    matter: bool = True
    sights: dict[int, Sight] = field(default_factory=dict)


def read_week(text: str | None) -> date:
    """The Monday of a week written YYYY-Www, of this week without; Unreadable for what is none."""
    if not text:
        today = clock.today()
        return today - timedelta(days=today.weekday())
    year, dash, number = text.partition("-W")
    if not (dash and len(year) == 4 and len(number) == 2 and (year + number).isascii() and (year + number).isdecimal()):
        raise Unreadable(BAD_WEEK)
    try:
        monday = date.fromisocalendar(int(year), int(number), 1)
    except ValueError:
        raise Unreadable(BAD_WEEK) from None
    if monday.year not in _YEARS:
        raise Unreadable(BAD_WEEK)
    return monday


def week_name(monday: date) -> str:
    year, number, _day = monday.isocalendar()
    return f"{year}-W{number:02d}"


def days_of(room: Room, monday: date, actor: Actor, plan: Plan | None = None, *, matter: bool = True) -> list[Day]:
    """Seven days; `plan` makes free quarter hours that lie ahead into links."""
    bookings = bookings_of(room, monday, actor, matter=matter)
    days = (monday + timedelta(days=number) for number in range(7))
    return [_day(room, day, [one for one in bookings if one.starts.date() == day], plan) for day in days]


def bookings_of(room: Room, monday: date, actor: Actor, *, matter: bool = True) -> list[Booking]:
    """What is taken in a week, in time order; whoever does not see the case learns only that it is taken."""
    first, last = clock.at(monday, 0), clock.at(monday + timedelta(days=7), 0)
    query = (
        select(MediationSession)
        .where(MediationSession.room_id == room.id, MediationSession.status != SessionStatus.CANCELLED)
        .where(MediationSession.starts_at >= first, MediationSession.starts_at < last)
        .order_by(MediationSession.starts_at)
    )
    sessions = list(db.session.scalars(query))
    cases = _seen(actor, {one.case_id for one in sessions})
    roster = Roster(clock.today())
    words = Words(matter, {key: sight_of(actor, case, roster.day, roster) for key, case in cases.items()})
    return [_booking(one, cases.get(one.case_id), words) for one in sessions if one.starts_at is not None]


def elsewhere(room: Room, monday: date, actor: Actor) -> list[MediationSession]:
    """This week's sessions of the same town that are held in other places, of cases whose page the actor may open."""
    town = select(Place.id).where(Place.code.startswith(room.place.code[:9], autoescape=True))
    query = (
        select(MediationSession)
        .join(Case)
        .where(visible(actor), Case.town_id.in_(town), MediationSession.status != SessionStatus.CANCELLED)
        .where(MediationSession.on.between(monday, monday + timedelta(days=6)))
        .where(MediationSession.room_id.is_distinct_from(room.id))
        .order_by(MediationSession.on, MediationSession.starts_at, MediationSession.id)
        .limit(MOST_ELSEWHERE)
        .options(joinedload(MediationSession.room), joinedload(MediationSession.case).options(*_for_sight()))
    )
    roster = Roster(clock.today())
    return [one for one in db.session.scalars(query) if sight_of(actor, one.case, roster.day, roster) & Sight.BASICS]


def title_of(case: Case) -> str:
    """The first words of the matter."""
    first = (case.matter.strip().splitlines() or [""])[0]
    return first if len(first) <= TITLE_LENGTH else first[:TITLE_LENGTH] + "…"


def number_of(case: Case) -> str:
    return _("第%(number)s号", number=case.number_seq) if case.number_seq else _("还没有编号")


# --- what is taken --------------------------------------------------------------------------------


def _seen(actor: Actor, ids: set[int]) -> dict[int, Case]:
    """Those of the cases that the actor sees at least a line of."""
    if not ids:
        return {}
    query = visible_to(actor).where(Case.id.in_(ids)).options(*_for_sight())
    return {case.id: case for case in db.session.scalars(query)}


def _for_sight() -> tuple[Any, ...]:
    """What deciding on sight asks of a case, read for all of them at once."""
    team = selectinload(Case.assignments).joinedload(Assignment.mediator).joinedload(Mediator.person)
    return (
        team,
        selectinload(Case.parties),
        selectinload(Case.joint_units),
        joinedload(Case.unit),
        joinedload(Case.town),
    )


def _booking(session: MediationSession, case: Case | None, words: Words) -> Booking:
    assert session.starts_at is not None  # the query asks for it
    starts = clock.shanghai(session.starts_at)
    ends = clock.shanghai(session.ends_at) if session.ends_at else starts + SLOT
    sight = words.sights.get(case.id, Sight.NONE) if case else Sight.NONE
    if case is None or not sight & Sight.LINE:
        return Booking(starts, ends, _("已约"))
    number = number_of(case)
    team = "、".join(row.mediator.person.name for row in case.team)
    if not sight & Sight.MATTER or not words.matter:
        return Booking(starts, ends, number, notes=(team,) if team and sight & Sight.BASICS else ())
    notes = tuple(filter(None, (number, team)))
    return Booking(starts, ends, title_of(case), url_for("cases.show", ref=case.ref), notes)


# --- the rows of a day ----------------------------------------------------------------------------


def _day(room: Room, day: date, bookings: list[Booking], plan: Plan | None) -> Day:
    words = day_words(day)
    if not is_working_day(day):
        words = _("%(day)s 休", day=words)
    shut = day < room.active_from or (room.active_to is not None and day > room.active_to)
    slots = list(_rows(day, bookings, plan))
    if shut and not bookings:
        slots = [Slot("closed", text=_("这天不开"), span=BANDS)]
    return Day(_(DAYS[day.weekday()]), words, day == clock.today(), slots)


def _rows(day: date, bookings: Sequence[Booking], plan: Plan | None) -> Iterator[Slot]:
    """The four rows of a day; rows that one booking reaches into are joined."""
    opens = datetime.combine(day, datetime.min.time(), clock.SHANGHAI) + OPENS
    first = 0
    for last in range(BANDS):
        edge = opens + BAND * (last + 1)
        if last + 1 < BANDS and any(one.starts < edge < one.ends for one in bookings):
            continue
        begins = opens + BAND * first
        inside = [one for one in bookings if first <= _row_of(one, opens) <= last]
        yield Slot("rows", span=last - first + 1, parts=tuple(_parts(begins, edge, inside, plan)))
        first = last + 1


def _row_of(booking: Booking, opens: datetime) -> int:
    """The row in which a booking begins; what lies before or after hours goes to the first or the last."""
    return min(max((booking.starts - opens) // BAND, 0), BANDS - 1)


def _parts(begins: datetime, ends: datetime, bookings: Sequence[Booking], plan: Plan | None) -> Iterator[Slot]:
    reached = begins
    for one in bookings:
        if one.starts > reached and reached < ends:
            yield _free(reached, min(one.starts, ends), plan)
        yield Slot("taken", time=_hours(one.starts, one.ends), text=one.text, url=one.url, notes=one.notes)
        reached = max(reached, one.ends)
    if reached < ends:
        yield _free(reached, ends, plan)


def _free(begins: datetime, ends: datetime, plan: Plan | None) -> Slot:
    starts: list[Start] = []
    quarter = begins
    while plan is not None and quarter < ends:
        if quarter > clock.now():
            starts.append(Start(_hour(quarter), plan(quarter)))
        quarter += SLOT
    return Slot("free", time=_hours(begins, ends), starts=tuple(starts))


def _hours(begins: datetime, ends: datetime) -> str:
    return f"{_hour(begins)}—{_hour(ends)}"


def _hour(moment: datetime) -> str:
    return f"{moment.hour}:{moment.minute:02d}"
