"""Every role's own work, from its first page to the record: on a telephone and at a desk, in Chinese and in Tibetan."""

import json
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, StorageState

from mediation.config import ROOT
from mediation.kernel import clock
from tests.browser.conftest import PASSWORD, WIDTHS, surroundings
from tests.browser.walker import Typist, Walker

pytestmark = [pytest.mark.browser, pytest.mark.slow]
LANGUAGES = ("zh", "bo")
HANDS = {"mouse": Walker, "keys": Typist}
EVERY = [f"{language}-{width}-{hand}" for hand in HANDS for language in LANGUAGES for width in WIDTHS]
# Each language and each width once; `make prove` goes through all pairs, with the mouse and by keyboard alone.
JOURNEYS = EVERY if os.environ.get("MEDIATION_PROVE") else ["zh-360-mouse", "bo-1280-mouse"]


@dataclass(frozen=True, slots=True)
class Records:
    """The database of the house, only looked at."""

    file: Path

    def one(self, question: str, *values: Any) -> Any:
        with sqlite3.connect(f"file:{self.file}?mode=ro", uri=True) as connection:
            row = connection.execute(question, values).fetchone()
        return row[0] if row and len(row) == 1 else row

    def state(self, ref: str) -> str:
        return str(self.one("SELECT state FROM case_file WHERE ref = ?", ref))

    def acts(self, ref: str) -> list[str]:
        told = "SELECT group_concat(act) FROM event JOIN case_file ON case_file.id = event.case_id WHERE ref = ?"
        return str(self.one(told, ref)).split(",")


@pytest.fixture(scope="session")
def records(instance: Path, house: str) -> Records:
    return Records(next(instance.glob("*.sqlite3")))


@pytest.fixture(scope="session")
def work(instance: Path, house: str) -> dict[str, dict[str, str]]:
    """What waits for somebody in each journey."""
    command = [sys.executable, "-m", "tests.browser.prepare", *JOURNEYS]
    done = subprocess.run(command, cwd=ROOT, env=surroundings(instance), capture_output=True, check=False, text=True)
    assert done.returncode == 0, done.stderr
    found: dict[str, dict[str, str]] = json.loads(done.stdout)
    return found


@pytest.fixture(scope="module")
def seats(house: str, browser: Browser) -> Callable[[str], StorageState]:
    """Who is signed in stays so for all journeys: it is the work that is looked at here."""
    known: dict[str, StorageState] = {}

    def seat(username: str) -> StorageState:
        if username not in known:
            context = browser.new_context()
            page = context.new_page()
            page.goto(f"{house}/login?lang=zh")
            page.get_by_label("登录名").fill(username)
            page.get_by_label("口令").fill(PASSWORD)
            page.get_by_role("button", name="登录").click()
            page.wait_for_url(lambda url: "/login" not in url)
            known[username] = context.storage_state()
            context.close()
        return known[username]

    return seat


@dataclass
class Journey:
    key: str
    language: str
    width: int
    records: Records
    work: dict[str, str]
    enter: Callable[[str], Walker]

    @property
    def mark(self) -> str:
        """What tells the records of this journey from those of the others."""
        return f"第{JOURNEYS.index(self.key) + 1}回"


@pytest.fixture(params=JOURNEYS)
def journey(
    request: pytest.FixtureRequest,
    house: str,
    browser: Browser,
    seats: Callable[[str], StorageState],
    records: Records,
    work: dict[str, dict[str, str]],
) -> Iterator[Journey]:
    language, width, hand = request.param.split("-")
    walkers = []

    def enter(username: str) -> Walker:
        context = browser.new_context(
            viewport={"width": int(width), "height": 800}, storage_state=seats(username), reduced_motion="reduce"
        )
        walker = HANDS[hand](context.new_page(), house, language)
        walkers.append(walker)
        walker.open(f"/?lang={language}")
        return walker

    yield Journey(request.param, language, int(width), records, work[request.param], enter)
    for walker in walkers:
        walker.page.context.close()
    assert [line for walker in walkers for line in walker.complaints] == []


# --- those who come once in three years ----------------------------------------------------------


def test_the_informant_reports_what_was_heard(journey: Journey) -> None:
    informant, text = journey.enter("informant"), f"两家为井水吵起来了，{journey.mark}"
    informant.follow("报一条线索")
    informant.pick("在哪个村（居）", 0)
    informant.fill("是什么事", text)
    informant.pick("怎么知道的", 0)
    informant.press("上报线索")
    assert journey.records.one("SELECT state FROM case_file WHERE matter = ?", text) == "LEAD"


