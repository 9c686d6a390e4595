"""Planning, putting off and recording talks at the screen: what is refused says why and offers another time."""

from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest

from mediation.kernel import clock
from mediation.model.audit import AuditEvent
from mediation.model.base import db
from mediation.model.mediation_session import SessionStatus
from mediation.procedure.states import State
from tests.desk import Desk, errors, form_of, words
from tests.town import TODAY, TOMORROW, Road

TEN = clock.at(TOMORROW, 10)
HOUR = timedelta(hours=1)


def desk(web, state=State.MEDIATING):
    return Desk(web, f"/cases/{web.town.case(state).ref}")


def test_the_forgotten_record_stands_on_the_first_pages(web):
    case = desk(web)
    plan(case)
    web.clock.set(TEN + 2 * HOUR)
    web._clients.clear()  # the night was longer than a sign-in lasts
    for who in ("mediator", "office", "clerk"):
        assert "约的时间过了，还没有记1" in words(web(who).get("/")), who
    case.act("mediator", "hold-session", text="谈了", read_out="念了", result="NOT_YET")
    for who in ("mediator", "office", "clerk"):
        assert "约的时间过了，还没有记1" not in words(web(who).get("/")), who


def plan(case, day=TOMORROW, first="10:00", last="11:00", who="mediator", **more):
    room = str(case.web.town.world.room.id)
    return case.act(who, "plan-session", starts=f"{day}T{first}", ends=f"{day}T{last}", room=room, **more)


def postpone_url(case):
    session = next(row for row in case.case.sessions if row.status is SessionStatus.PLANNED)
    return f"{case.address}/sessions/{session.ref}/postpone"


def test_putting_off_is_one_step_of_the_person_and_two_links_of_the_chain(web):
    case = plan(desk(web))
    url = postpone_url(case)
    given = form_of(web("clerk").get(url), url)
    assert given["room"] == str(web.town.world.room.id)
    given |= {"reason": "对方的车坏了", "starts": f"{TOMORROW}T10:30", "ends": f"{TOMORROW}T11:30"}
    answer = web("clerk").post(url, data=given)
    assert answer.status_code == 303, errors(answer)
    assert web("clerk").post(url, data=given).location == answer.location  # sent twice, done once
    old, new = case.case.sessions[-2:]
    assert (old.status, new.status) == (SessionStatus.POSTPONED, SessionStatus.PLANNED)
    rows = db.session.query(AuditEvent).filter(AuditEvent.case_id == case.case.id).order_by(AuditEvent.id.desc())
    acts = [row for row in rows if row.act.endswith("_session")][:2]
    assert [row.act for row in acts] == ["plan_session", "cancel_session"]
    assert acts[1].data["reason"] == "对方的车坏了"
    assert acts[1].data["new_time"] == new.starts_at.isoformat()
    page = words(web("mediator").get(f"{case.address}/sessions"))
    assert "已改期" in page
    assert "对方的车坏了" in page


def test_a_new_time_that_is_refused_leaves_the_old_one_standing(web):
    case = plan(desk(web))
    url = postpone_url(case)
    given = form_of(web("mediator").get(url), url) | {"reason": "改一下", "starts": f"{TOMORROW}T10:07"}
    answer = web("mediator").post(url, data=given | {"ends": f"{TOMORROW}T11:00"})
    assert answer.status_code == 422
    assert "时间请取整刻" in words(answer)
    assert [row.status for row in case.case.sessions if row.starts_at][-1] is SessionStatus.PLANNED
    assert form_of(answer, url)["reason"] == "改一下"


@pytest.mark.parametrize(("who", "status"), [("mediator", 200), ("chair", 200), ("clerk", 200), ("office", 403)])
def test_who_may_plan_and_cancel_may_put_off(web, who, status):
    assert web(who).get(postpone_url(plan(desk(web)))).status_code == status


def test_an_unknown_or_recorded_session_cannot_be_put_off(web):
    case = desk(web)
    held = case.case.sessions[0].ref
    for ref in (held, "nothing"):
        assert web("mediator").get(f"{case.address}/sessions/{ref}/postpone").status_code == 404


def test_a_clash_says_who_holds_the_hours_and_offers_the_next_free_times(web):
    first, second = plan(desk(web, State.ASSIGNED)), desk(web)
    url = second.url("plan-session")
    room = str(web.town.world.room.id)
    given = {"starts": f"{TOMORROW}T10:30", "ends": f"{TOMORROW}T11:30", "room": room, "persons": "两家人都来"}
    answer = second.attempt("mediator", "plan-session", **given)
    page = words(answer)
    assert answer.status_code == 409
    number = f"第{first.case.number_seq}号"
    assert f"阿玛调解室10:00—11:00已被预约（{number}）。" in page
    assert f"央金10:00—11:00已被预约（{number}）。" in page
    pressed = form_of(answer, url) | {"take_time": f"{TOMORROW}T11:00/{TOMORROW}T12:00"}
    assert f'value="{pressed["take_time"]}"' in answer.text
    taken = form_of(web("mediator").post(url, data=pressed), url)
    assert [taken[name].replace(" ", "T")[:16] for name in ("starts", "ends")] == pressed["take_time"].split("/")
    assert taken["persons"] == "两家人都来"
    assert web("mediator").post(url, data=taken).status_code == 303


