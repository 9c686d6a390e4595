"""The parties of a case on their page, the hint before somebody is entered twice, and the decisions with undo."""

import pytest

from mediation.kernel.identity import invent_id_number
from mediation.model.base import db
from mediation.model.party import Party
from mediation.model.person import PersonLink
from mediation.procedure.states import State
from tests.answers import act, answers
from tests.desk import Desk, errors, form_of, send, words
from tests.factories import stranger
from tests.people import ZHAXI, ZHUOMA
from tests.snapshot import changed, snapshot
from tests.town import Road, march

BORN = march(5).replace(year=1980)
NUMBER = invent_id_number(BORN, 117)
LOOKS = ("login_session", "event")


def registered(web, *respondents, village=0):
    """卓玛 against these, in the committee of a village."""
    road = Road(web.town)
    world = web.town.world
    told = answers("register_application", road, march(2)) | {"applicants": [stranger()], "respondents": respondents}
    told |= {"committee": world.committees[village].id, "village": world.villages[village].id}
    road.fire("register_application", march(2), by="clerk", **told)
    db.session.commit()
    return Desk(web, f"/cases/{road.case.ref}")


def page(desk, who):
    return desk.web(who).get(f"{desk.address}/parties")


def decide(desk, who, one, other, same="yes", why="户口簿上是一个人"):
    form = form_of(page(desk, who), f"{desk.address}/parties/decide")
    sent = form | {"party": str(one), "other": str(other), "same": same, "why": why}
    return desk.web(who).post(f"{desk.address}/parties/decide", data=sent)


# --- the page -----------------------------------------------------------------------------------


def test_everything_that_is_known_of_a_party_stands_on_its_page(web):
    where = {"pasture": "夏草场，三岔河上游", "contact": "弟弟才旦", "deliver_to": "村委会", "ethnic": "藏族"}
    paper = {"document": "NONE", "no_document_why": "证件在办", "contact_phone": "13900000055"}
    row = {"name": "才旦卓嘎", "name_bo": "ཚེ་བརྟན།", "birth": BORN, "reads": "NONE", "language": "TIBETAN"}
    desk = registered(web, row | where | paper | {"village": web.town.world.villages[1].id})
    said = words(page(desk, "clerk"))
    for known in (
        "才旦卓嘎",
        "夏草场，三岔河上游",
        "弟弟才旦",
        "村委会",
        "证件在办",
        "1980年3月5日，46岁",
        "说藏语，不识字",
    ):
        assert known in said
    assert "139****0055" in said
    assert "13900000055" not in page(desk, "clerk").text
    assert "当事人的详细情况" in words(desk.look("clerk"))
    form = form_of(desk.look("clerk"), f"{desk.address}/numbers") | {"reason": "CONTACT"}
    full = words(desk.web("clerk").post(f"{desk.address}/numbers", data=form))
    assert "弟弟才旦找不到才旦卓嘎时找13900000055" in full


@pytest.mark.parametrize(
    ("who", "names", "matter", "numbers"),
    [
        ("mediator", True, True, True),
        ("office", True, True, True),
        ("clerk", True, True, True),
        ("peace", True, False, False),
    ],
)
def test_the_page_shows_what_each_may_see_and_numbers_only_masked(web, who, names, matter, numbers):
    desk = Desk(web, f"/cases/{web.town.case(State.MEDIATING).ref}")
    answer = page(desk, who)
    said = words(answer)
    assert ("扎西" in said, "告知权利义务" in said, "139****0002" in said) == (names, matter, numbers)
    for secret in (ZHAXI["id_number"], ZHAXI["phone"], ZHUOMA["id_number"], ZHUOMA["phone"]):
        assert secret not in answer.text


@pytest.mark.parametrize("who", ["member2", "chair2", "adviser", "leader", "clerk_far", "sysadmin"])
def test_the_page_of_a_case_beyond_sight_is_not_found(web, who):
    desk = Desk(web, f"/cases/{web.town.case(State.MEDIATING).ref}")
    assert page(desk, who).status_code == 404


def test_a_fault_of_guardian_or_agent_is_seen_before_it_stops_anything(web):
    desk = registered(web, {"name": "少年旦增", "birth": march(1).replace(year=2015)})
    assert "少年旦增：未成年人" in words(page(desk, "clerk"))


def test_a_side_of_seventeen_is_told_by_its_representatives(web):
    desk = registered(web, *[stranger(f"牧民甲{n}") for n in range(17)])
    chosen = desk.parties[9]
    told = {"party": chosen, "change": "REPRESENTATIVE", "paper": "推选书", "group": "三组各户"}
    desk.act("clerk", "change-party", **told)
    said = words(desk.look("clerk")).partition("谁和谁")[2]
    assert said.index("牧民甲8") < said.index("牧民甲0")
    assert "推选的代表" in said
    assert "另有11人" in said
    assert "牧民甲16" in words(page(desk, "clerk"))
    assert "三组各户" in said


