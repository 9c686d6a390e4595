"""The pages on which a year's report is written: by whom, with what kept, and by two at once."""

from io import BytesIO

import pytest
from docx import Document

from mediation.casework.actor import OPERATOR
from mediation.features.reports.freezing import freeze
from mediation.features.reports.parts import parts_of
from mediation.features.reports.report import open_report
from mediation.features.reports.writing import begin, write
from mediation.indicators.period import Period
from mediation.indicators.scope import scope_of
from mediation.model.audit import AuditEvent
from mediation.model.base import db
from mediation.model.report import FrozenReport, Promise, PromiseKind, ReportOutline, ReportPart, SourcedNumber
from mediation.procedure.roles import Role
from tests.desk import form_of
from tests.factories import World

WRITE = "/reports/2024/write"


@pytest.fixture
def row(world: World) -> ReportPart:
    rows = begin(OPERATOR, scope_of(world.town), 2024)
    db.session.commit()
    return next(one for one in rows if one.automatic == "shortcomings")


def written(row: ReportPart) -> str | None:
    db.session.expire_all()
    return db.session.get(ReportPart, row.id).body


def test_the_office_begins_writes_and_sees_who_wrote(office, reading_as):
    client = reading_as(office)
    assert "还没有人写" in client.get(WRITE).text
    assert client.send(WRITE, action=f"{WRITE}/begin").location == WRITE
    row = db.session.query(ReportPart).filter_by(automatic="shortcomings").one()
    address = f"{WRITE}/{row.id}"
    values = form_of(client.get(address), address)
    answer = client.post(address, data={**values, "body": "<p>还在调解{C06|件}。</p>"})
    assert answer.location == f"{WRITE}?done=part_written"
    assert written(row) == "还在调解{C06|件}。"
    assert "账号office写于" in client.get(WRITE).text
    assert "还在调解1件。" in client.get("/reports/2024").text.replace(
        '<a class="chip" href="/reports/2024/figures/C06">', ""
    ).replace("<sup>C06</sup></a>", "")
    event = db.session.query(AuditEvent).filter_by(act="write_report").one()
    assert (event.actor, event.subject, event.data["new"]) == (
        "账号office",
        f"report_part:{row.id}",
        "还在调解{C06|件}。",
    )


def test_an_outline_is_chosen_before_anybody_writes(office, reading_as):
    client, address = reading_as(office), "/reports/2024/outline"
    page = client.get(address)
    assert "党政主要负责人履行推进法治建设第一责任人职责的有关情况" in page.text
    values = form_of(page, address)
    assert client.post(address, data={**values, "outline": "three"}).location == f"{WRITE}?done=outline_chosen"
    assert "提纲：三个部分" in client.get(WRITE).text
    assert "三、下一步打算" in client.get("/reports/2024").text
    assert client.send(WRITE, action=f"{WRITE}/begin").status_code == 303
    assert "下一步打算" in client.get(WRITE).text


def test_an_outline_with_an_unknown_figure_is_refused_and_named(office, reading_as):
    client, address = reading_as(office), "/reports/2024/outline"
    own = "一、主要工作\n受理纠纷{C99|件}。"
    answer = client.post(address, data={**form_of(client.get(address), address), "outline": "own", "text": own})
    assert answer.status_code == 422
    assert "提纲“自己的提纲”用了系统里没有的数字“{C99|件}”" in answer.text
    assert own in answer.text
    for wrong in ("", "受理纠纷。", "一、主要工作\n【没有这一段】", "一、主要工作\n{C01.没有的|件}"):
        answer = client.post(address, data={**form_of(client.get(address), address), "outline": "own", "text": wrong})
        assert answer.status_code == 422
    assert db.session.query(ReportOutline).count() == 0


def test_words_without_a_place_wait_until_they_are_placed_or_dropped(office, leader, reading_as, row, world):
    write(OPERATOR, scope_of(world.town), db.session.get(ReportPart, row.id), row.heading, "人手少。", {})
    db.session.commit()
    client, address = reading_as(office), "/reports/2024/outline"
    own = "一、主要工作\n【人民调解】\n二、别的\n没有别的。"
    answer = client.post(address, data={**form_of(client.get(address), address), "outline": "own", "text": own})
    assert answer.status_code == 303
    page = client.get(WRITE).text
    assert "没有位置的段落" in page
    assert "人手少。" in page
    assert "还有1段没有位置：“存在的不足和原因”" in client.get("/reports/2024").text
    place = f"{WRITE}/{row.id}/place"
    into = parts_of(scope_of(world.town), 2024)[1]
    values = form_of(client.get(place), place)
    assert client.post(place, data=values).status_code == 422
    answer = client.post(place, data={**values, "into": str(into.id), "how": "merge"})
    assert answer.location == f"{WRITE}?done=part_placed"
    assert written(into) == "没有别的。\n人手少。"
    assert client.get(place).status_code == 404
    assert "没有位置的段落" not in client.get(WRITE).text