def test_whoever_does_not_see_the_other_case_reads_only_the_hours(web):
    first = plan(desk(web, State.ASSIGNED))
    answer = desk_of_chair2(web).attempt(
        "chair2",
        "plan-session",
        starts=f"{TOMORROW}T10:30",
        ends=f"{TOMORROW}T11:30",
        room=str(web.town.world.room.id),
    )
    page = words(answer)
    assert "阿玛调解室10:00—11:00已被预约。" in page
    assert f"第{first.case.number_seq}号" not in page.partition("这段时间约不上")[2]


def desk_of_chair2(web):
    """A case of the second village; its chair sees nothing of the first one's."""
    road = Road(web.town).register(TODAY, village=1, by="member2")
    road.fire("ask_party", TODAY, party=road.b, way="PHONE", answer="AGREES", by="member2")
    road.fire("accept", TODAY, by="chair2", dispute_type="NEIGHBOUR", source="APPLIED")
    helper = web.town.mediator("chair2").id
    road.fire("assign_mediator", TODAY, by="chair2", lead=helper, way="APPOINTED", relations="NONE")
    db.session.commit()
    return Desk(web, f"/cases/{road.case.ref}")


@pytest.mark.parametrize("typed", ["tomorrow", "2026-03-21T10:00", "/", "2026-03-21T10:00/soon"])
def test_a_time_that_nobody_offered_changes_nothing(web, typed):
    case = desk(web)
    url = case.url("plan-session")
    given = form_of(web("mediator").get(url), url) | {"persons": "都来", "take_time": typed}
    answer = web("mediator").post(url, data=given)
    assert answer.status_code == 200
    assert form_of(answer, url)["persons"] == "都来"


@pytest.mark.parametrize(
    ("first", "last", "sentence"),
    [
        (f"{TOMORROW}T11:00", f"{TOMORROW}T10:00", "结束时间应晚于开始时间"),
        (f"{TOMORROW}T08:00", f"{TOMORROW}T20:15", "一次最多谈12小时"),
        (f"{TOMORROW}T20:00", f"{TOMORROW + timedelta(days=1)}T00:15", "一次要在当天谈完"),
        (f"{TOMORROW}T10:05", f"{TOMORROW}T11:00", "时间请取整刻"),
        (f"{TODAY}T07:00", f"{TODAY}T08:00", "安排的时间已经过去"),
    ],
)
def test_each_impossible_time_has_its_own_sentence(web, first, last, sentence):
    case = desk(web)
    answer = case.attempt("mediator", "plan-session", starts=first, ends=last, room=str(web.town.world.room.id))
    assert answer.status_code == 422
    assert sentence in words(answer)


# --- the page of all talks --------------------------------------------------------------------------


RECORD = {
    "time": f"{TODAY}T08:00",
    "place": "村委会",
    "language": "TIBETAN",
    "text": "才让说愿意少要五百",
    "agreed_facts": "牦牛三头进了草场",
    "facts_consent": "y",
    "read_out": "念了一遍",
    "read_language": "TIBETAN",
    "read_by": "央金",
    "result": "NOT_YET",
}


def record(web):
    """The second party is ill; an interpreter sat in."""
    case = desk(web)
    a, _b = case.parties
    seats = {"seats-0-signed": "BOTH", "seats-1-why": "ILL", "seats-1-informed": "yes"}
    guests = {"guests-0-name": "旺姆", "guests-0-capacity": "INTERPRETER", "guests-0-signed": "FINGER"}
    return case.act("mediator", "hold-session", present=[a], **RECORD, **seats, **guests)


def test_the_record_says_who_came_what_was_read_and_who_signed(web):
    case = record(web)
    page = words(web("mediator").get(f"{case.address}/sessions"))
    for said in (
        "扎西（病了，通知到了）",
        "旺姆（翻译）",
        "不公开",
        "念了一遍，藏语，央金念的",
        "卓玛签名并指印",
        "旺姆指印",
        "才让说愿意少要五百",
        "牦牛三头进了草场",
    ):
        assert said in page, said
    looks = db.session.query(AuditEvent).filter_by(act="look", case_id=case.case.id).count()
    assert looks == 1


