"""The one route through which every event goes: who, when, twice, too late, and with what answers."""

import re
from io import BytesIO

import pytest

from mediation.casework.transition import options
from mediation.model.base import db
from mediation.model.evidence import Paper
from mediation.model.mediation_session import MediationSession
from mediation.procedure.events import EVENTS
from mediation.procedure.records import ReviewPoint
from mediation.procedure.states import State
from tests.casework.records import open_plans
from tests.desk import Desk, errors, form_of, words
from tests.snapshot import changed, snapshot
from tests.town import TODAY, TOMORROW

TOKEN = re.compile('(?<=name="(?:csrf|form)_token" value=")[^"]+')
ACTING = ("mediator", "chair", "clerk", "office", "member", "police", "informant")


def desk(web, state):
    return Desk(web, f"/cases/{web.town.case(state).ref}")


def page(state_or_desk, event):
    return state_or_desk.url(event.replace("_", "-"))


# --- who and when -----------------------------------------------------------------------------------


def test_the_wrong_role_is_told_so_whether_it_looks_or_sends(web):
    """A case that is seen, an act that is another's: 403 and its sentence, before any field is looked at."""
    case = desk(web, State.AGREED_UNSIGNED)
    clerk = web("clerk")
    before = snapshot("login_session")
    sent = form_of(clerk.get(case.url("record-signature")), case.url("record-signature"))
    for event in ("put-seal", "settle-content", "archive", "give-notice"):
        for answer in (clerk.get(case.url(event)), clerk.post(case.url(event), data=sent)):
            assert answer.status_code == 403
            assert "您无权办理此事项" in words(answer)
    assert changed(before) == set()


def test_a_refused_form_shows_nothing_of_what_its_reader_may_not_see(web):
    """Sent empty by the clerk, the form of an agreement would offer its text."""
    case = desk(web, State.AGREED_UNSIGNED)
    clerk = web("clerk")
    tokens = form_of(clerk.get(case.url("record-signature")), case.url("record-signature"))
    answer = clerk.post(case.url("settle-content"), data={key: tokens[key] for key in ("csrf_token", "form_token")})
    assert answer.status_code == 403
    assert "草料" not in words(answer)


def test_the_wrong_state_is_told_with_its_name(web):
    case = desk(web, State.PERFORMED)
    mediator = web("mediator")
    said = "当前状态“履行完毕”不能办理此事项。"
    looked = mediator.get(case.url("settle-content"))
    assert (looked.status_code, said in words(looked)) == (409, True)
    tokens = form_of(mediator.get(case.url("record-followup")), case.url("record-followup"))
    before = snapshot("login_session")
    keys = ("csrf_token", "form_token", "version")
    rest = {"reason": "再谈一次", "on": str(TODAY)}
    sent = mediator.post(case.url("reopen-talks"), data={key: tokens[key] for key in keys} | rest)
    assert (sent.status_code, said in words(sent)) == (409, True)
    assert changed(before) == set()


@pytest.mark.parametrize("event", ["nothing", "register-application", "report-lead", "accept'", "ACCEPT"])
def test_an_event_that_does_not_exist_is_not_found(web, event):
    assert web("office").get(desk(web, State.REGISTERED).url(event)).status_code == 404


def test_a_case_beyond_sight_is_not_found_on_every_address(web):
    """The same page as for a case that does not exist, to the last letter."""
    unseen, unknown = desk(web, State.MEDIATING), Desk(web, "/cases/aaaaaaaaaaaaaaaaaaaaaa")
    for who in ("chair2", "member2", "clerk_far", "adviser", "leader", "sysadmin"):
        for tail in ("", "/events/hold-session", "/events/report-risk", "/papers/x", "/numbers"):
            answers = [web(who).get(one.address + tail) for one in (unseen, unknown)]
            assert answers[0].status_code in (404, 405)
            assert answers[0].status_code == answers[1].status_code
            shown, unknown_shown = (TOKEN.sub("", answer.text) for answer in answers)
            assert shown.replace(unseen.address, unknown.address) == unknown_shown


