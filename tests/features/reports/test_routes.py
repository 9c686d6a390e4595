"""The pages of the annual report: numbers that open their rows, for whom, and what is not to be had."""

import json
from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from docx import Document
from openpyxl import load_workbook

from mediation.kernel import clock
from mediation.model.audit import AuditEvent
from mediation.model.base import db
from mediation.model.case import Case
from mediation.web.settings import keep_settings


def test_the_report_prints_the_figures_with_their_words(office, reading_as):
    page = reading_as(office).get("/reports/2024").text
    for words in ("4000余份", "10条", "100人次", "4000余人次", "6次", "2个村（居）", "26条", "4起", "4件"):
        assert words in page, words
    assert "“4000余份”台账里是4137份" in page
    assert page.count("未填") == 4
    assert "还有4部分没有人写" in page


def test_every_number_is_a_door_to_its_rows(office, reading_as):
    client = reading_as(office)
    page = client.get("/reports/2024").text
    assert '<a class="chip" href="/reports/2024/figures/C03">3件<sup>C03</sup></a>' in page
    rows = client.get("/reports/2024/figures/C03").text
    assert rows.count("号</a></th>") == 3
    assert "算进去的 3 行" in rows
    assert "到最后一天还没有办结" in rows  # the fourth, beside them


def test_a_row_leads_to_its_case(office, reading_as):
    client = reading_as(office)
    rows = client.get("/reports/2024/figures/C01").text
    address = rows.split('<th scope="row" class="text-nowrap"><a href="')[1].split('"')[0]
    assert db.session.query(Case).filter_by(ref=address.removeprefix("/cases/")).one().number in rows


def test_the_short_form_has_three_parts(office, reading_as):
    page = reading_as(office).get("/reports/2024?form=three").text
    assert page.count("<h2 lang=") == 3
    assert "下一步打算" in page


def test_looking_at_rows_stands_in_the_chain(office, reading_as):
    reading_as(office).get("/reports/2024/figures/C03")
    look = db.session.query(AuditEvent).filter_by(act="look_figure").one()
    assert (look.subject, look.data, look.actor) == ("C03/2024", {"rows": 3}, "账号office")


@pytest.mark.parametrize(
    "path",
    [
        "/reports/1999",
        "/reports/2101",
        "/reports/2030",
        "/reports/2030.docx",
        "/reports/2024/figures/C99",
        "/reports/2024.pdf",
    ],
)
def test_what_there_is_not(office, reading_as, path: str):
    assert reading_as(office).get(path).status_code == 404


@pytest.mark.parametrize(("today", "year"), [(date(2027, 3, 31), 2026), (date(2027, 4, 1), 2027)])
def test_the_report_that_is_being_written(office, reading_as, today: date, year: int):
    with clock.frozen(today):
        assert reading_as(office).get("/reports").location == f"/reports/{year}"


def test_the_running_year_is_a_draft(office, reading_as):
    client = reading_as(office)
    page = client.get(f"/reports/{clock.today().year}").text
    assert "草稿，数字算到" in page
    assert "定稿，封存数字" not in page
    today = clock.today()
    assert f"到{today.month}月{today.day}日还在调解" in page
    assert "年末" not in page
    assert "全年" not in page


def test_the_marks_are_explained_without_numbers(office, reading_as):
    page = reading_as(office).get("/reports/2024").text
    assert '<li class="ends"><span class="chip">数</span> 连着台账，点开看是哪几件</li>' in page


# --- a leader ------------------------------------------------------------------------------------


def test_a_leader_reads_the_same_text_without_rows(office, leader, reading_as):
    seen_by_office = reading_as(office).get("/reports/2024").text
    client = reading_as(leader)
    seen_by_leader = client.get("/reports/2024").text
    article = slice(seen_by_office.index("<article"), seen_by_office.index("</article>"))
    assert (
        seen_by_leader[seen_by_leader.index("<article") : seen_by_leader.index("</article>")] == seen_by_office[article]
    )
    rows = client.get("/reports/2024/figures/C03").text
    assert "云上人调字" not in rows
    assert "这里只看得到数字" in rows


