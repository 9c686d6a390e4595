"""The page of limits and holidays: reading it, and every mistake that can be made on its forms."""

from datetime import date

import pytest

from mediation.kernel import clock
from mediation.model.audit import AuditEvent
from mediation.model.place import Place, PlaceLevel
from mediation.model.rule import CalendarDay, CalendarYear, ClockStart, DayKind, PlanRule, RuleBasis, TermRule
from mediation.procedure.roles import ACCOUNT_ROLES, Role
from tests.desk import words
from tests.factories import FOUNDED, TOWN_CODE

TODAY = date(2026, 11, 23)
COUNTY = "542429000000"
LOSAR = {"name": "藏历新年", "kind": "REST", "first": "2027-02-07", "last": "2027-02-09"}
LIMIT = {"count": "1", "unit_of_time": "MONTHS", "basis": "LAW", "ground": "《人民调解工作若干规定》第三十三条"}
LIMIT |= {"valid_from": "2026-01-01"}
PLAN = {"purpose": "AFTER_DUE", "days": "14", "valid_from": "2026-01-01"}


@pytest.fixture(autouse=True)
def today():
    with clock.frozen(TODAY):
        yield


@pytest.fixture
def county(enter, world):
    return enter("county", Role.OFFICE, place=world.town.parent, name="次旦")


def stored(session, table):
    session.rollback()
    return session.query(table).order_by(table.id).all()


@pytest.mark.parametrize("role", ACCOUNT_ROLES)
def test_who_opens_the_rules(world, enter, role):
    client = enter("one", role, place=None if role in (Role.SYSADMIN, Role.SECADMIN, Role.AUDITOR) else world.town)
    assert client.get("/rules").status_code == (200 if role in (Role.CLERK, Role.OFFICE) else 403)
    keeps = 200 if role is Role.OFFICE else 403
    for page in ("/rules/days/new", "/rules/years/new", "/rules/limits/new", "/rules/plans/new"):
        assert client.get(page).status_code == keeps


def test_the_page_says_what_holds_without_any_entry(office):
    page = office.get("/rules").text
    for said in (
        "30日",
        "30个工作日",
        "法律规定：《医疗纠纷预防和处理条例》第三十八条",
        "参照规定：《最高人民法院关于人民法院特邀调解的规定》第二十七条",
        "内部规定",
        "程序自带",
        "《人民调解法》第三十三条",
        "鉴定的时间不计入期限",
        "已经给出的期限一天也不动",
    ):
        assert said in page
    assert 'href="/rules"' in office.get("/places").text  # the word of the menu


def test_the_clerk_reads_and_is_offered_no_form(clerk):
    page = clerk.get("/rules").text
    assert "30个工作日" in page
    assert "/rules/limits/new" not in page
    assert "/rules/days/new" not in page


# --- holidays -----------------------------------------------------------------------------------------


def test_losar_is_entered_as_a_run_of_days(session, office, told):
    answer = office.send("/rules/days/new", LOSAR)
    assert answer.status_code == 303
    days = stored(session, CalendarDay)
    assert [(day.on, day.kind, day.name, day.place_code) for day in days] == [
        (date(2027, 2, number), DayKind.REST, "藏历新年", TOWN_CODE) for number in (7, 8, 9)
    ]
    assert [act for act, _subject in told()] == ["add_day"] * 3
    page = office.get("/rules?year=2027").text
    assert "2027年2月7日 到 2027年2月9日" in page
    assert "德吉" in page
    assert "2027-02-07" not in office.get("/rules?year=2026").text


def test_the_county_enters_for_all_of_it_and_the_town_may_not_take_it_back(session, office, county):
    assert county.send("/rules/days/new", {**LOSAR, "place_code": COUNTY}).status_code == 303
    number = stored(session, CalendarDay)[0].id
    page = office.get("/rules?year=2027").text
    assert "云上县" in page
    assert f"/rules/days/{number}/withdraw" not in page
    assert office.get(f"/rules/days/{number}/withdraw").status_code == 404
    assert county.get(f"/rules/days/{number}/withdraw").status_code == 200


