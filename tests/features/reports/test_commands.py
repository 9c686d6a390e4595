"""The commands of figures and reports, as an operator types them."""

import json

import click
import pytest
from click.testing import CliRunner

from mediation.casework.actor import OPERATOR
from mediation.features.reports.commands import COMMANDS
from mediation.features.reports.writing import begin
from mediation.indicators.scope import scope_of
from mediation.model.base import db
from mediation.model.report import Promise, PromiseKind, ReportPart
from mediation.procedure.roles import Role
from tests.factories import World


@pytest.fixture
def run(world: World):
    """Types a command and gives back what came of it."""
    group = click.Group(commands={command.name: command for command in COMMANDS})

    def type_in(*words: str):
        found = CliRunner().invoke(group, words)
        db.session.rollback()
        return found

    return type_in


def test_figures_as_json(run):
    document = json.loads(run("figures", "--year", "2024", "--json").output)
    assert document["period"] == {"from": "2024-01-01", "to": "2024-12-31"}
    assert document["place"] == "542429101000"
    one = document["figures"]["C13"]
    assert (one["value"], one["cases"], one["unit"], one["label"]) == (4250_100, 1, "分", "协议涉及金额")
    assert one["definition"].endswith("。")
    assert document["figures"]["G03"]["parts"]["资料"] == 4137


def test_figures_of_other_periods_and_places(run, world: World):
    spring = json.loads(run("figures", "--from", "2024-03-01", "--to", "2024-05-31", "--json").output)
    assert spring["figures"]["C01"]["value"] == 2
    village = run("figures", "--year", "2024", "--place", world.villages[1].code, "--json")
    assert json.loads(village.output)["figures"]["C01"]["value"] == 1


def test_figures_for_the_eye(run):
    assert "C03\t调解成功\t3件" in run("figures", "--year", "2024").output


@pytest.mark.parametrize(
    "words",
    [
        ("figures",),
        ("figures", "--year", "1999"),
        ("figures", "--from", "2024-05-01", "--to", "2024-04-01"),
        ("figures", "--year", "2024", "--place", "000000000000"),
        ("figures", "--year", "2024", "--as", "nobody"),
        ("report", "annual", "--year", "2024", "--format", "pdf"),
    ],
)
def test_what_cannot_be_asked_is_said_plainly(run, words: tuple[str, ...]):
    found = run(*words)
    assert found.exit_code == 2
    assert "Traceback" not in found.output


@pytest.mark.parametrize(
    ("kind", "begins"), [("docx", b"PK"), ("xlsx", b"PK"), ("json", b"{"), ("html", b"<!DOCTYPE html>")]
)
def test_the_report_in_every_format(run, tmp_path, kind: str, begins: bytes):
    out = tmp_path / "report"
    assert run("report", "annual", "--year", "2024", "--format", kind, "--out", str(out)).exit_code == 0
    assert out.read_bytes().startswith(begins)


def test_the_page_that_stands_alone_opens_its_rows(run):
    page = run("report", "annual", "--year", "2024", "--format", "html").output
    assert '<a href="#C03">3件</a>' in page
    assert page.count('<section id="C03">') == 1
    assert "（2024）云上人调字第2号" in page


def test_a_draft_says_so(run):
    page = run("report", "annual", "--year", "2024", "--format", "html", "--draft").output
    assert "草稿，数字算到2024年12月31日" in page
    assert "草稿" not in run("report", "annual", "--year", "2024", "--format", "html").output


def test_freeze_and_verify(run):
    assert "还没有定稿的时段" in run("report", "verify").output
    frozen = run("report", "freeze", "--year", "2024", "--note", "按期")
    assert (frozen.exit_code, "4个部分未填" in frozen.output) == (0, True)
    verified = run("report", "verify", "--year", "2024")
    assert (verified.exit_code, "都和封存时一样" in verified.output) == (0, True)
    again = run("report", "freeze", "--year", "2024")
    assert (again.exit_code, "已经定稿" in again.output) == (1, True)


