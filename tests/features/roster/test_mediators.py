"""Mediators and their terms, from the form to the chain of events."""

from datetime import date

import pytest

from mediation.kernel.identity import invent_id_number
from mediation.model.audit import AuditEvent
from mediation.model.mediator import Mediator, Post, StudioMember, Term, TermEnd
from mediation.model.person import Person
from mediation.procedure.records import Sex
from mediation.procedure.roles import Role
from tests.factories import enrol, stranger
from tests.people import YANGJIN, ZHUOMA

NUMBER = invent_id_number(date(1985, 6, 1), 124)
TERM = {"post": "MEMBER", "employment": "PART", "from_on": "2026-03-01"}


@pytest.fixture
def typed(world):
    return {**TERM, "name": "次仁旺姆", "id_number": NUMBER, "phone": "13900000077", "unit_id": world.committees[0].id}


def newest(session):
    session.rollback()
    return session.query(Mediator).order_by(Mediator.id.desc()).first()


def page_of(mediator, more=""):
    return f"/roster/mediators/{mediator.ref}{more}"


# --- people -----------------------------------------------------------------------------------------


def test_a_mediator_is_added_with_the_first_term(session, world, office, told, typed):
    answer = office.send("/roster/mediators/new", {**typed, "languages": "藏语,汉语", "public_employee": "y"})
    assert answer.status_code == 303
    mediator = newest(session)
    person, (term,) = mediator.person, mediator.terms
    assert (person.birth, person.sex) == (date(1985, 6, 1), Sex.FEMALE)
    assert (term.from_on, term.to_on, term.languages) == (date(2026, 3, 1), date(2029, 2, 28), "藏语、汉语")
    assert term.public_employee
    assert told() == [("add_mediator", f"mediator:{mediator.id}")]
    kept = str(session.query(AuditEvent).one().data)
    assert NUMBER not in kept
    assert "13900000077" not in kept
    assert "'phone': '***'" in kept


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": ""}, "还没有写。"),
        ({"id_number": NUMBER[:17]}, "身份证号码应为18位，现在是17位。"),
        ({"id_number": NUMBER[:17] + ("1" if NUMBER[17] != "1" else "2")}, "校验位不符"),
        ({"id_number": YANGJIN["id_number"]}, "已经在花名册上"),
        ({"phone": "12345"}, "电话号码应为11位"),
        ({"birth": "2090-01-01"}, "日期不能晚于今天"),
        ({"birth": "1985-06-02"}, "和身份证号上的不一样"),
        ({"sex": "MALE"}, "和身份证号上的不一样"),
        ({"unit_id": "0"}, "请从列出的里面选。"),
        ({"post": "ACTING"}, "请从列出的里面选。"),
        ({"post": ""}, "还没有写。"),
        ({"to_on": "2026-02-01"}, "结束的日子不能早于"),
        ({"from_on": "2026-02-30"}, "这个日期看不懂"),
    ],
)
def test_bad_input_is_told_beside_its_field_and_nothing_is_stored(session, office, told, typed, wrong, said):
    before = session.query(Person).count()
    answer = office.send("/roster/mediators/new", {**typed, **wrong})
    assert answer.status_code == 422
    assert said in answer.text
    assert "次仁旺姆" in answer.text or "name" in wrong
    session.rollback()
    assert session.query(Person).count() == before
    assert told() == []


def test_what_differs_from_the_id_card_is_kept_with_a_reason(session, office, typed):
    typed |= {"birth": "1985-06-02", "why": "户口簿上是这一天"}
    assert office.send("/roster/mediators/new", typed).status_code == 303
    assert newest(session).person.birth == date(1985, 6, 2)


def test_a_party_becomes_a_mediator_without_losing_what_is_known(session, office, typed):
    known = Person(**ZHUOMA)
    session.add(known)
    session.commit()
    typed |= {"name": "卓玛", "id_number": ZHUOMA["id_number"], "education": "高中"}
    assert office.send("/roster/mediators/new", typed).status_code == 303
    session.refresh(known)
    assert (known.phone, known.education) == (ZHUOMA["phone"], "高中")
    assert newest(session).person is known


def test_a_number_of_somebody_with_another_name_is_refused_without_the_name(session, office, typed):
    session.add(Person(**ZHUOMA))
    session.commit()
    answer = office.send("/roster/mediators/new", {**typed, "id_number": ZHUOMA["id_number"]})
    assert answer.status_code == 422
    assert "登记的是另一个名字" in answer.text
    assert "卓玛" not in answer.text


def test_a_namesake_is_asked_about(session, office, typed):
    typed |= {"name": "央金", "birth": "", "id_number": ""}
    asked = office.send("/roster/mediators/new", typed)
    assert asked.status_code == 422
    assert "真是另一个人" in asked.text
    assert office.send("/roster/mediators/new", {**typed, "another": "y"}).status_code == 303


def test_the_same_form_sent_twice_adds_one(session, office, typed):
    fields = {**office.hidden("/roster/mediators/new"), **typed}
    answers = [office.post("/roster/mediators/new", data=fields) for _time in range(2)]
    assert answers[0].location == answers[1].location
    assert session.query(Person).filter_by(name="次仁旺姆").count() == 1


