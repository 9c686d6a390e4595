"""The lists of the desk, words in closed files, samples and wishes: the same answers from SQLite and PostgreSQL."""

import pytest

from mediation.casework import audit, desk, restricted, reveals, search, spot_checks
from mediation.casework.actor import actor_for
from mediation.casework.desk import Awaiting
from mediation.kernel import clock
from mediation.model.base import db
from mediation.model.file_access import AccessDecision
from mediation.model.supervision import CheckResult
from mediation.procedure.roles import Role
from tests.factories import Story


@pytest.fixture
def actors(world, account):
    """One account for each desk, in a town with a lead, a talk in danger, and two cases that ended."""
    day = clock.today()
    lead = Story(world).report(day)
    talk = world.talking(day, matter="金丝雀飞走了")
    told = {"measures": "派人守着", "recipient": "POLICE", "found_on": day, "sent_at": clock.at(day, 8)}
    talk.fire("report_risk", day, kind="FIGHT", **told)
    world.talking(day).fail(day)
    world.settled(day, day, fen=10_000)
    talk.case.minor_flag = True
    roles = {"office": Role.OFFICE, "other": Role.OFFICE, "clerk": Role.CLERK}
    roles |= {"peace": Role.PEACE_OFFICE, "police": Role.POLICE}
    made = {name: actor_for(account(name, role, place=world.town)) for name, role in roles.items()}
    db.session.commit()
    assert lead.case.id < talk.case.id
    return made


def numbers(actor):
    found = desk.lists_for(actor, desk.offered(actor))
    for awaiting, one in found.items():
        assert search.count(actor, search.Query(awaiting=awaiting)) == one.count
        assert len(one.cases) == min(one.count, desk.FIRST)
    return {awaiting.value: one.count for awaiting, one in found.items() if one.count}


def test_the_lists_of_every_desk(actors):
    assert numbers(actors["office"]) == {"risk": 1, "report": 1, "lead": 1, "duty": 1}
    assert numbers(actors["police"]) == {"risk": 1}
    assert numbers(actors["peace"]) == {"risk": 1, "lead": 1}
    assert numbers(actors["clerk"]) == {"lead": 1, "report": 1}


def test_words_names_and_numbers_in_a_closed_file(actors):
    def find(name, words):
        return len(search.find(actors[name], search.Query(words=words)).cases)

    for name in ("office", "clerk", "peace", "police"):
        assert find(name, "金丝雀") == 0
        assert find(name, "卓玛") >= 1
    case = search.find(actors["office"], search.Query(awaiting=Awaiting.RISK)).cases[0]
    wish = restricted.ask(actors["clerk"], case, "要写函")
    restricted.decide(actors["office"], wish, AccessDecision.GRANTED)
    assert find("clerk", "金丝雀") == 1
    assert find("other", "金丝雀") == 0
    assert restricted.waiting(actors["office"]) == []


def test_a_sample_is_drawn_proved_called_and_counted(actors, world):
    day = clock.today()
    drawn = spot_checks.draw(actors["office"], world.town, day, day, 2)
    db.session.commit()
    db.session.expire_all()
    assert spot_checks.proof(drawn).holds
    first, second = drawn.checks
    spot_checks.record(actors["clerk"], first, CheckResult.CONFIRMED, day)
    spot_checks.record(actors["clerk"], second, CheckResult.NOT_REACHED, day)
    found = spot_checks.verification_of([first.case_id, second.case_id])
    assert [found[one.case_id].value for one in drawn.checks] == ["VERIFIED", "NOT_YET"]
    assert audit.verify().whole


def test_who_looked_too_often(actors):
    for _time in range(reveals.MANY + 1):
        audit.append(actors["clerk"], reveals.REVEAL, data={"reason": "CONTACT"})
    assert [(one.name, one.times) for one in reveals.often()] == [("账号clerk", 21)]
