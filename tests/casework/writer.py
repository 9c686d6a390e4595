"""A process of its own that gives cases their numbers until it is done or killed: `writer.py FOLDER URL DAY SEED`.

It reads the ids of its cases from its input, a line each, and says those that were accepted.
"""

import random
import sys
from datetime import date
from pathlib import Path

from sqlalchemy.exc import OperationalError

from mediation.app import create_app
from mediation.casework.actor import OPERATOR
from mediation.casework.transition import fire
from mediation.config import Settings
from mediation.kernel import clock
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.engine import begin_write

GIVES_UP = 0.3


def accept(case_id: int, day: date) -> None:
    begin_write(db.session())
    data = {"dispute_type": "NEIGHBOUR", "source": "APPLIED"}
    fire(db.session.get_one(Case, case_id), "accept", OPERATOR, data, on=day)


def patiently(case_id: int, day: date) -> None:
    """Again after a wait that was too long, as people do who are told that the house is busy."""
    while True:
        try:
            accept(case_id, day)
        except OperationalError:
            db.session.rollback()
        else:
            return


def main(folder: str, url: str, day: str, seed: str) -> None:
    chance = random.Random(int(seed))
    app = create_app(Settings(env="local", instance=Path(folder), database_url=url, testing=True))
    on = date.fromisoformat(day)
    with app.app_context(), clock.frozen(on):
        for line in sys.stdin:
            while chance.random() < GIVES_UP:
                patiently(int(line), on)
                db.session.rollback()
            patiently(int(line), on)
            db.session.commit()
            sys.stdout.write(line)
            sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