def test_the_office_reads_the_telephone_in_full_and_the_chain_remembers(session, world, office, clerk, told):
    assert "13900000003" in office.get(page_of(world.yangjin)).text
    assert told() == [("look", f"mediator:{world.yangjin.id}")]
    page = clerk.get(page_of(world.yangjin)).text
    assert "139****0003" in page
    for reader in (page, office.get("/roster").text, office.get(page_of(world.yangjin, "/edit")).text):
        assert "13900000003" not in reader
        assert YANGJIN["id_number"] not in reader
    assert len(told()) == 1


def test_particulars_are_mended_and_numbers_left_empty_stay(session, world, office, told):
    page = page_of(world.yangjin, "/edit")
    typed = {"name": "央金拉姆", "ethnic": "藏族", "education": "大专", "sex": "FEMALE", "birth": "1965-02-14"}
    assert office.send(page, typed).status_code == 303
    session.rollback()
    person = session.get(Person, world.yangjin.person_id)
    assert (person.name, person.education, person.phone) == ("央金拉姆", "大专", "13900000003")
    assert person.id_number == YANGJIN["id_number"]
    assert "央金拉姆" in person.search
    event = session.query(AuditEvent).one()
    assert event.data["new"] == {"name": "央金拉姆", "birth": "1965-02-14", "ethnic": "藏族", "education": "大专"}
    assert office.send(page, {**typed, "phone": "13900000099"}).status_code == 303
    session.rollback()
    assert session.query(AuditEvent).order_by(AuditEvent.id.desc()).first().data["new"] == {"phone": "***"}
    assert office.send(page, {**typed, "no_phone": "y"}).status_code == 303
    session.rollback()
    assert session.get(Person, world.yangjin.person_id).phone is None


def test_two_people_mend_at_once_and_the_second_sees_both_versions(session, world, office, enter):
    page = page_of(world.yangjin, "/edit")
    other = enter("office2", Role.OFFICE, name="仁青")
    typed = {**office.hidden(page), "name": "央金", "education": "大专", "sex": "FEMALE"}
    assert other.send(page, {"name": "央金", "education": "高中", "sex": "FEMALE"}).status_code == 303
    answer = office.post(page, data=typed)
    assert answer.status_code == 409
    assert "仁青也改了" in answer.text
    assert answer.text.count("大专") == 3  # in the comparison, in the field, among the words offered
    session.rollback()
    assert session.get(Person, world.yangjin.person_id).education == "高中"


def test_whoever_has_two_tabs_open_is_told_that_it_was_they_themselves(world, office):
    page = page_of(world.yangjin, "/edit")
    typed = {**office.hidden(page), "name": "央金", "education": "大专", "sex": "FEMALE"}
    assert office.send(page, {"name": "央金", "education": "高中", "sex": "FEMALE"}).status_code == 303
    answer = office.post(page, data=typed)
    assert (answer.status_code, "您在别处也改了" in answer.text) == (409, True)


# --- terms ------------------------------------------------------------------------------------------


def test_a_re_election_begins_the_day_after(session, world, office, told):
    page = page_of(world.yangjin, "/terms/new")
    assert 'value="2029-03-01"' in office.get(page).text
    fields = {"unit_id": world.township.id, "post": "CHAIR", "employment": "FULL", "from_on": "2029-03-01"}
    assert office.send(page, fields).status_code == 303
    session.rollback()
    first, second = session.get(Mediator, world.yangjin.id).terms
    assert (second.from_on, second.to_on) == (date(2029, 3, 1), date(2032, 2, 29))
    assert first.ended_by is None
    assert told() == [("add_term", f"mediator:{world.yangjin.id}")]


@pytest.mark.parametrize(
    ("from_on", "said"), [("2029-02-28", "在这里还有一段任期，到2029年2月28日"), ("2023-03-01", "已经有另一段任期")]
)
def test_two_terms_in_one_unit_do_not_overlap(session, world, office, from_on, said):
    fields = {"unit_id": world.township.id, "post": "MEMBER", "employment": "PART", "from_on": from_on}
    answer = office.send(page_of(world.yangjin, "/terms/new"), fields)
    assert answer.status_code == 422
    assert said in answer.text
    session.rollback()
    assert len(session.get(Mediator, world.yangjin.id).terms) == 1


def test_the_chair_of_a_village_may_sit_in_the_township_as_well(session, world, office):
    fields = {"unit_id": world.township.id, "post": "MEMBER", "employment": "PART", "from_on": "2026-03-01"}
    assert office.send(page_of(world.mediators[0], "/terms/new"), fields).status_code == 303
    assert "在册3名" in office.get("/roster").text  # once, in two committees