def test_only_a_case_with_representatives_asks_for_whom_they_sign(web):
    road = act(web.town.road(State.MEDIATING), "add_party", side="B", role="RESPONDENT")
    act(act(road, "notify_party"), "settle_content")
    db.session.commit()
    desk = Desk(web, f"/cases/{road.case.ref}")
    asked = "推选的代表还替本方哪几位签"
    assert asked not in words(web("mediator").get(desk.url("record-signature")))
    elected = {"party": desk.parties[1], "change": "REPRESENTATIVE", "paper": "推选书"}
    desk.act("clerk", "change-party", **elected)
    assert asked in words(web("mediator").get(desk.url("record-signature")))
    desk.act("mediator", "record-signature", for_whom=desk.parties[1], represents=desk.parties[2])
    said = words(desk.look("mediator"))
    neighbour = db.session.get(Party, desk.parties[2]).name
    assert f"还代表{neighbour}签" in said
    assert "由推选的代表扎西签" in said


# --- the hint -----------------------------------------------------------------------------------


def new(web, **more):
    world = web.town.world
    return {
        "applicants-0-name": "央措",
        "respondents-0-name": "平措",
        "respondents-0-id_number": NUMBER,
        "matter": "羊丢了三只",
        "claims": "赔羊",
        "village": str(world.villages[0].id),
        "committee": str(world.committees[0].id),
        "form": "ORAL",
        "acknowledged": "y",
    } | more


FULL = "/cases/new/register-application"


def test_whoever_is_known_is_told_before_and_may_go_on(web):
    known = registered(web, {"name": "平措", "id_number": NUMBER}, village=1)
    before = snapshot(*LOOKS)
    answer = send(web("clerk"), FULL, **new(web))
    assert answer.status_code == 422
    assert changed(before) == set()
    said = words(answer)
    assert "可能登记过这个人" in said
    assert "的当事人“平措”证件号码一样" in said
    assert NUMBER not in answer.text.replace(f'value="{NUMBER}"', "")
    assert f'href="{known.address}"' in answer.text
    kept = form_of(answer, FULL)
    assert (kept["respondents-0-id_number"], kept["matter"]) == (NUMBER, "羊丢了三只")
    again = web("clerk").post(FULL, data=kept)
    assert (again.status_code, "可能登记过这个人" in words(again)) == (422, True)  # not ticked
    mark = again.text.split('name="twice_seen" value="')[1].split('"')[0]
    done = web("clerk").post(FULL, data=form_of(again, FULL) | {"twice_seen": mark})
    assert done.status_code == 303, errors(done)


def test_a_tick_for_one_hint_does_not_cover_another(web):
    registered(web, {"name": "平措", "id_number": NUMBER}, village=1)
    answer = send(web("clerk"), FULL, **new(web))
    mark = answer.text.split('name="twice_seen" value="')[1].split('"')[0]
    other = {"respondents-0-id_number": ZHAXI["id_number"], "twice_seen": mark}
    again = web("clerk").post(FULL, data=form_of(answer, FULL) | other)
    assert (again.status_code, "可能登记过这个人" in words(again)) == (422, True)


def test_nothing_is_said_of_somebody_in_a_case_beyond_sight(web):
    registered(web, {"name": "平措", "id_number": NUMBER}, village=1)
    done = send(web("member"), FULL, **new(web))
    assert done.status_code == 303, errors(done)


def test_somebody_added_who_is_in_the_case_already_is_told(web):
    village = web.town.world.villages[0].id
    desk = registered(web, {"name": "平措", "birth": BORN, "village": village})
    told = {"person-0-name": "平措", "person-0-birth": str(BORN), "person-0-village": str(village)}
    told |= {"side": "B", "role": "THIRD", "consent": "y", "reason": "一起放牧"}
    answer = desk.attempt("clerk", "add-party", **told)
    assert answer.status_code == 422
    assert "“平措”和本案的当事人“平措”姓名、出生日期和村都一样" in words(answer)
    mark = answer.text.split('name="twice_seen" value="')[1].split('"')[0]
    assert desk.web("clerk").post(
        desk.url("add-party"), data=form_of(answer, desk.url("add-party")) | {"twice_seen": mark}
    )
    assert len(desk.parties) == 3


