"""What only the database can refuse is told in a sentence as well, on both databases."""

from datetime import date

import pytest

from mediation.casework.actor import IMPORTER
from mediation.casework.transition import fire
from mediation.kernel import clock
from mediation.kernel.errors import Refused
from mediation.model.base import db
from mediation.procedure.events import EVENTS
from tests.answers import act, answers
from tests.casework.test_bad_answers import refused
from tests.factories import cleaned
from tests.people import ZHAXI
from tests.town import TODAY, Road, build_town, march, mediating


@pytest.fixture
def town(session, password_hash):
    with clock.frozen(date(2026, 3, 1)):
        return build_town(password_hash)


def test_the_database_has_the_last_word_and_says_it_in_a_sentence(session, town):
    """On both databases the constraint that was met is known by its name."""
    with clock.frozen(TODAY):
        road = mediating(Road(town), {})
        assert refused(road, "add_party", person=[ZHAXI]) == [("party_both_sides", None)]
        act(road, "settle_content")
        act(road, "record_signature")
        again = {"for_whom": road.a}
        assert refused(road, "record_signature", **again) == [("signed_twice", "who")]
        other = Road(town).register(march(2)).accept(march(3)).assign(march(4))
        assert number_entered_twice(town, other.case.number_seq) == ["number_taken"]


def number_entered_twice(town, seq):
    road = Road(town).register(march(2))
    road.fire("ask_party", march(2), party=road.b, way="PHONE", answer="AGREES")
    given = cleaned(EVENTS["accept"].fields, answers("accept", road, march(3)))
    given["number"] = f"（2026）云上人调字第{seq}号"
    with pytest.raises(Refused) as found:
        fire(road.case, "accept", IMPORTER, given, on=march(3), ledger=True)
    db.session.expire_all()
    return [reason.code for reason in found.value.reasons]
