"""The week of a room or of a mediator: what is taken, and the quarter hours that are still free."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload, selectinload

from mediation.casework.access import Sight, sight_of, visible, visible_to
from mediation.casework.actor import Actor
from mediation.casework.bookings import CLOSES, OPENS, fits, open_on
from mediation.casework.roster import Roster
from mediation.kernel import clock
from mediation.kernel.calendar import is_working_day
from mediation.kernel.errors import Reason, Unreadable
from mediation.kernel.labels import N_
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.mediation_session import SLOT, TAKES_TIME, MediationSession, quarter_hours
from mediation.model.mediation_session import Slot as Quarter
from mediation.model.mediator import Mediator
from mediation.model.place import Place, Room
from mediation.model.team import Assignment
from mediation.procedure.records import SessionMode
from mediation.web.words import day_words, listed

USUAL = timedelta(minutes=90)  # how long a planned session is at first
BANDS = 4  # the rows of the page; they line up over the seven days
BAND = (CLOSES - OPENS) / BANDS
TITLE_LENGTH = 18
MOST_ELSEWHERE = 30
DAYS = (N_("星期一"), N_("星期二"), N_("星期三"), N_("星期四"), N_("星期五"), N_("星期六"), N_("星期日"))
BAD_WEEK = Reason("week", N_("这个星期看不懂。请写成 2026-W05 这样。"))
_YEARS = range(2000, 2200)

Plan = Callable[[datetime, datetime], str]  # the address at which a session with these hours is planned


@dataclass(frozen=True, slots=True)
class Booking:
    """A session in the room, in the words that this actor may read."""

    starts: datetime
    ends: datetime
    text: str
    url: str = ""
    notes: tuple[str, ...] = ()
    kind: str = "taken"  # or "away": only somebody who is needed sits elsewhere


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
    place: bool = False  # where it is held, instead of who mediates


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


def days_of(
    room: Room, monday: date, actor: Actor, plan: Plan | None = None, *, case: Case | None = None, matter: bool = True
) -> list[Day]:
    """Seven days of a room; `plan` makes free quarter hours that lie ahead into links.

    With `case` the hours in which one of its mediators sits elsewhere count as taken.
    """
    bookings = bookings_of(room, monday, actor, matter=matter) + (_away(case, room, monday) if case else [])
    return [_day(day, bookings, plan, shut=not open_on(room, day)) for day in _week(monday)]


def mediator_days(mediator: Mediator, monday: date, actor: Actor, plan: Plan | None = None) -> list[Day]:
    """Seven days of a mediator: every session that takes their time, wherever it is held."""
    sessions = _sessions(monday, _takes(f"mediator:{mediator.id}"))
    bookings = _bookings(sessions, actor, Words(place=True))
    return [_day(day, bookings, plan) for day in _week(monday)]


def bookings_of(room: Room, monday: date, actor: Actor, *, matter: bool = True) -> list[Booking]:
    """What is taken in a week, in time order; whoever does not see the case learns only that it is taken."""
    return _bookings(_sessions(monday, MediationSession.room_id == room.id), actor, Words(matter))


def _week(monday: date) -> list[date]:
    return [monday + timedelta(days=number) for number in range(7)]


def _sessions(monday: date, *conditions: ColumnElement[bool]) -> list[MediationSession]:
    """The sessions of a week that take time, in time order."""
    first, last = clock.at(monday, 0), clock.at(monday + timedelta(days=7), 0)
    query = (
        select(MediationSession)
        .where(*conditions, MediationSession.status.in_(TAKES_TIME))
        .where(MediationSession.starts_at >= first, MediationSession.starts_at < last)
        .order_by(MediationSession.starts_at, MediationSession.id)
        .options(joinedload(MediationSession.room))
    )
    return list(db.session.scalars(query))


def _takes(*resources: str) -> ColumnElement[bool]:
    """Sessions that hold quarter hours of a room or mediator."""
    return MediationSession.id.in_(select(Quarter.session_id).where(Quarter.resource.in_(resources)))


def _away(case: Case, room: Room, monday: date) -> list[Booking]:
    """When the mediators of a case sit in other places than this room."""
    found = []
    for row in case.team:
        busy = _takes(f"mediator:{row.mediator_id}")
        for session in _sessions(monday, busy, MediationSession.room_id.is_distinct_from(room.id)):
            text = _("%(name)s在别处谈", name=row.mediator.person.name)
            found.append(Booking(*_span(session), text, kind="away"))
    return found


def elsewhere(room: Room, monday: date, actor: Actor) -> list[MediationSession]:
    """This week's sessions of the same town that are held in other places, of cases whose page the actor may open."""
    town = select(Place.id).where(Place.code.startswith(room.place.code[:9], autoescape=True))
    query = (
        select(MediationSession)
        .join(Case)
        .where(visible(actor), Case.town_id.in_(town), MediationSession.status.in_(TAKES_TIME))
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


def _bookings(sessions: Sequence[MediationSession], actor: Actor, words: Words) -> list[Booking]:
    cases = _seen(actor, {one.case_id for one in sessions})
    roster = Roster(clock.today())
    sights = {key: sight_of(actor, case, roster.day, roster) for key, case in cases.items()}
    return [_booking(one, cases.get(one.case_id), sights, words) for one in sessions]


def _span(session: MediationSession) -> tuple[datetime, datetime]:
    """Its hours as the clock on the wall shows them."""
    assert session.starts_at is not None  # the query asks for it
    starts = clock.shanghai(session.starts_at)
    return starts, clock.shanghai(session.ends_at) if session.ends_at else starts + SLOT


def _booking(session: MediationSession, case: Case | None, sights: Mapping[int, Sight], words: Words) -> Booking:
    starts, ends = _span(session)
    sight = sights.get(case.id, Sight.NONE) if case else Sight.NONE
    if case is None or not sight & Sight.LINE:
        return Booking(starts, ends, _("已约"))
    number = number_of(case)
    beside = where_words(session) if words.place else listed(row.mediator.person.name for row in case.team)
    if not sight & Sight.MATTER or not words.matter:
        return Booking(starts, ends, number, notes=(beside,) if beside and sight & Sight.BASICS else ())
    notes = tuple(filter(None, (number, beside)))
    return Booking(starts, ends, title_of(case), url_for("cases.show", ref=case.ref), notes)


def where_words(session: MediationSession) -> str:
    """The room or the place; how one talks when it is not face to face."""
    if session.mode is not SessionMode.SITE:
        return _(session.mode.label)
    return session.room.name if session.room else session.place or _("没有写地点")


@dataclass(frozen=True, slots=True)
class Offer:
    """When a session may begin on a day: ahead, within hours, and free for as long as a talk usually takes."""

    bookings: Sequence[Booking]
    plan: Plan | None

    def start(self, quarter: datetime) -> Start | None:
        until = quarter + USUAL
        if self.plan is None or quarter <= clock.now() or not fits(quarter, USUAL):
            return None
        taken = any(one.starts < until and one.ends > quarter for one in self.bookings)
        return None if taken else Start(_hour(quarter), self.plan(quarter, until))


# --- the rows of a day ----------------------------------------------------------------------------


def _day(day: date, bookings: Sequence[Booking], plan: Plan | None, *, shut: bool = False) -> Day:
    words = day_words(day)
    if not is_working_day(day):
        words = _("%(day)s 休", day=words)
    mine = sorted((one for one in bookings if one.starts.date() == day), key=lambda one: one.starts)
    slots = list(_rows(day, mine, None if shut else plan))
    if shut and not mine:
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
        yield Slot("rows", span=last - first + 1, parts=tuple(_parts(begins, edge, inside, Offer(bookings, plan))))
        first = last + 1


def _row_of(booking: Booking, opens: datetime) -> int:
    """The row in which a booking begins; what lies before or after hours goes to the first or the last."""
    return min(max((booking.starts - opens) // BAND, 0), BANDS - 1)


def _parts(begins: datetime, ends: datetime, bookings: Sequence[Booking], offer: Offer) -> Iterator[Slot]:
    reached = begins
    for one in bookings:
        if one.starts > reached and reached < ends:
            yield _free(reached, min(one.starts, ends), offer)
        yield Slot(one.kind, time=_hours(one.starts, one.ends), text=one.text, url=one.url, notes=one.notes)
        reached = max(reached, one.ends)
    if reached < ends:
        yield _free(reached, ends, offer)


def _free(begins: datetime, ends: datetime, offer: Offer) -> Slot:
    quarters = quarter_hours(begins, ends)
    return Slot("free", time=_hours(begins, ends), starts=tuple(filter(None, map(offer.start, quarters))))


def _hours(begins: datetime, ends: datetime) -> str:
    return f"{_hour(begins)}—{_hour(ends)}"


def _hour(moment: datetime) -> str:
    return f"{moment.hour}:{moment.minute:02d}"
