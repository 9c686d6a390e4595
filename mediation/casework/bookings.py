"""What a planned session takes: who holds a room or a mediator, when both are free, and what was left unrecorded."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from mediation.casework.facts import resources
from mediation.kernel import clock
from mediation.kernel.calendar import is_working_day
from mediation.kernel.errors import Reason, Refused
from mediation.kernel.labels import N_
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.mediation_session import SLOT, MediationSession, SessionSeat, SessionStatus, Slot, quarter_hours
from mediation.model.party import Party
from mediation.model.place import Room

OPENS = timedelta(hours=9, minutes=30)
CLOSES = timedelta(hours=18, minutes=30)
LUNCH = (timedelta(hours=13), timedelta(hours=15, minutes=30))  # offices of the region shut; nothing is offered then
LONGEST = max(LUNCH[0] - OPENS, CLOSES - LUNCH[1])  # a longer talk goes on over noon
DAYS_AHEAD = 14  # how far a free time is looked for
OFFERED = 3
OFTEN = 2  # a party who missed so many talks in a row will hardly come to the next


@dataclass(frozen=True, slots=True)
class Hold:
    """A room or a mediator that is taken, from when until when, and by which session."""

    name: str
    session: MediationSession
    starts: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class Wish:
    """A session somebody wants: for which case, where, when; `moving` is the planned one that it takes the place of."""

    case: Case
    room_id: int | None
    starts: datetime
    ends: datetime
    moving: MediationSession | None = None

    @property
    def length(self) -> timedelta:
        return self.ends - self.starts


def holds(wish: Wish) -> list[Hold]:
    """Who holds the room or a mediator of the case within the wanted hours, in time order."""
    query = _slots(wish, wish.starts, wish.ends).options(
        joinedload(Slot.session).joinedload(MediationSession.case),
        joinedload(Slot.session).joinedload(MediationSession.room),
    )
    names = _names(wish)
    found = {(slot.resource, slot.session_id): slot.session for slot in db.session.scalars(query)}
    held = [_hold(names[resource], session) for (resource, _key), session in found.items()]
    return sorted(held, key=lambda hold: (hold.starts, hold.name))


def next_free(wish: Wish) -> list[datetime]:
    """When room and mediators are all free for so long: at most one start a day, the one nearest to the wished hour."""
    first = clock.shanghai_day(wish.starts)
    last = first + timedelta(days=DAYS_AHEAD)
    query = _slots(wish, clock.at(first, 0), clock.at(last, 0))
    busy = {slot.starts_at for slot in db.session.scalars(query)}
    room = db.session.get(Room, wish.room_id) if wish.room_id is not None else None
    found = (_nearest(wish, day, busy) for day in _days(first, last, room))
    return [start for start in found if start is not None][:OFFERED]


def open_on(room: Room, day: date) -> bool:
    """Whether a room is in use on a day."""
    return room.active_from <= day and (room.active_to is None or day <= room.active_to)


def planned(case: Case) -> list[MediationSession]:
    """The sessions still to come or still to be recorded, in time order."""
    rows = [row for row in case.sessions if row.status is SessionStatus.PLANNED and row.starts_at]
    return sorted(rows, key=lambda row: row.starts_at or clock.now())


def unrecorded(case: Case) -> MediationSession | None:
    """The first planned session whose time has passed and of which nothing was written down."""
    now = clock.now()
    return next((row for row in planned(case) if (row.ends_at or row.starts_at or now) < now), None)


def missed_in_a_row(case: Case) -> tuple[Party, int] | None:
    """The party who missed most of the latest talks without a break, and how many; None when all came to the last."""
    missed = [(party, _misses(case, party)) for party in case.present_parties]
    worst = max(missed, key=lambda pair: pair[1], default=None)
    return worst if worst and worst[1] else None


def reseat(case: Case) -> None:
    """After a change of the team: its planned sessions ahead take the time of those who mediate now.

    Raises Refused when one of them is taken then.
    """
    for session in planned(case):
        if session.starts_at and session.ends_at and session.starts_at > clock.now():
            _reseat(case, session)


def fits(starts: datetime, length: timedelta) -> bool:
    """Whether a talk of this length lies within the hours in which the office is open, and not over noon."""
    since = starts - clock.at(clock.shanghai_day(starts), 0)
    until = since + length
    return since >= OPENS and until <= CLOSES and (until <= LUNCH[0] or since >= LUNCH[1])


# --- inside -------------------------------------------------------------------------------------


def _slots(wish: Wish, first: datetime, last: datetime) -> Select[Slot]:
    query = select(Slot).where(Slot.resource.in_(resources(wish.case, wish.room_id)))
    query = query.where(Slot.starts_at >= first, Slot.starts_at < last).order_by(Slot.starts_at, Slot.id)
    return query.where(Slot.session_id != wish.moving.id) if wish.moving is not None else query


def _names(wish: Wish) -> dict[str, str]:
    names = {f"mediator:{row.mediator_id}": row.mediator.person.name for row in wish.case.team}
    room = db.session.get(Room, wish.room_id) if wish.room_id is not None else None
    return names | ({f"room:{room.id}": room.name} if room is not None else {})


def _hold(name: str, session: MediationSession) -> Hold:
    assert session.starts_at is not None  # only a session with hours takes quarter hours
    return Hold(name, session, session.starts_at, session.ends_at or session.starts_at + SLOT)


def _days(first: date, last: date, room: Room | None) -> Iterator[date]:
    """The wished day, then the working days after it on which the room is in use."""
    for number in range((last - first).days):
        day = first + timedelta(days=number)
        if (number == 0 or is_working_day(day)) and (room is None or open_on(room, day)):
            yield day


def _nearest(wish: Wish, day: date, busy: set[datetime]) -> datetime | None:
    midnight = clock.at(day, 0)
    wished = wish.starts - clock.at(clock.shanghai_day(wish.starts), 0)
    latest = CLOSES - wish.length
    starts = [midnight + OPENS + SLOT * number for number in range((latest - OPENS) // SLOT + 1)]
    ahead = [one for one in starts if one > clock.now() and (fits(one, wish.length) or wish.length > LONGEST)]
    free = [one for one in ahead if busy.isdisjoint(quarter_hours(one, one + wish.length))]
    return min(free, key=lambda one: (abs(one - midnight - wished), one), default=None)


def _misses(case: Case, party: Party) -> int:
    number = 0
    for session in sorted(case.sessions, key=lambda row: (row.on, row.id), reverse=True):
        seat: SessionSeat | None = next((seat for seat in session.seats if seat.party_id == party.id), None)
        if seat is None:
            continue
        if seat.came:
            break
        number += 1
    return number


def _reseat(case: Case, session: MediationSession) -> None:
    assert session.starts_at is not None
    assert session.ends_at is not None
    wanted = set(resources(case, session.room_id))
    for slot in [slot for slot in session.slots if slot.resource not in wanted]:
        session.slots.remove(slot)
    new = wanted - {slot.resource for slot in session.slots}
    wish = Wish(case, session.room_id, session.starts_at, session.ends_at, moving=session)
    for hold in holds(wish):
        raise Refused(_busy(hold, session.starts_at))
    quarters = quarter_hours(session.starts_at, session.ends_at)
    session.slots += [Slot(resource=resource, starts_at=quarter) for resource in sorted(new) for quarter in quarters]
    db.session.flush()


def _busy(hold: Hold, starts: datetime) -> Reason:
    when = f"{clock.shanghai(starts):%Y-%m-%d %H:%M}"
    words = N_("{name}在{when}有别的安排，请先把本案这一次改期或取消。")
    return Reason("mediator_busy", words, None, (("name", hold.name), ("when", when)))