def test_an_unknown_figure_is_told_beside_the_field_and_what_was_typed_stays(office, reading_as, row):
    client, address = reading_as(office), f"{WRITE}/{row.id}"
    values = form_of(client.get(address), address)
    answer = client.post(address, data={**values, "body": "受理{C99|件}。"})
    assert answer.status_code == 422
    assert "没有“{C99|件}”这个数字" in answer.text
    assert "受理{C99|件}。</textarea>" in answer.text
    assert written(row) is None


def test_the_second_of_two_writers_sees_both_and_loses_nothing(office, account, world, reading_as, row):
    client, address = reading_as(office), f"{WRITE}/{row.id}"
    opened = form_of(client.get(address), address)
    scope = scope_of(world.town)
    write(OPERATOR, scope, db.session.get(ReportPart, row.id), row.heading, "别人先写的。", {})
    db.session.commit()
    answer = client.post(address, data={**opened, "body": "我后写的。"})
    assert answer.status_code == 409
    assert "别人先写的。" in answer.text
    assert "我后写的。</textarea>" in answer.text
    assert written(row) == "别人先写的。"
    again = form_of(answer, address)
    assert client.post(address, data=again).status_code == 303
    assert written(row) == "我后写的。"
    told = [event.data for event in db.session.query(AuditEvent).filter_by(act="write_report").order_by("id")]
    assert told[-1]["old"] == "别人先写的。"


def test_headings_are_added_moved_and_dropped_by_buttons(office, reading_as, row, world):
    client, scope = reading_as(office), scope_of(world.town)
    address = f"{WRITE}/add"
    values = form_of(client.get(address), address)
    assert client.post(address, data={**values, "heading": "", "level": "1"}).status_code == 422
    assert client.post(address, data={**values, "heading": "服务牧民", "level": "1"}).status_code == 303
    new = db.session.query(ReportPart).filter_by(heading="服务牧民").one()
    last = len(parts_of(scope, 2024)) - 1
    for act, position in (("up", last - 1), ("down", last)):
        assert client.send(WRITE, action=f"{WRITE}/{new.id}/{act}").status_code == 303
        db.session.expire_all()
        assert parts_of(scope, 2024).index(db.session.get(ReportPart, new.id)) == position
    assert client.send(WRITE, action=f"{WRITE}/{new.id}/drop").status_code == 303
    assert "服务牧民" not in client.get(WRITE).text


def test_a_part_is_given_back_to_the_program(office, reading_as, row, world):
    own = next(one for one in parts_of(scope_of(world.town), 2024) if one.automatic == "leading")
    write(OPERATOR, scope_of(world.town), own, own.heading, "自己写的。", {})
    db.session.commit()
    client, address = reading_as(office), f"{WRITE}/{own.id}"
    assert client.send(address, action=f"{address}/automatic").status_code == 303
    assert written(own) is None


def test_a_closed_year_refuses_with_what_to_do(office, reading_as, row, world):
    client, address = reading_as(office), f"{WRITE}/{row.id}"
    values, moving = form_of(client.get(address), address), client.hidden(WRITE, f"{address}/up")
    freeze(OPERATOR, scope_of(world.town), Period.year(2024))
    db.session.commit()
    answer = client.post(f"{address}/up", data=moving)
    assert (answer.status_code, "写更正说明" in answer.text) == (409, True)
    answer = client.post(address, data={**values, "body": "晚了。"})
    assert (answer.status_code, "写更正说明" in answer.text) == (422, True)
    assert "晚了。</textarea>" in answer.text
    page = client.get(WRITE).text
    assert "开始写" not in page
    assert f"{address}/up" not in page
    assert written(row) is None


