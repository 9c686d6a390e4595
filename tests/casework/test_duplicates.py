"""One human being in two records: hints within sight, decisions with undo, and figures that count one."""

import pytest

from mediation.casework import person_links
from mediation.casework.duplicates import Ground, Profile, likenesses, likenesses_in, other_cases_in
from mediation.kernel.errors import Incomplete, NotAllowed, NotFound, Refused
from mediation.model.audit import AuditEvent
from mediation.model.base import db
from mediation.model.person import PersonLink
from mediation.procedure.records import PartyChange, PartyDatum
from mediation.procedure.states import State
from tests.answers import act, answers
from tests.factories import stranger
from tests.town import Road, march

BORN = march(5).replace(year=1980)


def registered(people, *respondents, village=0, by="clerk"):
    """卓玛 against these, in the committee of a village."""
    road = Road(people)
    told = answers("register_application", road, march(2)) | {"applicants": [stranger()], "respondents": respondents}
    told["committee"] = people.world.committees[village].id
    told["village"] = people.world.villages[village].id
    return road.fire("register_application", march(2), by=by, **told)


def hints(people, who, *rows, case=None, event="register_application"):
    found = likenesses(people.actor(who), event, {"respondents": rows, "person": rows}, case)
    return [(one.name, one.ground, one.party.case_id if one.party else None) for one in found]


def herder(people, name="扎西", birth=BORN, village=0, **more):
    return {"name": name, "birth": birth, "village": people.world.villages[village].id} | more


def other_cases(actor, party):
    return other_cases_in(actor, party.case)[party.id]


def likenesses_of(actor, party):
    return likenesses_in(actor, party.case)[party.id]


# --- what looks alike ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "ground"),
    [
        (Profile("扎西", "a"), Profile("次仁", "a"), Ground.NUMBER),
        (Profile("扎西", document_key="a"), Profile("扎西", document_key="a"), Ground.NUMBER),
        (Profile("扎西", None, None, BORN, "1"), Profile("扎 西", None, None, BORN, "1"), Ground.BIRTH),
        (Profile("扎西", "a", None, BORN, "1"), Profile("扎西", None, None, BORN, "1"), Ground.BIRTH),
        (Profile("扎西", "a", None, BORN, "1"), Profile("扎西", "b", None, BORN, "1"), None),
        (Profile("扎西", None, None, BORN, "1"), Profile("扎西", None, None, march(6), "1"), None),
        (Profile("扎西", None, None, BORN, "1"), Profile("扎西", None, None, BORN, "2"), None),
        (Profile("扎西", None, None, None, "1"), Profile("扎西", None, None, None, "1"), None),
        (Profile("扎西", None, None, BORN, None), Profile("扎西", None, None, BORN, None), None),
        (Profile("扎西", None, None, BORN, "1"), Profile("扎西多吉", None, None, BORN, "1"), None),
    ],
)
def test_a_number_or_name_birth_and_village_never_a_name_alone(one, other, ground):
    assert one.ground(other) is other.ground(one) is ground


def test_two_of_one_name_in_one_village_are_both_taken_without_a_hint(people):
    first = registered(people, herder(people))
    other_birth, unknown = herder(people, birth=march(6).replace(year=1985)), herder(people, birth=None)
    assert hints(people, "clerk", other_birth, unknown) == []
    case = registered(people, other_birth, unknown).case
    assert [party.name for party in case.parties[1:]] == ["扎西", "扎西"]
    assert hints(people, "clerk", herder(people)) == [("扎西", Ground.BIRTH, first.case.id)]


def test_rows_of_one_form_are_compared_with_one_another(people):
    rows = [herder(people), herder(people, name="扎 西"), stranger()]
    assert hints(people, "clerk", *rows) == [("扎 西", Ground.BIRTH, None)]


def test_the_birth_in_a_number_counts_like_one_that_was_told(people):
    row = stranger("次仁") | {"village": people.world.villages[0].id}
    case = registered(people, row).case
    told = herder(people, "次仁", birth=case.parties[1].person.birth)
    assert hints(people, "clerk", told) == [("次仁", Ground.BIRTH, case.id)]