def test_a_mediator_takes_a_matter_in_question_by_question(journey: Journey) -> None:
    mediator, matter = journey.enter("mediator2"), f"羊进了菜园，{journey.mark}"
    mediator.follow("有人来说一件新的纠纷")
    mediator.fill("姓名或名称", "次仁卓嘎")
    mediator.on()
    mediator.fill("姓名或名称", "索朗旺堆")
    mediator.on()
    mediator.fill("是什么事", matter)
    mediator.fill("要求什么", "赔菜")
    mediator.on()
    mediator.pick("纠纷发生的村（居）", 1)
    mediator.on()
    mediator.tick("口头说的已写下来，本人认可")
    mediator.press("登记申请")
    names = "SELECT group_concat(name) FROM party JOIN person ON person.id = person_id JOIN case_file ON case_id = "
    told = journey.records.one(f"{names} case_file.id WHERE matter = ? ORDER BY party.id", matter)
    assert sorted(told.split(",")) == ["次仁卓嘎", "索朗旺堆"]


def test_the_mediator_reads_the_rights_out_and_agrees_on_a_day(journey: Journey) -> None:
    mediator, ref = journey.enter("mediator"), journey.work["assigned"]
    mediator.follow_to(f"/cases/{ref}")
    mediator.follow("告知权利义务")
    for row in range(2):
        who = mediator.main.locator(f"#parties-{row}")
        for name, value in (("way", "ORAL"), ("language", "TIBETAN"), ("accepts_mediator", "yes")):
            field = who.locator(f"[name=parties-{row}-{name}]")
            offered = field.locator("option").evaluate_all("all => all.map(one => one.value)")
            mediator.choose(field, offered.index(value))
    mediator.finish("告知权利义务")
    assert journey.records.state(ref) == "MEDIATING"
    mediator.follow("安排调解")
    mediator.pick("调解室", "阿玛调解室")
    mediator.on()
    day = clock.today() + timedelta(days=30 + JOURNEYS.index(journey.key))
    mediator.fill("什么时候开始", f"{day}T16:00")
    mediator.fill("什么时候结束", f"{day}T17:00")
    mediator.finish("安排调解")
    planned = "SELECT status FROM mediation_session JOIN case_file ON case_file.id = case_id WHERE case_file.ref = ?"
    assert journey.records.one(planned, ref) == "PLANNED"


def test_the_chair_accepts_and_chooses_who_mediates(journey: Journey) -> None:
    chair, ref = journey.enter("chair"), journey.work["asked"]
    chair.open(f"/cases/{ref}")
    chair.follow("受理")
    chair.pick("是哪一类", 1)
    chair.finish("受理")
    assert journey.records.state(ref) == "ACCEPTED"
    chair.follow("指派调解员")
    chair.pick("主持调解员", 0)
    chair.pick("怎么定的", 0)
    chair.finish("指派调解员")
    assert journey.records.state(ref) == "ASSIGNED"


def test_the_adviser_gives_an_opinion(journey: Journey) -> None:
    adviser, ref = journey.enter("adviser"), journey.work["heated"]
    adviser.open(f"/cases/{ref}")
    adviser.follow("出具法律意见")
    adviser.fill("法律意见", "门朝哪边开，依相邻关系的规定看，不能挡住别人出入。")
    adviser.press("出具法律意见")
    assert "give_opinion" in journey.records.acts(ref)


# --- those who work here every day ----------------------------------------------------------------


def test_the_clerk_takes_a_matter_in_and_asks_the_other_side(journey: Journey) -> None:
    clerk, matter = journey.enter("clerk"), f"分羊的时候少算了一只，{journey.mark}"
    clerk.follow("登记一件")
    clerk.fill("姓名或名称", "平措多吉", within="申请人")
    clerk.fill("姓名或名称", "格桑罗布", within="对方")
    clerk.fill("是什么事", matter)
    clerk.fill("要求什么", "补一只羊")
    clerk.pick("纠纷发生的村（居）", 2)
    clerk.tick("口头说的已写下来，本人认可")
    clerk.press("登记申请")
    assert clerk.has("还缺什么")
    clerk.follow("征询意愿")
    clerk.pick("用什么方式", 0)
    clerk.pick("愿不愿意调解", 0)
    clerk.press("征询意愿")
    asked = "SELECT count(*) FROM party JOIN case_file ON case_file.id = case_id WHERE matter = ? AND answer = 'AGREES'"
    assert journey.records.one(asked, matter) == 2


def test_the_office_finds_a_case_and_says_how_hard_it_is(journey: Journey) -> None:
    office, ref = journey.enter("office"), journey.work["assigned"]
    number = journey.records.one("SELECT number_seq FROM case_file WHERE ref = ?", ref)
    office.search(str(number))
    office.follow_to(f"/cases/{ref}")
    office.follow("认定难易程度")
    office.pick("难易程度", 1)
    office.fill("依据", "两家多年没有来往，要谈几次。")
    office.press("认定难易程度")
    assert journey.records.one("SELECT difficulty FROM case_file WHERE ref = ?", ref) == "NORMAL"