def test_one_number_twice_on_one_side_is_told_and_may_go_on(web):
    rows = {"respondents-1-name": "平措啦", "respondents-1-id_number": NUMBER}
    told = send(web("clerk"), FULL, **new(web, **rows))
    said = words(told)
    assert (told.status_code, "“平措啦”写了两次：证件号码一样。" in said) == (422, True)
    kept = form_of(told, FULL)
    assert (kept["respondents-1-name"], kept["respondents-1-id_number"]) == ("平措啦", NUMBER)
    mark = told.text.split('name="twice_seen" value="')[1].split('"')[0]
    done = web("clerk").post(FULL, data=kept | {"twice_seen": mark})
    assert done.status_code == 303, errors(done)
    desk = Desk(web, done.location)
    _applicant, one, other = desk.parties
    decide(desk, "clerk", one, other)
    assert "占了两个位置。人数只算一个。" in words(page(desk, "clerk"))


def test_one_number_on_two_sides_is_refused_at_once_and_nothing_typed_is_lost(web):
    rows = {"applicants-0-id_number": NUMBER}
    told = send(web("clerk"), FULL, **new(web, **rows))
    said = words(told)
    assert told.status_code == 409
    assert "同一个人不能站在两边" in said
    assert "可能登记过这个人" not in said
    kept = form_of(told, FULL)
    assert (kept["applicants-0-id_number"], kept["matter"]) == (NUMBER, "羊丢了三只")


@pytest.mark.parametrize(("side", "said"), [("B", "证件号码一样"), ("C", "同一个人不能站在两边")])
def test_somebody_added_by_the_number_of_a_party_is_told_or_refused(web, side, said):
    desk = registered(web, {"name": "平措", "id_number": NUMBER})
    told = {"person-0-name": "平措", "person-0-id_number": NUMBER}
    told |= {"side": side, "role": "THIRD", "consent": "y", "reason": "一起放牧"}
    answer = desk.attempt("clerk", "add-party", **told)
    assert said in words(answer)
    assert ('name="twice_seen"' in answer.text) is (side == "B")
    if side == "B":
        form = form_of(answer, desk.url("add-party"))
        mark = answer.text.split('name="twice_seen" value="')[1].split('"')[0]
        done = web("clerk").post(desk.url("add-party"), data=form | {"twice_seen": mark})
        assert done.status_code == 303, errors(done)


# --- decisions ----------------------------------------------------------------------------------


def test_one_human_being_in_two_seats_is_decided_explained_and_taken_back(web):
    village = web.town.world.villages[0].id
    row = {"name": "平措", "birth": BORN, "village": village}
    desk = registered(web, row, row)
    _first, one, other = desk.parties
    assert "可能是同一个人" in words(page(desk, "clerk"))
    answer = decide(desk, "clerk", one, other)
    assert (answer.status_code, answer.location) == (303, f"{desk.address}/parties?done=same_person")
    said = words(desk.web("clerk").get(answer.location))
    assert "是同一个人，占了两个位置" in said
    assert "用“当事人退出”去掉后登记的一个" in said
    assert "可能是同一个人" not in said
    db.session.rollback()
    undo = f"{desk.address}/parties/links/{db.session.query(PersonLink).one().ref}/part"
    form = form_of(page(desk, "clerk"), undo)
    empty = desk.web("clerk").post(undo, data=form)
    assert (empty.status_code, "请写是怎么知道的" in words(empty)) == (422, True)
    done = desk.web("clerk").post(undo, data=form_of(empty, undo) | {"why": "是兄弟两个"})
    assert done.location == f"{desk.address}/parties?done=link_parted"
    assert "可能是同一个人" in words(page(desk, "clerk"))


def test_a_decision_without_a_reason_keeps_what_was_typed(web):
    village = web.town.world.villages[0].id
    desk = registered(web, *[{"name": "平措", "birth": BORN, "village": village}] * 2)
    _first, one, other = desk.parties
    before = snapshot(*LOOKS)
    answer = decide(desk, "clerk", one, other, why="  ")
    assert (answer.status_code, "请写是怎么知道的" in words(answer)) == (422, True)
    assert changed(before) == set()


def test_the_office_joins_two_cases_and_each_sees_only_what_is_in_sight(web):
    here = registered(web, {"name": "平措", "id_number": NUMBER})
    there = registered(web, {"name": "平措", "id_number": NUMBER}, village=1)
    one, other = here.parties[1], there.parties[1]
    assert decide(here, "office", one, other).status_code == 303
    assert "这个人的别的纠纷" in words(page(here, "office"))
    assert "是同一个人" in words(page(here, "office"))
    mediator = words(page(here, "member"))
    assert "这个人的别的纠纷" not in mediator
    assert "是同一个人" not in mediator
    assert there.address not in page(here, "member").text