@pytest.mark.parametrize("state", [state for state in State if state is not State.VOID])
def test_every_act_that_is_offered_has_a_form(web, state):
    """Whatever the page of a case lists for somebody opens."""
    case, seen = desk(web, state), set()
    for who in ACTING:
        db.session.rollback()
        for option in options(case.case, web.town.actor(who)):
            if option.event.id not in seen:
                seen.add(option.event.id)
                answer = web(who).get(page(case, option.event.id))
                assert answer.status_code == 200, (who, option.event.id)
                assert EVENTS[option.event.id].label in words(answer)


# --- what a form says and offers --------------------------------------------------------------------


def test_a_file_is_closed_when_every_point_was_looked_at_or_it_is_said_why_not(web):
    case = desk(web, State.PERFORMED)
    given = {"retention": "Y30", "checklist": ["RECORD", "AGREEMENT"]}
    page = web("mediator").get(case.url("submit-file")).text
    assert 'value="IDENTITY" checked' not in page  # the number stands in the records; its copy is not in the file
    for plan in open_plans(case.case):
        case.act("office", "excuse-followup", reason="住得远")
        assert plan is not None
    case.act("mediator", "submit-file", **given)
    seen = [point.value for point in ReviewPoint if point is not ReviewPoint.VISITED]
    refused = case.attempt("office", "archive", place="柜", checked=seen)
    assert refused.status_code == 422
    assert "还没有查：回访及时。" in words(refused)
    kept = form_of(refused, case.url("archive"))
    assert kept["place"] == "柜"
    done = web("office").post(case.url("archive"), data=kept | {"unchecked": "调解不成，不用回访"})
    assert done.status_code == 303, errors(done)


def test_an_optional_field_says_once_what_leaving_it_empty_means(web):
    case = desk(web, State.IN_FORCE)
    for name in ("record-performance", "change-party"):
        said = words(web("mediator").get(case.url(name)))
        assert "空着）（没有就空着）" not in said
        assert "（没有就空着）空着就是" not in said


def test_an_analogy_is_called_so_once(web):
    analogies = [event for event in EVENTS.values() if event.basis.kind == "analogy"]
    assert analogies
    assert all(event.basis.text.startswith("参照") for event in analogies)
    said = words(web("office").get(desk(web, State.MEDIATING).url("supervise")))
    assert "参照其他地方矛盾纠纷督办的做法" in said
    assert "参照：" not in said


def test_only_a_committee_takes_an_application_for_peoples_mediation(web):
    world = web.town.world
    page = web("office").get("/cases/new").text
    assert world.township.name in page
    assert f'value="{world.organ.id}"' not in page.partition('name="committee"')[2].partition("</fieldset>")[0]
    assert world.organ.name in web("office").get("/cases/new/register-application").text


def test_the_payees_offered_are_those_who_mediated_the_case(web):
    page = web("mediator").get(desk(web, State.ARCHIVED).url("propose-subsidy")).text
    offered = page.partition('name="shares-0-mediator"')[2].partition("</fieldset>")[0]
    assert "央金" in offered
    assert all(one.person.name not in offered for one in web.town.world.mediators)


def test_a_gap_in_a_row_of_a_party_is_told_by_the_name(web):
    case = desk(web, State.ASSIGNED)
    name = case.case.present_parties[0].name
    answer = case.attempt("mediator", "give-notice", **{"parties-0-told_on": ""})
    assert f"{name}：请填写" in words(answer)
    assert "第1行" not in words(answer)


# --- tokens and versions ----------------------------------------------------------------------------


@pytest.mark.parametrize("token", ["csrf_token", "form_token"])
@pytest.mark.parametrize("value", ["", "x", None])
def test_without_its_tokens_a_form_changes_nothing(web, token, value):
    case = desk(web, State.MEDIATING)
    url = case.url("set-risk")
    values = form_of(web("mediator").get(url), url) | {"level": "HIGH", "reason": "要动手"}
    values.pop(token)
    before = snapshot("login_session", "draft")
    answer = web("mediator").post(url, data=values if value is None else values | {token: value})
    assert answer.status_code == 400
    assert changed(before) == set()


def test_the_same_form_sent_twice_acts_once(web):
    case = desk(web, State.MEDIATING)
    url = case.url("set-risk")
    values = form_of(web("mediator").get(url), url) | {"level": "WATCH", "reason": "要看着"}
    answers = [web("mediator").post(url, data=values) for _time in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0].location == answers[1].location == case.address
    assert words(case.look("mediator")).count("评定了风险等级") == 1