def test_verify_fails_when_something_was_altered(run):
    from tests.features.reports.test_freezing import alter

    run("report", "freeze", "--year", "2024")
    alter("UPDATE frozen_figure SET rows = '[]' WHERE figure = 'C01'")
    found = run("report", "verify")
    assert (found.exit_code, "C01" in found.output) == (1, True)


def a_paper(tmp_path, *paragraphs: str):
    from tests.features.reports.checking.test_paper import docx

    path = tmp_path / "别处写的年报.docx"
    path.write_bytes(docx(*paragraphs))
    return path


def test_a_true_report_from_elsewhere_passes(run, tmp_path):
    path = a_paper(tmp_path, "全年受理纠纷4件，调解成功3件，成功率75.0%。")
    found = run("report", "check", str(path), "--year", "2024")
    assert (found.exit_code, "没有发现矛盾" in found.output) == (0, True)
    assert "“4件” → 受理纠纷（C01）" in found.output


def test_a_wrong_report_from_elsewhere_is_listed(run, tmp_path):
    path = a_paper(tmp_path, "全年受理纠纷9件。")
    found = run("report", "check", str(path), "--year", "2024")
    assert (found.exit_code, "台账里是4件，写的是“9件”" in found.output) == (1, True)
    document = json.loads(run("report", "check", str(path), "--year", "2024", "--json").output)
    assert document["ok"] is False
    (one,) = document["findings"]
    assert (one["kind"], one["figure"], one["expected"], one["said"]) == ("ledger", "C01", "4件", "9件")
    assert document["numbers"] == [
        {"paragraph": 1, "text": "9件", "figure": "C01", "label": "受理纠纷", "ledger": "4", "agrees": False}
    ]


def test_a_file_that_is_no_report_cannot_be_checked(run, tmp_path):
    path = tmp_path / "年报.docx"
    path.write_text("不是")
    found = run("report", "check", str(path), "--year", "2024")
    assert (found.exit_code, "不是 Word 文件" in found.output) == (2, True)


def test_our_own_report_raises_no_alarm(run, tmp_path):
    path = tmp_path / "年报.docx"
    run("report", "annual", "--year", "2024", "--out", str(path))
    found = run("report", "check", str(path), "--year", "2024")
    assert (found.exit_code, "没有发现矛盾" in found.output) == (0, True), found.output


def test_editions_are_asked_for_by_name(run, tmp_path, account, world: World):
    for edition, has_cases in (("internal", True), ("public", False)):
        out = tmp_path / f"{edition}.html"
        asked = ("--year", "2024", "--format", "html", "--edition", edition, "--out", str(out))
        assert run("report", "annual", *asked).exit_code == 0
        assert ("人调字" in out.read_text(encoding="utf-8")) is has_cases
    account("leader", Role.LEADER, place=world.town)
    found = run("report", "annual", "--year", "2024", "--edition", "internal", "--as", "leader")
    assert (found.exit_code, "出不了内部版" in found.output) == (2, True)


def test_a_contradiction_in_the_text_refuses_freezing_with_its_reason(run, world: World):
    scope = scope_of(world.town)
    row = next(one for one in begin(OPERATOR, scope, 2024) if one.automatic == "shortcomings")
    row.body = "受理纠纷9件。"
    db.session.commit()
    found = run("report", "freeze", "--year", "2024")
    assert found.exit_code == 1
    assert "和台账不一样（受理纠纷9件。）：台账里是4件，写的是“9件”。" in found.output
    row = db.session.get(ReportPart, row.id)
    row.body = "人手少。"
    db.session.add(Promise(place_id=world.town.id, year=2024, kind=PromiseKind.PLAN, text="添一间调解室。"))
    db.session.commit()
    found = run("report", "freeze", "--year", "2024")
    assert found.exit_code == 0
    assert "去年说的还有1件没有答复。" in found.output
    assert "这份年报没有人签发。" in found.output
