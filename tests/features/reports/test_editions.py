"""The internal edition shows the cases behind each number; the public one no case, no person, no small cell."""

import json
from datetime import date
from io import BytesIO

import pytest
from docx import Document
from openpyxl import load_workbook

from mediation.casework.actor import OPERATOR
from mediation.features.reports.editions import in_edition, together
from mediation.features.reports.freezing import freeze
from mediation.features.reports.report import Edition, open_report
from mediation.features.reports.tables import standard_tables
from mediation.features.reports.writing import begin, write
from mediation.indicators.catalogue import INDICATORS
from mediation.indicators.period import Period
from mediation.indicators.scope import scope_of
from mediation.model.audit import AuditEvent
from mediation.model.base import db
from mediation.model.mediator import Mediator
from mediation.model.person import Person
from mediation.model.report import ReportPart
from mediation.procedure.records import Source
from tests.desk import words
from tests.factories import World

YEAR = Period.year(2024)


@pytest.fixture
def sources(world: World) -> World:
    """Own motion 1 and police 4 beside one application: one small cell, which its neighbour would give away."""
    for month in (7, 8, 9):
        world.settled(date(2024, month, 2), date(2024, month, 9), source=Source.POLICE)
    db.session.commit()
    return world


def text_of(content: bytes) -> str:
    document = Document(BytesIO(content))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def test_the_paper_itself_stays_as_it_was(office, reading_as):
    paper = text_of(reading_as(office).get("/reports/2024.docx").data)
    assert "附：数字说明" in paper
    assert "附：数字背后的案件" not in paper
    assert "人调字" not in paper


def test_the_internal_edition_has_the_case_numbers_behind_each_number(office, reading_as):
    client = reading_as(office)
    answer = client.get("/reports/2024.docx?edition=internal")
    assert "%E5%86%85%E9%83%A8%E7%89%88" in answer.headers["Content-Disposition"]
    paper = text_of(answer.data)
    assert "附：数字说明" in paper
    assert "（2024）云上人调字第1号、第2号、第3号" in paper
    html = client.get("/reports/2024.html?edition=internal").text
    assert "（2024）云上人调字第4号" in html


def test_every_file_leads_from_a_number_to_its_rule_and_inside_the_house_to_its_cases(office, reading_as):
    client = reading_as(office)
    said = text_of(client.get("/reports/2024.docx?form=table").data)
    assert "C01" in said
    assert INDICATORS["C01"].definition in said
    assert "数字背后" not in said
    inside = text_of(client.get("/reports/2024.docx?form=table&edition=internal").data)
    assert "数字背后" in inside
    assert "（2024）云上人调字第1号" in inside
    found = json.loads(client.get("/reports/2024.json?edition=internal").data)["figures"]["C11"]
    people = open_report(OPERATOR, YEAR).figures["C11"].rows
    assert found["rows"] == len(people)
    assert found["cases"][0] == "（2024）云上人调字第1号"
    assert not [one.label for one in people if one.label in json.dumps(found, ensure_ascii=False)]


def test_the_leader_gets_no_internal_edition(leader, reading_as):
    client = reading_as(leader)
    assert client.get("/reports/2024.docx?edition=internal").status_code == 404
    assert client.get("/reports/2024.docx?edition=public").status_code == 200
    page = client.get("/reports/2024").text
    assert "edition=public" in page
    assert "edition=internal" not in page


@pytest.mark.parametrize("kind", ["docx", "html", "json", "xlsx"])
def test_the_public_edition_names_no_case_and_nobody(sources, office, reading_as, kind: str):
    content = reading_as(office).get(f"/reports/2024.{kind}?edition=public").data
    if kind == "docx":
        said = text_of(content)
    elif kind == "xlsx":
        book = load_workbook(BytesIO(content))
        assert book.sheetnames == ["案件情况", "组织和人员"]
        said = "\n".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
    else:
        said = content.decode()
    assert "人调字" not in said
    assert "数字背后" not in said
    for one in open_report(OPERATOR, YEAR).figures["C11"].rows:
        assert one.label not in said
    assert sources.yangjin.person.name not in said


def test_small_cells_are_hidden_in_text_and_tables_alike(sources):
    public = in_edition(open_report(OPERATOR, YEAR), Edition.PUBLIC)
    assert "公安机关委托移送4件" in open_report(OPERATOR, YEAR).text.text
    shown = [
        line
        for form in standard_tables(public.figures, YEAR)
        for group in form.groups
        if group.chart
        for line in group.lines
        if isinstance(line.value, int) and not line.hidden and line.figure.startswith("C")
    ]
    assert not [line.label for line in shown if 0 < line.value < 3]
    assert "若干件" in public.text.text


def test_a_total_that_tells_a_small_one_is_said_as_a_range(sources):
    """One case is open: 7 accepted and 6 settled would say so."""
    assert "调解成功6件" in open_report(OPERATOR, YEAR).text.text
    public = in_edition(open_report(OPERATOR, YEAR), Edition.PUBLIC)
    assert "调解成功5至6件，其中书面协议3至5件、口头协议若干件" in public.text.text
    assert "调解成功率（略）（成功5至6件，受理7件）" in public.text.text
    said = {line.label: line.said for form in standard_tables(public.figures, YEAR) for line in form.groups[0].lines}
    assert (said["受理案件"], said["调处案件"], said["调解成功"], said["调解成功率"]) == ("7", "5至6", "5至6", "略")


