"""From a dispute told at the counter to the paragraph of the annual report, each by the person whose work it is."""

import re
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from mediation.kernel import clock
from mediation.procedure.records import ReviewPoint
from tests.browser.conftest import Person

pytestmark = pytest.mark.browser
MATTER = "才让家的牦牛三次过沟，吃了扎西家留着过冬的草。"


def test_a_dispute_lives_its_whole_life(enter: Callable[[str], Person]) -> None:
    clerk, chair, mediator, office = (enter(name) for name in ("clerk", "chair", "mediator", "office"))
    settled_before = figure(office, "A02")
    case = register(clerk)
    ask_the_other_side(clerk, case)
    accept(chair, case)
    assign(chair, case, mediator)
    give_notice(mediator, case)
    plan_in_the_amma_room(mediator, case)
    hold_session(mediator, case)
    settle(mediator, case)
    sign(mediator, case, parties=2)
    refuse_without_seal(mediator, case)
    seal(chair, case)
    act(mediator, case, "sign-agreement")
    assert state(mediator, case) == "协议生效"
    perform(mediator, case)
    visit(mediator, case)
    send_file(mediator, case, clerk)
    act(office, case, "archive", place="二号柜", checked=[point.value for point in ReviewPoint])
    assert state(office, case) == "已归档"
    assert figure(office, "A02") == settled_before + 1
    assert str(settled_before + 1) in mediation_paragraph(office)


def register(clerk: Person) -> str:
    clerk.open("/cases/new")
    clerk.picture("new")
    page = clerk.page
    page.fill("[name=applicants-0-name]", "扎西顿珠")
    page.fill("[name=respondents-0-name]", "才让多吉")
    page.fill("[name=matter]", MATTER)
    page.fill("[name=claims]", "赔偿草料")
    clerk.choose("village", 2)
    clerk.choose_called("committee", "聂荣镇人民调解委员会")
    page.check("[name=acknowledged]")
    clerk.send()
    clerk.picture("case-registered")
    return page.url


def ask_the_other_side(clerk: Person, case: str) -> None:
    clerk.open(f"{case}/events/ask-party")
    clerk.choose("way", "PHONE")
    clerk.choose("answer", "AGREES")
    clerk.picture("ask-party")
    clerk.send()


def accept(chair: Person, case: str) -> None:
    chair.open("/")
    chair.picture("home-chair")
    chair.open(f"{case}/events/accept")
    chair.choose("dispute_type", "DAMAGE")
    chair.picture("accept")
    chair.send()
    assert re.search(r"（[0-9]{4}）聂荣人调字第[0-9]+号", chair.page.inner_text("main"))


def assign(chair: Person, case: str, mediator: Person) -> None:
    name = mediator.page.locator("header .user, header a[href='/me']").first.inner_text().strip()
    chair.open(f"{case}/events/assign-mediator")
    chair.choose_called("lead", name)
    chair.choose("way", "CHOSEN")
    chair.choose_called("studio", "阿玛调解室")
    chair.picture("assign-mediator")
    chair.send()


def give_notice(mediator: Person, case: str) -> None:
    mediator.open("/")
    mediator.picture("home-mediator")
    mediator.open(f"{case}/events/give-notice")
    for row in range(2):
        mediator.choose(f"parties-{row}-way", "ORAL")
        mediator.choose(f"parties-{row}-language", "TIBETAN")
        mediator.choose(f"parties-{row}-accepts_mediator", "yes")
    mediator.picture("give-notice")
    mediator.send()


def plan_in_the_amma_room(mediator: Person, case: str) -> None:
    day = (clock.today() + timedelta(days=20)).isoformat()
    mediator.open(f"{case}/events/plan-session")
    mediator.choose_called("room", "阿玛调解室")
    mediator.fill("starts", f"{day}T15:00")
    mediator.fill("ends", f"{day}T16:30")
    mediator.picture("plan-session")
    mediator.send()
    mediator.picture("case-planned")


def hold_session(mediator: Person, case: str) -> None:
    mediator.open(f"{case}/events/hold-session")
    mediator.fill("time", f"{clock.today().isoformat()}T00:15")
    mediator.fill("place", "阿玛调解室")
    mediator.fill("text", "两家都到了。草可以赔，沟到底算谁家的要说清楚。")
    mediator.fill("read_out", "用藏语念过，两家都听明白了")
    mediator.choose("result", "AGREED")
    mediator.picture("hold-session")
    mediator.send()


