"""From one case as `fire` left it to its many copies: every row of it, with other days, people, numbers and place."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import JSON, Column, ColumnElement, Table, or_, select

from mediation.casework import audit
from mediation.model.audit import AuditEvent
from mediation.model.base import db
from mediation.procedure.asks import Ask, Kind
from mediation.procedure.events import EVENTS
from mediation.sample.bulk.patterns import FIRST_TYPE, MATTER, NAMES
from mediation.sample.bulk.sites import Site
from mediation.sample.bulk.writing import Turn, Way

Row = dict[str, Any]
Make = Callable[["Copy"], Any]  # a value of a copy
CASE, PERSON, EVENT = "case_file", "person", "event"
# What names a case but is no part of what `fire` writes for it, or cannot be copied: a booked quarter is one of a kind.
_LEFT_OUT = frozenset({EVENT, "case_link", "spot_check", "file_access_request", "private_note", "slot"})
_A_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_AN_INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+\+00:00")
_TABLES = {
    Kind.PARTY: "party",
    Kind.PARTIES: "party",
    Kind.MEDIATOR: "mediator",
    Kind.MEDIATORS: "mediator",
    Kind.TEAM: "mediator",
    Kind.TEAM_MEMBERS: "mediator",
    Kind.UNIT: "unit",
    Kind.PLACE: "place",
    Kind.STUDIO: "studio",
    Kind.SESSION: "mediation_session",
    Kind.DUTY: "duty",
    Kind.DONE_DUTY: "duty",
    Kind.RISK: "risk_report",
    Kind.ORDER: "supervision_order",
    Kind.FOLLOWUP: "follow_up",
}
# Numbers of rows that effects add to what was answered, by event and name.
_RESULTS = {
    "party": "party",
    "duty": "duty",
    "version": "agreement_version",
    "session": "mediation_session",
    "report": "risk_report",
}


@dataclass(slots=True)
class Copy:
    """What is its own in one copy: where its rows begin in each table, the days between, people, place, number."""

    first: Mapping[str, int]
    shift: timedelta
    site: Mapping[tuple[str, int], int]
    words: Mapping[str, str]  # whole texts that are exchanged: names, the matter, the number
    people: list[Row]
    case: Row
    ref: Callable[[], str]


@dataclass(slots=True)
class Template:
    """A case taken apart: its rows, parents first; and its events in order."""

    share: int
    start: date
    days: int  # from its first day to its last
    accepted: bool
    kind: str
    people: int
    rows: list["Slip"] = field(default_factory=list)
    events: list["Link"] = field(default_factory=list)
    sizes: dict[str, int] = field(default_factory=dict)

    def prepare(self, ways: Mapping[str, Way]) -> None:
        """Turn what all copies share into what the database keeps, once."""
        for slip in (*self.rows, *self.events):
            slip.prepare(ways[slip.table])

    def copy(self, own: Copy) -> Iterator[tuple[str, list[Any]]]:
        """Every row of a copy, by table, as it is written."""
        for slip in self.rows:
            row = slip.copy(own)
            if slip.table == PERSON:
                slip.exchange(row, own.people[row[slip.way.places["id"]] - own.first[PERSON]])
            elif slip.table == CASE:
                slip.exchange(row, own.case)
            yield slip.table, row


@dataclass(slots=True)
class Slip:
    """A row taken apart: what all copies share, and what is made anew."""

    table: str
    fixed: Row
    made: list[tuple[str, Make]]
    way: Way = field(init=False)
    kept: list[Any] = field(init=False)
    fills: list[tuple[int, Make, Turn | None]] = field(init=False)

    def prepare(self, way: Way) -> None:
        self.way = way
        self.kept = [way.turned(name, self.fixed[name]) if name in self.fixed else None for name in way.places]
        self.fills = [(way.places[name], make, way.turns[way.places[name]]) for name, make in self.made]

    def copy(self, own: Copy) -> list[Any]:
        row = self.kept.copy()
        for place, make, turn in self.fills:
            value = make(own)
            row[place] = turn(value) if turn else value
        return row

    def exchange(self, row: list[Any], values: Row) -> None:
        for name, value in values.items():
            row[self.way.places[name]] = self.way.turned(name, value)


@dataclass(slots=True)
class Link(Slip):
    """A link of the chain taken apart."""

    content: Row = field(init=False)
    day: Make = field(init=False)

    def prepare(self, way: Way) -> None:
        Slip.prepare(self, way)
        self.content = {name: audit.plain(value) for name, value in self.fixed.items() if value is not None}
        self.day = dict(self.made)["on"]

    def joined(self, own: Copy, number: int, before: str) -> tuple[list[Any], str]:
        """The row with its place in the chain, and its hash."""
        row, content = self.kept.copy(), self.content | {"id": number}
        for (name, make), (place, _make, turn) in zip(self.made, self.fills, strict=True):
            value = make(own)
            content[name] = value if name == "data" else audit.plain(value)  # what a link tells was kept plain
            row[place] = turn(value) if turn else value
        seal = audit.seal(content, before)
        for name, value in (("id", number), ("prev_hash", before), ("hash", seal)):
            row[self.way.places[name]] = value
        return row, seal


# --- taking apart ---------------------------------------------------------------------------------


def template_of(case_id: int, share: int) -> Template:
    """Everything that hangs on a case."""
    found = _rows_of(case_id)
    places = {name: {row["id"]: place for place, row in enumerate(rows)} for name, rows in found.items()}
    events = [dict(row) for row in db.session.execute(_events_of(case_id)).mappings()]
    days = [event["on"] for event in events]
    (case,) = found[CASE]
    template = Template(
        share=share,
        start=min(days),
        days=(max(days) - min(days)).days,
        accepted=case["number_seq"] is not None,
        kind=str(case["kind"].value),
        people=len(found.get(PERSON, ())),
        sizes={name: len(rows) for name, rows in found.items()},
    )
    for table in db.metadata.sorted_tables:
        for row in found.get(table.name, ()):
            template.rows.append(Slip(table.name, *_taken_apart(table, dict(row), places)))
    for event in events:
        template.events.append(Link(EVENT, *_event_apart(event, places)))
    return template


def owned_tables() -> list[Table]:
    """The tables whose rows belong to a case, parents first."""
    owned: list[Table] = []
    for table in db.metadata.sorted_tables:
        names = {one.name for one in owned}
        hangs = any(key.column.table.name in names for column in table.columns for key in column.foreign_keys)
        if table.name == CASE or (hangs and table.name not in _LEFT_OUT):
            owned.append(table)
    return owned


def _rows_of(case_id: int) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    persons: set[int] = set()
    for table in owned_tables():
        condition = table.c.id == case_id if table.name == CASE else _hanging(table, found)
        rows = [dict(row) for row in db.session.execute(select(table).where(condition).order_by(table.c.id)).mappings()]
        if rows:
            found[table.name] = rows
        for column in _keys_to(table, PERSON):
            persons |= {row[column.name] for row in rows if row[column.name] is not None}
    if persons:
        table = db.metadata.tables[PERSON]
        query = select(table).where(table.c.id.in_(persons)).order_by(table.c.id)
        found[PERSON] = [dict(row) for row in db.session.execute(query).mappings()]
    return found


def _hanging(table: Table, found: Mapping[str, list[Row]]) -> ColumnElement[bool]:
    ways = [
        column.in_([row["id"] for row in found[key.column.table.name]])
        for column in table.columns
        for key in column.foreign_keys
        if key.column.table.name in found
    ]
    return or_(*ways) if ways else table.c.id < 0


def _keys_to(table: Table, name: str) -> list[Column[Any]]:
    return [one for one in table.columns if any(key.column.table.name == name for key in one.foreign_keys)]


def _events_of(case_id: int) -> Any:
    table = AuditEvent.metadata.tables[EVENT]
    return select(table).where(table.c.case_id == case_id).order_by(table.c.id)


def _taken_apart(table: Table, row: Row, places: Mapping[str, Mapping[int, int]]) -> tuple[Row, list[tuple[str, Make]]]:
    made = []
    for column in table.columns:
        make = _made(table, column, row[column.name], places)
        if make is not None:
            made.append((column.name, make))
    names = {name for name, _make in made}
    return {name: value for name, value in row.items() if name not in names}, made


def _made(table: Table, column: Column[Any], value: Any, places: Mapping[str, Mapping[int, int]]) -> Make | None:
    """How a copy gets its own value; None where all copies have the same."""
    if column.name == "id":
        return _number(table.name, places[table.name][value])
    if value is None:
        return None
    for key in column.foreign_keys:
        name = key.column.table.name
        return _number(name, places[name][value]) if value in places.get(name, {}) else _of_site(name, value)
    if column.name == "ref":
        return lambda own: own.ref()
    if isinstance(value, date):
        return _day(value)
    if isinstance(column.type, JSON) or isinstance(value, str):
        return _told(value, {}, places, {})
    return None


def _number(table: str, place: int) -> Make:
    return lambda own: own.first[table] + place


def _of_site(table: str, value: int) -> Make:
    return lambda own: own.site.get((table, value), value)


def _day(value: date) -> Make:
    return lambda own: value + own.shift


def _text_day(value: str) -> Make:
    day = date.fromisoformat(value)
    return lambda own: (day + own.shift).isoformat()


def _text_instant(value: str) -> Make:
    instant = datetime.fromisoformat(value)
    return lambda own: (instant + own.shift).isoformat()


def _word(value: str) -> Make:
    return lambda own: own.words.get(value, value)


# --- events ---------------------------------------------------------------------------------------


def _event_apart(event: Row, places: Mapping[str, Mapping[int, int]]) -> tuple[Row, list[tuple[str, Make]]]:
    """Number and hash are given where the chain is joined."""
    asks = {ask.name: ask for ask in EVENTS[event["act"]].fields}
    case_id: Make = _number(CASE, 0)
    made: list[tuple[str, Make]] = [("case_id", case_id)]
    made += [(name, _day(event[name])) for name in ("on", "recorded_at")]
    data = _told(event["data"], asks, places, _RESULTS)
    if data is not None:
        made.append(("data", data))
    assert event["strikes_id"] is None, "no course takes an act back"
    gone = {"id", "hash", "prev_hash", *(name for name, _make in made)}
    return {name: value for name, value in event.items() if name not in gone}, made


def _told(
    value: Any, asks: Mapping[str, Ask], places: Mapping[str, Mapping[int, int]], results: Mapping[str, str]
) -> Make | None:
    """How a copy tells what the first case told; None where it says the same."""
    if isinstance(value, dict):
        parts = {name: _answer(name, part, asks, places, results) for name, part in value.items()}
        return _whole(value, parts)
    if isinstance(value, list):
        return _every([_told(part, asks, places, results) for part in value], value)
    if isinstance(value, str):
        if _A_DAY.fullmatch(value):
            return _text_day(value)
        return _text_instant(value) if _AN_INSTANT.fullmatch(value) else _exchanged(value)
    return None


def _exchanged(value: str) -> Make | None:
    return _word(value) if value in (MATTER, *NAMES, FIRST_TYPE.value) or "调字第" in value else None


def _answer(
    name: str, value: Any, asks: Mapping[str, Ask], places: Mapping[str, Mapping[int, int]], results: Mapping[str, str]
) -> Make | None:
    ask = asks.get(name)
    table = _TABLES.get(ask.kind) if ask else results.get(name)
    if table is None and ask is None and name == "from_committee":
        table = "unit"
    if table is not None and isinstance(value, int | list):
        return _id(table, value, places)
    inside = {row.name: row for row in ask.rows} if ask else {}
    if ask and ask.each and isinstance(value, list):
        table = "party" if ask.each == "party" else "mediator"
        return _every([_row(part, ask.each, table, inside, places) for part in value], value)
    return _told(value, inside, places, {})


def _row(
    part: Row, key: str, table: str, inside: Mapping[str, Ask], places: Mapping[str, Mapping[int, int]]
) -> Make | None:
    """A row that stands for a party or mediator; its number is there only where an effect tells it."""
    made = {name: _answer(name, value, inside, places, {}) for name, value in part.items() if name != key}
    if key in part:
        made[key] = _id(table, part[key], places)
    return _whole(part, made)


def _id(table: str, value: int | list[int], places: Mapping[str, Mapping[int, int]]) -> Make:
    if isinstance(value, list):
        every = [_id(table, one, places) for one in value]
        return lambda own: [one(own) for one in every]
    return _number(table, places[table][value]) if value in places.get(table, {}) else _of_site(table, value)


def _whole(value: Row, parts: Mapping[str, Make | None]) -> Make | None:
    made = [(name, make) for name, make in parts.items() if make is not None]
    if not made:
        return None
    return lambda own: {**value, **{name: make(own) for name, make in made}}


def _every(parts: list[Make | None], value: list[Any]) -> Make | None:
    if not any(parts):
        return None
    pairs = list(zip(parts, value, strict=True))
    return lambda own: [one if make is None else make(own) for make, one in pairs]


def site_map(first: Site, other: Site) -> dict[tuple[str, int], int]:
    """From the registers of the first site to those of another."""
    pairs = {
        ("place", first.town): other.town,
        ("place", first.village): other.village,
        ("unit", first.organ): other.organ,
        ("unit", first.committee): other.committee,
        ("mediator", first.mediator): other.mediator,
        ("series", first.people): other.people,
        ("series", first.admin): other.admin,
    }
    if first.studio and first.studio_mediator and other.studio and other.studio_mediator:
        pairs |= {("studio", first.studio): other.studio, ("mediator", first.studio_mediator): other.studio_mediator}
    return pairs
