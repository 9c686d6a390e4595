"""A dispute told at the counter: what was typed stays, what is wrong is said beside it, one sending makes one case."""

import re
from datetime import date

import pytest

from mediation.kernel.identity import invent_id_number
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.place import Place
from mediation.procedure.states import State
from tests.desk import errors, form_of, send, words
from tests.snapshot import changed, snapshot
from tests.town import FAR_CODE

NEW = "/cases/new"


def told(web, **more):
    world = web.town.world
    return {
        "applicants-0-name": "扎西顿珠",
        "applicants-0-phone": "13900000011",
        "respondents-0-name": "才让多吉",
        "matter": "牦牛三次过沟，吃了草。",
        "claims": "赔偿草料",
        "village": str(world.villages[0].id),
        "committee": str(world.committees[0].id),
        "acknowledged": "y",
    } | more


def count():
    db.session.rollback()
    return db.session.query(Case).count()


def newest():
    db.session.rollback()
    return db.session.query(Case).order_by(Case.id.desc()).first()


def test_a_minute_at_the_counter_makes_a_registered_case(web):
    answer = send(web("clerk"), NEW, **told(web))
    case = newest()
    assert (answer.status_code, answer.location) == (303, f"/cases/{case.ref}")
    assert (case.state, case.form, case.matter) == (State.REGISTERED, "ORAL", "牦牛三次过沟，吃了草。")
    assert [(party.name, party.side, party.answer) for party in case.parties] == [
        ("扎西顿珠", "A", "AGREES"),
        ("才让多吉", "B", None),
    ]
    assert "登记了调解申请" in words(web("clerk").get(answer.location))


def test_an_empty_form_says_of_every_field_what_it_wants(web):
    before = snapshot("login_session")
    answer = send(web("clerk"), NEW, village="", committee="", acknowledged=None)
    assert answer.status_code == 422
    said = errors(answer)[0]
    for field in ("申请人", "对方", "是什么事", "要求什么", "纠纷发生的村"):
        assert field in said
    assert "请勾选“口头说的已写下来，本人认可”。" in said
    assert "由哪个调委会办" not in said, "it may be left empty: it follows from the village"
    assert changed(before) == set()


def test_what_was_typed_is_kept_and_the_fault_stands_beside_its_field(web):
    answer = send(web("clerk"), NEW, **told(web, **{"applicants-0-phone": "12345"}))
    assert answer.status_code == 422
    kept = form_of(answer, NEW)
    assert kept["applicants-0-phone"] == "12345"
    assert (kept["matter"], kept["respondents-0-name"]) == ("牦牛三次过沟，吃了草。", "才让多吉")
    assert 'id="applicants-0-phone-error"' in answer.text
    assert "电话号码应为11位手机号码" in words(answer)
    assert newest().matter != "牦牛三次过沟，吃了草。"


def test_rows_are_added_and_taken_away_without_a_script(web):
    clerk, before = web("clerk"), count()
    values = form_of(clerk.get(NEW), NEW) | told(web)
    more = clerk.post(NEW, data=values | {"add_row": "respondents"})
    assert more.status_code == 200
    kept = form_of(more, NEW)
    assert kept["respondents-0-name"] == "才让多吉"
    assert kept["respondents-1-name"] == ""
    filled = kept | {"respondents-1-name": "次仁旺姆"}
    less = clerk.post(NEW, data=filled | {"remove_row": "respondents-0"})
    assert "才让多吉" not in words(less)
    assert count() == before
    assert clerk.post(NEW, data=filled).status_code == 303
    assert [party.name for party in newest().parties] == ["扎西顿珠", "才让多吉", "次仁旺姆"]


def test_the_same_form_sent_twice_makes_one_case(web):
    clerk, before = web("clerk"), count()
    values = form_of(clerk.get(NEW), NEW) | told(web)
    first, second = (clerk.post(NEW, data=values) for _time in range(2))
    assert (first.status_code, first.location) == (second.status_code, second.location)
    assert first.status_code == 303
    assert count() == before + 1


def test_danger_heard_at_the_counter_is_written_down(web):
    send(web("clerk"), NEW, **told(web, danger="HIGH"))
    assert newest().risk_level == "HIGH"
    assert "风险高" in words(web("clerk").get(f"/cases/{newest().ref}"))


def test_no_danger_stands_there_already_and_no_empty_answer_beside_it(web):
    form = web("clerk").get(NEW)
    assert form_of(form, NEW)["danger"] == "NONE"
    asked = form.text.split('id="danger-group"')[1].split("</fieldset>")[0]
    assert re.findall(r'name="danger" value="(.*?)"', asked) == ["NONE", "WATCH", "HIGH"]
    assert "空着" not in asked
    send(web("clerk"), NEW, **told(web))
    assert newest().risk_level is None or newest().risk_level == "NONE"


def test_a_members_own_committee_is_chosen_already(web):
    own = str(web.town.world.committees[0].id)
    assert form_of(web("member").get(NEW), NEW)["committee"] == own
    assert form_of(web("member2").get(NEW), NEW)["committee"] == str(web.town.world.committees[1].id)