@pytest.mark.parametrize(("one", "other"), [("0", "1"), ("x", "1"), ("99999999999", "1"), ("", "")])
def test_parties_that_are_not_there_are_not_found(web, one, other):
    desk = registered(web, *[{"name": "平措", "birth": BORN, "village": web.town.world.villages[0].id}] * 2)
    assert decide(desk, "clerk", one, other).status_code == 404


def test_parties_of_a_case_beyond_sight_are_unknown(web):
    desk = registered(web, *[{"name": "平措", "birth": BORN, "village": web.town.world.villages[0].id}] * 2)
    unseen = registered(web, {"name": "别人"}, village=1).parties[1]
    assert decide(desk, "member", desk.parties[1], unseen).status_code == 404
    assert decide(desk, "member", unseen, desk.parties[1]).status_code == 404


def test_a_decision_sent_twice_is_made_once(web):
    desk = registered(web, *[{"name": "平措", "birth": BORN, "village": web.town.world.villages[0].id}] * 2)
    _first, one, other = desk.parties
    form = form_of(page(desk, "clerk"), f"{desk.address}/parties/decide")
    sent = form | {"party": one, "other": other, "same": "yes", "why": "一个人"}
    answers_ = [desk.web("clerk").post(f"{desk.address}/parties/decide", data=sent) for _time in range(2)]
    assert [answer.status_code for answer in answers_] == [303, 303]
    db.session.rollback()
    assert db.session.query(PersonLink).count() == 1


# --- forms --------------------------------------------------------------------------------------


def test_a_refused_authority_is_said_beside_its_field(web):
    desk = Desk(web, f"/cases/{web.town.case(State.MEDIATING).ref}")
    told = {"party": desk.parties[1], "change": "AGENT", "scope": "代为和解", "paper": "委托书"}
    told |= {"new-0-name": "律师甲", "from_on": "2026-03-20", "until": "2026-03-19"}
    answer = desk.attempt("mediator", "change-party", **told)
    assert answer.status_code == 422
    assert "授权到期的日子不能早于开始的日子" in words(answer)
    assert 'id="until-error"' in answer.text
    desk.act("mediator", "change-party", **told | {"until": "2026-04-20"})
    assert "代理人律师甲" in words(desk.look("mediator"))


def test_only_what_is_to_be_changed_is_typed(web):
    desk = Desk(web, f"/cases/{web.town.case(State.MEDIATING).ref}")
    told = {"party": desk.parties[1], "change": "DATA", "new-0-pasture": "冬草场", "new-0-document": "PASSPORT"}
    answer = desk.attempt("mediator", "change-party", **told)
    assert "这个证件的号码" in " ".join(errors(answer))
    desk.act("mediator", "change-party", **told | {"new-0-document_number": "E12345678"})
    person = desk.case.parties[1].person
    assert (person.name, person.pasture, person.document_number) == ("扎西", "冬草场", "E12345678")
    said = page(desk, "mediator")
    assert "E12345678" not in said.text


def test_a_corrected_phone_goes_into_a_field_of_its_own(web):
    desk = Desk(web, f"/cases/{web.town.case(State.TERMINATED).ref}")
    told = {"field": "PARTY", "party": desk.parties[1], "datum": "PHONE", "reason": "换了号码"}
    answer = desk.attempt("office", "correct-record", **told, new="13900000066")
    assert "号码请写在“改成什么号码”里" in words(answer)
    desk.act("office", "correct-record", **told, number="13900000066")
    assert desk.case.parties[1].person.phone == "13900000066"
    assert "13900000066" not in desk.look("office").text


def test_the_link_of_a_party_opens_its_form_with_the_party_chosen(web):
    desk = Desk(web, f"/cases/{web.town.case(State.MEDIATING).ref}")
    last = desk.parties[-1]
    url = f"{desk.url('change-party')}?party={last}"
    assert form_of(desk.web("mediator").get(url), desk.url("change-party"))["party"] == last


def test_who_cannot_read_is_asked_about_when_the_signature_is_recorded(web):
    road = web.town.road(State.AGREED_UNSIGNED)
    act(road, "change_party", party=road.a, change="DATA", new=[{"reads": "NONE"}])
    db.session.commit()
    desk = Desk(web, f"/cases/{road.case.ref}")
    told = {"who": "PARTY", "for_whom": desk.parties[0], "kind": "FINGER"}
    answer = desk.attempt("mediator", "record-signature", **told)
    assert "请填写谁念给他听的" in words(answer)
    desk.act("mediator", "record-signature", **told, read_out="央金用藏语念过")