def test_the_writer_of_the_report_writes_a_paragraph(journey: Journey) -> None:
    writer, text = journey.enter("office2"), f"今年的工作有新的进展，{journey.mark}。"
    writer.follow("年报")
    writer.follow("去写")
    begin = writer.page.get_by_role("button", name=writer.say("开始写"), exact=True)
    if begin.count():
        writer.press("开始写")
    writer.follow_to("/write/")
    writer.stand_in(writer.page.get_by_role("textbox", name=writer.say("正文")))
    writer.page.keyboard.press("Control+Home")
    writer.page.keyboard.insert_text(text)
    writer.press("存下")
    assert journey.records.one("SELECT count(*) FROM report_part WHERE body LIKE ?", f"{text}%") == 1


def test_the_peace_office_takes_a_report_of_danger_and_closes_it(journey: Journey) -> None:
    peace, ref = journey.enter("peace"), journey.work["heated"]
    peace.open("/cases?awaiting=risk")
    peace.follow_to(f"/cases/{ref}")
    peace.follow("签收风险报告")
    peace.fill("收到的时间", f"{clock.today()}T00:01")
    peace.press("签收风险报告")
    peace.follow("了结风险报告")
    peace.pick("后来怎么样", 0)
    peace.fill("牵涉几个人", "2")
    peace.press("了结风险报告")
    closed = (
        "SELECT outcome IS NOT NULL FROM risk_report JOIN case_file ON case_file.id = case_id WHERE case_file.ref = ?"
    )
    assert journey.records.one(closed, ref) == 1


def test_the_police_hand_a_matter_over(journey: Journey) -> None:
    police, matter = journey.enter("police"), f"集市上争摊位，推了两下，{journey.mark}"
    police.follow("登记一件")
    police.pick("纠纷发生的村（居）", 0)
    police.fill("是什么事", matter)
    police.fill("姓名或名称", "旦增平措", within="申请人")
    police.fill("姓名或名称", "洛桑群培", within="对方")
    police.pick("书面还是口头申请", 0)
    police.pick("委托移送单位的类别", "公安机关")
    police.fill("委托移送单位", "镇派出所")
    police.press("登记委托移送")
    assert journey.records.one("SELECT organ_kind FROM case_file WHERE matter = ?", matter) == "POLICE"


# --- those who look on ------------------------------------------------------------------------------


def test_the_leader_opens_the_cases_behind_a_figure(journey: Journey) -> None:
    leader = journey.enter("leader")
    leader.follow("统计")
    year = clock.today().year
    told = leader.main.locator("a[href*='/figures/C01']").first.inner_text()
    accepted = "SELECT count(*) FROM case_file WHERE kind = 'PEOPLE' AND accepted_on BETWEEN ? AND ?"
    assert int(re.findall(r"[0-9]+", told)[0]) == journey.records.one(accepted, f"{year}-01-01", f"{year}-12-31")
    leader.follow_to("/figures/C01")
    assert leader.main.locator("h1").inner_text() != ""


def test_the_system_administrator_opens_an_account(journey: Journey) -> None:
    keeper, name = journey.enter("sysadmin"), f"tenzin.{journey.key}"
    keeper.follow("开一个账号")
    keeper.fill("登录名", name)
    keeper.fill("名字", f"丹增{journey.mark}")
    keeper.press("开这个账号")
    keeper.press("发一个一次性链接，让本人定口令")
    found = "SELECT count(*) FROM user JOIN first_use_link ON first_use_link.user_id = user.id WHERE username = ?"
    assert journey.records.one(found, name) == 1


def test_the_security_administrator_gives_a_role(journey: Journey) -> None:
    keeper, ref = journey.enter("secadmin"), journey.work["account"]
    keeper.follow_to(f"/accounts/{ref}")
    keeper.follow("给一个角色")
    keeper.pick("角色", "镇领导")
    keeper.pick("在哪里", "聂荣镇")
    keeper.press("给这个角色")
    held = "SELECT role FROM user_role JOIN user ON user.id = user_id WHERE ref = ?"
    assert journey.records.one(held, ref) == "leader"


def test_the_auditor_walks_the_chain(journey: Journey) -> None:
    auditor = journey.enter("auditor")
    auditor.press("查一遍记录是不是完整")
    said = auditor.page.locator("[role=status]").first.inner_text()
    length = int(re.findall(r"[0-9]+", said)[0])
    assert journey.records.one("SELECT count(*) FROM event WHERE id <= ?", length) == length
    assert length >= journey.records.one("SELECT count(*) FROM event WHERE act = 'register_application'")
