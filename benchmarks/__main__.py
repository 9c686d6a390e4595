"""`make bench`: requests a second of the pages that are opened most, beside a bare page of as many bytes.

Only ratios of one run say something; the machine, and whatever else runs on it, drop out of them.
"""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

import click
from flask import Flask, render_template_string
from flask.testing import FlaskClient
from sqlalchemy import event

from benchmarks.town import build
from mediation.kernel import clock
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.user import LoginSession, User
from mediation.procedure.states import State
from mediation.web.sessions import new_token, token_hash

ROUNDS = 3
READERS = ("office", "mediator")
BARE = "<!doctype html><title>x</title><table>{% for row in rows %}<tr><td>{{ row }}</td></tr>{% endfor %}</table>"
WORD = "牦牛"


@dataclass(frozen=True, slots=True)
class Measured:
    """One page: requests a second, milliseconds of processor a request, statements, bytes."""

    speed: float
    cpu: float
    statements: int
    size: int


@click.command()
@click.option("--cases", default="22,3000", show_default=True, help="How many cases; several with commas.")
@click.option("--seconds", default=1.0, show_default=True, help="How long each page is asked for, in each round.")
@click.option("--only", default="", help="A part of the name of the pages to be measured.")
def main(cases: str, seconds: float, only: str) -> None:
    """Measure the pages in houses of several sizes."""
    for number in map(int, cases.split(",")):
        with tempfile.TemporaryDirectory() as folder:
            click.echo(f"{number} cases{'':22}   req/s   ms CPU  statements   bytes   ÷ bare")
            house = build(Path(folder) / "house", number)
            for reader in READERS:
                _measure(house, reader, seconds, only)


def _measure(house: Flask, reader: str, seconds: float, only: str) -> None:
    client = _signed_in(house, reader)
    for name, path in _pages(house, client).items():
        if only not in name:
            continue
        found = _asked(house, client, path, seconds)
        bare = _asked(*_bare(found.size), "/", seconds)
        told = (
            f"{found.speed:8.1f} {found.cpu:8.2f} {found.statements:11} {found.size:7} {found.speed / bare.speed:8.3f}"
        )
        click.echo(f"  {reader:10}{name:18}{told}")


def _pages(house: Flask, client: FlaskClient) -> dict[str, str]:
    with house.app_context():
        refs = {state: ref for ref, state in db.session.query(Case.ref, Case.state).order_by(Case.id.desc())}
    seen = {state: f"/cases/{ref}" for state, ref in refs.items() if client.get(f"/cases/{ref}").status_code == 200}
    shown = {f"case {state.value}": seen[state] for state in (State.MEDIATING, State.PERFORMED) if state in seen}
    return {"desk": "/", "list": "/cases", "filter": "/cases?state=PERFORMED", "search": f"/cases?q={WORD}", **shown}


def _asked(house: Flask, client: FlaskClient, path: str, seconds: float) -> Measured:
    """The median of some rounds; the first requests, which fill what is kept, do not count."""
    size, statements = len(client.get(path).data), _statements(house, lambda: client.get(path))
    speeds, costs = [], []
    for _round in range(ROUNDS):
        times, begun, used = 0, perf_counter(), process_time()
        while perf_counter() - begun < seconds:
            client.get(path)
            times += 1
        speeds.append(times / (perf_counter() - begun))
        costs.append((process_time() - used) / times * 1000)
    return Measured(median(speeds), median(costs), statements, size)


def _statements(house: Flask, ask: Callable[[], object]) -> int:
    if "sqlalchemy" not in house.extensions:
        return 0
    told: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        told.append(statement)

    with house.app_context():
        event.listen(db.engine, "before_cursor_execute", note)
        ask()
        event.remove(db.engine, "before_cursor_execute", note)
    return sum(not statement.startswith("BEGIN") for statement in told)


def _bare(size: int) -> tuple[Flask, FlaskClient]:
    """Flask and Jinja with nothing behind them, and rows enough for as many bytes."""
    app = Flask("bare")
    rows = ["人" * 15] * (size // 64)
    app.add_url_rule("/", "index", lambda: render_template_string(BARE, rows=rows))
    return app, app.test_client()


def _signed_in(house: Flask, username: str) -> FlaskClient:
    token, now = new_token(), clock.now()
    with house.app_context():
        user = db.session.query(User).filter_by(username=username).one()
        row = LoginSession(token_hash=token_hash(token), user_id=user.id, created_at=now, last_seen_at=now)
        db.session.add(row)
        db.session.commit()
    client = house.test_client()
    client.set_cookie(house.config["SESSION_COOKIE_NAME"], token)
    return client


if __name__ == "__main__":
    main()
