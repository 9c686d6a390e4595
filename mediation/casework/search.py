"""Lists of cases: filters, the search line, keyset pages; always within sight."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Select, exists, extract, func, select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.sql.base import ExecutableOption

from mediation.casework.access import Actor, visible, visible_to
from mediation.kernel.text import search_text
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.mediator import Mediator
from mediation.model.party import Party
from mediation.model.team import Assignment
from mediation.procedure.records import DisputeType
from mediation.procedure.states import State

PAGE = 50
LONGEST = 100  # characters of a search line that are looked at


@dataclass(frozen=True, slots=True)
class Query:
    """What a list was asked for; anything it cannot read is left out, so an edited address still answers."""

    state: State | None = None
    dispute_type: DisputeType | None = None
    village: int | None = None
    mediator: int | None = None
    year: int | None = None
    words: str = ""
    after: int | None = None
    unread: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Page:
    """One page, newest first; `after` leads to the older ones when there are any."""

    cases: list[Case]
    after: int | None


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

    return Query(
        state=member("state", State),
        dispute_type=member("type", DisputeType),
        village=whole("village"),
        mediator=whole("mediator"),
        year=whole("year", 10_000),
        words=args.get("q", "")[:LONGEST].strip(),
        after=whole("after"),
        unread=tuple(unread),
    )


def find(actor: Actor, query: Query) -> Page:
    """The cases within the actor's sight that the query asks for."""
    found = _narrowed(_seen(actor, query), query).order_by(Case.id.desc()).limit(PAGE + 1)
    if query.after is not None:
        found = found.where(Case.id < query.after)
    rows = list(db.session.scalars(found.options(*_for_a_row())).unique())
    more = len(rows) > PAGE
    return Page(rows[:PAGE], rows[PAGE - 1].id if more else None)


def count(actor: Actor, query: Query, most: int = 1000) -> int:
    """How many there are, counted no further than `most`."""
    inner = _narrowed(_seen(actor, query), query).with_only_columns(Case.id).limit(most).subquery()
    return db.session.scalar(select(func.count()).select_from(inner)) or 0


def _seen(actor: Actor, query: Query) -> Select[Case]:
    """Words are looked for only in cases whose names the actor may know."""
    return select(Case).where(visible(actor, named=True)) if query.words else visible_to(actor)


def _for_a_row() -> tuple[ExecutableOption, ...]:
    return (
        joinedload(Case.village),
        joinedload(Case.town),
        joinedload(Case.unit),
        selectinload(Case.joint_units),
        selectinload(Case.parties).joinedload(Party.person),
        selectinload(Case.assignments).joinedload(Assignment.mediator).joinedload(Mediator.person),
    )


def _narrowed(found: Select[Case], query: Query) -> Select[Case]:
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
        led = exists().where(Assignment.case_id == Case.id, Assignment.mediator_id == query.mediator)
        found = found.where(led)
    # parted before it is folded: folding takes away the spaces between Chinese words
    for word in filter(None, map(search_text, query.words.split())):
        found = found.where(Case.search.contains(word, autoescape=True))
    return found


def years(actor: Actor) -> list[int]:
    """The years in which the actor sees accepted cases, the latest first."""
    year = extract("year", Case.accepted_on)
    query = visible_to(actor).where(Case.accepted_on.is_not(None)).with_only_columns(year).distinct()
    return sorted((int(one) for one in db.session.scalars(query)), reverse=True)