def test_a_town_is_not_offered_the_county(session, office):
    answer = office.send("/rules/days/new", {**LOSAR, "place_code": COUNTY})
    assert answer.status_code == 422
    assert "请从列出的里面选" in answer.text
    assert stored(session, CalendarDay) == []


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"first": "2027-02-30"}, "这个日期看不懂"),
        ({"first": ""}, "还没有写。"),
        ({"first": "2032-01-01", "last": ""}, "年份太远，请写2000年到2031年之间的日子。"),
        ({"first": "1999-12-31", "last": ""}, "年份太远"),
        ({"first": "2031-12-31", "last": "2032-01-01"}, "年份太远"),
        ({"last": "2027-02-06"}, "结束的日子不能早于开始的日子。"),
        ({"last": "2027-03-20"}, "一次最多登记31天"),
        ({"name": " "}, "还没有写。"),
        ({"name": "长" * 41}, "写得太长了"),
        ({"kind": ""}, "还没有写。"),
        ({"kind": "HALF"}, "请从列出的里面选"),
    ],
)
def test_a_day_that_cannot_be_is_refused_beside_its_field(session, office, told, typed, said):
    answer = office.send("/rules/days/new", {**LOSAR, **typed})
    assert answer.status_code == 422
    assert said in answer.text
    assert stored(session, CalendarDay) == []
    assert told() == []


def test_a_day_is_not_entered_twice_in_one_place(session, office, county):
    office.send("/rules/days/new", LOSAR)
    again = office.send("/rules/days/new", {**LOSAR, "kind": "WORK", "first": "2027-02-09", "last": "2027-02-10"})
    assert again.status_code == 422
    assert "2027年2月9日在这里已经登记过了（藏历新年），请先撤回那一条。" in again.text
    assert len(stored(session, CalendarDay)) == 3
    assert county.send("/rules/days/new", {**LOSAR, "place_code": COUNTY}).status_code == 303


def test_a_run_is_taken_back_with_a_reason_and_stays_as_history(session, office, told):
    office.send("/rules/days/new", LOSAR)
    middle = stored(session, CalendarDay)[1]
    page = f"/rules/days/{middle.id}/withdraw"
    assert "从2027年2月7日到2027年2月9日，一共3天。" in office.get(page).text
    empty = office.send(page, {"why": " "})
    assert (empty.status_code, "还没有写。" in empty.text) == (422, True)
    assert office.send(page, {"why": "日子写错了"}).status_code == 303
    days = stored(session, CalendarDay)
    assert {(day.why, day.withdrawn_at is None) for day in days} == {("日子写错了", False)}
    assert [act for act, _subject in told()] == ["add_day"] * 3 + ["withdraw_day"] * 3
    assert session.query(AuditEvent).order_by(AuditEvent.id.desc()).first().note == "日子写错了"
    assert office.get(page).status_code == 404
    assert office.send("/rules/days/new", LOSAR).status_code == 303


def test_a_year_without_data_warns_until_it_is_entered_in_full(session, office):
    warning = "还没有2027年的放假安排"
    assert warning in office.get("/rules").text
    too_soon = office.send("/rules/years/new", {"year": "2027"})
    assert too_soon.status_code == 422
    assert "2027年还没有登记放假的日子" in too_soon.text
    office.send("/rules/days/new", {**LOSAR, "name": "元旦", "first": "2027-01-01", "last": ""})
    assert office.send("/rules/years/new", {"year": "2027"}).status_code == 303
    page = office.get("/rules").text
    assert warning not in page
    assert "2027年的国家放假安排已登记全" in page
    (year,) = stored(session, CalendarYear)
    assert office.send(f"/rules/years/{year.id}/withdraw", {"why": "还缺中秋"}).status_code == 303
    assert warning in office.get("/rules").text
    assert office.get(f"/rules/years/{year.id}/withdraw").status_code == 404


def test_early_in_a_year_only_that_year_is_spoken_of(office):
    with clock.frozen(date(2026, 5, 1)):
        assert "还没有" not in office.get("/rules").text.split("</h1>")[1].split("<form")[0]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"year": "2026"}, "程序里已经有2026年的国家放假安排"),
        ({"year": "2032"}, "年份太远，请写2000年到2031年之间的年份。"),
        ({"year": "1066"}, "年份太远"),
        ({"year": "明年"}, "请写一个整数"),
        ({"year": "-2027"}, "请写一个整数"),
        ({"year": ""}, "还没有写。"),
    ],
)
def test_a_year_that_cannot_be_is_refused(session, office, typed, said):
    answer = office.send("/rules/years/new", typed)
    assert answer.status_code == 422
    assert said in answer.text
    assert stored(session, CalendarYear) == []


def test_a_year_is_not_entered_twice(session, office):
    office.send("/rules/days/new", {**LOSAR, "first": "2027-01-01", "last": ""})
    office.send("/rules/years/new", {"year": "2027"})
    answer = office.send("/rules/years/new", {"year": "2027"})
    assert (answer.status_code, "2027年已经登记过了。" in answer.text) == (422, True)


@pytest.mark.parametrize("asked", ["year=26", "year=9999", "year=二〇二七", "on=2026-02-30", "on=0001-01-01"])
def test_an_address_that_cannot_be_read_is_refused(office, asked):
    assert office.get(f"/rules?{asked}").status_code in (400, 422)


