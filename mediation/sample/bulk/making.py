"""Making the many: where, when and who is drawn from a seed; the acts of all cases join the chain in order of days."""

import heapq
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import accumulate
from random import Random
from typing import Any

from sqlalchemy import Table, func, select, text

from mediation.casework import audit
from mediation.casework.actor import OPERATOR
from mediation.casework.numbering import write_number
from mediation.kernel import clock
from mediation.kernel.errors import Reason, Refused
from mediation.kernel.identity import invent_id_number
from mediation.kernel.labels import N_
from mediation.kernel.pieces import pieces_of
from mediation.kernel.readings import keys_of
from mediation.kernel.text import search_text
from mediation.model.base import db, new_ref
from mediation.model.committee import Series, SeriesYear
from mediation.model.engine import begin_write
from mediation.model.person import phone_end
from mediation.model.place import Place, PlaceLevel
from mediation.model.sensitive import look_up_key
from mediation.procedure.records import DisputeType, MediationKind
from mediation.sample.bulk.copying import EVENT, PERSON, Copy, Link, Row, Template, owned_tables, site_map, template_of
from mediation.sample.bulk.patterns import FIRST_TYPE, MATTER, NAMES, PATTERNS, Course
from mediation.sample.bulk.sites import Site, is_practice, practice_towns, sites_of
from mediation.sample.bulk.writing import Writer, make_room
from mediation.sample.people import Someone

MADE = "make_sample_cases"
NOT_YET = Reason("not_yet", N_("{year}年还没有开始。"))
BATCH = 20_000  # acts written at a time
TOGETHER = 100_000  # cases committed at a time
WEEK = 7
MATTERS = (
    "牦牛越过围栏吃了冬草", "借的饲料钱过了日子没有还", "两家共用的水渠今年谁先浇", "合买的拖拉机怎么分",
    "院墙占了过路的地方", "工钱少算了九天", "狗咬伤羊羔三只", "分家时说好的母牦牛没有给",
)  # fmt: skip
TYPES = (
    *((DisputeType.NEIGHBOUR, 24), (DisputeType.FAMILY, 18), (DisputeType.LAND, 14), (DisputeType.DAMAGE, 14)),
    *((DisputeType.CONTRACT, 12), (DisputeType.MIGRANT_WAGES, 6), (DisputeType.LABOUR, 3), (DisputeType.TRAFFIC, 3)),
    *((DisputeType.HOUSING, 3), (DisputeType.CONSUMER, 2), (DisputeType.OTHER, 1)),
)


@dataclass(frozen=True, slots=True)
class Planned:
    """One case to be: which course, from which day, in which village."""

    start: date
    template: int
    site: int


def make(
    year: int,
    cases: int,
    towns: int | None,
    seed: int,
    *,
    keep: Callable[[], None],
    say: Callable[[str], None] = lambda _line: None,
) -> int:
    """So many cases of a year; how many there are. Raises Refused before anything is written.

    `keep` commits; it is called every some thousand cases, so that no transaction grows without end.
    """
    if year > clock.today().year:
        raise Refused(Reason(NOT_YET.code, NOT_YET.text, values=(("year", str(year)),)))
    draw = Random(seed * 10_000 + year)  # noqa: S311 - nothing secret: the same seed makes the same cases
    begin_write(db.session())
    sites = sites_of(_towns(towns), year)
    templates = _templates(sites[0], year)
    plan = sorted(_plan(draw, cases, templates, len(sites), year), key=lambda one: (one.start, one.template, one.site))
    press = _Press(draw, templates, sites, year)
    for first in range(0, len(plan), TOGETHER):
        if first:
            begin_write(db.session())
            press.begin()
        press.print(plan[first : first + TOGETHER])
        keep()
        say(f"{min(first + TOGETHER, len(plan))} / {len(plan)}")
    begin_write(db.session())
    audit.append(OPERATOR, MADE, data={"year": year, "cases": cases, "seed": seed})
    keep()
    return len(plan)


