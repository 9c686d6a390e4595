"""What comes after a period was closed: restatements beside the printed figures, and nothing altered unnoticed."""

import random
import sqlite3
from datetime import date

import pytest
from sqlalchemy import inspect, text

from mediation.casework.actor import OPERATOR
from mediation.features.reports.files import MAKERS, file_of
from mediation.features.reports.freezing import freeze
from mediation.features.reports.report import open_report
from mediation.features.reports.restating import restate
from mediation.features.reports.verifying import changes_since, vanished, verify
from mediation.indicators.period import Period
from mediation.indicators.scope import scope_of
from mediation.kernel import clock
from mediation.kernel.errors import Refused
from mediation.model import triggers
from mediation.model.audit import AuditEvent
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.report import Restatement
from tests.casework.test_concurrency import PROVE
from tests.factories import Story, World
from tests.plugins.postgres import on_sqlite

YEAR, MARCH = Period.year(2024), Period.month(2024, 3)
BYTES = 1000 if PROVE else 60
NAMED = {"reason": "立案时看错了类型", "ordered_by": "司法所所长 次仁"}
TABLES = ("restatement", "frozen_file", "frozen_figure", "frozen_report")


@pytest.fixture
def frozen(world: World):
    kept = freeze(OPERATOR, scope_of(world.town), YEAR, "第一次")
    db.session.commit()
    return kept


def correct_a_type(world: World, number: int = 1, to: str = "合同纠纷", on: date = date(2025, 3, 1)) -> None:
    story = Story(world)
    story.case = db.session.query(Case).filter_by(number=f"（2024）云上人调字第{number}号").one()
    story.fire("correct_record", on, field="DISPUTE_TYPE", new=to, reason="看错了")
    db.session.commit()


def restate_all(world: World, kept) -> list[str]:
    report = open_report(OPERATOR, Period(kept.from_on, kept.to_on), code=world.town.code)
    changed = [(change.figure, change.frozen, change.now) for change in changes_since(OPERATOR, report)]
    restate(OPERATOR, kept, world.town.code, changed, **NAMED)
    db.session.commit()
    return [id_ for id_, _old, _new in changed]


# --- restating -----------------------------------------------------------------------------------


def test_a_restatement_says_old_new_reason_and_who_ordered_it(world: World, frozen):
    correct_a_type(world)
    before = file_of(open_report(OPERATOR, YEAR), "docx")
    assert restate_all(world, frozen) == ["C22"]
    row = db.session.query(Restatement).one()
    assert (row.old, row.result["value"], row.reason, row.ordered_by) == (4, 4, NAMED["reason"], NAMED["ordered_by"])
    assert row.result["parts"]["合同纠纷"] == 1
    event = db.session.query(AuditEvent).filter_by(act="restate_report").one()
    assert (event.subject, event.note) == ("report:542429101000:2024-01-01:1:r1", NAMED["reason"])
    assert file_of(open_report(OPERATOR, YEAR), "docx") == before
    assert open_report(OPERATOR, YEAR).figures["C22"].parts == {"婚姻家庭纠纷": 1, "邻里纠纷": 3}


def test_what_was_restated_is_told_once_and_a_later_change_again(world: World, frozen):
    correct_a_type(world)
    restate_all(world, frozen)
    (found,) = verify(OPERATOR, 2024)
    assert (found.whole, found.changes, found.restated) == (True, (), 1)
    correct_a_type(world, to="损害赔偿纠纷", on=date(2025, 4, 1))
    (found,) = verify(OPERATOR, 2024)
    assert [change.figure for change in found.changes] == ["C22"]
    restate_all(world, frozen)
    assert [row.number for row in db.session.query(Restatement).order_by(Restatement.id)] == [1, 2]
    (found,) = verify(OPERATOR, 2024)
    assert found.changes == ()


def test_nothing_is_restated_when_nothing_changed(world: World, frozen):
    with pytest.raises(Refused, match="没有要更正的数字"):
        restate_all(world, frozen)


def test_a_restatement_cannot_be_changed(world: World, frozen):
    correct_a_type(world)
    restate_all(world, frozen)
    with pytest.raises(Exception, match="never changed"):
        db.session.execute(text("UPDATE restatement SET ordered_by = '别人'"))


def test_the_office_restates_from_the_page(world: World, office, reading_as, frozen):
    client = reading_as(office)
    assert "没有。台账和封存的数字" in client.get("/reports/periods/2024/changes").text
    correct_a_type(world)
    page = client.get("/reports/periods/2024/changes").text
    assert "按类型（C22）" in page
    assert "第1号（邻里纠纷）；多了 （2024）云上人调字第1号（合同纠纷）" in page
    missing = client.send("/reports/periods/2024/changes", {"reason": "看错了", "ordered_by": ""})
    assert (missing.status_code, "还没有写。" in missing.text, "看错了</textarea>" in missing.text) == (422, True, True)
    done = client.send("/reports/periods/2024/changes", NAMED)
    assert done.status_code == 303
    page = client.get(done.location).text
    assert "司法所所长 次仁" in page
    assert "印过的数字不动" not in page
    assert "封存以后的变化" in client.get("/reports/2024").text


