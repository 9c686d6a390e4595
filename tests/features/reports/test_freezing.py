"""A closed year stays as it was printed, shows what was altered, and says what the ledgers say differently since."""

from datetime import date

import pytest
from sqlalchemy import text

from mediation.casework.actor import OPERATOR
from mediation.features.reports.files import MAKERS, file_of
from mediation.features.reports.freezing import freeze
from mediation.features.reports.report import open_report
from mediation.features.reports.verifying import vanished, verify
from mediation.indicators.period import Period
from mediation.indicators.scope import scope_of
from mediation.kernel import clock
from mediation.kernel.errors import Refused
from mediation.model import triggers
from mediation.model.audit import AuditEvent
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.report import FrozenReport
from tests.factories import World

YEAR = Period.year(2024)


@pytest.fixture
def frozen(world: World):
    kept = freeze(OPERATOR, scope_of(world.town), YEAR, "第一次")
    db.session.commit()
    return kept


def correct_a_type(world: World) -> None:
    """An old case is given another type after the year was closed."""
    from tests.factories import Story

    story = Story(world)
    story.case = db.session.query(Case).filter_by(number="（2024）云上人调字第1号").one()
    new = {"field": "DISPUTE_TYPE", "new": "合同纠纷", "reason": "看错了"}
    story.fire("correct_record", date(2025, 3, 1), **new)
    db.session.commit()


@pytest.mark.parametrize("kind", list(MAKERS))
def test_a_reprint_is_the_same_to_the_byte(world: World, frozen, kind: str):
    before = file_of(open_report(OPERATOR, YEAR), kind)
    correct_a_type(world)
    with clock.frozen(date(2027, 5, 1)):
        assert file_of(open_report(OPERATOR, YEAR), kind) == before


def test_the_chain_knows_the_hash(frozen):
    event = db.session.query(AuditEvent).filter_by(act="freeze_report").one()
    assert event.data["sha256"] == frozen.sha256
    assert event.subject == "report:542429101000:2024-01-01:1"


def test_an_untouched_report_is_whole(frozen):
    (found,) = verify(OPERATOR, 2024)
    assert found.whole
    assert found.changes == ()


def test_a_correction_is_listed_and_the_printed_year_stays(world: World, frozen):
    correct_a_type(world)
    (found,) = verify(OPERATOR)
    assert found.whole
    assert [change.figure for change in found.changes] == ["C22"]
    assert open_report(OPERATOR, YEAR).figures["C22"].parts == {"婚姻家庭纠纷": 1, "邻里纠纷": 3}
    assert open_report(OPERATOR, YEAR, live=True).figures["C22"].parts["合同纠纷"] == 1


def test_a_void_case_makes_one_correction_line(world: World, frozen):
    case = db.session.query(Case).filter_by(number="（2024）云上人调字第4号").one()
    from tests.factories import Story

    story = Story(world)
    story.case = case
    other = db.session.query(Case).filter_by(number="（2024）云上人调字第1号").one()
    story.fire("void", date(2025, 2, 1), reason="MERGED", link=other.id)
    db.session.commit()
    (found,) = verify(OPERATOR, 2024)
    change = next(change for change in found.changes if change.figure == "C01")
    assert (change.frozen, change.live, change.gone) == (4, 3, ("（2024）云上人调字第4号",))


KEPT = ("frozen_report", "frozen_figure", "frozen_file", "restatement")


OTHER_BYTES = """
UPDATE frozen_file SET content = (SELECT other.content FROM frozen_file other WHERE other.format = 'json')
WHERE format = 'docx'"""


