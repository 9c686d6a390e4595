"""The search line against a query written by hand on the same database in one run; both must find the same.

By hand means what one writes first: `LIKE '%word%'` over the texts of the cases of a town, the latest fifty and their
number up to a thousand. Ours looks the pieces up in an index, keeps to what the reader may see and reads the whole
page with parties, mediators and places. `python -m benchmarks.search --cases 10000`; see `benchmarks.figures` too.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

import click
from sqlalchemy import text

from benchmarks.databases import each_database, on_databases, timed
from mediation.casework.actor import Actor, actor_for
from mediation.casework.search import MOST, PAGE, find, read_query
from mediation.kernel import clock
from mediation.kernel.readings import key_asked
from mediation.kernel.text import search_text
from mediation.model.base import db
from mediation.model.person import Person, phone_end
from mediation.model.place import Place, PlaceLevel
from mediation.model.user import User
from mediation.procedure.roles import Role

LINES = (
    "牦牛",
    "次仁",
    "才仁",
    "zhaxi",
    "cr",
    "tshe",
    "བཀྲ",
    "第777号",
    "第3村",
    "2024",
    "没有这个词",
    "牛",
    "2024 旺久",
)
SLOW = 7  # rounds at most by hand: over a million cases a word that is nowhere takes seconds
HEAD = f"{'database':11} {'cases':>9} {'line':14} {'found':>6} {'LIKE ms':>9} {'page ms':>9} {'worst':>9} {'ratio':>7}"


@dataclass(frozen=True, slots=True)
class Found:
    """The latest cases and how many there are, as either way tells it."""

    ids: list[int]
    number: int


def ours(actor: Actor, line: str) -> Found:
    page = find(actor, read_query({"q": line}))
    return Found([case.id for case in page.cases], page.number)


def by_hand(town: int, line: str) -> Found:
    """Every word stands in the text, among the readings, or ends a phone."""
    told: dict[str, Any] = {"town": town, "page": PAGE, "most": MOST + 1}
    parts = ["town_id = :town", "import_undone_at IS NULL"]
    for place, word in enumerate(map(search_text, line.split())):
        ways = [f"search LIKE :word{place}"]
        told[f"word{place}"] = f"%{word}%"
        if key := key_asked(word):
            ways.append(f"keys LIKE :key{place}")
            told[f"key{place}"] = f"%{key}%"
        if len(word) == 4 and word.isdecimal():
            seated = "SELECT party.case_id FROM party JOIN person ON person.id = party.person_id"
            ways.append(f"id IN ({seated} WHERE person.phone_end = :end{place})")
            told[f"end{place}"] = phone_end(word)
        parts.append(f"({' OR '.join(ways)})")
    where = " AND ".join(parts)
    page = db.session.execute(
        text(f"SELECT id FROM case_file WHERE {where} ORDER BY id DESC LIMIT :page"),
        told,
    )
    number = text(f"SELECT count(*) FROM (SELECT id FROM case_file WHERE {where} LIMIT :most) AS found")
    return Found(list(page.scalars()), db.session.scalar(number, told) or 0)


def reader(town: Place) -> User:
    """Somebody of the office, who sees the whole town; never kept."""
    user = User(username="bench", name="bench", created_at=clock.now())
    db.session.add(user)
    user.hold(Role.OFFICE, date(2000, 1, 1), place=town)
    db.session.flush()
    return user


def compare(line: str, rounds: int) -> str:
    """A line of the table; raises AssertionError when the ways do not find the same."""
    ways: dict[str, list[float]] = {"hand": [], "ours": []}
    for number in range(rounds + 1):  # the first fills what is kept in memory and does not count
        said = []
        for way, spent in ways.items():
            if number < SLOW or way == "ours":
                seconds, found = timed(_way(way, line))
                said.append(found)
                spent.extend([seconds] if number else [])
        assert all(one == said[0] for one in said), (line, said)
    hand, mine = median(ways["hand"]), median(ways["ours"])
    times = f"{hand * 1000:9.1f} {mine * 1000:9.1f} {max(ways['ours']) * 1000:9.1f} {mine / hand:7.3f}"
    return f"{line:14} {said[-1].number:6} {times}"


def _way(way: str, line: str) -> Callable[[], Found]:
    town = db.session.query(Place).filter_by(level=PlaceLevel.TOWN).first()
    assert town is not None
    if way == "hand":
        number = town.id
        return lambda: by_hand(number, line)
    actor = actor_for(reader(town))
    return lambda: ours(actor, line)


@click.command()
@on_databases(2_000)
@click.option("--rounds", default=5, show_default=True, help="How often each way is asked; medians are told.")
@click.option("--line", "lines", multiple=True, default=LINES, help="What is typed; may be repeated.")
def main(
    cases: tuple[int, ...], postgresql: str | None, keep: Path | None, rounds: int, lines: tuple[str, ...]
) -> None:
    """The search line beside a query written by hand."""
    click.echo(HEAD)
    for number in each_database(cases, postgresql, keep):
        ending = db.session.scalar(db.select(Person.phone).where(Person.phone_end.is_not(None)).limit(1))
        db.session.rollback()
        for line in (*lines, *([ending[-4:]] if ending else [])):
            click.echo(f"{db.engine.dialect.name:11} {number:>9,} {compare(line, rounds)}")


if __name__ == "__main__":
    main()
