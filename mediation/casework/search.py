"""Lists of cases: filters, the search line, keyset pages; always within sight."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, exists, false, func, or_, select, union

from mediation.casework import desk
from mediation.casework.access import KEPT_OUT, knows_matter, knows_numbers, visible, visible_to
from mediation.casework.actor import Actor
from mediation.casework.case_reading import among, read_with
from mediation.casework.desk import Awaiting
from mediation.kernel import clock
from mediation.kernel.pieces import wanted
from mediation.kernel.readings import key_asked
from mediation.kernel.text import clean_text, search_text
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.party import Party
from mediation.model.person import Person, phone_end
from mediation.model.piece_index import Ways, are_common, holding
from mediation.model.place import Place
from mediation.model.team import Assignment
from mediation.procedure.records import DisputeType, MediationKind
from mediation.procedure.states import State

PAGE = 50
MOST = 1000  # cases that are counted
LONGEST = 100  # characters of a search line that are looked at
MOST_WORDS = 8
_LAST_FOUR = re.compile("[0-9]{4}")


@dataclass(frozen=True, slots=True)
class Query:
    """What a list was asked for; anything it cannot read is left out, so an edited address still answers."""

    state: State | None = None
    dispute_type: DisputeType | None = None
    village: int | None = None
    mediator: int | None = None
    year: int | None = None
    awaiting: Awaiting | None = None
    words: str = ""
    after: int | None = None
    unread: tuple[str, ...] = field(default=())
    cut: bool = False  # the words were more than are looked for
    unseen: bool = False  # something was typed, and nobody can see it

    @property
    def sought(self) -> list[tuple[str, str]]:
        """The words as typed, each with its folded form; parted first, since folding takes spaces away."""
        folded = [(typed, search_text(typed)) for typed in self.words.split()]
        return [(typed, word) for typed, word in folded if word][:MOST_WORDS]


@dataclass(frozen=True, slots=True)
class Page:
    """One page, newest first; `after` leads to the older ones when there are any.

    `number` is counted no further than one beyond MOST; `years` are those that a filter may ask for.
    """

    cases: list[Case]
    after: int | None
    number: int
    years: list[int]


def read_query(args: Mapping[str, str]) -> Query:
    """A query from an address; what makes no sense is named in `unread`."""
    unread: list[str] = []

    def whole(name: str, most: int = 2**31) -> int | None:
        text = args.get(name, "")
        if not text:
            return None
        if text.isascii() and text.isdecimal() and len(text) <= 10 and int(text) < most:
            return int(text)
        unread.append(name)
        return None

    def member(name: str, kind: type[Any]) -> Any:
        text = args.get(name, "")
        found = next((one for one in kind if one == text), None)
        if text and found is None:
            unread.append(name)
        return found

    line = clean_text(args.get("q", ""))
    return Query(
        state=member("state", State),
        dispute_type=member("type", DisputeType),
        village=whole("village"),
        mediator=whole("mediator"),
        year=whole("year", 10_000),
        awaiting=member("awaiting", Awaiting),
        words=line[:LONGEST].strip(),
        after=whole("after"),
        unread=tuple(unread),
        unseen=bool(args.get("q", "").strip()) and not search_text(line),
        cut=len(line) > LONGEST or len(line.split()) > MOST_WORDS,
    )


def find(actor: Actor, query: Query) -> Page:
    """The cases within the actor's sight that the query asks for."""
    common = are_common(_pieces(query))
    rows, told = read_with(_listed(actor, query, common), _number(actor, query, common), *_first_days(actor))
    number, *first_days = told or (_count(actor, query, common), *db.session.execute(select(*_first_days(actor))).one())
    more = len(rows) > PAGE
    return Page(rows[:PAGE], rows[PAGE - 1].id if more else None, number, _years(filter(None, first_days)))


def count(actor: Actor, query: Query) -> int:
    """How many there are, counted no further than one beyond MOST."""
    return _count(actor, query, are_common(_pieces(query)))


def _count(actor: Actor, query: Query, common: bool) -> int:
    return db.session.scalar(select(_number(actor, query, common))) or 0


def _listed(actor: Actor, query: Query, common: bool) -> Select[Case]:
    """One page, and one case more by which it is known that there are others."""
    ways = [way.limit(PAGE + 1) for way in _ways(actor, query, common, query.after)]
    if len(ways) == 1:
        return ways[0]
    found = union(*(select(way.with_only_columns(Case.id).subquery()) for way in ways)).subquery()
    return select(Case).where(among(select(found.c.id))).order_by(Case.id.desc()).limit(PAGE + 1)