def test_a_form_opened_before_somebody_elses_act_shows_both_and_stores_nothing(web):
    case = desk(web, State.REGISTERED)
    url = case.url("amend-registration")
    stale = form_of(web("member").get(url), url) | {"claims": "要求赔三捆草"}
    case.act("clerk", "amend-registration", claims="要求道歉")
    before = snapshot("login_session")
    answer = web("member").post(url, data=stale)
    assert answer.status_code == 409
    assert changed(before) == set()
    said = words(answer)
    for both in ("账号clerk", "修改登记", "要求道歉", "要求赔三捆草"):
        assert both in said
    kept = form_of(answer, url)
    assert kept["claims"] == "要求赔三捆草"
    assert web("member").post(url, data=kept).status_code == 303
    assert case.case.claims == "要求赔三捆草"


def test_a_second_window_of_ones_own_is_told_as_ones_own(web):
    case = desk(web, State.MEDIATING)
    url = case.url("set-risk")
    stale = form_of(web("mediator").get(url), url) | {"level": "HIGH", "reason": "说要动手"}
    case.act("mediator", "set-risk", level="WATCH", reason="吵得很凶")
    answer = web("mediator").post(url, data=stale)
    assert answer.status_code == 409
    assert "您写的时候，您自己在另一个窗口里也改了" in words(answer)
    assert f"{web.town.user('mediator').name}也改了" not in words(answer)


def test_two_different_answers_to_one_question_stand_side_by_side(web):
    case = desk(web, State.MEDIATING)
    url = case.url("set-risk")
    stale = form_of(web("mediator").get(url), url) | {"level": "HIGH", "reason": "说要动手"}
    case.act("chair", "set-risk", level="WATCH", reason="说要动手")
    answer = web("mediator").post(url, data=stale)
    assert answer.status_code == 409
    assert "另一个窗口" not in words(answer)
    table = words(answer).partition("哪一处")[2].partition("办理日期")[0]
    assert "关注高" in table
    assert "说要动手" not in table  # the same in both


def test_a_form_opened_before_the_case_moved_on_is_told_so(web):
    case = desk(web, State.MEDIATING)
    url = case.url("hold-session")
    stale = form_of(web("mediator").get(url), url) | {"text": "谈了很久", "result": "NOT_YET"}
    told = {"ways_told": ["COURT"], "ways_told_on": str(TODAY), "way": "PHONE"}
    case.act("chair", "stop-by-party", who=case.parties[0], how="WITHDREW", **told)
    before = snapshot("login_session")
    answer = web("mediator").post(url, data=stale)
    assert answer.status_code == 409
    assert "谈了很久" in answer.text
    assert changed(before) == set()


# --- answers that cannot be right -------------------------------------------------------------------

DUTY = {
    "items-0-content": "赔草",
    "items-0-kind": "MONEY",
    "items-0-amount": "1200",
    "items-0-manner": "现金",
    "items-0-place": "村委会",
    "items-0-due_on": str(TODAY),
    "facts": "吃了草",
}
TALK = {"time": f"{TODAY}T08:00", "place": "村委会", "text": "谈了", "read_out": "念了", "result": "NOT_YET"}
HOURS = {"room": "1", "starts": f"{TOMORROW}T10:00", "ends": f"{TOMORROW}T11:00"}