def test_a_restated_number_is_marked_where_it_was_printed(world: World, office, reading_as, frozen):
    """The type of one case was wrong: the whole stays, two parts move; the printed numbers stay beside the mark."""
    correct_a_type(world)
    client = reading_as(office)
    page = client.get("/reports/periods/2024/changes").text
    assert "合同纠纷：0 → 1" in page
    restate_all(world, frozen)
    page = client.get("/reports/periods/2024/changes").text
    row = page.split('id="r1-C22"')[1].split("</tr>")[0]
    assert "合同纠纷：0 → 1" in row
    said = page.split('<h3 id="r1">第1次更正</h3>')[1].split("<table")[0]
    assert all(words in said for words in NAMED.values()), "why, and who ordered it, once over its figures"
    forms = client.get("/reports/periods/2024").text
    assert '<a href="/reports/periods/2024/changes#r1-C22" title="立案时看错了类型">已更正：1</a>' in forms
    assert forms.count("已更正") == len({"合同纠纷", "邻里纠纷"})
    facts = client.get("/reports/2024/figures/C22?part=邻里纠纷").text
    assert "为什么更正" in facts
    assert "已更正" not in client.get("/reports/periods/2024/figures/C01").text


def test_a_restated_sum_is_marked_in_the_text_and_in_the_list(world: World, office, reading_as, frozen):
    world.settled(date(2024, 7, 2), date(2024, 7, 9))
    db.session.commit()
    before = open_report(OPERATOR, YEAR)
    printed = file_of(before, "docx")
    restate_all(world, frozen)
    page = reading_as(office).get("/reports/2024").text
    assert '#r1-C01" title="立案时看错了类型">已更正：5</a>' in page
    assert page.count("已更正：5</a>") >= 2
    assert file_of(open_report(OPERATOR, YEAR), "docx") == printed


def test_a_leader_reads_the_mark_and_its_reason_but_no_small_number(world: World, leader, reading_as, frozen):
    world.settled(date(2024, 7, 2), date(2024, 7, 9))
    db.session.commit()
    restate_all(world, frozen)
    page = reading_as(leader).get("/reports/periods/2024").text
    assert "已更正：5（立案时看错了类型）" in page
    assert "/changes" not in page


def test_a_leader_does_not_restate(leader, reading_as, frozen):
    assert reading_as(leader).get("/reports/periods/2024/changes").status_code == 403


def test_there_is_nothing_to_restate_of_an_open_year(office, reading_as):
    assert reading_as(office).get("/reports/periods/2024/changes").status_code == 404


# --- nothing altered unnoticed -------------------------------------------------------------------


def _cells(connection) -> list[tuple[str, str, int]]:
    """Every cell that says something: table, column and row."""
    found = []
    for table in TABLES:
        columns = [one["name"] for one in inspect(connection).get_columns(table) if one["name"] != "id"]
        for id_ in connection.execute(text(f"SELECT id FROM {table}")).scalars():
            found += [(table, column, id_) for column in columns]
    return found


def _altered(value: object, chance: random.Random) -> object:
    """The value with one byte otherwise."""
    raw = bytearray(value if isinstance(value, bytes) else str(value).encode())
    if not raw:
        return "x"
    at = chance.randrange(len(raw))
    raw[at] = chance.choice([byte for byte in range(33, 126) if byte != raw[at]])
    return bytes(raw) if isinstance(value, bytes) else raw.decode(errors="replace")


@on_sqlite  # the columns of PostgreSQL refuse most of this by their types
@pytest.mark.slow
def test_any_altered_byte_is_found(world: World, frozen):
    """As somebody could who gets at the file itself; each time one byte of one cell, then back again."""
    correct_a_type(world)
    restate_all(world, frozen)
    db.session.rollback()
    with db.engine.begin() as connection:
        triggers.lift(connection)
        cells = _cells(connection)
    chance, missed = random.Random(2024), []
    bare = sqlite3.connect(db.engine.url.database, isolation_level=None)
    for table, column, id_ in (chance.choice(cells) for _ in range(BYTES)):
        (kept,) = bare.execute(f"SELECT {column} FROM {table} WHERE id = {id_}").fetchone()
        other = _altered(kept, chance)
        try:
            bare.execute(f"UPDATE {table} SET {column} = ? WHERE id = {id_}", (other,))
        except sqlite3.IntegrityError:  # refused by the database itself
            continue
        db.session.rollback()
        db.session.expire_all()
        if str(other) != str(kept) and all(one.whole for one in verify(OPERATOR)) and not vanished():
            missed.append((table, column, id_, str(kept)[:80], str(other)[:80]))
        db.session.rollback()
        bare.execute(f"UPDATE {table} SET {column} = ? WHERE id = {id_}", (kept,))
    bare.close()
    db.session.expire_all()
    assert missed == []
    assert all(one.whole for one in verify(OPERATOR))


