"""The annual figures against hand-written SQL on the same database in one run; both must say the same.

`python -m benchmarks figures --cases 10000 --cases 100000` makes the cases with `mediation sample`, asks both ways
several times in turn and prints the medians and their ratio. `--postgres` does the same on a private PostgreSQL.
"""

import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from statistics import median
from typing import Any

import click
from sqlalchemy import text

from mediation.app import create_app
from mediation.casework.access import OPERATOR
from mediation.config import Settings
from mediation.indicators.compute import figures
from mediation.indicators.definition import Result
from mediation.indicators.period import Period
from mediation.indicators.scope import Scope, scope_of
from mediation.model import schema
from mediation.model.base import db
from mediation.model.place import Place, PlaceLevel
from mediation.model.sensitive import create_keys
from mediation.sample.bulk import making
from tests.plugins.postgres import private_server, programs

YEAR = 2024
ROUNDS = 5
TARGET = 1.5  # of the hand-written SQL
IDS = (
    *("C01", "C02", "C03", "C04", "C05", "C05b", "C06", "C07", "C11", "C13", "C15a", "C15b", "C16", "C18"),
    *("C21", "C22", "C25", "C27", "C28a", "A01"),
)


# --- by hand --------------------------------------------------------------------------------------

# How each case stood concluded on the last day: the first end after the last return; what was struck never was.
ENDED = """
    CREATE TEMPORARY TABLE ended AS
    SELECT f.id, f.kind, f.accepted_on, e.act, e."on", {reason} AS reason
    FROM (
        SELECT e.case_id, min(e.id) AS first
        FROM event e
        LEFT JOIN (
            SELECT t.case_id, max(t.id) AS last FROM event t
            WHERE t.act = 'take_back' AND t."on" <= :end
              AND NOT EXISTS (SELECT 1 FROM event s WHERE s.strikes_id = t.id)
            GROUP BY t.case_id
        ) back ON back.case_id = e.case_id
        WHERE e.act IN ('sign_agreement', 'agree_orally', 'stop_by_party', 'end_without_agreement', 'transfer_out')
          AND e."on" <= :end AND (back.last IS NULL OR e.id > back.last)
          AND NOT EXISTS (SELECT 1 FROM event s WHERE s.strikes_id = e.id)
        GROUP BY e.case_id
    ) one
    JOIN event e ON e.id = one.first
    JOIN case_file f ON f.id = one.case_id
    WHERE f.state <> 'VOID' AND f.import_undone_at IS NULL AND f.accepted_on <= :end AND f.town_id = :town
"""
HERE = "f.state <> 'VOID' AND f.import_undone_at IS NULL AND f.town_id = :town"
ACCEPTED = f"{HERE} AND f.kind = 'PEOPLE' AND f.accepted_on BETWEEN :start AND :end"
SETTLED = "d.kind = 'PEOPLE' AND d.act IN ('sign_agreement', 'agree_orally') AND d.\"on\" BETWEEN :start AND :end"
STATEMENTS = {
    "ends": """
        SELECT d.kind, d.act, d.reason, count(*) FROM ended d
        WHERE d."on" BETWEEN :start AND :end GROUP BY 1, 2, 3""",
    "open": f"""
        SELECT count(*) FROM case_file f LEFT JOIN ended d ON d.id = f.id
        WHERE {HERE} AND f.kind = 'PEOPLE' AND f.accepted_on <= :end AND d.id IS NULL""",
    "source": f"SELECT f.source, count(*) FROM case_file f WHERE {ACCEPTED} GROUP BY 1",
    "type": f"SELECT f.dispute_type, count(*) FROM case_file f WHERE {ACCEPTED} GROUP BY 1",
    "village": f"SELECT f.village_id, count(*) FROM case_file f WHERE {ACCEPTED} GROUP BY 1",
    "parties": f"""
        SELECT count(*) FROM (
            SELECT DISTINCT p.case_id, p.person_id
            FROM party p JOIN case_file f ON f.id = p.case_id LEFT JOIN ended d ON d.id = f.id
            WHERE {ACCEPTED} AND p.joined_on <= coalesce(d."on", :end)
              AND (p.left_on IS NULL OR p.left_on > coalesce(d."on", :end))
        ) seated""",
    "money": f"""
        SELECT sum(u.amount_fen), count(DISTINCT v.case_id)
        FROM ended d JOIN agreement_version v ON v.case_id = d.id AND v.in_force_from IS NOT NULL
        JOIN duty u ON u.version_id = v.id
        WHERE {SETTLED} AND u.amount_fen IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM agreement_version w
            WHERE w.case_id = v.case_id AND w.no < v.no AND w.in_force_from IS NOT NULL)""",
    "performed": f"""
        SELECT count(DISTINCT d.id) FROM ended d JOIN event e ON e.case_id = d.id
        WHERE {SETTLED} AND e.act = 'confirm_performed' AND e."on" <= :end
          AND NOT EXISTS (SELECT 1 FROM event s WHERE s.strikes_id = e.id)""",
    "confirmation": f"""
        SELECT e.act, {{result}}, count(*) FROM event e JOIN case_file f ON f.id = e.case_id
        WHERE {HERE} AND f.kind = 'PEOPLE' AND e.act IN ('apply_confirmation', 'record_confirmation')
          AND e."on" BETWEEN :start AND :end AND NOT EXISTS (SELECT 1 FROM event s WHERE s.strikes_id = e.id)
        GROUP BY 1, 2""",
    "days": """
        SELECT sum({days}), count(*) FROM ended d
        WHERE d.kind = 'PEOPLE' AND d.act <> 'transfer_out' AND d."on" BETWEEN :start AND :end""",
    "visits": f"""
        SELECT count(*) FROM follow_up u JOIN case_file f ON f.id = u.case_id
        WHERE {HERE} AND f.kind = 'PEOPLE' AND u.visited_on BETWEEN :start AND :end""",
}
_WORDS = {
    "sqlite": {
        "reason": "json_extract(e.data, '$.reason')",
        "result": "json_extract(e.data, '$.result')",
        "days": 'julianday(d."on") - julianday(d.accepted_on)',
    },
    "postgresql": {
        "reason": "e.data ->> 'reason'",
        "result": "e.data ->> 'result'",
        "days": 'd."on" - d.accepted_on',
    },
}
FAILED = ("NO_PROSPECT", "TIME_OVER", "IMPOSSIBLE")


