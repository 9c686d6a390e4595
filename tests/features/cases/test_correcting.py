"""What can only be one of a list is picked there; typed words are taken as before."""

import pytest

from mediation.features.cases.correcting import LISTED
from mediation.model.audit import AuditEvent
from mediation.model.base import db
from mediation.procedure.records import DisputeType, Language, Outside, Source
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


def test_a_number_is_written_and_not_picked(web, desk):
    page = web("office").get(desk.url("correct-record")).text
    assert 'name="number"' in page
    assert '<select name="number"' not in page
    party = desk.case.parties[0]
    desk.act("office", "correct-record", field="PARTY", party=str(party.id), datum="PHONE", number="19912345678",
             reason="写错了")  # fmt: skip
    assert party.person.phone == "19912345678"


@pytest.mark.parametrize("field", ["DISPUTE_TYPE", "VILLAGE", "MATTER"])
def test_what_stands_there_already_is_no_correction(web, desk, field):
    there = {
        "DISPUTE_TYPE": desk.case.dispute_type.label,
        "VILLAGE": desk.case.village.name,
        "MATTER": desk.case.matter,
    }
    answer = desk.attempt("office", "correct-record", field=field, new=there[field], reason="看错了")
    assert answer.status_code == 422
    assert "和原来的一样，不用更正" in answer.text


def test_what_was_ticked_is_told_by_its_name_before_and_after(web, desk):
    desk.act("office", "correct-record", field="OUTSIDE", new=Outside.MONASTERY.label, reason="漏了")
    page = web("office").get(f"/cases/{desk.case.ref}").text
    assert "原来是：都没有" in page
    assert f"改成：{Outside.MONASTERY.label}" in page
    desk.act("office", "correct-record", field="OUTSIDE", new="都没有", reason="看错了")
    assert f"原来是：{Outside.MONASTERY.label}" in web("office").get(f"/cases/{desk.case.ref}").text