@pytest.mark.parametrize(
    ("event", "field", "typed", "sentence"),
    [
        ("settle_content", "on", str(TOMORROW), "办理日期不能晚于今天"),
        ("settle_content", "items-0-amount", "-5", "金额要大于0"),
        ("settle_content", "items-0-amount", "0", "金额要大于0"),
        ("settle_content", "items-0-amount", "12.345", "最多两位小数"),
        ("settle_content", "items-0-amount", "一千二", "请写数字"),
        ("settle_content", "items-0-amount", "1,5", "请写数字"),
        ("settle_content", "items-0-amount", "1e5", "请写数字"),
        ("settle_content", "items-0-amount", "9" * 400, "请写数字"),
        ("settle_content", "items-0-amount", "NaN", "请写数字"),
        ("settle_content", "items-0-amount", "", "第1项是付钱的，没有写金额"),
        ("settle_content", "items-0-debtor", "1", "请从列出的里面选"),
        ("settle_content", "items-0-due_on", "31.12.2026", "这个日期看不懂"),
        ("settle_content", "items-0-content", "", "请填写做什么"),
        ("settle_content", "bound", ["1", "2"], "请从列出的里面选"),
        ("hold_session", "text", "长" * 20_001, "最多20000个字"),
        ("hold_session", "time", "昨天下午", "这个时间看不懂"),
        ("hold_session", "result", "PERHAPS", "请从列出的里面选"),
        ("plan_session", "ends", f"{TOMORROW}T09:00", "结束时间应晚于开始时间"),
        ("plan_session", "starts", f"{TOMORROW}T10:05", "时间请取整刻"),
        ("plan_session", "mode", "", "请填写怎么谈"),
        ("plan_session", "room", "999", "请从列出的里面选"),
        ("request_recusal", "against", "999", "请从列出的里面选"),
        ("add_party", "person-0-id_number", "11010519491231002Y", "前17位应为数字"),
        ("add_party", "person-0-name", "次\u2066仁", "看不见的零宽字符或方向符号"),
        ("add_party", "consent", None, "请勾选“本人愿意参加调解”"),
        ("extend_term", "new_deadline", str(TODAY), "新的期限应晚于"),
        ("add_evidence", "pages", "-1", "请写一个整数"),
        ("add_evidence", "pages", "二", "请写一个整数"),
        ("add_evidence", "name", "", "请填写是什么"),
    ],
)
def test_a_wrong_answer_is_kept_and_refused_with_its_sentence(web, event, field, typed, sentence):
    case = desk(web, State.MEDIATING)
    url = page(case, event)
    given = good(web, case, event)
    values = form_of(web("mediator").get(url), url) | given | {field: typed}
    before = snapshot("login_session")
    answer = web("mediator").post(url, data={name: value for name, value in values.items() if value is not None})
    assert answer.status_code in (409, 422)
    assert sentence in words(answer)
    assert changed(before) == set()
    kept = form_of(answer, url)
    for name, value in given.items():
        assert name == field or kept.get(name) == value, name


def good(web, case, event):
    a, b = case.parties
    room = str(web.town.world.room.id)
    person = {"person-0-name": "次仁", "side": "C", "role": "THIRD", "consent": "y", "reason": "草是三家的"}
    return {
        "settle_content": DUTY | {"items-0-debtor": b, "items-0-creditor": a},
        "hold_session": {
            "time": f"{TODAY}T08:00",
            "place": "村委会",
            "text": "谈了",
            "read_out": "念了",
            "result": "NOT_YET",
        },
        "plan_session": HOURS | {"room": room},
        "request_recusal": {"by_whom": "PARTY", "party": a},
        "add_party": person,
        "extend_term": {"new_deadline": "2026-04-20", "consents": [a, b], "reason": "草场还有雪"},
        "add_evidence": {"name": "照片", "from": "卓玛", "original": "COPY", "received_on": str(TODAY)},
    }[event]


@pytest.mark.parametrize("event", ["settle_content", "plan_session", "add_party", "extend_term", "add_evidence"])
def test_the_right_answers_go_through(web, event):
    case = desk(web, State.MEDIATING)
    case.act("mediator", event.replace("_", "-"), **good(web, case, event))


def test_a_taken_room_is_refused_with_the_reason(web):
    first, second = desk(web, State.ASSIGNED), desk(web, State.MEDIATING)
    hours = HOURS | {"room": str(web.town.world.room.id)}
    first.act("mediator", "plan-session", **hours)
    sessions = db.session.query(MediationSession).count()
    answer = second.attempt("mediator", "plan-session", **hours)
    assert answer.status_code == 409
    assert "该调解室在此时段已被预约" in words(answer)
    db.session.rollback()
    assert db.session.query(MediationSession).count() == sessions


def test_an_act_of_long_ago_asks_why_it_comes_so_late(web):
    case = desk(web, State.MEDIATING)
    late = {"on": "2026-03-06", "level": "WATCH", "reason": "要看着"}
    answer = case.attempt("mediator", "set-risk", **late)
    assert answer.status_code == 422
    assert "请填写现在才记的原因" in words(answer)
    values = form_of(answer, case.url("set-risk")) | {"late_reason": "下乡去了"}
    assert web("mediator").post(case.url("set-risk"), data=values).status_code == 303
    assert "补录" in words(case.look("mediator"))


