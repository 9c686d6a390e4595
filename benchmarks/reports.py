"""The annual report of a town: the whole check of its text, and its paper, in seconds of the server.

`python -m benchmarks.reports` fills a new database with the sample town and asks for a closed year and for the one
that is being written; every round begins with nothing reckoned. The seconds are those of the processor: what else
runs on the machine drops out of them. What the clock said stands behind, in brackets.
"""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import click

from benchmarks.town import build
from mediation.casework.actor import OPERATOR
from mediation.features.reports.editions import in_edition
from mediation.features.reports.files import MAKERS
from mediation.features.reports.report import Edition, open_report
from mediation.features.reports.writing import begin, looked_at
from mediation.indicators.period import Period
from mediation.model.base import db

YEAR = 2025
TARGET = 1.0


def asked(ask: Callable[[], object], rounds: int) -> tuple[float, float]:
    """The median seconds of the processor, and of the clock; the first round, which fills what is kept, is left out."""
    ask()
    found = []
    for _round in range(rounds):
        db.session.rollback()
        db.session.expunge_all()
        begun, processor = time.perf_counter(), time.process_time()
        ask()
        found.append((time.process_time() - processor, time.perf_counter() - begun))
    return median(one for one, _clock in found), median(clock for _one, clock in found)


def check() -> object:
    """Every figure, the text, and the contradictions of a year that is being written."""
    report = open_report(OPERATOR, Period.year(YEAR))
    return looked_at(OPERATOR, report, whole=True)


def paper(kind: str, edition: Edition | None = None) -> bytes:
    """Every figure, the text, and a file."""
    return MAKERS[kind](in_edition(open_report(OPERATOR, Period.year(YEAR)), edition))


def both() -> object:
    """The whole check and the paper, one after the other."""
    return check(), paper("docx")


@click.command()
@click.option("--cases", default=22, show_default=True, help="How many cases the town has.")
@click.option("--rounds", default=5, show_default=True)
def main(cases: int, rounds: int) -> None:
    """Measure the report of a town."""
    with tempfile.TemporaryDirectory() as folder:
        house = build(Path(folder) / "house", cases)
        with house.test_request_context():
            begin(OPERATOR, open_report(OPERATOR, Period.year(YEAR)).scope, YEAR)
            db.session.commit()
            wanted: dict[str, Callable[[], object]] = {
                "check": check,
                "docx": lambda: paper("docx"),
                "docx, internal": lambda: paper("docx", Edition.INTERNAL),
                "docx, public": lambda: paper("docx", Edition.PUBLIC),
                "xlsx": lambda: paper("xlsx"),
                "check and docx": both,
            }
            for name, ask in wanted.items():
                processor, clock = asked(ask, rounds)
                told = "" if name != "check and docx" else f", wanted {TARGET:.1f}"
                click.echo(f"{cases} cases  {name:16}{processor:7.3f} s of the processor{told}  ({clock:.3f} s)")


if __name__ == "__main__":
    main()
