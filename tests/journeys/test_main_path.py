"""One dispute from the counter to the archive, every step by the person whose work it is, through the pages."""

from datetime import timedelta
from io import BytesIO

import pytest

from mediation.casework import audit
from mediation.procedure.records import ReviewPoint
from mediation.procedure.states import State
from tests.desk import Desk, errors, send, words
from tests.town import TODAY

PHOTO = b"\x89PNG\r\n\x1a\n" + bytes(64)


@pytest.fixture
def desk(web):
    return Desk(web)


def to_mediating(desk):
    """Registered, asked, accepted, assigned, told."""
    desk.register()
    asked = {"party": desk.parties[1], "way": "PHONE", "answer": "AGREES"}
    desk.act("clerk", "ask-party", **asked).act("chair", "accept", dispute_type="DAMAGE")
    lead = str(desk.web.town.mediator("mediator").id)
    desk.act("chair", "assign-mediator", lead=lead, way="APPOINTED")
    told = {"way": "ORAL", "language": "TIBETAN", "accepts_mediator": "yes"}
    rows = {f"parties-{row}-{name}": value for row in range(2) for name, value in told.items()}
    return desk.act("mediator", "give-notice", **rows)


def hold(desk, result="AGREED"):
    text = {"text": "两家都到了。", "read_out": "用藏语念过", "place": "阿玛调解室", "time": f"{TODAY}T08:00"}
    return desk.act("mediator", "hold-session", **text, result=result)


def duty(desk, **more):
    a, b = desk.parties
    row = {
        "content": "赔偿草料钱",
        "kind": "MONEY",
        "amount": "1200",
        "manner": "现金",
        "place": "村委会",
        "due_on": TODAY,
    }
    row |= {"debtor": b, "creditor": a} | more
    return {f"items-0-{name}": str(value) for name, value in row.items()}


def settle(desk):
    desk.act("mediator", "settle-content", **duty(desk), facts="牦牛吃了草，两家都认。")
    for _signer in range(3):  # the form names whoever has not signed yet
        desk.act("mediator", "record-signature")
    desk.act("chair", "put-seal")
    return desk.act("mediator", "sign-agreement")


def close_the_file(desk):
    """Identity papers first; without them the file does not go."""
    refused = desk.attempt("mediator", "submit-file", retention="Y10", checklist=["RECORD"])
    assert refused.status_code == 409
    assert "当事人身份证明" in words(refused)
    paper = {"kind": "IDENTITY", "paper_on": str(TODAY), "file": (BytesIO(PHOTO), "证件.png")}
    desk.act("mediator", "attach-paper", **paper).act("mediator", "submit-file", retention="Y10")
    return desk.act("office", "archive", place="二号柜", checked=[point.value for point in ReviewPoint])


def test_a_dispute_goes_its_whole_way(desk):
    to_mediating(desk)
    assert desk.case.number in words(desk.look("chair"))
    day = TODAY + timedelta(days=3)
    hours = {"starts": f"{day}T15:00", "ends": f"{day}T16:30"}
    desk.act("mediator", "plan-session", room=str(desk.web.town.world.room.id), place="", **hours)
    assert "在阿玛调解室谈一次" in words(desk.look("mediator"))
    hold(desk)
    settle(desk)
    assert desk.case.state is State.IN_FORCE
    desk.act("mediator", "record-performance", proof="BOTH_SAY").act("mediator", "confirm-performed")
    desk.act("mediator", "record-followup", visited=desk.parties, performance="ALL", satisfied="YES")
    close_the_file(desk)
    assert desk.case.state is State.ARCHIVED
    assert "已归档" in words(desk.look("office"))
    story = words(desk.look("mediator"))
    for done in ("登记了调解申请", "受理了案件", "指派了调解员", "告知了权利义务", "书面协议生效", "审查并归档"):
        assert done in story
    assert audit.verify().whole


def test_a_refused_step_says_what_is_missing_and_changes_nothing(desk):
    to_mediating(desk)
    hold(desk)
    desk.act("mediator", "settle-content", **duty(desk), facts="牦牛吃了草。")
    version = desk.case.version
    answer = desk.attempt("mediator", "sign-agreement")
    assert answer.status_code == 409
    for missing in ("尚未全部签名", "调解员尚未签名", "尚未加盖调委会印章"):
        assert missing in words(answer)
    assert (desk.case.state, desk.case.version) == (State.AGREED_UNSIGNED, version)


def test_an_oral_agreement(desk):
    to_mediating(desk)
    hold(desk)
    row = duty(desk, kind="APOLOGY", amount="", content="当面赔礼")
    desk.act("mediator", "agree-orally", **row, writing_unnecessary="y")
    desk.act("mediator", "record-performance", proof="SEEN").act("mediator", "confirm-performed")
    assert desk.case.agreement.amount_fen is None
    assert "口头" in words(desk.look("mediator"))


def test_no_agreement(desk):
    to_mediating(desk)
    hold(desk, "FAILED")
    told = {"ways_told": ["COURT", "ARBITRATION"], "ways_told_on": str(TODAY)}
    desk.act("mediator", "end-without-agreement", reason="NO_PROSPECT", **told)
    assert "终止调解" in words(desk.look("mediator"))
    assert desk.case.concluded_on == TODAY
    close_the_file(desk)


def test_a_party_withdraws(desk):
    to_mediating(desk)
    told = {"ways_told": ["COURT"], "ways_told_on": str(TODAY), "way": "PHONE"}
    desk.act("mediator", "stop-by-party", who=desk.parties[0], how="WITHDREW", **told)
    assert desk.case.state is State.TERMINATED


def test_not_accepted_with_advice(desk):
    desk.register()
    advice = {"advice": "请到县里办理", "told_to": "扎西顿珠", "told_on": str(TODAY)}
    desk.act("chair", "decline", reason="OTHER_PLACE", **advice)
    assert "不予受理" in words(desk.look("clerk"))
    assert desk.case.number is None


def test_the_other_side_refuses_before_acceptance(desk):
    desk.register()
    desk.act("clerk", "ask-party", party=desk.parties[1], way="PHONE", answer="REFUSES")
    refused = desk.attempt("chair", "accept", dispute_type="DAMAGE")
    assert refused.status_code == 409
    assert "明确拒绝" in words(refused)
    gone = {"reason": "REFUSED", "who": desk.parties[1], "way": "PHONE", "ways_told": ["COURT"]}
    desk.act("clerk", "drop-registration", **gone)
    assert desk.case.state is State.NOT_ACCEPTED


def test_a_lead_becomes_a_registration(web):
    """The informant writes three fields; the clerk sends it on and registers it; the informant keeps one word."""
    desk = Desk(web)
    village = str(web.town.world.villages[0].id)
    told = send(web("informant"), "/leads/new", village=village, text="两家为水吵起来", channel="ROUND")
    assert told.status_code == 303, errors(told)
    desk.address = told.location
    committee = str(web.town.world.committees[0].id)
    desk.act("clerk", "route-lead", committee=committee)
    rows = {"applicants-0-name": "扎西顿珠", "respondents-0-name": "才让多吉"}
    more = {"source": "APPLICATION", "committee": committee, "village": village, "kind": "PEOPLE"}
    words_of_it = {"matter": "两家为水吵起来", "claims": "分水", "form": "ORAL", "acknowledged": "y"}
    desk.act("clerk", "register-lead", **rows, **more, **words_of_it)
    assert desk.case.state is State.REGISTERED
    assert web("informant").get(desk.address).status_code == 404
    assert "两家为水吵起来" in words(web("informant").get("/cases"))
