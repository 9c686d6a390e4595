"""Numbers that many processes give at once, of which some give up and some are killed in the middle of it."""

import os
import random
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from mediation.casework import audit
from mediation.config import ROOT, Settings
from mediation.kernel import clock
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.committee import SeriesYear
from mediation.sample.bulk import making
from mediation.sample.bulk.patterns import Course, Pattern

pytestmark = pytest.mark.slow

PROVE = os.environ.get("MEDIATION_PROVE") == "1"
WRITERS, EACH = (16, 1000) if PROVE else (3, 6)
KILLED = WRITERS // 2
DAY = date(2026, 1, 5)  # the first of the year on which cases are made in bulk
WRITER = Path(__file__).with_name("writer.py")


def agreed(course: Course) -> Course:
    """A case of which all parties agree, so that only the number is wanting."""
    course.register()
    for party in course.case.present_parties:
        if party.answer is None:
            course.fire("ask_party", 0, party=party.id, way="MEETING", answer="AGREES")
    return course


def ready(number: int, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """So many such cases: one that was told act by act, and copies of it as the sample data are made."""
    monkeypatch.setattr(making, "PATTERNS", (Pattern(1, agreed),))
    making.make(DAY.year, number, None, seed=16, keep=db.session.commit)
    ids = list(db.session.scalars(select(Case.id).order_by(Case.id)))
    db.session.rollback()
    return ids


def write(app: Flask, settings: Settings, ids: list[int], seed: int, *, killed_after: int | None = None) -> list[int]:
    """The cases that one process says it has accepted; killed after so many, while it works on the next."""
    url = app.config["SQLALCHEMY_DATABASE_URI"]
    process = subprocess.Popen(
        [sys.executable, str(WRITER), str(settings.instance), str(url), DAY.isoformat(), str(seed)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write("".join(f"{one}\n" for one in ids))
    process.stdin.close()
    said = []
    for line in process.stdout:
        said.append(int(line))
        if len(said) == killed_after:
            time.sleep(random.Random(seed).random() / 50)
            process.kill()
            break
    said += [int(line) for line in process.stdout]
    code = process.wait(60)
    assert code == 0 if killed_after is None else code in (0, -9)
    process.stdout.close()
    return said


def accepted() -> set[int]:
    db.session.rollback()
    return set(db.session.scalars(select(Case.id).where(Case.number_seq.is_not(None))))


def test_no_number_is_lost_or_given_twice_when_writers_are_killed(app: Flask, session, settings: Settings, monkeypatch):
    with clock.frozen(DAY):
        ids = ready(WRITERS * EACH, monkeypatch)
    assert len(ids) == WRITERS * EACH
    chance = random.Random(16)
    shares = [ids[first::WRITERS] for first in range(WRITERS)]
    ends = [chance.randint(1, EACH - 2) if number < KILLED else None for number in range(WRITERS)]
    with ThreadPoolExecutor(WRITERS) as pool:
        runs = [
            pool.submit(write, app, settings, share, seed, killed_after=end)
            for seed, (share, end) in enumerate(zip(shares, ends, strict=True))
        ]
        said = [one for run in runs for one in run.result()]
    assert set(said) <= accepted()  # what was said to be done is done, whoever was killed afterwards
    left = sorted(set(ids) - accepted())
    assert left
    write(app, settings, left, seed=WRITERS)
    db.session.rollback()
    numbers = sorted(session.scalars(select(Case.number_seq).where(Case.number_seq.is_not(None))))
    assert numbers == list(range(1, len(ids) + 1))
    assert session.scalars(select(SeriesYear.last)).all() == [len(ids)]
    session.rollback()
    assert audit.verify().whole
    session.rollback()