def test_a_leader_sees_no_small_cells_and_no_internal_figures(leader, reading_as):
    client = reading_as(leader)
    assert "邻里纠纷 3" not in client.get("/reports/2024/figures/C22").text
    assert "邻里纠纷 略" in client.get("/reports/2024/figures/C22").text
    assert client.get("/reports/2024/figures/C25").status_code == 404


def test_a_leader_may_not_freeze(leader, reading_as):
    client = reading_as(leader)
    assert "定稿，封存数字" not in client.get("/reports/2024").text
    assert client.post("/reports/2024/freeze").status_code in (400, 403)


def test_others_are_sent_away(world, account, reading_as):
    from mediation.procedure.roles import Role

    account("clerk", Role.CLERK, place=world.town)
    assert reading_as("clerk").get("/reports/2024").status_code == 403


def test_the_figures_of_another_town_are_not_there(office, reading_as):
    assert reading_as(office).get("/reports/2024?place=542430101000").status_code == 404


# --- files ---------------------------------------------------------------------------------------


def test_the_word_file_says_what_the_page_says(office, reading_as):
    answer = reading_as(office).get("/reports/2024.docx")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    text = "\n".join(paragraph.text for paragraph in Document(BytesIO(answer.data)).paragraphs)
    for words in (
        "云上镇2024年法治政府建设年度报告",
        "4000余份",
        "10条",
        "100人次",
        "6次",
        "化解矛盾纠纷4起",
        "【未填】",
    ):
        assert words in text, words
    assert "草稿" not in text


def test_who_and_when_never_stand_alone_on_a_page(office, reading_as):
    with clock.frozen(date(2026, 11, 23)):
        paper = Document(BytesIO(reading_as(office).get("/reports/2024.docx").data))
    at = next(number for number, one in enumerate(paper.paragraphs) if one.text == "云上镇人民政府")
    assert paper.paragraphs[at + 1].text == "2026年11月23日"
    assert [one.paragraph_format.keep_with_next for one in paper.paragraphs[at - 1 : at + 2]] == [True, True, None]


def test_a_rate_without_a_number_has_no_sign(office, reading_as):
    client = reading_as(office)
    book = load_workbook(BytesIO(client.get("/reports/2024.xlsx").data))
    found = {row[0]: row[2:4] for row in book["数字"].iter_rows(min_row=3, values_only=True)}
    assert found["C29"] in (("—", None), ("—", ""))
    assert "— %" not in client.get("/reports/2024").text


def test_the_workbook_has_figures_parts_and_rows(office, leader, reading_as):
    book = load_workbook(BytesIO(reading_as(office).get("/reports/2024.xlsx").data))
    assert book.sheetnames == ["数字", "分项", "案件情况", "组织和人员", "明细"]
    found = {row[0]: row[2] for row in book["数字"].iter_rows(min_row=3, values_only=True)}
    assert (found["C03"], found["C09"], found["C13"]) == (3, "75.0", 42501)
    assert load_workbook(BytesIO(reading_as(leader).get("/reports/2024.xlsx").data)).sheetnames == [
        "数字",
        "分项",
        "案件情况",
        "组织和人员",
    ]


def test_the_data(office, reading_as):
    document = json.loads(reading_as(office).get("/reports/2024.json").data)
    assert document["figures"]["C03"]["value"] == 3
    assert document["period"] == {"from": "2024-01-01", "to": "2024-12-31"}
    assert document["place"] == "542429101000"


def test_a_paper_made_for_practice_says_so_on_every_page(app, settings, reading_as, office):
    keep_settings(app, replace(settings, practice=True))
    try:
        paper = Document(BytesIO(reading_as(office).get("/reports/2024.docx").data))
    finally:
        keep_settings(app, settings)
    heads = (paper.sections[0].header, paper.sections[0].even_page_header)
    assert all("练习" in head.paragraphs[0].text for head in heads)
    assert "练习" in paper.paragraphs[1].text
