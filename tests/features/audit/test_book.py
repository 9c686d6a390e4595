"""The book of who did what: for the audit administrator alone, and nothing of a case but its number."""

import re

import pytest
from sqlalchemy import text

from mediation.casework import audit
from mediation.casework.actor import OPERATOR
from mediation.features.audit import book
from mediation.features.reports import looking, restating, writing
from mediation.kernel import clock
from mediation.model import triggers
from mediation.model.audit import AuditEvent
from mediation.procedure.events import EVENTS
from mediation.procedure.roles import ACCOUNT_ROLES, Role


@pytest.fixture
def auditor(enter):
    return enter("auditor", Role.AUDITOR, place=None, name="审计员")


@pytest.mark.parametrize("role", ACCOUNT_ROLES)
def test_only_the_audit_administrator_opens_it(world, enter, role):
    client = enter("one", role, place=None if role in (Role.SYSADMIN, Role.SECADMIN, Role.AUDITOR) else world.town)
    assert client.get("/audit").status_code == (200 if role is Role.AUDITOR else 403)


def test_every_act_of_the_house_has_words():
    assert set(EVENTS) <= set(book.ACTS)
    assert all(book.ACTS.values())


def test_it_tells_act_time_person_role_and_number_and_nothing_of_the_case(session, world, auditor):
    story = world.talking(clock.today(), unit=world.township)
    session.commit()
    page = auditor.get("/audit").text
    assert story.case.number in page
    assert "受理了案件" in page
    assert "命令行" in page
    for secret in ("牦牛", "卓玛", "扎西", "围栏", "双方各说了各的道理", "央金"):
        assert secret not in page


def test_a_case_without_a_number_and_the_rows_of_registers_are_named_by_number(session, world, auditor, office):
    story = world.registered(clock.today())
    session.commit()
    fields = {"name": "茶馆", "place_id": world.town.id, "active_from": "2026-05-01"}
    office.send("/rooms/new", fields)
    page = auditor.get("/audit").text
    assert f"未编号的案件{story.case.id}" in page
    assert "添了调解室" in page
    assert "茶馆" not in page
    assert "德吉" in page


def test_it_turns_its_pages_newest_first(session, world, auditor):
    for number in range(60):
        audit.append(OPERATOR, "sign_in", subject=f"name{number}")
    session.commit()
    page = auditor.get("/audit").text
    assert [int(one) for one in re.findall("账号name([0-9]+)", page)] == list(range(59, 9, -1))
    older = re.search('rel="next" href="([^"]+)"', page)[1]
    assert [int(one) for one in re.findall("账号name([0-9]+)", auditor.get(older).text)] == list(range(9, -1, -1))


def test_it_is_narrowed_by_act_and_person(session, world, auditor, office):
    audit.append(OPERATOR, "stop_account", subject="somebody")
    session.commit()
    office.send("/rooms/new", {"name": "茶馆", "place_id": world.town.id, "active_from": "2026-05-01"})
    ref = re.search('value="([^"]+)">德吉', auditor.get("/audit").text)[1]

    def acts(query):
        return re.findall('<th scope="row">([^<]+)</th>', auditor.get(f"/audit?{query}").text)

    assert acts("") == ["添了调解室", "停用了账号"]
    assert acts("act=stop_account") == ["停用了账号"]
    assert acts(f"person={ref}") == ["添了调解室"]
    assert acts("person=operator") == ["停用了账号"]
    assert acts("act=nothing&after=never") == []


def test_the_chain_is_walked_on_request_and_that_stands_in_it(session, world, auditor):
    world.registered(clock.today())
    session.commit()
    length = session.query(AuditEvent).count()
    answer = auditor.send("/audit", action="/audit/verify")
    assert answer.status_code == 200
    assert f"完整：{length}条记录" in answer.text
    session.rollback()
    last = session.query(AuditEvent).order_by(AuditEvent.id.desc()).first()
    assert (last.act, last.actor, last.data["whole"]) == ("verify_chain", "审计员", True)
    fields = auditor.hidden("/audit", "/audit/verify")
    assert auditor.post("/audit/verify", data=fields).status_code == 200
    again = auditor.post("/audit/verify", data=fields)
    assert (again.status_code, again.location) == (303, "/audit")


def test_a_chain_that_was_tampered_with_is_called_out(session, world, auditor):
    world.registered(clock.today())
    session.commit()
    triggers.lift(session.connection())
    session.execute(text("UPDATE event SET actor = 'nobody' WHERE id = 1"))
    session.commit()
    answer = auditor.send("/audit", action="/audit/verify")
    assert "不完整" in answer.text
    assert "第1条内容被改动" in answer.text
    session.rollback()
    assert session.query(AuditEvent).order_by(AuditEvent.id.desc()).first().data["bad"] == 1


@pytest.mark.parametrize(
    ("act", "subject", "words"),
    [
        ("stop_account", "office2", "账号office2"),
        ("look", "mediator:7", "调解员 7"),
        ("look_figure", "C01/2024", "C01/2024"),
        ("something_new", "unheard:3", "unheard:3"),
        ("found_sample_town", None, "—"),
    ],
)
def test_what_an_act_was_about_is_named(session, auditor, act, subject, words):
    audit.append(OPERATOR, act, subject=subject)
    session.commit()
    off = " off" if words == "—" else ""  # on a phone no line is made for it
    assert f'<td class="w{off}">{words}</td>' in auditor.get("/audit").text


def test_the_form_needs_its_token(auditor):
    fields = auditor.hidden("/audit", "/audit/verify")
    assert auditor.post("/audit/verify", data={"csrf_token": fields["csrf_token"]}).status_code == 400


def test_every_act_of_the_annual_report_has_words_too():
    acts = {looking.PUBLISHED, restating.RESTATE, writing.WRITE, writing.ARRANGE, writing.ANSWER, writing.SIGN}
    assert acts <= set(book.ACTS)
