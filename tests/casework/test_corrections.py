"""Setting right who a party is: the old value stays in the chain, numbers stay out of it, nothing else is touched."""

import json
from datetime import date

import pytest

from mediation.casework.corrections import _NUMBERS, _READ
from mediation.kernel.errors import NotFound, Refused
from mediation.kernel.identity import invent_id_number
from mediation.model.audit import AuditEvent
from mediation.model.base import db
from mediation.procedure.records import CorrectableField, PartyDatum
from mediation.procedure.states import State
from tests.answers import act, answers
from tests.casework.records import last_event
from tests.factories import stranger
from tests.people import ZHAXI, ZHUOMA
from tests.snapshot import changed, snapshot
from tests.town import Road, march

WOMAN = invent_id_number(date(1985, 7, 9), 224)


def correct(road, datum, new=None, number=None, **more):
    told = {"field": "PARTY", "party": road.b, "datum": datum, "new": new, "number": number}
    return act(road, "correct_record", by="office", **told | more)


def refused(road, datum, new=None, number=None, **more):
    before = snapshot()
    with pytest.raises(Refused) as found:
        correct(road, datum, new, number, **more)
    assert changed(before) == set()
    return [(reason.code, reason.field) for reason in found.value.reasons]


def test_every_datum_can_be_corrected():
    assert {*_READ, *_NUMBERS} == set(PartyDatum)


@pytest.mark.parametrize(
    ("datum", "new", "column", "value", "old"),
    [
        ("NAME", "扎西 顿珠", "name", "扎西 顿珠", "扎西"),
        ("NAME_BO", "བཀྲ་ཤིས་དོན་གྲུབ།", "name_bo", "བཀྲ་ཤིས་དོན་གྲུབ།", ZHAXI["name_bo"]),
        ("SEX", "女", "sex", "FEMALE", "MALE"),
        ("BIRTH", "1971-01-01", "birth", date(1971, 1, 1), "1970-11-20"),
        ("ETHNIC", "藏族", "ethnic", "藏族", None),
        ("ADDRESS", "二组", "address", "二组", None),
        ("PASTURE", "夏草场", "pasture", "夏草场", None),
        ("CONTACT", "弟弟", "contact", "弟弟", None),
        ("DELIVER_TO", "村委会", "deliver_to", "村委会", None),
        ("LANGUAGE", "藏语", "language", "TIBETAN", None),
        ("READS", "NONE", "reads", "NONE", None),
    ],
)
def test_the_new_value_stands_and_the_old_one_is_kept(people, datum, new, column, value, old):
    road = correct(people.road(State.TERMINATED), datum, new)
    assert getattr(road.case.parties[1].person, column) == value
    told = last_event(road.case).data
    assert (told["old"], told["new"], told["datum"]) == (old, new, datum)
    assert road.case.state is State.TERMINATED


def test_a_village_is_corrected_by_its_name(people):
    road = people.road(State.ARCHIVED)
    first, second = people.world.villages
    correct(correct(road, "VILLAGE", first.name), "VILLAGE", second.name)
    assert road.case.parties[1].person.village is second
    assert last_event(road.case).data["old"] == first.name
    assert refused(road, "VILLAGE", "远方第一村") == [("new", "new")]


def test_a_corrected_name_is_found_by(people):
    road = correct(people.road(State.IN_FORCE), "NAME", "多吉次旦")
    assert "多吉次旦" in road.case.search
    assert "扎西" not in road.case.search


@pytest.mark.parametrize(("datum", "number"), [("ID_NUMBER", stranger()["id_number"]), ("PHONE", "13900000066")])
def test_a_number_is_corrected_and_told_to_nobody(people, datum, number):
    road = correct(people.road(State.TERMINATED), datum, number=number)
    person = road.case.parties[1].person
    assert number in (person.id_number, person.phone)
    told = json.dumps([row.data for row in db.session.query(AuditEvent)], ensure_ascii=False)
    assert not any(one in told for one in (number, ZHAXI["id_number"], ZHAXI["phone"]))
    assert last_event(road.case).data["old"] == "***"


def test_birth_and_sex_read_from_the_old_number_follow_the_new_one(people):
    road = correct(people.road(State.TERMINATED), "ID_NUMBER", number=WOMAN)
    person = road.case.parties[1].person
    assert (person.birth, person.sex) == (date(1985, 7, 9), "FEMALE")
    road = correct(people.road(State.IN_FORCE), "BIRTH", "1971-01-01")  # told by somebody, not by the number
    correct(road, "ID_NUMBER", number=WOMAN)
    assert road.case.parties[1].person.birth == date(1971, 1, 1)


@pytest.mark.parametrize(
    ("datum", "new", "number", "fault"),
    [
        ("PHONE", "13900000066", None, ("number_apart", "number")),
        ("PHONE", "弟弟的电话", "13900000066", ("number_apart", "number")),
        ("ADDRESS", "13900000066", None, ("number_apart", "number")),
        ("NAME", ZHUOMA["id_number"], None, ("number_apart", "number")),
        ("ADDRESS", "二组", "13900000066", ("number_apart", "number")),
        ("PHONE", None, "12345", ("phone_form", "number")),
        ("ID_NUMBER", None, "540000197011203310", ("id_check", "number")),
        ("ID_NUMBER", None, ZHUOMA["id_number"], ("party_both_sides", None)),
        ("PHONE", None, ZHAXI["phone"], ("unchanged", "number")),
        ("NAME", "扎西", None, ("unchanged", "new")),
        ("NAME", "多" * 51, None, ("name_long", "new")),
        ("ADDRESS", "多" * 121, None, ("long", "new")),
        ("SEX", "雄", None, ("new", "new")),
        ("BIRTH", "去年", None, ("new", "new")),
        ("BIRTH", "2999-01-01", None, ("born_ahead", "new")),
        ("LEGAL_REPRESENTATIVE", "王某某", None, ("only_body", "datum")),
        ("NAME", None, None, ("required", "new")),
        (None, "多吉", None, ("required", "datum")),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_changed(people, datum, new, number, fault):
    assert refused(people.road(State.TERMINATED), datum, new, number) == [fault]


@pytest.mark.parametrize("datum", ["SEX", "BIRTH", "ETHNIC"])
def test_an_organisation_has_none_of_it(people, datum):
    body = {"name": "某建设公司", "kind": "ORGANISATION"}
    road = Road(people)
    told = answers("register_application", road, march(2)) | {"respondents": [body]}
    road.fire("register_application", march(2), **told).accept(march(3))
    new = {"SEX": "男", "BIRTH": "1990-01-01", "ETHNIC": "藏族"}[datum]
    assert refused(road, datum, new) == [("not_of_body", "datum")]
    correct(road, "LEGAL_REPRESENTATIVE", "王某某")
    assert road.case.parties[1].person.legal_representative == "王某某"


def test_a_party_is_named_and_of_this_case(people):
    road = people.road(State.TERMINATED)
    assert refused(road, "NAME", "多吉", party=None) == [("required", "party")]
    with pytest.raises(NotFound):
        correct(road, "NAME", "多吉", party=people.road(State.IN_FORCE).a)


@pytest.mark.parametrize("field", [field for field in CorrectableField if field not in ("PARTY", "SESSION")])
def test_a_number_belongs_to_a_party_only(people, field):
    told = {"field": field.value, "new": None, "number": "13900000066"}
    with pytest.raises(Refused) as found:
        act(people.road(State.TERMINATED), "correct_record", by="office", **told)
    assert [reason.code for reason in found.value.reasons] == ["number_of_party"]