def _towns(number: int | None) -> list[Place]:
    """The towns that are there, unless a number of towns for practice is asked for or there is none."""
    there = select(Place).where(Place.level == PlaceLevel.TOWN, Place.valid_to.is_(None)).order_by(Place.code)
    known = list(db.session.scalars(there)) if number is None else []
    return known or practice_towns(number or 1)


def only_practice() -> bool:
    """Whether every town is one for practice."""
    return all(map(is_practice, db.session.scalars(select(Place).where(Place.level == PlaceLevel.TOWN))))


def _templates(site: Site, year: int) -> list[Template]:
    """Each course fired once, taken apart and taken back: what remains are the rows in memory."""
    found = []
    for place, pattern in enumerate(PATTERNS):
        with db.session.begin_nested() as trial:
            course = pattern.run(Course(site, _first_weekday(year, place)))
            db.session.flush()
            found.append(template_of(course.case.id, pattern.share))
            trial.rollback()
        db.session.expire_all()
    return found


def _first_weekday(year: int, place: int) -> date:
    """The courses begin on different working days of the first full week; whole weeks keep weekends where they are."""
    first = date(year, 1, 1)
    monday = first + timedelta(days=-first.weekday() % WEEK)
    return monday + timedelta(days=place % 5)


def _plan(draw: Random, cases: int, templates: list[Template], sites: int, year: int) -> Iterator[Planned]:
    shares = list(accumulate(one.share for one in templates))
    today = clock.today()
    last = min(date(year, 12, 31), today)
    for _number in range(cases):
        place = draw.choices(range(len(templates)), cum_weights=shares)[0]
        template = templates[place]
        latest = min(last, today - timedelta(days=template.days))
        weeks = max((latest - template.start).days // WEEK, 0)
        start = template.start + timedelta(days=WEEK * draw.randint(0, weeks))
        yield Planned(start, place, draw.randrange(sites))


class _Press:
    """Prints planned cases: rows into their tables, acts into the chain, in the order of their days."""

    def __init__(self, draw: Random, templates: list[Template], sites: list[Site], year: int) -> None:
        self.draw, self.templates, self.sites, self.year = draw, templates, sites, year
        self.owned = [*owned_tables(), db.metadata.tables[PERSON]]
        written = {EVENT, *(table.name for table in self.owned)}
        self.tables = [table for table in db.metadata.sorted_tables if table.name in written]
        self.maps = [site_map(sites[0], one) for one in sites]
        self.types = [kind for kind, _share in TYPES]
        self.type_shares = list(accumulate(share for _kind, share in TYPES))
        self.begin()

    def begin(self) -> None:
        """Where numbers stand; somebody else may have written since the last batch."""
        connection = db.session.connection()
        make_room(connection)
        self.writer = Writer(connection, self.tables)
        self.next = {table.name: _highest(table) + 1 for table in self.owned}
        self.event, self.hash = audit.head()
        self.counters: dict[int, int] = {}
        self.series: dict[int, Series] = {}
        for template in self.templates:
            template.prepare(self.writer.ways)
        self.rows: dict[str, list[list[Any]]] = {table.name: [] for table in self.owned}
        self.acts: list[list[Any]] = []
        self.waiting: list[tuple[date, int, Link, Copy]] = []
        self.order = 0

    def print(self, plan: list[Planned]) -> None:
        for one in plan:
            self._join_until(one.start)
            self._case(one)
        self._join_until(date.max)
        self._write()
        self._settle_counters()

    def _case(self, one: Planned) -> None:
        template, site = self.templates[one.template], self.sites[one.site]
        own = self._own(template, site, one)
        for table, row in template.copy(own):
            self.rows[table].append(row)
        for name, size in template.sizes.items():
            self.next[name] += size
        for link in template.events:
            self.order += 1
            heapq.heappush(self.waiting, (link.day(own), self.order, link, own))

    def _own(self, template: Template, site: Site, one: Planned) -> Copy:
        people = [self._person() for _place in range(template.people)]
        matter = self.draw.choice(MATTERS)
        case: Row = {"matter": matter}
        words = dict(zip(NAMES, (row["name"] for row in people), strict=False)) | {MATTER: matter}
        number = ""
        if template.accepted:
            number, numbered = self._numbered(template, site)
            kind = self.draw.choices(self.types, cum_weights=self.type_shares)[0]
            case |= numbered
            words[FIRST_TYPE.value] = kind.value
        names = [row["name"] for row in people]
        case["search"] = "\n".join(filter(None, map(_folded, (number, *names, site.village_name, matter))))
        case["keys"] = keys_of(*names, site.village_name)
        case["pieces"] = pieces_of(case["search"], case["keys"])
        return Copy(
            first=dict(self.next),
            shift=one.start - template.start,
            site=self.maps[one.site],
            words=_Words(words, number),
            people=people,
            case=case,
            ref=new_ref,  # addresses are never drawn from a seed: nobody shall guess them
        )

    def _numbered(self, template: Template, site: Site) -> tuple[str, Row]:
        admin = template.kind == MediationKind.ADMIN.value
        series = site.admin if admin else site.people
        if series not in self.counters:
            self.counters[series] = _last_number(series, self.year)
            self.series[series] = db.session.get_one(Series, series)
        self.counters[series] += 1
        seq = self.counters[series]
        number = write_number(self.series[series], self.year, seq)
        return number, {"number_seq": seq, "number_year": self.year, "number": number, "series_id": series}

    def _person(self) -> Row:
        someone = Someone(self.draw.randrange(10_000))
        birth = date(1945, 1, 1) + timedelta(days=self.draw.randrange(21_000))
        id_number = invent_id_number(birth, self.draw.randrange(1_000))
        phone = f"199{self.draw.randrange(10**8):08}"
        return {
            "name": someone.name,
            "search": _folded(someone.name),
            "keys": _keys(someone.name),
            "id_number": id_number,
            "id_key": look_up_key("id_number", id_number),
            "phone": phone,
            "phone_key": look_up_key("phone", phone),
            "phone_end": phone_end(phone),
        }

    def _join_until(self, day: date) -> None:
        """Acts of earlier days join the chain; nothing can come before them any more."""
        while self.waiting and self.waiting[0][0] < day:
            _day, _order, link, own = heapq.heappop(self.waiting)
            self.event += 1
            act, self.hash = link.joined(own, self.event, self.hash)
            self.acts.append(act)
            if len(self.acts) >= BATCH:
                self._write()

    def _write(self) -> None:
        for name in self.writer.ways:
            self.writer.write(name, self.acts if name == EVENT else self.rows[name])
        self.rows = {name: [] for name in self.rows}
        self.acts = []

    def _settle_counters(self) -> None:
        for series, last in self.counters.items():
            counter = db.session.scalar(_counter(series, self.year))
            if counter is None:
                counter = SeriesYear(series_id=series, year=self.year)
                db.session.add(counter)
            counter.last = last
        db.session.flush()
        if db.session.connection().dialect.name == "postgresql":
            for table in self.owned:
                _move_sequence(table)


@lru_cache(10_000)
def _folded(text: str) -> str:
    return search_text(text)


@lru_cache(10_000)
def _keys(name: str) -> str:
    return keys_of(name)


class _Words(dict[str, str]):
    """Texts that are exchanged; any case number is the copy's own."""

    def __init__(self, words: Mapping[str, str], number: str) -> None:
        super().__init__(words)
        self.number = number

    def get(self, key: str, default: Any = None) -> Any:
        return self.number if "调字第" in key else super().get(key, default)


def _highest(table: Table) -> int:
    return db.session.scalar(select(func.max(table.c.id))) or 0


def _counter(series: int, year: int) -> Any:
    return select(SeriesYear).where(SeriesYear.series_id == series, SeriesYear.year == year)


def _last_number(series: int, year: int) -> int:
    counter = db.session.scalar(_counter(series, year))
    return counter.last if counter else 0


def _move_sequence(table: Table) -> None:
    """Whoever comes next gets a number that is free."""
    name = table.name.replace('"', "")
    wanted = f"SELECT setval(pg_get_serial_sequence('\"{name}\"', 'id'), (SELECT max(id) FROM \"{name}\"))"  # noqa: S608
    if _highest(table):
        db.session.execute(text(wanted))