@pytest.mark.parametrize(
    ("post", "fields", "said"),
    [
        (Post.MEMBER, {"ended_by": "LEFT", "to_on": "2023-02-28"}, "要在任期里面"),
        (Post.MEMBER, {"ended_by": "LEFT", "to_on": "2029-03-01"}, "要在任期里面"),
        (Post.MEMBER, {"ended_by": "DISMISSED", "why": "收了东西"}, "聘任的才是解聘"),
        (Post.HIRED, {"ended_by": "REMOVED", "why": "收了东西"}, "选出来的委员才是罢免"),
        (Post.MEMBER, {"ended_by": "REMOVED"}, "要写事由"),
        (Post.MEMBER, {"ended_by": ""}, "还没有写。"),
    ],
)
def test_a_term_ends_only_in_a_way_that_fits(session, world, office, told, post, fields, said):
    mediator = enrol(stranger(), world.township, post)
    session.commit()
    term = mediator.terms[0]
    page = page_of(mediator, f"/terms/{term.id}/end")
    answer = office.send(page, {"to_on": "2026-06-30", **fields})
    assert answer.status_code == 422
    assert said in answer.text
    session.refresh(term)
    assert term.ended_by is None
    assert told() == []


def test_a_term_ends_with_its_reason(session, world, office, told):
    mediator = enrol(stranger("平措"), world.township)
    session.commit()
    term = mediator.terms[0]
    fields = {"to_on": "2026-06-30", "ended_by": "REMOVED", "why": "偏袒一方，村民代表会议罢免"}
    assert office.send(page_of(mediator, f"/terms/{term.id}/end"), fields).status_code == 303
    session.refresh(term)
    assert (term.to_on, term.ended_by) == (date(2026, 6, 30), TermEnd.REMOVED)
    event = session.query(AuditEvent).one()
    assert (event.act, event.note) == ("end_term", "偏袒一方，村民代表会议罢免")
    assert event.data["old"] == {"to_on": "2029-02-28", "ended_by": None}
    assert "平措" in office.get("/roster?on=2026-06-30").text.split("以前在这里的")[0]
    assert "平措" in office.get("/roster?on=2026-07-01").text.split("以前在这里的")[1]


def test_a_term_is_mended(session, world, office, told):
    term = world.yangjin.terms[0]
    fields = {"post": "CHAIR", "employment": "PART", "from_on": "2023-04-01", "languages": "藏语"}
    assert office.send(page_of(world.yangjin, f"/terms/{term.id}"), fields).status_code == 303
    session.refresh(term)
    assert (term.employment, term.from_on, term.to_on, term.languages) == ("PART", date(2023, 4, 1), None, "藏语")
    assert told() == [("change_term", f"mediator:{world.yangjin.id}")]


def test_an_acting_chair_is_a_dated_entry_beside_the_members_own(session, world, office, told):
    member = enrol(stranger("次仁"), world.township)
    session.commit()
    page = f"/roster/units/{world.township.ref}/acting"
    fields = {"mediator_id": member.id, "from_on": "2026-10-01", "to_on": "2026-12-31", "why": "主任是当事人的哥哥"}
    assert office.send(page, fields).status_code == 303
    session.rollback()
    acting = session.query(Term).filter_by(post=Post.ACTING).one()
    assert (acting.mediator_id, acting.to_on) == (member.id, date(2026, 12, 31))
    assert told() == [("name_acting", f"mediator:{member.id}")]
    assert "代理主任" in office.get("/roster?on=2026-11-01").text
    refused = office.send(page, {**fields, "to_on": ""})
    assert refused.status_code == 422


def test_a_committee_is_elected_again(session, world, office, told):
    member = enrol(stranger("次仁"), world.township)
    session.commit()
    page = f"/roster/units/{world.township.ref}/renew"
    nobody = office.send(page, {"from_on": "2029-03-01"})
    assert nobody.status_code == 422
    fields = {"who": [world.yangjin.id, member.id], "from_on": "2029-03-01"}
    assert office.send(page, fields).status_code == 303
    session.rollback()
    terms = session.query(Term).filter_by(from_on=date(2029, 3, 1)).order_by(Term.id).all()
    assert [(term.mediator_id, term.post) for term in terms] == [(world.yangjin.id, "CHAIR"), (member.id, "MEMBER")]
    assert [act for act, _subject in told()] == ["add_term", "add_term"]
    again = office.send(page, fields)
    assert again.status_code == 422
    assert "已经有另一段任期" in again.text


# --- studios ----------------------------------------------------------------------------------------


def test_people_come_into_a_studio_and_leave_it(session, world, office, told):
    mediator = world.mediators[0]
    join = page_of(mediator, "/studios/new")
    fields = {"studio_id": world.amma.id, "from_on": "2026-01-01"}
    assert office.send(join, fields).status_code == 303
    assert office.send(join, fields).status_code == 422
    session.rollback()
    row = session.query(StudioMember).filter_by(mediator_id=mediator.id).one()
    leave = page_of(mediator, f"/studios/{row.id}/end")
    assert office.send(leave, {"to_on": "2025-12-31"}).status_code == 422
    assert office.send(leave, {"to_on": "2026-06-30"}).status_code == 303
    session.refresh(row)
    assert row.to_on == date(2026, 6, 30)
    assert [act for act, _subject in told()] == ["join_studio", "leave_studio"]
    assert office.get(page_of(world.yangjin, f"/studios/{row.id}/end")).status_code == 404