# --- months and quarters -------------------------------------------------------------------------


def close(world: World, *periods: Period) -> None:
    for period in periods:
        freeze(OPERATOR, scope_of(world.town), period)
    db.session.commit()


@pytest.mark.parametrize("kind", list(MAKERS))
def test_a_closed_month_is_printed_the_same_again(world: World, kind: str):
    close(world, MARCH)
    before = file_of(open_report(OPERATOR, MARCH), kind)
    world.settled(date(2024, 3, 4), date(2024, 3, 20))
    db.session.commit()
    assert file_of(open_report(OPERATOR, MARCH), kind) == before
    assert open_report(OPERATOR, MARCH, live=True).figures["C01"].value == 2


def test_the_months_add_up_and_a_late_entry_is_named(world: World, office, reading_as):
    close(world, YEAR, *(Period.month(2024, number) for number in range(1, 13)))
    client = reading_as(office)
    page = client.get("/reports/2024/periods").text
    assert "加起来对不上" not in page
    world.settled(date(2024, 3, 4), date(2024, 3, 20))
    db.session.commit()
    assert client.send("/reports/periods/2024-03/changes", NAMED).status_code == 303
    page = client.get("/reports/2024/periods").text
    assert "“受理纠纷”各时段加起来和全年不一样" in page
    assert "后来更正了" in page
    assert client.send("/reports/periods/2024/changes", NAMED).status_code == 303
    assert "加起来对不上" not in client.get("/reports/2024/periods").text


def test_the_quarters_add_up_and_a_late_entry_is_named(world: World, office, reading_as):
    quarters = [Period.quarter(2024, number) for number in range(1, 5)]
    close(world, YEAR, *quarters)
    client = reading_as(office)
    assert "加起来对不上" not in client.get("/reports/2024/periods").text
    before = file_of(open_report(OPERATOR, quarters[0]), "xlsx")
    world.settled(date(2024, 3, 4), date(2024, 3, 20))
    db.session.commit()
    client.send("/reports/periods/2024-Q1/changes", NAMED)
    assert "“受理纠纷”各时段加起来和全年不一样" in client.get("/reports/2024/periods").text
    client.send("/reports/periods/2024/changes", NAMED)
    assert "加起来对不上" not in client.get("/reports/2024/periods").text
    assert file_of(open_report(OPERATOR, quarters[0]), "xlsx") == before


def test_a_month_is_closed_from_its_page(world: World, office, reading_as):
    client = reading_as(office)
    page = client.get("/reports/periods/2024-03").text
    assert "云上镇2024年3月调解工作统计表" in page
    assert "人民调解组织、人员情况统计表" in page
    unticked = client.send("/reports/periods/2024-03", {}, action="/reports/periods/2024-03/freeze")
    assert unticked.status_code == 422
    done = client.send("/reports/periods/2024-03", {"seen": "y"}, action="/reports/periods/2024-03/freeze")
    assert done.location == "/reports/periods/2024-03"
    assert "已经定稿" in client.get(done.location).text
    for kind in ("docx", "xlsx", "json"):
        assert client.get(f"/reports/periods/2024-03.{kind}").status_code == 200
    assert client.get("/reports/periods/2024-03/figures/C01").status_code == 200


def test_a_closed_month_is_not_closed_again(world: World, office, reading_as):
    client = reading_as(office)
    hidden = client.hidden("/reports/periods/2024-03", "/reports/periods/2024-03/freeze")
    close(world, MARCH)
    answer = client.post("/reports/periods/2024-03/freeze", data={**hidden, "seen": "y"})
    assert (answer.status_code, "请写更正说明" in answer.text) == (409, True)


@pytest.mark.parametrize("code", ["2024-13", "2024-Q9", "nothing", "1850", "2031-01", "2024-03-01..2024-02-01"])
def test_what_is_no_period_is_not_found(office, reading_as, code: str):
    assert reading_as(office).get(f"/reports/periods/{code}").status_code == 404


def test_a_month_that_runs_is_a_draft_and_not_closed(office, reading_as):
    today = clock.today()
    code = f"{today:%Y-%m}"
    client = reading_as(office)
    assert "这段时间还没有过完" in client.get(f"/reports/periods/{code}").text
    hidden = client.hidden("/reports/periods/2024-03", "/reports/periods/2024-03/freeze")
    answer = client.post(f"/reports/periods/{code}/freeze", data={**hidden, "seen": "y"})
    assert (answer.status_code, "还没有过完" in answer.text) == (409, True)


def test_a_leader_reads_the_forms_without_rows_and_without_closing(leader, reading_as):
    client = reading_as(leader)
    page = client.get("/reports/periods/2024").text
    assert "人民调解案件情况统计表" in page
    assert 'action="/reports/periods' not in page
    assert client.get("/reports/2024/periods").status_code == 200
