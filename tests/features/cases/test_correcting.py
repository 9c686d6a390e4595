"""What can only be one of a list is picked there; typed words are taken as before."""

import pytest

from mediation.features.cases.correcting import LISTED
from mediation.model.audit import AuditEvent
from mediation.model.base import db
from mediation.procedure.records import DisputeType, Language, Source
from mediation.procedure.states import State
from tests.desk import Desk


@pytest.fixture
def desk(web):
    return Desk(web, f"/cases/{web.town.case(State.TERMINATED).ref}")


def test_each_list_offers_what_it_can_be(web, desk):
    page = web("office").get(desk.url("correct-record")).text
    for one in LISTED:
        assert f'name="{one.name}"' in page
        assert f'data-shown-with="{one.beside} {one.answer.value}"' in page
    assert all(f'<option value="{kind.value}"' in page for kind in (*DisputeType, *Source))


def test_what_is_picked_stands_for_what_would_be_typed(web, desk):
    other = next(kind for kind in DisputeType if kind is not desk.case.dispute_type)
    picked = {"new_dispute_type": other.value, "new_source": Source.COURT.value}
    desk.act("office", "correct-record", field="DISPUTE_TYPE", reason="看错了", **picked)
    assert desk.case.dispute_type is other
    told = db.session.query(AuditEvent).filter_by(act="correct_record").one().data
    assert told["new"] == other.value
    assert not {one.name for one in LISTED} & set(told)
    page = web("office").get(f"/cases/{desk.case.ref}").text
    assert f"改成：{other.label}" in page


def test_a_village_is_picked_by_its_name(web, desk):
    village = next(one for one in web.town.world.villages if one is not desk.case.village)
    desk.act("office", "correct-record", field="VILLAGE", new_village=str(village.id), reason="看错了")
    assert desk.case.village.id == village.id


def test_of_a_party_too(web, desk):
    party = desk.case.parties[0]
    told = {"field": "PARTY", "party": str(party.id), "datum": "LANGUAGE", "new_language": Language.CHINESE.value}
    desk.act("office", "correct-record", reason="看错了", **told)
    assert party.person.language == Language.CHINESE


def test_a_list_for_another_field_says_nothing(web, desk):
    answer = desk.attempt("office", "correct-record", field="SOURCE", reason="看错了", new_dispute_type="FAMILY")
    assert answer.status_code == 422
    assert "请填写改成什么" in answer.text