def test_somebody_added_to_a_case_is_compared_with_those_who_are_in_it(people):
    road = registered(people, herder(people))
    assert hints(people, "member", herder(people), case=road.case, event="add_party") == [
        ("扎西", Ground.BIRTH, road.case.id)
    ]
    assert hints(people, "member", herder(people), case=road.case, event="drop_party") == []


def test_heirs_are_compared_and_what_is_changed_of_a_party_is_not(people):
    road = registered(people, herder(people))
    told = {"new": [herder(people)]}
    clerk = people.actor("clerk")
    found = [
        likenesses(clerk, "change_party", told | {"change": change}, road.case)
        for change in (PartyChange.HEIR, PartyChange.DATA, PartyChange.GUARDIAN)
    ]
    assert [len(one) for one in found] == [1, 0, 0]


def test_a_number_given_to_a_party_is_compared_with_those_on_the_same_side(people):
    road = registered(people, known := stranger("平措"), stranger("次仁"))
    clerk, (_applicant, _known, other) = people.actor("clerk"), road.case.parties
    number = known["id_number"]
    changed = {"party": other.id, "change": PartyChange.DATA, "new": [{"id_number": number}]}
    corrected = {"party": other.id, "datum": PartyDatum.ID_NUMBER, "number": number}
    for event, told in (("change_party", changed), ("correct_record", corrected)):
        found = likenesses(clerk, event, told, road.case)
        assert [(one.name, one.ground, one.party.name) for one in found] == [("次仁", Ground.NUMBER, "平措")]
        assert likenesses(clerk, event, told | {"party": road.case.parties[0].id}, road.case) == []


def test_an_id_number_may_stand_twice_on_one_side_and_never_on_two(people):
    row = stranger("平措")
    road = registered(people, row, row | {"name": "平措啦"})
    assert [party.name for party in road.case.parties[1:]] == ["平措", "平措啦"]
    road.fire("add_party", march(3), by="clerk", person=[row], side="B", role="THIRD", consent=True, reason="一起")
    with pytest.raises(Refused) as refused:
        road.fire("add_party", march(3), by="clerk", person=[row], side="C", role="THIRD", consent=True, reason="一起")
    assert [reason.code for reason in refused.value.reasons] == ["party_both_sides"]


# --- only within sight --------------------------------------------------------------------------


@pytest.mark.parametrize("known", ["number", "birth"])
def test_nobody_is_revealed_who_sits_in_a_case_beyond_sight(people, known):
    """The clerk of the town sees both villages; a mediator of the other village, another town: nothing is said."""
    row = stranger("平措") if known == "number" else herder(people, "平措")
    case = registered(people, row, village=0).case
    assert [one[2] for one in hints(people, "clerk", row)] == [case.id]
    assert [one[2] for one in hints(people, "member", row)] == [case.id]  # of that committee, before there is a lead
    for who in ("member2", "chair2", "clerk_far", "office_far", "adviser", "leader", "police"):
        assert hints(people, who, row) == [], who


def test_once_somebody_leads_only_the_line_is_seen_and_nobody_is_told(people):
    row = stranger("平措")
    road = registered(people, row).accept(march(3)).assign(march(4))
    assert hints(people, "member", row) == []
    assert [one[2] for one in hints(people, "mediator", row)] == [road.case.id]


def test_a_number_is_compared_only_where_numbers_may_be_known(people):
    """The peace office reads names all over the town, and no numbers."""
    row = stranger("平措") | {"village": people.world.villages[0].id}
    case = registered(people, row).case
    without_birth = {"name": "别人", "id_number": row["id_number"]}
    assert hints(people, "peace", without_birth) == []
    born = herder(people, "平措", birth=case.parties[1].person.birth)
    assert hints(people, "peace", born) == [("平措", Ground.BIRTH, case.id)]