def test_the_place_that_was_asked_for_stays_in_every_address(office, reading_as, row):
    client = reading_as(office)
    page = client.get(f"{WRITE}?place=542429101000").text
    inside = page.partition("<main")[2]
    own = [part.split('"')[0] for part in inside.split('="/reports/')[1:]]
    assert len(own) > 10
    assert [one for one in own if "place=542429101000" not in one] == []


def test_another_town_is_not_there(office, reading_as, row):
    client = reading_as(office)
    for path in (WRITE, f"{WRITE}/{row.id}", f"{WRITE}/add", "/reports/2024/sources", "/reports/2024/check"):
        assert client.get(f"{path}?place=542430101000").status_code == 404
    for path in (f"/reports/2023/write/{row.id}", f"{WRITE}/9999", "/reports/2024/promises/1", "/reports/2030/write"):
        assert client.get(path).status_code == 404


def test_a_leader_reads_and_signs_what_somebody_wrote_but_does_not_write(office, leader, reading_as, row, world):
    client = reading_as(leader)
    page = client.get(WRITE).text
    assert "存在的不足和原因" in page
    assert f"{WRITE}/{row.id}" not in page
    for path in (f"{WRITE}/{row.id}", f"{WRITE}/add", "/reports/2024/sources", "/reports/2024/check"):
        assert client.get(path).status_code == 403
    assert "签发这份年报" not in page  # nobody has written anything
    forced = client.post("/reports/2024/sign", data=client.hidden(WRITE, "/logout"))  # by hand: the page has no button
    assert (forced.status_code, "这份年报还没有人写过。先写好，再签发。" in forced.text) == (409, True)
    write(OPERATOR, scope_of(world.town), db.session.get(ReportPart, row.id), row.heading, "人手不够。", {})
    db.session.commit()
    assert "签发这份年报" in client.get(WRITE).text
    assert client.send(WRITE, action="/reports/2024/sign").status_code == 303
    page = client.get(WRITE).text
    assert "账号leader于" in page
    assert "签发这份年报" not in page


def test_who_wrote_is_not_offered_to_sign(office, leader, reading_as, row):
    client = reading_as(office)
    address = f"{WRITE}/{row.id}"
    values = form_of(client.get(address), address)
    assert client.post(address, data={**values, "body": "人手不够。"}).status_code == 303
    assert "签发这份年报" not in client.get(WRITE).text
    assert "签发这份年报" in reading_as(leader).get(WRITE).text


def test_nothing_is_said_of_parts_to_write_when_there_are_none(office, reading_as, row, world):
    for one in db.session.query(ReportPart).filter_by(year=2024):
        write(OPERATOR, scope_of(world.town), one, one.heading, "写好了。", {})
    db.session.commit()
    page = reading_as(office).get("/reports/2024").text
    assert "还没有定稿" in page
    assert "没有人写" not in page


def test_a_promise_is_answered(office, reading_as, row, world):
    db.session.add(Promise(place_id=world.town.id, year=2024, kind=PromiseKind.PLAN, text="添一间调解室。"))
    db.session.commit()
    promise = db.session.query(Promise).one()
    client, address = reading_as(office), f"/reports/2024/promises/{promise.id}"
    assert "去年说的还有1件没有答复：“添一间调解室。”" in client.get("/reports/2024").text
    values = form_of(client.get(address), address)
    assert client.post(address, data=values).status_code == 422
    answer = client.post(address, data={**values, "outcome": "DONE", "answer": "三月添了。"})
    assert answer.location == f"{WRITE}?done=promise_answered"
    page = client.get("/reports/2024").text
    assert "没有答复" not in page
    assert "上年年报提出“添一间调解室”，今年已经做到。三月添了。" in page


def test_a_number_by_hand_blocks_until_its_source_is_written(office, reading_as, row, world):
    write(OPERATOR, scope_of(world.town), db.session.get(ReportPart, row.id), row.heading, "受理纠纷4件。", {})
    db.session.commit()
    client = reading_as(office)
    page = client.get("/reports/2024").text
    assert "还不能定稿，有1处矛盾" in page
    assert "去改“存在的不足和原因”" in page
    at = page.split("二、存在的不足和原因 · 受理纠纷4件。</a>")[0].rsplit('href="', 1)[1].split('"')[0]
    assert at.startswith("/reports/2024#p")
    assert f'id="{at.partition("#")[2]}"' in page
    assert "签发这份年报" not in client.get(WRITE).text
    address = client.get(WRITE).text.split('href="/reports/2024/sources?said=')[1].split('"')[0]
    asked = f"/reports/2024/sources?said={address}"
    values = form_of(client.get(asked), asked)
    assert values["said"] == "受理纠纷4件。"
    assert client.post(asked, data={**values, "source": "县里的通报"}).status_code == 303
    assert db.session.query(SourcedNumber).one().confirmed_by == "账号office"
    assert "依据：县里的通报（账号office）" in client.get(WRITE).text
    assert "还不能定稿" not in client.get("/reports/2024").text


