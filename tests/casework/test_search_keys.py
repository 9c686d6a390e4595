"""What a search looks through is made and found alike on both databases, also for rows of an older program."""

from sqlalchemy import update

from mediation.casework import search, search_keys
from mediation.casework.actor import OPERATOR
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.person import Person
from tests.factories import Story, build_world
from tests.people import ZHUOMA
from tests.town import TODAY


def test_both_databases_find_the_same(session):
    world = build_world()
    story = Story(world).register(TODAY)
    for line in ("sgrolma", "zm", "卓么", "སྒྲོལ་མ", ZHUOMA["phone"][-4:], "ZHUOMA", "牦牛"):
        page = search.find(OPERATOR, search.read_query({"q": line}))
        assert [case.id for case in page.cases] == [story.case.id], line
    db.session.execute(update(Person).values(keys=None, phone_end=None))
    db.session.execute(update(Case).values(keys=None))
    assert search_keys.refresh(session.flush) > 0
    assert search.find(OPERATOR, search.read_query({"q": "zm"})).number == 1