def test_no_hidden_cell_can_be_reckoned_from_the_others(sources):
    """Of every group that adds up, two are hidden, or none."""
    public = in_edition(open_report(OPERATOR, YEAR), Edition.PUBLIC)
    true = open_report(OPERATOR, YEAR).figures
    for id_, one in public.figures.items():
        hidden = [name for name, number in one.parts.items() if number is None]
        if hidden:
            assert len(hidden) > 1 or len([n for n in one.parts.values() if n]) == 0, id_
            assert sum(true[id_].parts[name] for name in hidden) >= 3 or len(hidden) == len(one.parts), id_
    if None in public.figures["C21"].parts.values():
        assert public.figures["C21"].fields["entrusted"] is None


@pytest.mark.parametrize(
    "path", ["/reports/2024.docx?edition=secret", "/reports/2024.exe?edition=public", "/reports/2024.html"]
)
def test_editions_that_there_are_not(office, reading_as, path: str):
    assert reading_as(office).get(path).status_code == 404


def test_editions_of_a_frozen_year_are_made_of_what_was_frozen(world, office, reading_as):
    client = reading_as(office)
    client.send("/reports/2024", {"seen": "y"}, action="/reports/2024/freeze")
    before = json.loads(client.get("/reports/2024.json?edition=public").data)
    for day in range(2, 9):
        world.settled(date(2024, 10, day), date(2024, 10, 9))
    db.session.commit()
    found = json.loads(client.get("/reports/2024.json?edition=public").data)
    assert found["text"] == before["text"]
    assert "调解成功" in "".join(block["text"] for block in found["text"])
    assert found["figures"] == {}


def test_case_numbers_of_one_series_stand_together():
    numbers = ["（2024）云上人调字第1号", "（2024）云上人调字第12号", "没有案号"]
    assert together(numbers) == "（2024）云上人调字第1号、第12号、没有案号"


# --- names that people typed ---------------------------------------------------------------------


def put(world: World, body: str) -> ReportPart:
    scope = scope_of(world.town)
    row = next(one for one in begin(OPERATOR, scope, 2024) if one.automatic == "shortcomings")
    write(OPERATOR, scope, row, row.heading, body, open_report(OPERATOR, YEAR).figures)
    db.session.commit()
    return row


PUBLIC = "/reports/2024.docx?edition=public"


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("卓玛来反映过情况。", "当事人的姓名：卓玛"),
        ("སྒྲོལ་མ་ལགས།", "当事人的姓名：སྒྲོལ་མ"),
        ("身份证540000199001011231已登记。", "证件号码：540000199001011231"),
        ("电话１３８０８９０１２３４。", "电话号码："),
        ("电话138-0890-1234。", "电话号码："),
        ("值班电话0896-3661234。", "电话号码："),
        ("（2024）云上人调字第1号已经办结。", "案号：（2024）云上人调字第1号"),
    ],
)
def test_a_public_edition_that_names_somebody_does_not_leave(world: World, office, reading_as, said: str, kind: str):
    party = db.session.query(Person).filter_by(name="卓玛").first()
    party.name_bo = "སྒྲོལ་མ་"
    row = put(world, said)
    client = reading_as(office)
    answer = client.get(PUBLIC)
    assert answer.status_code == 409
    assert kind.replace(" ", "") in words(answer)
    assert f'href="/reports/2024/write/{row.id}"' in answer.text
    assert client.get("/reports/2024.docx?edition=internal").status_code == 200
    assert client.get("/reports/2024.docx").status_code == 200


def test_a_mediator_is_found_too_and_a_studio_of_that_name_is_none(world: World, office, reading_as):
    name = db.session.query(Person).join(Mediator).first().name
    world.amma.name = f"{name}调解室"
    put(world, f"{name}调解室很忙。")
    client = reading_as(office)
    assert client.get(PUBLIC).status_code == 200
    put(world, f"{name}很忙。")
    assert f"调解员的姓名：{name}" in client.get(PUBLIC).text


def test_a_name_that_is_a_word_leaves_on_somebodys_word_a_number_never(world: World, office, reading_as):
    put(world, "卓玛花开了。")
    client = reading_as(office)
    assert "&amp;seen=yes" in client.get(PUBLIC).text
    assert client.get(f"{PUBLIC}&seen=yes").status_code == 200
    event = db.session.query(AuditEvent).filter_by(act="publish_report").one()
    assert (event.actor, event.data) == ("账号office", {"names": 1})
    put(world, "电话13808901234。")
    answer = client.get(f"{PUBLIC}&seen=yes")
    assert answer.status_code == 409
    assert "照样出" not in answer.text


def test_a_closed_report_leaves_its_numbers_out(world: World, office, reading_as):
    put(world, "联系电话13808901234。")
    freeze(OPERATOR, scope_of(world.town), YEAR)
    db.session.commit()
    paper = text_of(reading_as(office).get(PUBLIC).data)
    assert "联系电话（略）。" in paper
    assert "13808901234" not in paper


def test_what_the_program_writes_names_nobody(world: World, office, reading_as):
    person = db.session.query(Person).filter_by(name="卓玛").first()
    person.name = "受理"
    db.session.commit()
    assert reading_as(office).get(PUBLIC).status_code == 200