def _number(actor: Actor, query: Query, common: bool) -> ScalarSelect[Any]:
    ways = [way.with_only_columns(Case.id).limit(MOST + 1).subquery() for way in _ways(actor, query, common)]
    inner = union(*map(select, ways)).limit(MOST + 1).subquery() if len(ways) > 1 else ways[0]
    return select(func.count()).select_from(inner).correlate(None).scalar_subquery()


def _pieces(query: Query) -> list[Ways]:
    return [wanted(word, key_asked(word)) for _typed, word in query.sought]


def _ways(actor: Actor, query: Query, common: bool, after: int | None = None) -> list[Select[Case]]:
    """Statements that together find all that is asked for, the latest first: by the pieces that the words have, and
    by the phones that four digits may end. Each finds only what is asked for, and reads an index in order."""
    found = _narrowed(_seen(actor, query), query, actor)
    if after is not None:
        found = found.where(Case.id < after)
    by_pieces = holding(found, _pieces(query), after, common=common)
    ends = [phone_end(word) for _typed, word in query.sought if _LAST_FOUR.fullmatch(word)]
    reached = select(Party.case_id).join(Party.person)
    by_phone = [found.where(among(reached.where(Person.phone_end == end).correlate(None))) for end in ends]
    return [by_pieces, *(way.order_by(Case.id.desc()) for way in by_phone)]


def _seen(actor: Actor, query: Query) -> Select[Case]:
    """Words are looked for, and lists made of what is awaited, only in cases whose names the actor may know."""
    return select(Case).where(visible(actor, named=True)) if query.sought or query.awaiting else visible_to(actor)


def _narrowed(found: Select[Case], query: Query, actor: Actor) -> Select[Case]:
    if query.state:
        found = found.where(Case.state == query.state)
    if query.dispute_type is not None:
        found = found.where(Case.dispute_type == query.dispute_type)
    if query.village is not None:
        found = found.where(Case.village_id == query.village)
    if query.year is not None:
        first, last = date(max(query.year, 1), 1, 1), date(max(query.year, 1), 12, 31)
        found = found.where(func.coalesce(Case.accepted_on, Case.born_on).between(first, last))
    if query.mediator is not None:
        found = found.where(Case.id.in_(select(Assignment.case_id).where(Assignment.mediator_id == query.mediator)))
    if query.awaiting is not None:
        offered = query.awaiting in desk.offered(actor)
        found = found.where(desk.narrowed(actor, query.awaiting, clock.today()) if offered else false())
    for typed, word in query.sought:
        found = found.where(_speaks_of(typed, word, actor))
    return found


def _speaks_of(typed: str, word: str, actor: Actor) -> ColumnElement[bool]:
    """The word stands in what the actor may read of the case: without the matter, only in number, names and village."""
    key = key_asked(word)
    anywhere = _holds(Case, word, key)
    if _LAST_FOUR.fullmatch(word):
        anywhere |= knows_numbers(actor) & _named(Person.phone_end == phone_end(word))
    if not actor.roles & KEPT_OUT:
        return anywhere
    village = exists().where(Place.id == Case.village_id, Place.name.contains(typed, autoescape=True))
    outside = or_(
        Case.number.contains(typed, autoescape=True),
        _named(_holds(Person, word, key)),
        village,
    )
    knows = func.coalesce(knows_matter(actor), false())  # a case without a unit is in nobody's unit: not unknown, false
    return (knows & anywhere) | (~knows & outside)


def _holds(row: type[Case | Person], word: str, key: str) -> ColumnElement[bool]:
    """The word stands in the text, or what it is looked for as among the other spellings."""
    plain = row.search.contains(word, autoescape=True)
    return plain | row.keys.contains(key, autoescape=True) if key else plain


def _named(known: ColumnElement[bool]) -> ColumnElement[bool]:
    """A party of the case of whom this is known."""
    return exists().where(Party.case_id == Case.id, Party.person_id == Person.id, known)


def _first_days(actor: Actor) -> list[ScalarSelect[Any]]:
    """The first day on which a case within sight was accepted, asked for each kind as the index has them."""
    seen = visible_to(actor).with_only_columns(Case.accepted_on).where(Case.accepted_on.is_not(None))
    return [
        seen.where(Case.kind == kind).order_by(Case.accepted_on).limit(1).correlate(None).scalar_subquery()
        for kind in MediationKind
    ]


def _years(first_days: Iterable[date]) -> list[int]:
    """The years since the first of these days, the latest first; leads and registrations stand in this one."""
    this_year = clock.today().year
    first = min((day.year for day in first_days), default=this_year)
    return list(range(max(this_year, first), first - 1, -1))