def test_villages_and_committees_of_other_towns_cannot_be_named(web):
    far = db.session.query(Place).filter(Place.code.like(f"{FAR_CODE[:9]}2%")).one().id
    before = count()
    answer = send(web("clerk"), NEW, **told(web, village=str(far)))
    assert answer.status_code == 422
    assert "请从列出的里面选" in words(answer)
    assert count() == before


@pytest.mark.parametrize("who", ["member", "chair", "clerk", "office", "office2", "peace", "mediator"])
def test_whoever_may_register_opens_the_form(web, who):
    assert web(who).get(NEW).status_code == 200


@pytest.mark.parametrize("who", ["informant", "police", "adviser", "leader", "sysadmin", "secadmin", "auditor"])
def test_whoever_may_not_is_told_so(web, who):
    answer = web(who).get(NEW)
    assert answer.status_code == 403
    assert "您无权办理此事项" in words(answer)


@pytest.mark.parametrize("event", ["nothing", "accept", "settle-content", "register_application'"])
def test_only_births_are_born(web, event):
    assert web("office").get(f"{NEW}/{event}").status_code == 404


NUMBER, GOOD = "applicants-0-id_number", invent_id_number(date(1980, 1, 1), 11)


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        (NUMBER, GOOD[:17] + ("1" if GOOD[17] == "0" else "0"), "校验位不符"),
        (NUMBER, "54242919800101", "应为18位"),
        (NUMBER, "54242919809901001X", "不是有效的出生日期"),
        ("applicants-0-name", "扎西\u202e顿珠", "看不见的零宽字符或方向符号"),
        ("applicants-0-name", "扎" * 51, "最多50个字"),
        ("applicants-0-birth", "2026-02-30", "这个日期看不懂"),
        ("on", "2026-03-21", "办理日期不能晚于今天"),
        ("on", "昨天", "这个日期看不懂"),
        ("matter", "长" * 2001, "最多2000个字"),
        ("kind", "OTHER", "请从列出的里面选"),
        ("village", "1 OR 1=1", "请从列出的里面选"),
        ("applicants-0-name", "匿名", "真实姓名"),
    ],
)
def test_what_cannot_be_right_is_refused_with_its_sentence(web, field, typed, sentence):
    page = f"{NEW}/register-application"
    before = count()
    given = told(web) | {"form": "WRITTEN", field: typed}
    answer = send(web("clerk"), page, **given)
    assert answer.status_code in (409, 422)
    assert sentence in words(answer)
    assert count() == before


def test_a_small_x_at_the_end_of_an_id_number_is_a_large_one(web):
    number = next(one for one in (invent_id_number(date(1980, 1, 1), n) for n in range(99)) if one[-1] == "X")
    send(web("clerk"), f"{NEW}/register-application", **told(web, form="WRITTEN") | {NUMBER: number.lower()})
    assert newest().parties[0].person.id_number == number


def test_a_case_that_goes_back_to_another_is_named_by_its_number(web):
    earlier = web.town.case(State.TERMINATED)
    page = f"{NEW}/register-linked?earlier={earlier.number}"
    values = form_of(web("clerk").get(page), page) | told(web, form="WRITTEN", link_kind="AGAIN")
    assert values["earlier_case"] == earlier.number
    answer = web("clerk").post(page, data=values)
    assert answer.status_code == 303, errors(answer)
    assert earlier.number in words(web("clerk").get(answer.location))


def test_a_case_beyond_sight_cannot_be_gone_back_to(web):
    page = f"{NEW}/register-linked"
    given = told(web, form="WRITTEN", link_kind="AGAIN", committee=str(web.town.world.committees[1].id))
    for unknown in (web.town.case(State.TERMINATED).number, "（2026）云上人调字第999号"):
        answer = send(web("chair2"), page, **given, earlier_case=unknown)
        assert answer.status_code == 409
        assert "没有这个案号，或者您看不到它" in words(answer)


def test_the_same_matter_sent_again_the_same_day_is_warned_of_and_goes_through_once_looked_at(web):
    """Back in the browser and sent once more: the page is a new one, so its token does not tell."""
    clerk, said = web("clerk"), told(web, matter="井水分得不匀。")
    first = send(clerk, NEW, **said)
    before = count()
    again = send(clerk, NEW, **said)
    assert (again.status_code, count()) == (422, before)
    assert "今天已经登记过一件，人、村和说的事都一样" in words(again)
    assert first.location in again.text
    mark = re.search(r'name="twice_seen" value="([0-9a-f]{16})"', again.text)[1]
    assert send(clerk, NEW, **said, twice_seen=mark).status_code == 303
    other = send(clerk, NEW, **said | {"respondents-0-name": "另外一家"})
    assert other.status_code == 303, "the same words about another family are another matter"


def test_a_letter_registered_at_the_station_is_one_of_the_police(web):
    page = "/cases/new/register-referral"
    assert form_of(web("police").get(page), page)["organ_kind"] == "POLICE"
    assert not form_of(web("clerk").get(page), page).get("organ_kind")


def test_a_letter_is_asked_why_so_late_only_when_it_is_late(web):
    page = "/cases/new/register-referral"
    assert "现在才记的原因" not in words(web("clerk").get(page))
    late = send(web("clerk"), page, on="2026-01-05")
    assert late.status_code == 422
    assert "请填写现在才记的原因" in words(late)
