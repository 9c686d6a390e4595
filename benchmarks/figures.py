"""The annual figures against hand-written SQL on the same database in one run; both must say the same.

`python -m benchmarks.figures --cases 10000 --cases 100000` makes the cases as `mediation sample` does, asks for all
figures both ways several times in turn and prints the medians and their ratio, the numbers alone and with the lists
behind them. `--postgresql` does the same on PostgreSQL: on the empty database of an address, or on a private server.
"""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import click

from benchmarks.by_hand import by_hand
from benchmarks.databases import YEAR, each_database, on_databases, timed
from mediation.casework.actor import OPERATOR
from mediation.indicators.compute import figures, values
from mediation.indicators.definition import Result
from mediation.indicators.period import Period
from mediation.indicators.scope import scope_of
from mediation.model.base import db
from mediation.model.place import Place, PlaceLevel

ROUNDS = 3
TARGET = 1.5  # of the hand-written SQL


# --- side by side ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds of all figures of a year: by hand, their numbers, their numbers with every row."""

    by_hand: float
    numbers: float
    lists: float

    @property
    def ratio(self) -> float:
        return self.numbers / self.by_hand


def compare(rounds: int, *, lists: bool) -> Measured:
    """The medians; raises AssertionError when the ways do not say the same."""
    scope, period = scope_of(db.session.query(Place).filter_by(level=PlaceLevel.TOWN).one()), Period.year(YEAR)
    ways: dict[str, Callable[[], Any]] = {
        "by_hand": lambda: by_hand(scope, period),
        "numbers": lambda: values(OPERATOR, period, scope),
    }
    if lists:
        ways["lists"] = lambda: figures(OPERATOR, period, scope)
    spent: dict[str, list[float]] = {"lists": [], **{way: [] for way in ways}}
    for _round in range(rounds + 1):  # the first fills what is kept in memory and does not count
        said = {}
        for way, ask in ways.items():
            seconds, said[way] = timed(ask)
            spent[way].append(seconds)
        for way in set(ways) - {"by_hand"}:
            differ = dict(differing(said[way], said["by_hand"]))
            assert not differ, (way, differ)
    return Measured(**{way: median(seconds[1:]) if seconds else 0.0 for way, seconds in spent.items()})


def differing(ours: dict[str, Result], theirs: dict[str, Any]) -> Iterator[tuple[str, tuple[Any, Any]]]:
    """Where the two do not say the same; every figure must have been asked both ways."""
    assert {name.split()[0] for name in theirs} == set(ours), set(ours) ^ {name.split()[0] for name in theirs}
    for name, number in theirs.items():
        id_, _space, parts = name.partition(" ")
        mine = sorted(ours[id_].parts.values(), reverse=True) if parts else ours[id_].value
        if mine != number:
            yield name, (mine, number)


def line(cases: int, found: Measured) -> str:
    told = " ".join(f"{seconds * 1000:10,.0f}" for seconds in (found.by_hand, found.numbers))
    lists = f"{found.lists * 1000:10,.0f} {found.lists / found.by_hand:7.2f}" if found.lists else ""
    return f"{db.engine.dialect.name:11} {cases:>9,} {told} {found.ratio:7.2f} {lists}"


HEAD = f"{'database':11} {'cases':>9} {'SQL ms':>10} {'numbers ms':>10} {'ratio':>7} {'+ lists ms':>10} {'ratio':>7}"


@click.command()
@on_databases(2_000)
@click.option("--rounds", default=ROUNDS, show_default=True, help="How often each way is asked; medians are told.")
@click.option("--lists/--no-lists", default=True, help="Also with the rows behind every figure.")
@click.option("--strict", is_flag=True, help=f"Exit 1 when the numbers take more than {TARGET} times the SQL.")
def main(
    cases: tuple[int, ...], postgresql: str | None, keep: Path | None, rounds: int, lists: bool, strict: bool
) -> None:
    """All annual figures against hand-written SQL over the same database."""
    worst = 0.0
    click.echo(HEAD)
    for number in each_database(cases, postgresql, keep):
        found = compare(rounds, lists=lists)
        click.echo(line(number, found))
        worst = max(worst, found.ratio)
    if strict and worst > TARGET:
        sys.exit(1)


if __name__ == "__main__":
    main()
