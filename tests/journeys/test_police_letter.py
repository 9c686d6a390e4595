"""The centre: the police send a letter, the peace office joins, the Amma room settles it, the answer goes back."""

import re
from datetime import timedelta
from html import unescape
from io import BytesIO

import pytest

from mediation.casework import audit
from mediation.casework.access import Sight, sees, visible_to
from mediation.model.base import db
from mediation.model.case import Case
from mediation.procedure.records import PaperKind
from mediation.procedure.states import State
from tests.desk import Desk, errors, form_of, send, words
from tests.journeys.test_main_path import PHOTO, duty
from tests.town import TODAY

MATTER, SECRET_TALK, PROMISE = "摔坏了摩托车", "才让说那天喝了酒", "赔偿修车钱"
LETTER = "云公函〔2026〕7号"


@pytest.fixture
def letter(web):
    """The liaison officer writes down what the station sends over: no police matter, but a quarrel all the same."""
    world = web.town.world
    given = {
        "committee": str(world.township.id),
        "kind": "PEOPLE",
        "village": str(world.villages[0].id),
        "matter": f"酒后推搡，{MATTER}，没有人受伤。",
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


def seen_by(web, who, needed=Sight.LINE):
    """The addresses of the cases of which the account sees what is asked for."""
    db.session.rollback()
    actor = web.town.actor(who)
    return {case.ref for case in db.session.scalars(visible_to(actor)) if sees(actor, case, needed)}


def reads(desk, who):
    """What the page of the case tells the account beyond the line in the list."""
    page = desk.look(who)
    told = {"matter": MATTER, "talk": SECRET_TALK, "agreement": PROMISE}
    return {name for name, text in told.items() if text in page.text} if page.status_code == 200 else None


def accept(desk):
    """The clerk asks both, and the township accepts."""
    assert "等受理" in words(desk.web("office").get("/"))
    for party in desk.parties:
        desk.act("clerk", "ask-party", party=party, way="PHONE", answer="AGREES")
    desk.act("office", "accept", dispute_type="DAMAGE")


def join_the_peace_office(desk):
    """It is chosen among the offices of the town: its desk names the case from then on, and its page opens."""
    assert "一起调解的0" in words(desk.web("peace").get("/"))
    assert reads(desk, "peace") == set()
    joined = {"office": "PEACE_OFFICE", "agreed_by": "平措", "agreed_on": str(TODAY)}
    desk.act("office", "join-committee", **joined)
    first_page = desk.web("peace").get("/")
    assert "一起调解的1" in words(first_page)
    assert f'href="{desk.address}"' in first_page.text
    assert reads(desk, "peace") == {"matter"}
    assert "云上镇平安办" in words(desk.look("peace"))


def ask_an_amma_to_lead(desk):
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
    private_note(desk)
    desk.act("mediator", "settle-content", **duty(desk, content=PROMISE), facts="摩托车摔坏了，双方都认。")
    assert reads(desk, "peace") == {"matter", "talk", "agreement"}
    for _signer in range(3):
        desk.act("mediator", "record-signature")
    desk.act("office", "put-seal").act("mediator", "sign-agreement")


def private_note(desk):
    """What is said to the mediator alone has no page for whoever helps."""
    address = f"{desk.address}/notes"
    assert desk.web("mediator").get(address).status_code == 200
    assert desk.web("peace").get(address).status_code == 404
    assert address not in desk.look("peace").text


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
    before, own = seen_by(web, "police"), letter.case.ref
    accept(letter)
    join_the_peace_office(letter)
    assert seen_by(web, "peace", Sight.AGREEMENT) == {own}  # that case and no other
    ask_an_amma_to_lead(letter)
    talk_in_the_amma_room(letter)
    answer_the_station(letter)
    page = letter.look("police")
    said = words(page)
    assert "协议生效" in said
    assert "已答复云上镇派出所" in said
    assert LETTER in said
    assert SECRET_TALK not in page.text
    assert PROMISE not in page.text
    reply = page.text.split(f'href="{letter.address}/papers/')[1].split('"')[0]
    assert web("police").get(f"{letter.address}/papers/{reply}").data == PHOTO
    assert "委托来、有了结果1" in words(web("police").get("/"))
    # that case and no other: what the station may see has not grown by anything else
    assert own in before
    assert seen_by(web, "police") == before
    others = [case for case in db.session.query(Case) if case.ref not in before]
    assert others
    for case in others:
        assert web("police").get(f"/cases/{case.ref}").status_code == 404
    assert letter.case.studio.name == "阿玛调解室"
    the_peace_office_has_gone_home(letter)
    assert audit.verify().whole


def the_peace_office_has_gone_home(desk):
    """The talks are over: it is left with the line that it has of every case of the town."""
    assert "一起调解的0" in words(desk.web("peace").get("/"))
    assert reads(desk, "peace") == set()
    assert seen_by(desk.web, "peace", Sight.AGREEMENT) == set()


def test_the_peace_office_opens_no_other_file_while_it_helps(letter, web):
    """The other cases of the town stay at their line, their papers at an address that is not there."""
    accept(letter)
    join_the_peace_office(letter)
    matters = {case.ref: case.matter for case in db.session.query(Case) if case.state.numbered}
    assert len(matters) > 5
    for ref, matter in matters.items():
        page = web("peace").get(f"/cases/{ref}")
        assert (matter in page.text) is (ref == letter.case.ref), matter
    talked = web.town.case(State.MEDIATING)
    record = f"/cases/{talked.ref}/print/record-1"
    assert web("peace").get(record).status_code == 404
    assert web("office").get(record).status_code == 200


def test_a_station_that_is_joined_reads_along_and_leaves_again(web):
    """A case that the police did not send: unseen before, read while they help, unseen once it is over."""
    case = Desk(web, f"/cases/{web.town.case(State.MEDIATING).ref}")
    assert case.look("police").status_code == 404
    case.act("chair", "join-committee", office="POLICE", agreed_by="王所长", agreed_on=str(TODAY))
    assert "一起调解的1" in words(web("police").get("/"))
    assert case.case.matter in case.look("police").text
    assert "云上镇派出所" in words(case.look("office"))
    told = {"ways_told": ["COURT"], "ways_told_on": str(TODAY)}
    case.act("mediator", "stop-by-party", who=case.parties[0], how="WITHDREW", way="MEETING", **told)
    assert case.case.state is State.TERMINATED
    assert case.look("police").status_code == 404


def test_a_restricted_file_stays_closed_to_the_office_that_is_joined(letter, web):
    """It finds the case on its desk by its type, and asks for leave like everybody who does not mediate."""
    accept(letter)
    join_the_peace_office(letter)
    letter.case.violence_flag = True
    db.session.commit()
    first_page = words(web("peace").get("/"))
    assert "一起调解的1" in first_page
    assert MATTER not in first_page
    assert reads(letter, "peace") == set()
    assert "申请打开" in words(letter.look("peace"))


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


def test_an_office_that_is_joined_opens_no_paper_with_numbers_on_it(web):
    case = Desk(web, f"/cases/{web.town.case(State.MEDIATING).ref}")
    case.act("chair", "join-committee", office="PEACE_OFFICE", agreed_by="平措", agreed_on=str(TODAY))
    for kind in (PaperKind.IDENTITY, PaperKind.EVIDENCE):
        case.act("office", "attach-paper", kind=kind.value, paper_on=str(TODAY), file=(BytesIO(PHOTO), "照片.png"))
    identity, evidence = (f"{case.address}/papers/{paper.ref}" for paper in case.case.papers[-2:])
    assert [web("peace").get(one).status_code for one in (identity, evidence)] == [404, 200]
    assert [web("office").get(one).status_code for one in (identity, evidence)] == [200, 200]
    assert identity not in case.look("peace").text
    assert evidence in case.look("peace").text


@pytest.mark.parametrize("state", [State.ACCEPTED, State.MEDIATING, State.AGREED_UNSIGNED])
def test_the_page_of_a_case_leads_a_joined_office_nowhere_it_may_not_go(web, state):
    case = Desk(web, f"/cases/{web.town.case(state).ref}")
    case.act("chair", "join-committee", office="PEACE_OFFICE", agreed_by="平措", agreed_on=str(TODAY))
    peace = web("peace")
    leads = {unescape(one) for one in re.findall(r'href="(/(?:cases|rooms|parties)/[^"#]+)', case.look("peace").text)}
    assert len(leads) > 3
    assert {one: status for one in sorted(leads) if (status := peace.get(one).status_code) != 200} == {}
    assert "/events/" in case.look("chair").text