def test_a_restricted_file_gives_no_hint_of_its_people(people):
    row = stranger("平措")
    road = registered(people, row)
    road.case.violence_flag = True
    db.session.flush()
    assert hints(people, "office", row) == []
    assert len(hints(people, "chair", row)) == 1


def test_a_void_entry_gives_no_hint(people):
    row = stranger("平措")
    act(registered(people, row), "void", march(4), by="office")
    assert hints(people, "clerk", row) == []


def test_other_disputes_of_somebody_are_those_within_sight(people):
    row = stranger("平措")
    here, there = registered(people, row), registered(people, row, village=1)
    party = here.case.parties[1]
    for who, seen in (
        ("clerk", [there.case]),
        ("office", [there.case]),
        ("member", []),
        ("member2", [there.case]),
        ("peace", []),
    ):
        assert other_cases(people.actor(who), party) == seen, who


# --- deciding -----------------------------------------------------------------------------------


def decide(people, who, one, other, same=True, why="户口簿上是一个人"):
    return person_links.decide(people.actor(who), one, other, same=same, why=why)


def twice(people):
    """One herder entered as two respondents, the second time without a number."""
    number = stranger("平措")
    road = registered(people, number, {"name": "平措", "phone": "13900000044"})
    return road, *road.case.parties[1:]


def test_in_a_case_those_who_work_on_it_decide_and_take_it_back(people):
    road, one, other = twice(people)
    link = decide(people, "member", one, other)
    assert (one.person.one, other.person.one) == (one.person_id, one.person_id)
    assert person_links.seated_twice(road.case) == [(one, other)]
    event = db.session.query(AuditEvent).order_by(AuditEvent.id.desc()).first()
    assert (event.act, event.subject, event.note) == ("link_persons", f"person_link:{link.id}", "户口簿上是一个人")
    person_links.take_back(people.actor("member"), road.case, link, "看错了")
    assert (one.person.one, other.person.one) == (one.person_id, other.person_id)
    assert person_links.seated_twice(road.case) == []
    event = db.session.query(AuditEvent).order_by(AuditEvent.id.desc()).first()
    assert (event.act, event.data["new"]["parted_why"]) == ("part_persons", "看错了")
    assert decide(people, "member", other, one).parted_on is None  # and again


def test_one_of_two_seats_goes_by_leaving_the_case(people):
    road, one, other = twice(people)
    decide(people, "clerk", one, other)
    act(road, "drop_party", march(3), by="clerk", party=other.id, how="TWICE", ways_told=None)
    assert person_links.seated_twice(road.case) == []
    assert [party.id for party in road.case.present_parties] == [road.a, one.id]


def test_whoever_leaves_of_his_own_will_is_still_told_the_other_ways(people):
    road, _one, other = twice(people)
    with pytest.raises(Incomplete, match="请填写告知了哪些别的办法"):
        act(road, "drop_party", by="clerk", party=other.id, how="REFUSED", ways_told=None)


@pytest.mark.parametrize("who", ["member2", "chair2", "peace", "police", "adviser", "leader", "clerk_far", "sysadmin"])
def test_others_decide_nothing(people, who):
    _road, one, other = twice(people)
    with pytest.raises(NotAllowed):
        decide(people, who, one, other)


def test_across_cases_only_the_office_decides(people):
    row = stranger("平措")
    here = registered(people, row).case.parties[1]
    there = registered(people, {"name": "平措"}, village=1).case.parties[1]
    for who in ("clerk", "member", "chair", "office_far"):
        with pytest.raises(NotAllowed):
            decide(people, who, here, there)
    link = decide(people, "office", here, there)
    assert other_cases(people.actor("office"), there) == [here.case]
    assert other_cases(people.actor("member2"), there) == []
    for who in ("clerk", "member", "member2"):
        with pytest.raises(NotAllowed):
            person_links.take_back(people.actor(who), here.case, link, "不对")
    person_links.take_back(people.actor("office"), there.case, link, "不对")
    assert other_cases(people.actor("office"), there) == []