def by_hand(scope: Scope, period: Period) -> dict[str, Any]:
    """The same values by SQL alone."""
    words = _WORDS[db.engine.dialect.name]
    days = {"start": period.start.isoformat(), "end": period.end.isoformat(), "town": scope.place_id}
    if db.engine.dialect.name == "postgresql":
        days |= {"start": period.start, "end": period.end}

    def ask(sql: str) -> list[Any]:
        return list(db.session.execute(text(sql.format(**words)), days))

    db.session.execute(text(ENDED.format(**words)), days)
    db.session.execute(text("CREATE INDEX ended_id ON ended (id)"))
    found = {name: ask(sql) for name, sql in STATEMENTS.items()}
    db.session.execute(text("DROP TABLE ended"))
    return _values(found)


def _values(found: dict[str, list[Any]]) -> dict[str, Any]:
    ends: list[tuple[str, str, str | None, int]] = [tuple(row) for row in found["ends"]]

    def number(keep: Callable[[str, str, str | None], bool]) -> int:
        return sum(count for kind, act, reason, count in ends if keep(kind, act, reason))

    signed = number(lambda kind, act, _why: kind == "PEOPLE" and act == "sign_agreement")
    oral = number(lambda kind, act, _why: kind == "PEOPLE" and act == "agree_orally")
    no_end = number(lambda kind, act, why: kind == "PEOPLE" and act == "end_without_agreement" and why in FAILED)
    other = number(lambda kind, act, why: kind == "PEOPLE" and act == "end_without_agreement" and why not in FAILED)
    stopped = number(lambda kind, act, _why: kind == "PEOPLE" and act == "stop_by_party")
    days, concluded = found["days"][0]
    return {
        "C01": sum(count for _key, count in found["source"]),
        "C02": concluded,
        "C03": signed + oral,
        "C04": no_end,
        "C05": stopped,
        "C05b": other,
        "C06": found["open"][0][0],
        "C07": number(lambda kind, act, _why: kind == "PEOPLE" and act == "transfer_out"),
        "C11": found["parties"][0][0],
        "C13": int(found["money"][0][0] or 0),
        "C15a": signed,
        "C15b": oral,
        "C16": found["performed"][0][0],
        "C18": sum(count for act, _result, count in found["confirmation"] if act == "apply_confirmation"),
        "C21": sum(count for _key, count in found["source"]),
        "C22": sum(count for _key, count in found["type"]),
        "C25": sum(count for _key, count in found["village"]),
        "C27": f"{(days or 0) / concluded:.1f}" if concluded else None,
        "C28a": found["visits"][0][0],
        "A01": number(lambda kind, act, _why: kind == "ADMIN" and act in ("sign_agreement", "agree_orally")),
    }