def settle(mediator: Person, case: str) -> None:
    mediator.open(f"{case}/events/settle-content")
    mediator.fill("items-0-content", "赔偿过冬草料钱")
    mediator.choose("items-0-kind", "MONEY")
    mediator.fill("items-0-amount", "1200")
    mediator.choose_called("items-0-debtor", "才让多吉")
    mediator.choose_called("items-0-creditor", "扎西顿珠")
    mediator.fill("items-0-due_on", clock.today().isoformat())
    mediator.fill("items-0-manner", "现金，当面点清")
    mediator.fill("items-0-place", "村委会")
    mediator.fill("facts", "牦牛过沟吃草三次，两家都认。")
    mediator.picture("settle-content")
    mediator.send()


def sign(mediator: Person, case: str, *, parties: int) -> None:
    for number in range(parties + 1):  # the form names whoever has not signed yet, the mediator last
        mediator.open(f"{case}/events/record-signature")
        if number == 0:
            mediator.picture("record-signature")
        mediator.send()


def refuse_without_seal(mediator: Person, case: str) -> None:
    """A blocked step says what is missing and who can do it; sending it all the same changes nothing."""
    mediator.open(f"{case}/events/sign-agreement")
    mediator.picture("sign-agreement-blocked")
    assert "印章" in mediator.page.locator(".stop").inner_text()
    assert "主任" in mediator.page.locator(".stop").inner_text()
    assert state(mediator, case) == "达成一致待签"


def seal(chair: Person, case: str) -> None:
    chair.open(f"{case}/events/put-seal")
    chair.reach("copies")
    assert chair.page.input_value("[name=copies]") == "3"
    chair.picture("put-seal")
    chair.send()


def perform(mediator: Person, case: str) -> None:
    act(mediator, case, "record-performance", proof="BOTH_SAY")
    act(mediator, case, "confirm-performed")
    assert state(mediator, case) == "履行完毕"


def visit(mediator: Person, case: str) -> None:
    mediator.open(f"{case}/events/record-followup")
    mediator.choose("visited", 0)
    mediator.choose("performance", "ALL")
    mediator.choose("satisfied", "YES")
    mediator.picture("record-followup")
    mediator.send()


def send_file(mediator: Person, case: str, clerk: Person) -> None:
    """The identity papers are put in first; then nothing is missing."""
    mediator.open(f"{case}/events/submit-file")
    assert "当事人身份证明" in mediator.page.locator(".stop").inner_text()
    mediator.open(f"{case}/events/attach-paper")
    mediator.choose("kind", "IDENTITY")
    photo = {"name": "证件.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n" + bytes(64)}
    mediator.reach("file")
    mediator.page.set_input_files("[name=file]", photo)
    mediator.fill("paper_on", clock.today().isoformat())
    mediator.send()
    act(mediator, case, "submit-file", retention="Y10")
    mediator.picture("case-sent")
    clerk.open("/")
    clerk.picture("desk")


def act(person: Person, case: str, event: str, **answers: str | list[str]) -> None:
    """An event whose form needs few answers."""
    person.open(f"{case}/events/{event}")
    for name, answer in answers.items():
        if isinstance(answer, list):
            for one in answer:
                person.check(name, one)
        elif person.page.locator(f"[name={name}]").first.get_attribute("type") == "text":
            person.fill(name, answer)
        else:
            person.choose(name, answer)
    person.send()


def state(person: Person, case: str) -> str:
    person.open(case)
    return person.page.locator("main .st").first.inner_text().strip()


def figure(office: Person, name: str) -> int:
    """The number of a figure's page, which lists exactly so many rows."""
    year = clock.today().year
    office.open(f"/reports/{year}/figures/{name}")
    office.picture(f"figure-{name}")
    value = re.search(r"[0-9]+", office.page.locator("main h1").inner_text().replace(str(year), ""))
    rows = office.page.locator("main table tbody tr").count()
    return int(value[0]) if value else rows


def mediation_paragraph(office: Person) -> str:
    """The text of the report as a word processor would open it."""
    year = clock.today().year
    office.open(f"/reports/{year}")
    office.picture("report")
    with office.page.expect_download() as waiting:
        office.page.locator(f"a[href*='/reports/{year}.docx']").first.click()
    content = Path(waiting.value.path()).read_bytes()
    return "".join(paragraph.text for paragraph in Document(BytesIO(content)).paragraphs)