# --- limits -------------------------------------------------------------------------------------------


def test_a_committee_chooses_one_month(session, world, office, told):
    unit = world.committees[0]
    assert office.send("/rules/limits/new", {**LIMIT, "unit_id": str(unit.id)}).status_code == 303
    (row,) = stored(session, TermRule)
    assert (row.town_id, row.unit_id, str(row.limit), row.basis) == (world.town.id, unit.id, "1 MONTHS", RuleBasis.LAW)
    assert told() == [("add_limit", f"term_rule:{row.id}")]
    page = office.get("/rules").text
    assert "1个月" in page
    assert "法律规定：《人民调解工作若干规定》第三十三条" in page
    assert page.index("医疗纠纷") < page.index(unit.name) < page.index("全部案件")
    assert "1个月" in office.get("/rules?on=2025-12-31").text.split("这一天不用的")[1]
    assert row.counted_from is ClockStart.ACCEPTED


def test_the_office_says_from_which_act_a_limit_is_counted(session, office):
    assert office.send("/rules/limits/new", {**LIMIT, "counted_from": "ASSIGNED"}).status_code == 303
    (row,) = stored(session, TermRule)
    assert row.counted_from is ClockStart.ASSIGNED
    shown = words(office.get("/rules"))
    assert "全部案件指派调解员起1个月法律规定" in shown
    assert "全部案件受理起30日内部规定" in shown
    assert office.send(f"/rules/limits/{row.id}", {**LIMIT, "counted_from": "TOLD"}).status_code == 303
    assert stored(session, TermRule)[0].counted_from is ClockStart.TOLD


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"count": "0"}, "要大于0。"),
        ({"count": "-3"}, "请写一个整数"),
        ({"count": "三十"}, "请写一个整数"),
        ({"count": ""}, "还没有写。"),
        ({"count": "13"}, "太长了，最多12个月。"),
        ({"count": "366", "unit_of_time": "DAYS"}, "太长了，最多365日。"),
        ({"count": "251", "unit_of_time": "WORKING_DAYS"}, "太长了，最多250个工作日。"),
        ({"unit_of_time": "YEARS"}, "请从列出的里面选"),
        ({"counted_from": "BIRTH"}, "请从列出的里面选"),
        ({"counted_from": ""}, "还没有写。"),
        ({"ground": ""}, "要写是哪部规定的第几条"),
        ({"valid_from": "2026-13-01"}, "这个日期看不懂"),
        ({"valid_from": "1066-10-14"}, "年份不对"),
        ({"valid_to": "2025-12-31"}, "结束的日子不能早于开始的日子。"),
        ({"unit_id": "999999"}, "请从列出的里面选"),
    ],
)
def test_a_limit_that_cannot_be_is_refused_beside_its_field(session, office, told, typed, said):
    answer = office.send("/rules/limits/new", {**LIMIT, **typed})
    assert answer.status_code == 422
    assert said in answer.text
    assert stored(session, TermRule) == []
    assert told() == []


def test_a_house_rule_needs_no_ground(session, office):
    assert office.send("/rules/limits/new", {**LIMIT, "basis": "HOUSE", "ground": ""}).status_code == 303
    assert stored(session, TermRule)[0].ground == ""


@pytest.mark.parametrize(
    ("second", "meets"),
    [
        ({"valid_from": "2026-06-30"}, True),
        ({"valid_from": "2026-07-01"}, False),
        ({"valid_from": "2025-01-01", "valid_to": "2025-12-31"}, False),
        ({"valid_from": "2025-01-01", "valid_to": "2026-01-01"}, True),
        ({"valid_from": "2025-01-01"}, True),
        ({"valid_from": "2026-03-01", "kind": "ADMIN"}, False),
        ({"valid_from": "2026-03-01", "dispute_type": "LAND"}, False),
        ({"valid_from": "2026-03-01", "source": "POLICE"}, False),
    ],
)
def test_two_limits_for_the_same_cases_do_not_overlap(session, office, second, meets):
    assert office.send("/rules/limits/new", {**LIMIT, "valid_to": "2026-06-30"}).status_code == 303
    answer = office.send("/rules/limits/new", {**LIMIT, **second, "count": "2"})
    assert answer.status_code == (422 if meets else 303)
    assert ("已经有一条（1个月，从1月1日起）" in answer.text) is meets
    assert len(stored(session, TermRule)) == (1 if meets else 2)