def test_a_contradiction_refuses_the_freezing_that_was_sent_anyway(office, reading_as, row, world):
    client = reading_as(office)
    hidden = client.hidden("/reports/2024", "/reports/2024/freeze")
    write(OPERATOR, scope_of(world.town), db.session.get(ReportPart, row.id), row.heading, "受理纠纷9件。", {})
    db.session.commit()
    answer = client.post("/reports/2024/freeze", data={**hidden, "seen": "y"})
    assert (answer.status_code, "台账里是4件，写的是“9件”" in answer.text) == (409, True)
    assert db.session.query(FrozenReport).count() == 0


def test_freezing_without_a_signature_is_possible_and_told(office, reading_as, row):
    client = reading_as(office)
    assert "还没有签发" in client.get("/reports/2024").text
    assert client.send("/reports/2024", {"seen": "y"}, action="/reports/2024/freeze").status_code == 303


def test_others_are_sent_away(world, account, reading_as, row):
    account("clerk", Role.CLERK, place=world.town)
    client = reading_as("clerk")
    for path in (WRITE, f"{WRITE}/{row.id}", "/reports/2024/check"):
        assert client.get(path).status_code == 403


def test_usual_headings_are_offered_and_any_other_is_taken(office, reading_as, row):
    page = reading_as(office).get(f"{WRITE}/add").text
    assert 'list="headings"' in page
    assert '<option value="矛盾纠纷预防和化解">' in page


def test_an_earlier_version_is_taken_up_again_and_says_who_wrote_it(office, account, reading_as, row, world):
    scope = scope_of(world.town)
    for body in ("第一版。", "第二版。"):
        write(OPERATOR, scope, db.session.get(ReportPart, row.id), row.heading, body, {})
    db.session.commit()
    client, address = reading_as(office), f"{WRITE}/{row.id}"
    page = client.get(address).text
    assert "以前的写法" in page
    assert page.index("第一版。") < page.index("系统按台账写的")
    action = page.split("第一版。")[1].split('action="')[1].split('"')[0]
    assert client.send(address, action=action).location == f"{WRITE}?done=part_written"
    assert written(row) == "第一版。"
    page = client.get(address).text
    assert "第二版。" in page.split("以前的写法")[1]
    values = client.hidden(address, page.split("第二版。")[1].split('action="')[1].split('"')[0])
    assert client.post(f"{address}/versions/999999", data=values).status_code == 404


def test_the_report_says_to_whom_it_goes(office, reading_as, row, world):
    client, address = reading_as(office), "/reports/2024/head"
    values = form_of(client.get(address), address)
    sent = {**values, "addressee": "县委、县人民政府：", "copies": "县委依法治县办"}
    assert client.post(address, data=sent).location == f"{WRITE}?done=part_written"
    page = client.get(WRITE).text
    assert "主送：县委、县人民政府" in page
    assert "抄送：县委依法治县办" in page
    paper = [one.text for one in Document(BytesIO(client.get("/reports/2024.docx").data)).paragraphs]
    assert paper[1] == "县委、县人民政府："
    assert "抄送：县委依法治县办。" in paper
    assert "抄送：县委依法治县办。" in client.get("/reports/2024.html?edition=public").text
    assert client.post(address, data={**form_of(client.get(address), address), "copies": "长" * 201}).status_code == 422


def test_the_signs_of_each_part_and_of_the_whole_are_counted(office, reading_as, row, world):
    client = reading_as(office)
    before = client.get(WRITE).text
    whole = int(before.split("正文共")[1].split("字")[0])
    figures = open_report(OPERATOR, Period.year(2024)).figures
    write(
        OPERATOR,
        scope_of(world.town),
        db.session.get(ReportPart, row.id),
        row.heading,
        "人手少。还在调解{C06|件}。",
        figures,
    )
    db.session.commit()
    page = client.get(WRITE).text
    told = "人手少。还在调解1件。"
    assert f" · {len(told)}字" in page
    assert f"正文共{whole + len(told)}字" in page
