"""The centre: a letter of the police comes in, two bodies join, the Amma room settles it, the answer goes back."""

from datetime import timedelta
from io import BytesIO

import pytest

from mediation.casework import audit
from mediation.casework.access import visible_to
from mediation.model.base import db
from mediation.model.case import Case
from mediation.procedure.states import State
from tests.desk import Desk, errors, form_of, send, words
from tests.journeys.test_main_path import PHOTO, duty
from tests.town import TODAY

SECRET_TALK = "才让说那天喝了酒"
LETTER = "云公函〔2026〕7号"


@pytest.fixture
def letter(web):
    """The liaison officer writes down what the station sends over: no police matter, but a quarrel all the same."""
    world = web.town.world
    given = {
        "committee": str(world.township.id),
        "kind": "PEOPLE",
        "village": str(world.villages[0].id),
        "matter": "酒后推搡，摔坏了摩托车，没有人受伤。",
        "applicants-0-name": "扎西顿珠",
        "respondents-0-name": "才让多吉",
        "form": "WRITTEN",
        "organ_kind": "POLICE",
        "organ": "云上镇派出所",
        "letter_no": LETTER,
        "letter_on": str(TODAY),
        "answer_by": str(TODAY + timedelta(days=10)),
    }
    answer = send(web("police"), "/cases/new/register-referral", **given)
    assert answer.status_code == 303, errors(answer)
    desk = Desk(web, answer.location)
    assert desk.case.state is State.REGISTERED
    return desk


def seen_by_the_police(web):
    db.session.rollback()
    return set(db.session.scalars(visible_to(web.town.actor("police")).with_only_columns(Case.ref)))


def accept_and_join(desk):
    """The clerk asks both, the township accepts, the peace office sits beside it, and an Amma is asked to lead."""
    assert "等受理" in words(desk.web("office").get("/"))
    for party in desk.parties:
        desk.act("clerk", "ask-party", party=party, way="PHONE", answer="AGREES")
    desk.act("office", "accept", dispute_type="DAMAGE")
    joined = {"outside": "云上镇平安办", "agreed_by": "平措", "agreed_on": str(TODAY)}
    desk.act("office", "join-committee", **joined)
    amma = desk.web.town
    lead, studio = str(amma.mediator("mediator").id), str(amma.world.amma.id)
    desk.act("office", "assign-mediator", lead=lead, way="CHOSEN", studio=studio)


def talk_in_the_amma_room(desk):
    """Rights told, the room booked for the day, content written down, signed, sealed and in force."""
    told = {"way": "ORAL", "language": "TIBETAN", "accepts_mediator": "yes"}
    rows = {f"parties-{row}-{name}": value for row in range(2) for name, value in told.items()}
    desk.act("mediator", "give-notice", **rows)
    hours = {"starts": f"{TODAY}T09:15", "ends": f"{TODAY}T10:00"}
    desk.act("mediator", "plan-session", room=str(desk.web.town.world.room.id), place="", **hours)
    desk.web.clock.forward(timedelta(minutes=20))
    text = {"text": SECRET_TALK, "read_out": "用藏语念过", "time": f"{TODAY}T09:15"}
    desk.act("mediator", "hold-session", **text, result="AGREED")
    desk.act("mediator", "settle-content", **duty(desk, content="赔偿修车钱"), facts="摩托车摔坏了，双方都认。")
    for _signer in range(3):
        desk.act("mediator", "record-signature")
    desk.act("office", "put-seal").act("mediator", "sign-agreement")


def answer_the_station(desk):
    """The clerk puts the letter back to the station into the file, led there by the to-do."""
    assert "等答复委托单位1" in words(desk.web("clerk").get("/"))
    page = desk.look("clerk")
    address = page.text.split('href="')[1:]
    url = next(one.partition('"')[0] for one in address if "kind=REFERRAL_REPLY" in one)
    form = form_of(desk.web("clerk").get(url), desk.url("attach-paper"))
    reply = {"file": (BytesIO(PHOTO), "反馈函.png"), "paper_on": str(TODAY)}
    sent = desk.web("clerk").post(desk.url("attach-paper"), data=form | reply)
    assert sent.status_code == 303, errors(sent)
    assert "等答复委托单位0" in words(desk.web("clerk").get("/"))


def test_a_letter_of_the_police_goes_its_whole_way(letter, web):
    before = seen_by_the_police(web)
    own = letter.case.ref
    accept_and_join(letter)
    talk_in_the_amma_room(letter)
    answer_the_station(letter)
    page = letter.look("police")
    said = words(page)
    assert "协议生效" in said
    assert "已答复云上镇派出所" in said
    assert LETTER in said
    assert SECRET_TALK not in page.text
    assert "赔偿修车钱" not in page.text
    reply = page.text.split(f'href="{letter.address}/papers/')[1].split('"')[0]
    assert web("police").get(f"{letter.address}/papers/{reply}").data == PHOTO
    assert "委托来、有了结果1" in words(web("police").get("/"))
    # that case and no other: what the station may see has not grown by anything else
    assert own in before
    assert seen_by_the_police(web) == before
    others = [case for case in db.session.query(Case) if case.ref not in before]
    assert others
    for case in others:
        assert web("police").get(f"/cases/{case.ref}").status_code == 404
    joined = [row.outside for row in letter.case.joint_units]
    assert joined == ["云上镇平安办"]
    assert letter.case.studio.name == "阿玛调解室"
    assert audit.verify().whole


def test_the_police_act_in_their_own_matter_only_as_the_table_says(letter, web):
    for event in ("accept", "ask-party", "assign-mediator", "amend-registration"):
        assert web("police").get(letter.url(event)).status_code == 403
    other = Desk(web, f"/cases/{web.town.case(State.MEDIATING).ref}")
    for event in ("report-risk", "record-incident"):
        assert web("police").get(other.url(event)).status_code == 404
        assert web("police").get(letter.url(event)).status_code == 200


def test_a_letter_may_be_refused_with_an_answer(letter):
    """《宁波市人民调解条例》第十九条 by analogy: refused by letter, and the station reads it."""
    told = {"advice": "摩托车的事请到交警队", "told_to": "扎西顿珠", "told_on": str(TODAY)}
    without = letter.attempt("office", "decline", reason="OTHER_PLACE", **told)
    assert without.status_code == 422
    letter.act("office", "decline", reason="OTHER_PLACE", **told, letter="云调函1号")
    assert "不予受理" in words(letter.look("police"))
