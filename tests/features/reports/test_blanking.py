"""Names in the public edition: blanked or left, one by one; the report itself keeps every word."""

import re
from io import BytesIO

import pytest
from docx import Document
from openpyxl import load_workbook

from mediation.casework.actor import OPERATOR
from mediation.features.reports import blanking
from mediation.features.reports.freezing import freeze
from mediation.features.reports.report import open_report
from mediation.features.reports.verifying import verify
from mediation.features.reports.writing import begin, write
from mediation.indicators.period import Period
from mediation.indicators.scope import scope_of
from mediation.model.audit import AuditEvent
from mediation.model.base import db
from mediation.model.mediator import Mediator
from mediation.model.person import Person
from mediation.model.report import PublicName
from tests.factories import World

YEAR = Period.year(2024)
PAGE = "/reports/2024/names"


def put(world: World, body: str) -> None:
    scope = scope_of(world.town)
    row = next(one for one in begin(OPERATOR, scope, 2024) if one.automatic == "shortcomings")
    write(OPERATOR, scope, row, row.heading, body, open_report(OPERATOR, YEAR).figures)
    db.session.commit()


def said(client, kind: str, edition: str = "public") -> str:
    answer = client.get(f"/reports/2024.{kind}?edition={edition}")
    assert answer.status_code == 200, answer.text
    if kind == "docx":
        return "\n".join(one.text for one in Document(BytesIO(answer.data)).paragraphs)
    if kind == "xlsx":
        book = load_workbook(BytesIO(answer.data))
        return "\n".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
    return answer.text


def decide(*names: str) -> None:
    report = open_report(OPERATOR, YEAR)
    blanking.decide(OPERATOR, report.scope, 2024, dict.fromkeys(names, True))
    db.session.commit()


def mediator() -> str:
    return db.session.query(Person).join(Mediator).first().name


@pytest.mark.parametrize("kind", ["docx", "html", "json", "xlsx"])
def test_a_blanked_name_is_in_no_public_file_and_in_every_other(world: World, office, reading_as, kind: str):
    put(world, "卓玛的草场纠纷拖得久。卓玛还要再回访。")
    client = reading_as(office)
    key = blanking_key(client)
    answer = client.send(PAGE, {key: "blank", "others": ""})
    assert answer.status_code == 303
    public = said(client, kind)
    assert "卓玛" not in public
    if kind != "xlsx":
        assert "某某的草场纠纷拖得久。某某还要再回访。" in public
        assert "卓玛的草场纠纷拖得久。" in said(client, kind, "internal")
    assert "卓玛的草场纠纷" in open_report(OPERATOR, YEAR).text.text
    event = db.session.query(AuditEvent).filter_by(act=blanking.ACT).one()
    assert event.data == {"blanked": 1, "words": 0}


def blanking_key(client) -> str:
    """The field of the first name on the page."""
    found = re.search(r'name="(name_[0-9a-f]+)"', client.get(PAGE).text)
    return found[1]


def test_the_page_that_holds_the_public_edition_back_leads_there(world: World, office, leader, reading_as):
    put(world, "卓玛来反映过情况。")
    assert f'href="{PAGE}"' in reading_as(office).get("/reports/2024.docx?edition=public").text
    assert PAGE not in reading_as(leader).get("/reports/2024.docx?edition=public").text


def test_a_word_that_is_no_name_stays_and_holds_nothing_back(world: World, office, reading_as):
    put(world, "卓玛花开了。")
    client = reading_as(office)
    client.send(PAGE, {blanking_key(client): "word", "others": ""})
    assert "卓玛花开了。" in said(client, "docx")
    assert db.session.query(PublicName).one().blanked is False
    assert 'value="word" checked' in client.get(PAGE).text


def test_several_names_are_told_apart(world: World, office, reading_as):
    name = mediator()
    put(world, f"卓玛和{name}谈了两次，{name}记下了。")
    decide("卓玛", name)
    assert "某甲和某乙谈了两次，某乙记下了。" in said(reading_as(office), "docx")


def test_a_longer_name_goes_before_the_one_that_it_begins_with(world: World, office, reading_as):
    db.session.query(Person).filter_by(name="卓玛").first().name = "卓玛央金"
    db.session.commit()
    put(world, "卓玛央金和卓玛都来了。")
    decide("卓玛", "卓玛央金")
    text = said(reading_as(office), "docx")
    assert "某乙和某甲都来了。" in text or "某甲和某乙都来了。" in text


def test_a_name_in_tibetan_is_left_out(world: World, office, reading_as):
    db.session.query(Person).filter_by(name="卓玛").first().name_bo = "སྒྲོལ་མ་"
    db.session.commit()
    put(world, "སྒྲོལ་མ་来过。")
    decide("སྒྲོལ་མ")
    text = said(reading_as(office), "docx")
    assert "སྒྲོལ་མ" not in text
    assert "（略）" in text


def test_a_studio_of_that_name_keeps_it(world: World, office, reading_as):
    name = mediator()
    world.amma.name = f"{name}调解室"
    put(world, f"{name}调解室很忙，{name}也很忙。")
    decide(name)
    assert f"{name}调解室很忙，某某也很忙。" in said(reading_as(office), "docx")


def test_a_name_that_no_register_has_is_blanked_by_hand(world: World, office, reading_as):
    put(world, "书记白玛旺堆带头学法。")
    client = reading_as(office)
    assert "白玛旺堆" in said(client, "docx")
    client.send(PAGE, {"others": "白玛旺堆"})
    assert "书记某某带头学法。" in said(client, "docx")
    assert "白玛旺堆" in client.get(PAGE).text


@pytest.mark.parametrize(
    ("others", "sentence"),
    [("没有这个人", "正文里没有“没有这个人”"), ("书", "“书”太短，一个字不能当姓名隐去。")],
)
def test_what_cannot_be_blanked_is_refused_beside_its_field(world, office, reading_as, others: str, sentence: str):
    put(world, "书记带头学法。")
    answer = reading_as(office).send(PAGE, {"others": others})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert db.session.query(PublicName).count() == 0


def test_nothing_is_kept_while_a_name_is_not_decided_on(world: World, office, reading_as):
    put(world, "卓玛来过。")
    client = reading_as(office)
    answer = client.send(PAGE, {blanking_key(client): "", "others": ""})
    assert answer.status_code == 422
    assert db.session.query(PublicName).count() == 0


def test_a_closed_year_is_blanked_too_and_stays_as_it_was(world: World, office, reading_as):
    put(world, "卓玛来反映过情况。")
    freeze(OPERATOR, scope_of(world.town), YEAR)
    db.session.commit()
    client = reading_as(office)
    before = client.get("/reports/2024.docx").data
    assert client.get("/reports/2024.docx?edition=public").status_code == 409
    client.send(PAGE, {blanking_key(client): "blank", "others": ""})
    assert "某某来反映过情况。" in said(client, "docx")
    assert "卓玛" in "\n".join(one.text for one in Document(BytesIO(before)).paragraphs)
    assert client.get("/reports/2024.docx").data == before
    assert [one.whole for one in verify(OPERATOR)] == [True]


def test_there_is_no_such_page_of_a_year_to_come(office, reading_as):
    assert reading_as(office).get("/reports/2031/names").status_code == 404
