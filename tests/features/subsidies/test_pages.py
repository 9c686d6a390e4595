"""The pages of subsidies: what waits for the office, the list that is posted up, the tariff."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from mediation.kernel import clock
from mediation.model.audit import AuditEvent
from mediation.model.base import db
from mediation.model.place import Place, PlaceLevel
from mediation.model.supervision import CheckResult
from mediation.model.track import SubsidyTariff
from mediation.procedure.records import SubsidyClass
from mediation.procedure.states import State
from tests.answers import act
from tests.casework.test_subsidies import spot_check
from tests.desk import errors, form_of, send, words
from tests.factories import FOUNDED, TARIFF
from tests.people import ZHAXI, ZHUOMA
from tests.town import PAYDAY, PUBLIC_UNTIL, march

BATCH = "第一批"
LIST = f"/subsidies/batch?name={BATCH}"
FILE = f"/subsidies/batch.xlsx?name={BATCH}"


@pytest.fixture
def published(web):
    """One case of the first village in a public list until the 27th."""
    road = web.town.road(State.ARCHIVED)
    for event, more in (("propose_subsidy", {}), ("confirm_subsidy", {}), ("publish_subsidy", {"batch": BATCH})):
        act(road, event, **more | ({"until": march(27)} if event == "publish_subsidy" else {}))
    db.session.commit()
    return road.case.number


# --- what waits -------------------------------------------------------------------------------------


def test_each_step_is_listed_with_the_form_it_waits_for(web):
    road = web.town.road(State.ARCHIVED)
    office = web("office")
    assert "现在没有等着办的补贴" in words(office.get("/subsidies"))
    for event, heading, form in (
        ("propose_subsidy", "等审核（1）", "confirm-subsidy"),
        ("confirm_subsidy", "等公示（1）", "publish-subsidy"),
        ("publish_subsidy", "公示中，等发放（1）", "pay-subsidy"),
    ):
        act(road, event)
        db.session.commit()
        page = office.get("/subsidies")
        assert heading in words(page)
        address = f"/cases/{road.case.ref}/events/{form}"
        assert f'href="{address}"' in page.text
        assert office.get(address).status_code == 200


def test_what_was_paid_stands_under_its_year_with_the_sum(web):
    road = web.town.road(State.ARCHIVED)
    for event in ("propose_subsidy", "confirm_subsidy"):
        act(road, event)
    act(road, "publish_subsidy", until=PUBLIC_UNTIL)
    with clock.frozen(PAYDAY):
        act(road, "pay_subsidy", PAYDAY)
    db.session.commit()
    page = words(web("office").get("/subsidies"))
    assert "2026年发放：1件，200.00元" in page
    assert "3月28日发放" in page
    assert "发放：1件" not in words(web("office").get("/subsidies?year=2025"))


@pytest.mark.parametrize("who", ["clerk", "mediator", "chair", "leader", "peace", "sysadmin", "informant"])
def test_only_the_office_keeps_subsidies_and_tariff(web, who):
    for page in ("/subsidies", "/subsidies/tariffs", "/subsidies/tariffs/new"):
        assert web(who).get(page).status_code == 403


def test_another_town_sees_nothing_of_it(web, published):
    assert published not in web("office_far").get("/subsidies").text
    assert web("office_far").get(LIST).status_code == 404


@pytest.mark.parametrize("year", ["二〇二六", "0", "99999", "-1"])
def test_a_year_that_is_none_is_told_so(web, year):
    answer = web("office").get(f"/subsidies?year={year}")
    assert answer.status_code == 422
    assert "这个年份看不懂" in words(answer)


# --- the list ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["office", "clerk", "mediator", "chair", "leader"])
def test_the_public_list_names_no_party(web, published, who):
    page = web(who).get(LIST)
    said = words(page)
    for shown in (published, "一般", "央金", "200.00元", "一共1件", "到3月27日为止", "有意见的"):
        assert shown in said
    for person in (ZHUOMA, ZHAXI):
        assert person["name"] not in said
    assert "牦牛" not in said


def test_the_table_holds_the_same_and_nothing_more(web, published):
    answer = web("office").get(FILE)
    assert answer.status_code == 200
    sheet = load_workbook(BytesIO(answer.data)).active
    found = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert "第一批" in found[0][0]
    assert "2026-03-27" in found[0][0]
    assert found[1] == ["案号", "档次", "调解员", "金额"]
    assert found[2] == [published, "一般", "央金", "200.00元"]
    assert found[3][:2] == ["合计", "1件"]
    assert found[3][3] == "200.00元"
    db.session.rollback()
    last = db.session.query(AuditEvent).order_by(AuditEvent.id.desc()).first()
    assert (last.act, last.data["batch"], last.data["lines"]) == ("export_batch", BATCH, 1)


@pytest.mark.parametrize("who", ["police", "peace", "adviser", "informant", "sysadmin", "auditor"])
def test_others_have_no_list(web, published, who):
    assert web(who).get(LIST).status_code == 403
    assert web(who).get(FILE).status_code == 403


@pytest.mark.parametrize("name", ["", "没有这一批"])
def test_a_batch_that_was_never_published_is_not_found(web, name):
    assert web("office").get(f"/subsidies/batch?name={name}").status_code == 404
    assert web("office").get(f"/subsidies/batch.xlsx?name={name}").status_code == 404


def test_what_was_rejected_leaves_the_list(web, published):
    act(web.town.road(State.ARCHIVED), "reject_subsidy")
    db.session.commit()
    assert web("office").get(LIST).status_code == 404


# --- the forms of the case --------------------------------------------------------------------------


def test_whoever_confirms_is_shown_every_condition(web):
    road = act(web.town.road(State.ARCHIVED), "propose_subsidy")
    db.session.commit()
    said = words(web("office").get(f"/cases/{road.case.ref}/events/confirm-subsidy"))
    for line in ("协议都履行了：符合", "回访过：符合", "领取人不是公职人员：符合", "抽查核实：没有抽到或者还没有问到"):
        assert line in said


def test_a_case_goes_from_proposal_to_list_through_the_forms(web):
    case = web.town.case(State.ARCHIVED)
    address, number = f"/cases/{case.ref}/events", case.number
    page = f"{address}/propose-subsidy"
    assert send(web("mediator"), page, grounds="谈了三次").status_code == 303  # class and shares stand there already
    assert send(web("office"), f"{address}/confirm-subsidy").status_code == 303
    answer = send(web("office"), f"{address}/publish-subsidy", batch=BATCH)
    assert answer.status_code == 303, errors(answer)
    assert number in words(web("office").get(LIST))
    refused = send(web("office"), f"{address}/pay-subsidy", voucher="1")
    assert refused.status_code == 409
    assert "名单公示到3月27日为止，3月28日起才能发放" in words(refused)


def test_a_payment_despite_a_spot_check_that_denied_it_asks_why_and_keeps_what_was_typed(web):
    road = web.town.road(State.ARCHIVED)
    for event in ("propose_subsidy", "confirm_subsidy"):
        act(road, event)
    act(road, "publish_subsidy", until=PUBLIC_UNTIL)
    spot_check(road.case, web.town.user("office").id, CheckResult.NOT_CONFIRMED)
    db.session.commit()
    page = f"/cases/{road.case.ref}/events/pay-subsidy"
    web.clock.set(PAYDAY)
    assert "抽查核实：不符合" in words(web("office").get(page))
    refused = send(web("office"), page, voucher="凭证7号", on=PAYDAY.isoformat())
    assert refused.status_code == 409
    assert "抽查时当事人没有认可" in words(refused)
    form = form_of(refused, page)
    assert form["voucher"] == "凭证7号"
    done = web("office").post(page, data=form | {"despite": "电话里听错了，又上门问过"})
    assert done.status_code == 303, errors(done)


# --- the tariff -------------------------------------------------------------------------------------


def new_row(web, **more):
    fields = {
        "subsidy_class": "NORMAL",
        "fen": "250",
        "public_days": "5",
        "from_on": "2026-04-01",
        "basis": "县里2026年的通知",
    }
    return send(web("office"), "/subsidies/tariffs/new", **fields | more)


def rows(chosen="NORMAL"):
    db.session.rollback()
    query = db.session.query(SubsidyTariff).filter_by(subsidy_class=SubsidyClass(chosen))
    return [(row.fen, row.from_on, row.to_on) for row in query.order_by(SubsidyTariff.from_on)]


def test_a_new_row_ends_the_one_before_it(web):
    assert new_row(web).status_code == 303
    assert rows() == [(20_000, FOUNDED, date(2026, 3, 31)), (25_000, date(2026, 4, 1), None)]
    page = words(web("office").get("/subsidies/tariffs"))
    assert "250.00元" in page
    assert "县里2026年的通知" in page
    acts = [row.act for row in db.session.query(AuditEvent).order_by(AuditEvent.id)][-2:]
    assert acts == ["change_tariff", "add_tariff"]


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("fen", "", "还没有写"),
        ("fen", "-5", "金额要大于0"),
        ("fen", "五十", "请写数字"),
        ("public_days", "", "还没有写"),
        ("public_days", "-1", "请写一个整数"),
        ("public_days", "61", "最多写60个工作日"),
        ("from_on", "", "还没有写"),
        ("from_on", "明天", "这个日期看不懂"),
        ("subsidy_class", "HUGE", "请从列出的里面选"),
        ("place_id", "999999", "请从列出的里面选"),
        ("to_on", "2026-03-01", "结束的日子不能早于开始的日子"),
        ("from_on", "2019-01-01", "这一档在这段时间已经有标准（从2020年1月1日起）"),
        ("basis", "长" * 121, "最多120个字"),
    ],
)
def test_a_wrong_row_of_the_tariff_is_refused_with_its_sentence(web, field, typed, sentence):
    answer = new_row(web, **{field: typed})
    assert answer.status_code == 422
    assert sentence in words(answer)
    assert rows() == [(TARIFF[SubsidyClass.NORMAL], FOUNDED, None)]


def edit(web, **more):
    row = db.session.query(SubsidyTariff).filter_by(subsidy_class=SubsidyClass.NORMAL).first()
    return send(web("office"), f"/subsidies/tariffs/{row.ref}", **more)


def test_a_row_that_nobody_was_paid_by_may_be_mended(web):
    assert edit(web, fen="210", to_on="2026-12-31", public_days="0").status_code == 303
    assert "0个工作日" in words(web("office").get("/subsidies/tariffs"))
    assert rows() == [(21_000, FOUNDED, date(2026, 12, 31))]


def test_a_row_that_was_used_keeps_its_amount_and_its_days(web, published):
    answer = edit(web, fen="210")
    assert answer.status_code == 422
    assert "已经按这一条审核过补贴，金额不能改" in words(answer)
    early = edit(web, to_on="2026-03-19")
    assert "3月20日还按这一条审核过补贴" in words(early)
    assert edit(web, to_on="2026-03-20").status_code == 303
    assert "这一档在这段时间已经有标准" in words(new_row(web, from_on="2026-03-10"))


def test_the_tariff_of_another_town_is_not_kept_here(web):
    far = db.session.query(Place).filter_by(level=PlaceLevel.TOWN, name="远方镇").one()
    row = SubsidyTariff(place_id=far.id, subsidy_class="NORMAL", fen=100, from_on=FOUNDED)
    db.session.add(row)
    db.session.commit()
    assert web("office").get(f"/subsidies/tariffs/{row.ref}").status_code == 404
    assert web("office_far").get(f"/subsidies/tariffs/{row.ref}").status_code == 200


def test_the_county_sets_a_tariff_for_all_its_towns(web):
    county = db.session.query(Place).filter_by(level=PlaceLevel.COUNTY).one().id
    fields = {"subsidy_class": "SIMPLE", "fen": "30", "from_on": "2026-01-01", "place_id": str(county)}
    assert send(web("office2"), "/subsidies/tariffs/new", **fields).status_code == 303
    page = web("office").get("/subsidies/tariffs")
    assert "云上县" in words(page)
    refused = send(web("office"), "/subsidies/tariffs/new", **fields)
    assert "请从列出的里面选" in words(refused)