def alter(statement: str) -> None:
    """As somebody could who gets at the database file itself, past every trigger."""
    if db.engine.dialect.name == "postgresql":
        off = [f"ALTER TABLE {name} DISABLE TRIGGER USER" for name in KEPT]
    else:
        found = db.session.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars()
        off = [f'DROP TRIGGER "{name}"' for name in found]
    for line in [*off, statement]:
        db.session.execute(text(line))
    db.session.commit()


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("UPDATE frozen_figure SET result = '{\"value\": 99}' WHERE figure = 'C03'", "C03"),
        ("UPDATE frozen_figure SET rows = '[]' WHERE figure = 'C01'", "C01"),
        (OTHER_BYTES, "docx"),
        ("UPDATE frozen_report SET text = '{}'", "2024"),
        ("DELETE FROM frozen_figure WHERE figure = 'C04'", "2024"),
    ],
)
def test_what_was_altered_is_named(frozen, statement: str, named: str):
    alter(statement)
    (found,) = verify(OPERATOR, 2024)
    assert found.altered == (named,)


def test_a_year_is_closed_once_and_only_when_it_is_over(world: World, frozen):
    with pytest.raises(Refused, match="已经定稿"):
        freeze(OPERATOR, scope_of(world.town), YEAR)
    with pytest.raises(Refused, match="还没有过完"):
        freeze(OPERATOR, scope_of(world.town), Period.year(clock.today().year))


def test_a_contradiction_blocks_closing(world: World):
    db.session.execute(text("UPDATE case_file SET number_seq = 9 WHERE number = '（2024）云上人调字第4号'"))
    with pytest.raises(Refused, match="案号从一号起没有空缺"):
        freeze(OPERATOR, scope_of(world.town), YEAR)


def test_the_office_closes_the_year_from_the_page(office, reading_as):
    client = reading_as(office)
    answer = client.send("/reports/2024", {"seen": "y", "note": "核对过"}, action="/reports/2024/freeze")
    assert answer.location == "/reports/2024"
    page = client.get("/reports/2024").text
    assert "已经定稿" in page
    assert "定稿，封存数字" not in page
    assert "没有变" in client.get("/reports/2024/figures/C03").text
    assert db.session.query(FrozenReport).one().note == "核对过"


def test_a_year_is_not_closed_by_one_click(office, reading_as):
    client = reading_as(office)
    page = client.get("/reports/2024").text
    assert "我看过了，封存以后不能再改" in page
    assert "还没有人写：二、存在的不足和原因" in page
    assert "没有任何案件和活动的记录" not in page
    answer = client.send("/reports/2024", {"note": "按期"}, action="/reports/2024/freeze")
    assert answer.status_code == 422
    assert 'id="seen-error">封存以后不能再改。看过了，请先勾上这一格。' in answer.text
    assert "按期</textarea>" in answer.text
    assert db.session.query(FrozenReport).count() == 0


def test_a_year_without_records_says_so_before_it_is_closed(office, reading_as):
    client = reading_as(office)
    assert "没有任何案件和活动的记录" in client.get("/reports/2019").text
    assert client.send("/reports/2019", action="/reports/2019/freeze").status_code == 422
    assert client.send("/reports/2019", {"seen": "y"}, action="/reports/2019/freeze").status_code == 303


def test_a_year_that_is_not_over_is_refused_with_or_without_a_tick(office, reading_as):
    client, year = reading_as(office), clock.today().year
    hidden = client.hidden("/reports/2024", "/reports/2024/freeze")
    for ticked in ({}, {"seen": "y"}):
        answer = client.post(f"/reports/{year}/freeze", data={**hidden, **ticked})
        assert (answer.status_code, "这段时间还没有过完" in answer.text) == (409, True)


def test_a_frozen_part_opens_its_own_rows(office, reading_as, frozen):
    rows = reading_as(office).get("/reports/2024/figures/C22?part=邻里纠纷").text
    assert rows.count("号</a></th>") == 3


def test_a_report_that_was_removed_whole_is_missed(frozen):
    assert vanished() == []
    db.session.rollback()
    with db.engine.begin() as connection:
        triggers.lift(connection)
        for table in ("restatement", "frozen_file", "frozen_figure", "frozen_report"):
            connection.execute(text(f"DELETE FROM {table}"))
        triggers.lay(connection)
    assert vanished(2024) == ["report:542429101000:2024-01-01:1"]
    assert vanished(2023) == []