def test_whoever_plans_talks_reads_when_they_are_and_not_what_was_said(web):
    case = plan(record(web))
    page = words(web("clerk").get(f"{case.address}/sessions"))
    assert "10:00—11:00，阿玛调解室" in page
    assert "改期" in page
    for secret in ("少要五百", "牦牛三头", "念了一遍", "旺姆"):
        assert secret not in page, secret


@pytest.mark.parametrize(("who", "status"), [("office", 200), ("police", 404), ("member", 404), ("chair2", 404)])
def test_who_opens_the_page_of_talks(web, who, status):
    assert web(who).get(f"{desk(web).address}/sessions").status_code == status


def test_the_case_page_leads_to_the_talks(web):
    page = desk(web).look("mediator")
    assert "谈了1次，还约着0次" in words(page)
    assert "/sessions" in page.text


@pytest.mark.parametrize("kind", ["docx", "xlsx", "json"])
def test_what_was_conceded_goes_into_no_file_that_leaves_the_house(web, kind):
    record(web)
    answer = web("office").get(f"/reports/2026.{kind}")
    assert answer.status_code == 200
    for content in inside(answer.data):
        for secret in ("才让说愿意少要五百", "牦牛三头进了草场"):
            assert secret.encode() not in content


def inside(data):
    """The bytes, and the parts of a packed file."""
    yield data
    if data.startswith(b"PK"):
        with ZipFile(BytesIO(data)) as packed:
            yield from (packed.read(name) for name in packed.namelist())


# --- correcting a record ----------------------------------------------------------------------------


def corrected(web, part, new, **more):
    case = record(web)
    session = str(case.case.sessions[-1].id)
    said = {"field": "SESSION", "session": session, "part": part, "new": new, "reason": "写错了"} | more
    return case, case.attempt("chair", "correct-record", **said)


@pytest.mark.parametrize(
    ("part", "new", "column", "old"),
    [
        ("PLACE", "第二村的草场", "place", "村委会"),
        ("TEXT", "扎西没有来，只听卓玛说", "text", "才让说愿意少要五百"),
        ("AGREED_FACTS", "牦牛两头进了草场", "agreed_facts", "牦牛三头进了草场"),
        ("READ_OUT", "念了两遍", "read_out", "念了一遍"),
    ],
)
def test_one_named_part_of_a_record_is_corrected_and_the_old_words_stay(web, part, new, column, old):
    case, answer = corrected(web, part, new)
    assert answer.status_code == 303, errors(answer)
    session = case.case.sessions[-1]
    assert getattr(session, column) == new
    assert session.on == TODAY
    row = db.session.query(AuditEvent).filter_by(act="correct_record").one()
    assert (row.data["old"], row.data["new"], row.data["part"]) == (old, new, part)
    assert row.data["session"] == session.id


def test_who_came_is_corrected_by_their_names(web):
    case, answer = corrected(web, "PRESENT", "卓玛、扎西")
    assert answer.status_code == 303, errors(answer)
    session = case.case.sessions[-1]
    assert [str(one) for one in session.present] == case.parties
    assert [(seat.came, seat.why) for seat in session.seats] == [(True, None), (True, None)]
    assert db.session.query(AuditEvent).filter_by(act="correct_record").one().data["old"] == ["卓玛"]


@pytest.mark.parametrize(
    ("part", "new", "more", "sentence"),
    [
        ("PRESENT", "卓玛、才让", {}, "本案当事人里没有“才让”"),
        ("PLACE", "长" * 121, {}, "最多120个字"),
        ("LANGUAGE", "英语", {}, "没有这个选项"),
        ("PLACE", "草场", {"session": ""}, "请选是哪一次调解的记录"),
        ("", "草场", {}, "请选更正记录的哪一处"),
    ],
)
def test_a_correction_that_cannot_be_read_changes_nothing(web, part, new, more, sentence):
    case, answer = corrected(web, part, new, **more)
    assert answer.status_code == 422
    assert sentence in words(answer)
    assert case.case.sessions[-1].place == "村委会"


@pytest.mark.parametrize(("day", "chosen"), [(TODAY, True), (TOMORROW, False)])
def test_the_talk_of_today_is_chosen_already_when_it_is_written_down(web, day, chosen):
    """Also when people came before the hour; one of another day is not meant."""
    case = plan(desk(web), day, "17:00", "18:00")
    url = case.url("hold-session")
    given = form_of(web("mediator").get(url), url)
    session = next(row for row in case.case.sessions if row.status is SessionStatus.PLANNED)
    assert (given.get("planned") == str(session.id)) is chosen
    if chosen:
        assert given["time"].replace(" ", "T")[:16] == f"{clock.shanghai(clock.now()):%Y-%m-%dT%H:%M}"
