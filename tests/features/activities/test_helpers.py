"""Named rosters of villages: added, ended, mended; counted in G02 once a roster and never among the mediators."""

from datetime import date

import pytest

from mediation.casework.actor import OPERATOR
from mediation.indicators.compute import figures
from mediation.indicators.period import Period
from mediation.indicators.scope import scope_of
from mediation.kernel import clock
from mediation.model.activity import StockKind
from mediation.model.audit import AuditEvent
from mediation.model.village_helper import Helper, HelperPost
from mediation.procedure.roles import ACCOUNT_ROLES, Role
from tests.desk import send as fill
from tests.factories import stock

PHONE = "13912345678"
DEKI = {"name": "德吉央宗", "sex": "FEMALE", "phone": PHONE, "from_on": "2024-03-01"}


def page_of(village) -> str:
    return f"/activities/rosters/{village.ref}"


def add(clerk, village, *kinds: StockKind, **told):
    answer = fill(clerk, f"{page_of(village)}/new", **{**DEKI, "kinds": [kind.value for kind in kinds], **told})
    assert answer.status_code == 303, answer.text
    return answer.location.partition("?")[0]


def count(session, world, year: int):
    session.rollback()
    found = figures(OPERATOR, Period.year(year), scope_of(world.town), ("G02", "M01"))
    return dict(found["G02"].parts), found["G02"].value, found["M01"].value


@pytest.mark.parametrize("role", ACCOUNT_ROLES)
def test_who_opens_the_rosters(session, world, clerk, enter, role):
    person = add(clerk, world.villages[0], StockKind.GRID_WORKER)
    number = session.query(HelperPost).one().id
    far = role in (Role.SYSADMIN, Role.SECADMIN, Role.AUDITOR)
    client = enter("one", role, place=None if far else world.town)
    pages = (page_of(world.villages[0]), f"{page_of(world.villages[0])}/new", person, f"{person}/edit")
    posts = (f"{person}/posts/new", f"{person}/posts/{number}", f"{person}/posts/{number}/end")
    expected = 200 if role in (Role.CLERK, Role.OFFICE) else 403
    assert {client.get(page).status_code for page in (*pages, *posts)} == {expected}


def test_one_person_on_two_rosters_counts_once_in_each_and_is_no_mediator(session, world, clerk, told):
    before = count(session, world, 2024)
    add(clerk, world.villages[0], StockKind.GRID_WORKER, StockKind.INFORMANT)
    parts, value, mediators = count(session, world, 2024)
    assert (parts, value) == ({"网格员": 1, "矛盾纠纷信息员": 1}, 2)
    assert mediators == before[2]
    helper = session.query(Helper).one()
    assert told() == [(act, f"helper:{helper.id}") for act in ("add_helper", "add_post", "add_post")]
    assert PHONE not in str(session.query(AuditEvent.data).all())


def test_names_take_the_place_of_the_reported_number_from_the_day_they_begin(session, world, clerk):
    one, two = world.villages
    for village in world.villages:
        stock(village, StockKind.GRID_WORKER, date(2023, 12, 31), 5)
    session.commit()
    add(clerk, one, StockKind.GRID_WORKER)
    assert count(session, world, 2023)[0] == {"网格员": 10}
    assert count(session, world, 2024)[0] == {"网格员": 6}
    post = session.query(HelperPost).one()
    post.to_on = date(2024, 12, 30)
    session.commit()
    assert count(session, world, 2024)[0] == {"网格员": 5}
    assert two.name in clerk.get("/activities/rosters?on=2024-12-31").text
    both = clerk.get("/activities/rosters?on=2024-06-30").text
    assert "名单上1人，报的是5人" in both
    assert "名单上" not in clerk.get("/activities/rosters?on=2023-12-31").text.replace("写了名字的按名单", "")