def test_a_party_decides_nothing_in_the_own_case(people):
    own = people.user("member").person
    road = registered(people, {"name": own.name, "id_number": own.id_number}, {"name": own.name})
    with pytest.raises(NotAllowed, match="您是本案当事人"):
        decide(people, "member", *road.case.parties[1:])


@pytest.mark.parametrize("seat", ["guardian_person", "agent_person"])
def test_whoever_speaks_for_a_party_decides_nothing_there(people, seat):
    road, one, other = twice(people)
    setattr(road.case.parties[0], seat, people.user("member").person)
    with pytest.raises(NotAllowed, match="您是本案当事人"):
        decide(people, "member", one, other)
    setattr(road.case.parties[0], seat, None)
    assert decide(people, "member", one, other).same


@pytest.mark.parametrize(
    ("said", "code"),
    [({"why": None}, "required"), ({"why": ""}, "required"), ({"itself": True}, "same_record")],
)
def test_a_decision_says_why_and_is_about_two(people, said, code):
    _road, one, other = twice(people)
    if said.pop("itself", False):
        other = one
    with pytest.raises(Incomplete) as found:
        decide(people, "clerk", one, other, **said)
    assert [reason.code for reason in found.value.reasons] == [code]


def test_what_is_decided_is_not_decided_again(people):
    road, one, other = twice(people)
    link = decide(people, "clerk", one, other, same=False)
    for same in (True, False):
        with pytest.raises(Incomplete, match="已经认定过了"):
            decide(people, "clerk", one, other, same=same)
    person_links.take_back(people.actor("clerk"), road.case, link, "看错了")
    with pytest.raises(Incomplete, match="已经收回"):
        person_links.take_back(people.actor("clerk"), road.case, link, "看错了")
    with pytest.raises(Incomplete, match="请写是怎么知道的"):
        person_links.take_back(people.actor("clerk"), road.case, decide(people, "clerk", one, other), None)


def test_a_person_and_a_firm_or_two_numbers_are_never_one(people):
    firm = {"name": "平措商店", "kind": "ORGANISATION"}
    case = registered(people, stranger("平措"), stranger("平措"), firm).case
    one, other, body = case.parties[1:]
    with pytest.raises(Incomplete, match="一个是个人，一个是单位"):
        decide(people, "clerk", one, body)
    with pytest.raises(Incomplete, match="身份证号不一样"):
        decide(people, "clerk", one, other)
    assert decide(people, "clerk", one, other, same=False).same is False


def test_a_link_of_other_cases_is_unknown_here(people):
    _road, one, other = twice(people)
    link = decide(people, "clerk", one, other)
    elsewhere = people.case(State.REGISTERED)
    with pytest.raises(NotFound):
        person_links.take_back(people.actor("clerk"), elsewhere, link, "不对")


def test_three_records_of_one_human_being_hang_together(people):
    """a = b and b = c; taking back one of the two leaves the other."""
    case = registered(people, stranger("平措"), {"name": "平措"}, {"name": "平措"}).case
    a, b, c = case.parties[1:]
    first, second = decide(people, "clerk", a, b), decide(people, "clerk", b, c)
    assert {party.person.one for party in (a, b, c)} == {a.person_id}
    person_links.take_back(people.actor("clerk"), case, first, "看错了")
    assert [party.person.one for party in (a, b, c)] == [a.person_id, b.person_id, b.person_id]
    person_links.take_back(people.actor("clerk"), case, second, "看错了")
    assert [party.person.same_as_id for party in (a, b, c)] == [None] * 3


def test_a_decision_ends_the_hint(people):
    road = registered(people, herder(people), herder(people))
    one, other = road.case.parties[1:]
    clerk = people.actor("clerk")
    assert [hint.party for hint in likenesses_of(clerk, one)] == [other]
    decide(people, "clerk", one, other, same=False, why="是堂兄弟")
    assert likenesses_of(clerk, one) == likenesses_of(clerk, other) == []
    assert db.session.query(PersonLink).count() == 1
