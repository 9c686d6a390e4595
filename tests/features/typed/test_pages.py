"""Figures of other bodies: never without a source, never twice, marked as typed wherever they stand."""

from io import BytesIO

import pytest

from mediation.casework.actor import OPERATOR
from mediation.indicators.compute import figures
from mediation.indicators.definition import Measure
from mediation.indicators.period import Period
from mediation.indicators.scope import scope_of
from mediation.indicators.typed import TYPED
from mediation.model.audit import AuditEvent
from mediation.model.typed import TypedFigure
from mediation.procedure.roles import ACCOUNT_ROLES, Role
from tests.desk import send as fill

TOLD = {"from_on": "2024-01-01", "to_on": "2024-12-31", "value": "12", "source": "县信访局2024年年报"}


def write(office, figure: str, place, **told):
    answer = send(office, figure, place, **told)
    assert answer.status_code == 303, answer.text
    return answer.location.partition("?")[0]


def send(office, figure: str, place, **told):
    return fill(office, f"/typed/new?figure={figure}", **{**TOLD, "place_id": place.id, **told})


def value(session, place, figure: str, period: Period):
    session.rollback()
    return figures(OPERATOR, period, scope_of(place), (figure,))[figure].value


@pytest.mark.parametrize("role", ACCOUNT_ROLES)
def test_who_opens_them(world, office, enter, role):
    one = write(office, "X07", world.town)
    far = role in (Role.SYSADMIN, Role.SECADMIN, Role.AUDITOR)
    client = enter("one", role, place=None if far else world.town)
    pages = ("/typed", "/typed/new?figure=X07", one, f"{one}/edit", f"{one}/drop")
    assert {client.get(page).status_code for page in pages} == {200 if role is Role.OFFICE else 403}


@pytest.mark.parametrize("one", TYPED, ids=lambda one: one.id)
def test_each_is_typed_and_read_again(session, world, office, one):
    write(office, one.id, world.town)
    assert value(session, world.town, one.id, Period.year(2024)) == (1200 if one.measure is Measure.FEN else 12)
    assert value(session, world.town, one.id, Period.year(2023)) is None
    row = session.query(TypedFigure).one()
    assert (row.person, row.source, row.unit) == ("德吉", TOLD["source"], one.measure.label)


def test_without_a_source_it_is_refused_with_a_sentence(session, world, office, told):
    answer = send(office, "X07", world.town, source=" ")
    assert answer.status_code == 422
    assert "没有来源的数字不能填" in answer.text
    session.rollback()
    assert (session.query(TypedFigure).count(), told()) == (0, [])


def test_a_flow_counts_where_its_span_lies_inside_and_a_stock_from_its_last_day_on(session, world, office):
    write(office, "X07", world.town, from_on="2024-01-01", to_on="2024-03-31", value="5")
    write(office, "X07", world.town, from_on="2024-04-01", to_on="2024-06-30", value="6")
    assert value(session, world.town, "X07", Period.year(2024)) == 11
    assert value(session, world.town, "X07", Period.quarter(2024, 2)) == 6
    assert value(session, world.town, "X07", Period.month(2024, 4)) is None
    write(office, "X15", world.town, to_on="2024-03-31", value="4")
    write(office, "X15", world.town, to_on="2024-09-30", value="3")
    assert value(session, world.town, "X15", Period.half(2024, 1)) == 4
    assert value(session, world.town, "X15", Period.year(2025)) == 3


def test_nothing_is_told_twice(session, world, office):
    write(office, "X07", world.town)
    twice = send(office, "X07", world.town, from_on="2024-12-31", to_on="2025-01-31")
    inside = send(office, "X07", world.villages[0])
    assert (twice.status_code, "已经填过" in twice.text) == (422, True)
    assert (inside.status_code, "和这个地方有重复" in inside.text) == (422, True)
    assert send(office, "X07", world.villages[0], from_on="2025-01-01", to_on="2025-12-31").status_code == 303


def test_the_rate_of_calls(session, world, office):
    write(office, "X08", world.town, value="8")
    assert value(session, world.town, "X09b", Period.year(2024)) == "0.0"
    write(office, "X09", world.town, value="7")
    assert value(session, world.town, "X09b", Period.year(2024)) == "87.5"
    assert value(session, world.town, "X09b", Period.year(2023)) is None


def test_the_paper_is_kept_and_handed_out(session, world, office):
    content = b"%PDF-1.4 a letter"
    told = {**TOLD, "place_id": world.town.id, "file": (BytesIO(content), "函.pdf")}
    page = "/typed/new?figure=X07"
    answer = office.post(page, data={**office.hidden(page), **told}, content_type="multipart/form-data")
    one = answer.location.partition("?")[0]
    assert office.get(f"{one}/file").data == content
    bad = {**office.hidden(f"{one}/edit"), **told, "file": (BytesIO(b"x"), "坏.pdf")}
    refused = office.post(f"{one}/edit", data=bad, content_type="multipart/form-data")
    assert (refused.status_code, "只收照片" in refused.text) == (422, True)


def test_mended_by_another_and_dropped(session, world, office, enter):
    one = write(office, "X07", world.town)
    other = enter("office2", Role.OFFICE, name="次仁")
    assert fill(other, f"{one}/edit", **{**TOLD, "place_id": world.town.id, "value": "13"}).status_code == 303
    session.rollback()
    row = session.query(TypedFigure).one()
    assert (row.value, row.person) == (13, "次仁")
    changed = session.query(AuditEvent).filter_by(act="change_typed").one()
    assert (changed.data["old"]["value"], changed.data["new"]["value"]) == (12, 13)
    assert fill(other, f"{one}/drop", why="填错了").status_code == 303
    session.rollback()
    assert session.query(TypedFigure).count() == 0


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"value": ""}, "还没有写。"),
        ({"value": "-1"}, "请写一个整数"),
        ({"to_on": "2023-12-31"}, "结束的日子不能早于开始的日子"),
        ({"to_on": "2199-12-31"}, "年份不对"),
        ({"place_id": "999"}, "请从列出的里面选"),
    ],
)
def test_bad_input_is_told_beside_its_field(session, world, office, typed, said):
    answer = fill(office, "/typed/new?figure=X07", **{**TOLD, "place_id": world.town.id, **typed})
    assert answer.status_code == 422
    assert said in answer.text
    session.rollback()
    assert session.query(TypedFigure).count() == 0


def test_a_figure_that_is_computed_cannot_be_typed(office):
    assert office.get("/typed/new?figure=C01").status_code == 404
    assert office.get("/typed/nothing").status_code == 404


def test_the_list_of_a_year(world, office):
    write(office, "X05", world.town, value="1000.50")
    page = office.get("/typed?year=2024").text
    assert "1,000.50元" in page
    assert "还没有填过" in office.get("/typed?year=2023").text
    assert "2024年1月1日" in page