def test_a_limit_is_mended_and_taken_away(session, office, told):
    office.send("/rules/limits/new", LIMIT)
    number = stored(session, TermRule)[0].id
    page = f"/rules/limits/{number}"
    assert office.send(page, {**LIMIT, "valid_to": "2026-12-31"}).status_code == 303
    assert stored(session, TermRule)[0].valid_to == date(2026, 12, 31)
    wrong = office.send(page, {**LIMIT, "count": "0"})
    assert (wrong.status_code, "要大于0。" in wrong.text) == (422, True)
    no_reason = office.send(f"{page}/drop", {"why": ""})
    assert (no_reason.status_code, "还没有写。" in no_reason.text) == (422, True)
    assert office.send(f"{page}/drop", {"why": "添错了"}).status_code == 303
    assert stored(session, TermRule) == []
    assert [act for act, _subject in told()] == ["add_limit", "change_limit", "drop_limit"]


def test_a_form_opened_before_somebody_elses_change_shows_both(session, office):
    office.send("/rules/limits/new", LIMIT)
    row = stored(session, TermRule)[0]
    page = f"/rules/limits/{row.id}"
    answer = office.send(page, {**LIMIT, "count": "2", "opened": "stale"})
    assert answer.status_code == 409
    assert stored(session, TermRule)[0].count == 1


# --- days that follow an agreement ----------------------------------------------------------------------


def test_the_office_sets_the_days_of_visits_and_duties(session, office, told):
    assert office.send("/rules/plans/new", PLAN).status_code == 303
    assert office.send("/rules/plans/new", {**PLAN, "days": "21"}).status_code == 303
    assert office.send("/rules/plans/new", {**PLAN, "purpose": "DUTY", "difficulty": "HARD"}).status_code == 303
    assert [(row.days, row.difficulty) for row in stored(session, PlanRule)] == [(14, None), (21, None), (14, "HARD")]
    page = office.get("/rules").text
    assert "疑难复杂的案件" in page
    number = stored(session, PlanRule)[0].id
    assert office.send(f"/rules/plans/{number}", {**PLAN, "days": "10"}).status_code == 303
    assert office.send(f"/rules/plans/{number}/drop", {"why": "添错了"}).status_code == 303
    assert len(stored(session, PlanRule)) == 2
    assert [act for act, _subject in told()][-2:] == ["change_plan", "drop_plan"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"days": "0"}, "要大于0。"),
        ({"days": "1099"}, "太长了，最多1098天。"),
        ({"days": "一周"}, "请写一个整数"),
        ({"purpose": ""}, "还没有写。"),
        ({"valid_from": ""}, "还没有写。"),
        ({"valid_to": "2025-12-31"}, "结束的日子不能早于开始的日子。"),
    ],
)
def test_days_that_cannot_be_are_refused(session, office, typed, said):
    answer = office.send("/rules/plans/new", {**PLAN, **typed})
    assert answer.status_code == 422
    assert said in answer.text
    assert stored(session, PlanRule) == []


def test_the_same_days_are_not_entered_twice(session, office):
    office.send("/rules/plans/new", PLAN)
    again = office.send("/rules/plans/new", PLAN)
    assert (again.status_code, "同样的一条在这段日子里已经有了（14天，从1月1日起）" in again.text) == (422, True)
    office.send("/rules/plans/new", {**PLAN, "purpose": "DUTY"})
    other = office.send("/rules/plans/new", {**PLAN, "purpose": "DUTY", "days": "20"})
    assert other.status_code == 422  # a duty falls due on one day
    assert len(stored(session, PlanRule)) == 2


# --- whose they are -------------------------------------------------------------------------------------


def test_what_is_not_theirs_is_not_found(session, world, office, enter):
    elsewhere = Place(code="542429102000", name="别的镇", level=PlaceLevel.TOWN, valid_from=FOUNDED)
    session.add(elsewhere)
    session.commit()
    far = enter("far", Role.OFFICE, place=elsewhere)
    office.send("/rules/limits/new", LIMIT)
    office.send("/rules/plans/new", PLAN)
    office.send("/rules/days/new", {**LOSAR, "first": "2027-01-01", "last": ""})
    office.send("/rules/years/new", {"year": "2027"})
    rows = {name: stored(session, table)[0].id for name, table in TABLES.items()}
    for name, number in rows.items():
        for tail in ("", "/drop") if name in ("limits", "plans") else ("/withdraw",):
            assert office.get(f"/rules/{name}/{number}{tail}").status_code == 200
            assert far.get(f"/rules/{name}/{number}{tail}").status_code == 404
            assert office.get(f"/rules/{name}/{number + 1000}{tail}").status_code == 404
    assert "1个月" not in far.get("/rules").text
    assert far.get(f"/rules?town={world.town.ref}").status_code == 404


TABLES = {"limits": TermRule, "plans": PlanRule, "days": CalendarDay, "years": CalendarYear}