def test_an_act_before_the_step_before_it_is_refused(web):
    case = desk(web, State.MEDIATING)
    given = good(web, case, "settle_content") | {"on": "2026-03-04"}
    values = form_of(case.attempt("mediator", "settle-content", **given), case.url("settle-content"))
    answer = web("mediator").post(case.url("settle-content"), data=values | {"late_reason": "下乡去了"})
    assert answer.status_code == 409
    assert "日期早于上一环节的日期" in words(answer)


# --- files ------------------------------------------------------------------------------------------

PHOTO = b"\x89PNG\r\n\x1a\n" + bytes(64)
PAPER = {"kind": "OTHER", "paper_on": str(TODAY)}


def test_a_photo_is_kept_and_comes_back_as_a_download(web):
    case = desk(web, State.MEDIATING)
    case.act("clerk", "attach-paper", **PAPER, file=(BytesIO(PHOTO), "../照片.png"))
    ref = db.session.query(Paper).filter_by(case_id=case.case.id).one().ref
    got = web("mediator").get(f"{case.address}/papers/{ref}")
    assert got.data == PHOTO
    assert got.mimetype == "application/octet-stream"
    assert got.headers["Content-Disposition"].startswith("attachment")
    assert "/" not in got.headers["Content-Disposition"].partition("filename")[2].replace("UTF-8''", "")
    for who in ("clerk", "peace"):
        assert web(who).get(f"{case.address}/papers/{ref}").status_code == 404
    assert web("office").get(f"/cases/{web.town.case(State.ASSIGNED).ref}/papers/{ref}").status_code == 404


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "空.png", "这个文件是空的"),
        (b"<script>", "图.png", "只收照片"),
        (PHOTO, "程序.exe", "只收照片"),
        (b"%PDF-1.7", "图.jpg", "只收照片"),
        (None, "", "请填写照片或文件"),
    ],
)
def test_only_files_of_the_kinds_that_a_file_holds(web, content, name, sentence):
    case = desk(web, State.MEDIATING)
    web("clerk")
    before = snapshot("login_session")
    file = {"file": (BytesIO(content), name)} if content is not None else {}
    answer = case.attempt("clerk", "attach-paper", **PAPER, **file)
    assert answer.status_code == 422
    assert sentence in words(answer)
    assert changed(before) == set()


# --- other cases ------------------------------------------------------------------------------------


def test_a_duplicate_is_named_by_number_or_address_within_sight(web):
    case, other = desk(web, State.REGISTERED), web.town.case(State.MEDIATING)
    for typed in ("（2026）云上人调字第999号", "x", "https://example.org/cases/nowhere"):
        answer = case.attempt("office", "void", reason="DUPLICATE", link=typed)
        assert answer.status_code == 409
        assert "没有这个案号，或者您看不到它" in words(answer)
    case.act("office", "void", reason="DUPLICATE", link=f"http://localhost/cases/{other.ref}")
    assert case.case.state is State.VOID


def test_rows_are_added_in_the_form_of_an_event_too(web):
    case = desk(web, State.MEDIATING)
    url = case.url("settle-content")
    values = form_of(web("mediator").get(url), url) | {"items-0-content": "赔草"}
    before = snapshot("login_session")
    answer = web("mediator").post(url, data=values | {"add_row": "items"})
    assert answer.status_code == 200
    kept = form_of(answer, url)
    assert (kept["items-0-content"], kept["items-1-content"]) == ("赔草", "")
    assert changed(before) == set()


def test_of_one_form_in_two_tabs_the_second_is_shown_what_the_first_did(web):
    """Both were opened before either was sent: each has a token of its own, the case moved on between."""
    mediator, url = web("mediator"), desk(web, State.MEDIATING).url("set-risk")
    risky = {"level": "WATCH"}
    first, second = (form_of(mediator.get(url), url) | risky | {"reason": text} for text in ("先写的", "后写的"))
    assert first["form_token"] != second["form_token"]
    assert mediator.post(url, data=first).status_code == 303
    answer = mediator.post(url, data=second)
    assert answer.status_code == 409
    assert "后写的" in answer.text
    again = form_of(answer, url)
    assert again["reason"] == "后写的"
    assert mediator.post(url, data=again).status_code == 303
