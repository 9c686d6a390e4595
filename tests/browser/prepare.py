"""More work for the people of a sample town: `python -m tests.browser.prepare zh-360 bo-1280` for two journeys.

Prints as JSON where each journey finds its cases and its account.
"""

import json
import sys
from datetime import timedelta

from mediation.app import create_app
from mediation.config import read_settings
from mediation.kernel import clock
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.engine import begin_write
from mediation.model.user import User
from mediation.procedure.records import (
    AskAnswer,
    ContactWay,
    DisputeType,
    InviteeCapacity,
    RiskKind,
    RiskRecipient,
    Source,
)
from mediation.sample.accounts import actor
from mediation.sample.open_cases import _Town

FIRST = 60  # the place in the row of invented people from which nobody stands anywhere yet


def prepare(town: _Town, key: str, place: int) -> dict[str, str]:
    return {
        "asked": _asked(town, place).ref,
        "assigned": _assigned(town, place + 1).ref,
        "heated": _heated(town, place + 2).ref,
        "account": _account(key).ref,
    }


def _asked(town: _Town, place: int) -> Case:
    case = town._register(place, town.ago(1), town.villages[5], f"借走的马鞍没有还（{place}）", "把马鞍还来")
    for party in case.parties:
        if party.answer is None:
            asked = {"party": party.id, "way": ContactWay.PHONE, "answer": AskAnswer.AGREES}
            town._by("clerk", case, "ask_party", town.ago(1), **asked)
    return case


def _assigned(town: _Town, place: int) -> Case:
    case = town._register(place, town.ago(3), town.villages[8], f"水渠的水先浇谁家（{place}）", "轮着浇")
    town._accept(case, town.ago(2), DisputeType.NEIGHBOUR, Source.APPLIED)
    town._assign(case, town.ago(1))
    return case


def _heated(town: _Town, place: int) -> Case:
    """Talked over once; the adviser of the village was asked, and the peace office was warned."""
    case = town._talked(place, town.villages[2], f"冬窝子的门朝哪边开（{place}）", DisputeType.NEIGHBOUR)
    parties = tuple(party.id for party in case.parties)
    adviser = {"name": actor("adviser").name, "capacity": InviteeCapacity.ADVISER, "consents": parties}
    town._by("mediator", case, "invite_participant", town.ago(2), **adviser)
    warned = {"kind": RiskKind.FIGHT, "found_on": town.ago(2), "measures": "当场劝开了。"}
    report = warned | {"recipient": RiskRecipient.PEACE_OFFICE, "sent_at": clock.at(town.ago(2), 17)}
    town._by("mediator", case, "report_risk", town.ago(2), **report)
    return case


def _account(key: str) -> User:
    user = User(username=f"new-{key}", name=f"新来的{key}", created_at=clock.now() - timedelta(days=1))
    db.session.add(user)
    db.session.flush()
    return user


def main() -> None:
    with create_app(read_settings()).app_context():
        begin_write(db.session())
        town = _Town.of_today(clock.today())
        found = {key: prepare(town, key, FIRST + 5 * number) for number, key in enumerate(sys.argv[1:])}
        db.session.commit()
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