def test_the_rows_of_names_and_numbers_stand_in_one_list(session, world, clerk, office):
    stock(world.villages[1], StockKind.GRID_WORKER, date(2023, 12, 31), 5)
    session.commit()
    add(clerk, world.villages[0], StockKind.GRID_WORKER)
    page = office.get("/reports/periods/2024/figures/G02").text
    assert "德吉央宗（云上第1村）" in page
    assert "云上第2村" in page
    assert PHONE not in page


def test_a_namesake_is_asked_about(session, world, clerk):
    add(clerk, world.villages[0], StockKind.GRID_WORKER)
    again = {**DEKI, "kinds": ["INFORMANT"]}
    answer = fill(clerk, f"{page_of(world.villages[0])}/new", **again)
    assert answer.status_code == 422
    assert "已经有同名的人" in answer.text
    assert fill(clerk, f"{page_of(world.villages[0])}/new", **again, another="y").status_code == 303
    session.rollback()
    assert session.query(Helper).count() == 2


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"name": ""}, "还没有写。"),
        ({"kinds": []}, "还没有写。"),
        ({"phone": "12"}, "电话"),
        ({"from_on": "2024-13-01"}, "这个日期看不懂"),
        ({"from_on": "2024-05-01", "to_on": "2024-04-01"}, "结束的日子不能早于开始的日子"),
    ],
)
def test_bad_input_is_told_beside_its_field(session, world, clerk, typed, said):
    told = {**DEKI, "kinds": ["GRID_WORKER"], **typed}
    answer = fill(clerk, f"{page_of(world.villages[0])}/new", **told)
    assert answer.status_code == 422
    assert said in answer.text
    session.rollback()
    assert session.query(Helper).count() == 0


def test_somebody_leaves_comes_back_and_the_days_are_mended(session, world, clerk):
    person = add(clerk, world.villages[0], StockKind.GRID_WORKER)
    number = session.query(HelperPost).one().id
    early = fill(clerk, f"{person}/posts/{number}/end", to_on="2024-02-01")
    assert (early.status_code, "不能早于进来的日子" in early.text) == (422, True)
    assert fill(clerk, f"{person}/posts/{number}/end", to_on="2024-06-30").status_code == 303
    back = {"village_id": world.villages[0].id, "kind": "GRID_WORKER", "from_on": "2024-06-30"}
    twice = fill(clerk, f"{person}/posts/new", **back)
    assert (twice.status_code, "已经在这支队伍里" in twice.text) == (422, True)
    assert fill(clerk, f"{person}/posts/new", **back | {"from_on": "2024-07-01"}).status_code == 303
    assert fill(clerk, f"{person}/posts/{number}", from_on="2024-01-01", to_on="2024-06-30").status_code == 303
    session.rollback()
    spans = [(post.from_on, post.to_on) for post in session.query(HelperPost).order_by(HelperPost.id)]
    assert spans == [(date(2024, 1, 1), date(2024, 6, 30)), (date(2024, 7, 1), None)]
    assert count(session, world, 2024)[0] == {"网格员": 1}


def test_particulars_are_mended_and_the_telephone_stays_masked(session, world, clerk):
    person = add(clerk, world.villages[0], StockKind.GRID_WORKER)
    page = clerk.get(f"{person}/edit").text
    assert PHONE not in page
    assert "139****5678" in page
    assert fill(clerk, f"{person}/edit", name="德吉卓玛").status_code == 303
    session.rollback()
    kept = session.query(Helper).one().person
    assert (kept.name, kept.phone) == ("德吉卓玛", PHONE)
    assert fill(clerk, f"{person}/edit", name="德吉卓玛", no_phone="y").status_code == 303
    session.rollback()
    assert session.query(Helper).one().person.phone is None


def test_another_towns_village_and_person_are_not_found(session, world, clerk, enter):
    person = add(clerk, world.villages[0], StockKind.GRID_WORKER)
    far = enter("far", Role.CLERK, place=world.villages[1])
    assert far.get("/activities/rosters/nowhere").status_code == 404
    assert far.get(f"{person}x").status_code == 404
    assert clock.today() >= date(2024, 3, 1)