# --- side by side ---------------------------------------------------------------------------------


def ours(scope: Scope, period: Period) -> dict[str, Result]:
    return figures(OPERATOR, period, scope, IDS)


def timed(ask: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds of one question, asked as a new request asks it."""
    db.session.rollback()
    begun = time.perf_counter()
    answer = ask()
    return time.perf_counter() - begun, answer


def compare(cases: int) -> float:
    """The ratio of the medians; raises AssertionError when the two do not say the same."""
    scope, period = scope_of(db.session.query(Place).filter_by(level=PlaceLevel.TOWN).one()), Period.year(YEAR)
    spent: dict[str, list[float]] = {"ours": [], "sql": []}
    for _round in range(ROUNDS):
        seconds, mine = timed(lambda: ours(scope, period))
        spent["ours"].append(seconds)
        seconds, theirs = timed(lambda: by_hand(scope, period))
        spent["sql"].append(seconds)
        differ = {id_: (mine[id_].value, theirs[id_]) for id_ in IDS if mine[id_].value != theirs[id_]}
        assert not differ, differ
    mine_, theirs_ = median(spent["ours"]), median(spent["sql"])
    ratio = mine_ / theirs_
    click.echo(
        f"{db.engine.dialect.name:11} {cases:>9,} cases  figures {mine_ * 1000:8.0f} ms  "
        f"SQL {theirs_ * 1000:8.0f} ms  ratio {ratio:5.2f}  (target {TARGET})"
    )
    return ratio


def databases(folder: Path, postgres: bool) -> Iterator[tuple[Settings, ExitStack]]:
    """The settings of each database to ask."""
    settings = Settings(
        env="local", instance=folder, database_url=f"sqlite:///{folder / 'bench.sqlite3'}", testing=True
    )
    with ExitStack() as stack:
        yield settings, stack
    if postgres and (found := programs()):
        with ExitStack() as stack:
            server = stack.enter_context(private_server(found))
            server.create("bench")
            yield replace(settings, database_url=server.url("bench")), stack
    elif postgres:
        click.echo("PostgreSQL is not installed: left out", err=True)


def run(settings: Settings, cases: int) -> float:
    app = create_app(settings)
    schema.upgrade(app)
    with app.app_context():
        making.make(YEAR, cases, None, seed=1, keep=db.session.commit)
        if db.engine.dialect.name == "postgresql":
            db.session.execute(text("ANALYZE"))
            db.session.commit()
        ratio = compare(cases)
        db.session.remove()
        db.engine.dispose()
    return ratio


@click.command()
@click.option(
    "--cases", type=int, multiple=True, default=(10_000,), show_default=True, help="How many; may be repeated."
)
@click.option("--postgres", is_flag=True, help="Also on a private PostgreSQL.")
@click.option("--strict", is_flag=True, help="Exit 1 when a ratio is beyond the target.")
def bench(cases: tuple[int, ...], postgres: bool, strict: bool) -> None:
    """Annual figures against hand-written SQL."""
    worst = 0.0
    for number in cases:
        folder = Path(tempfile.mkdtemp(prefix="mediation-bench-"))
        try:
            create_keys(folder / "keys")
            for settings, _stack in databases(folder, postgres):
                worst = max(worst, run(settings, number))
        finally:
            shutil.rmtree(folder)
    if strict and worst > TARGET:
        sys.exit(1)


def main(options: list[str]) -> None:
    bench.main(options, standalone_mode=False)


if __name__ == "__main__":
    main(sys.argv[1:])
