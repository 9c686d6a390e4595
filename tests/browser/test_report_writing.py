"""A part of the year's report is written in the browser: its figures are chips, and without scripts they are marks."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Locator, Page

from mediation.kernel import clock
from tests.browser.conftest import Person

pytestmark = pytest.mark.browser
WRITER, HEADING = "office2", "政务公开"
TAKEN, TALKED = "{C01|件}", "{C02|件}"
TEXT = f"全年受理{TAKEN}，调解{TALKED}{TAKEN}。\n第二段"
OVERVIEW = f"/reports/{clock.today().year}/write"
WORD = (
    "<html><head><style>p.MsoNormal{mso-style-name:正文;}</style></head><body><!--StartFragment-->"
    "<p class=MsoNormal><span style='mso-bidi-font-size:16pt'>从<b>外面</b></span><o:p></o:p></p>"
    "<p class=MsoNormal><span lang=EN-US>抄来的</span></p><!--EndFragment--></body></html>"
)
PASTE = """([html, plain]) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/html", html);
  clipboardData.setData("text/plain", plain);
  const paste = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
  document.querySelector(".editor").dispatchEvent(paste);
}"""
BEHIND = """(chip) => {
  const range = document.createRange();
  range.setStartAfter(chip);
  document.querySelector(".editor").focus();
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""
MARKUP = ".editor :not(p, br, .chip)"


@dataclass
class Writing:
    """The page of one part, as a browser with scripts or without shows it."""

    page: Page

    @property
    def editor(self) -> Locator:
        return self.page.locator(".editor")

    @property
    def chips(self) -> Locator:
        return self.page.locator(".editor .chip")

    @property
    def text(self) -> str:
        """What would be sent."""
        return self.page.locator("[name=body]").input_value()

    def stand(self, key: str) -> None:
        self.editor.focus()
        self.page.keyboard.press(key)

    def type(self, words: str) -> None:
        self.page.keyboard.type(words)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def save(self) -> None:
        with self.page.expect_navigation():
            self.page.locator("form[data-figures] .btn-do").click()


@pytest.fixture
def writer(enter: Callable[[str], Person]) -> Person:
    person = enter(WRITER)
    person.open(OVERVIEW)
    begin = person.page.get_by_role("button", name="开始写", exact=True)
    if begin.count():
        with person.page.expect_navigation():
            begin.click()
    return person


@pytest.fixture
def address(writer: Person) -> str:
    link = writer.page.locator("main a", has_text=HEADING).first
    return f"{writer.house}{link.get_attribute('href')}"


@pytest.fixture
def plain(writer: Person, browser: Browser, address: str) -> Iterator[Writing]:
    """The same page in a browser that runs no scripts; the part reads as TEXT."""
    state = writer.page.context.storage_state()
    context = browser.new_context(storage_state=state, java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    page.fill("[name=body]", TEXT)
    writing = Writing(page)
    writing.save()
    page.goto(address)
    yield writing
    context.close()


@pytest.fixture
def writing(writer: Person, plain: Writing, address: str) -> Writing:
    """Nothing is kept but what is saved: one test's draft is not the next one's text."""
    writer.page.route("**/drafts", lambda route: route.fulfill(status=204))
    writer.page.goto(address)
    found = Writing(writer.page)
    assert found.text == TEXT
    return found


# --- chips -------------------------------------------------------------------------------------


def test_figures_stand_as_they_are_printed_and_the_text_keeps_their_marks(writing: Writing) -> None:
    assert writing.chips.count() == TEXT.count("{")
    assert "{" not in writing.editor.inner_text()
    assert writing.chips.nth(0).inner_text() == writing.chips.nth(2).inner_text() != writing.chips.nth(1).inner_text()


def test_nothing_can_be_typed_into_a_chip(writing: Writing) -> None:
    before = writing.chips.all_inner_texts()
    chip = writing.chips.first
    for click in (chip.click, chip.dblclick):
        click()
        writing.type("9")
    assert writing.chips.all_inner_texts() == before
    assert writing.text == TEXT.replace(TAKEN, f"{TAKEN}99", 1)


def test_nothing_is_written_over_a_chip_that_is_chosen(writing: Writing) -> None:
    """Dragged over with the mouse, from one of its signs to the next."""
    box = writing.chips.first.bounding_box()
    assert box is not None
    height = box["y"] + box["height"] / 2
    writing.page.mouse.move(box["x"] + 2, height)
    writing.page.mouse.down()
    writing.page.mouse.move(box["x"] + box["width"] - 2, height, steps=4)
    writing.page.mouse.up()
    before = writing.chips.first.inner_text()
    writing.type("9")
    assert writing.chips.first.inner_text() == before
    assert writing.text.replace("9", "") == TEXT


def test_typing_before_between_and_after_chips_keeps_every_mark(writing: Writing) -> None:
    writing.stand("Control+Home")
    writing.type("甲")
    writing.chips.nth(1).evaluate(BEHIND)
    writing.type("乙")
    writing.stand("Control+End")
    writing.press("Enter")
    writing.type("丙")
    assert writing.text == f"甲全年受理{TAKEN}，调解{TALKED}乙{TAKEN}。\n第二段\n丙"


def test_a_line_broken_within_a_paragraph_is_a_line(writing: Writing) -> None:
    writing.stand("Control+End")
    writing.press("Shift+Enter")
    writing.type("第三段")
    assert writing.text == f"{TEXT}\n第三段"


@pytest.mark.parametrize("key", ["Backspace", "Delete"])
def test_a_chip_goes_as_a_whole_and_comes_back_as_a_whole(writing: Writing, key: str) -> None:
    writing.chips.nth(1).evaluate(BEHIND)
    gone = {"Backspace": TEXT.replace(TALKED, ""), "Delete": TEXT.replace(f"{TALKED}{TAKEN}", TALKED)}
    writing.press(key)
    assert writing.text == gone[key]
    writing.press("Control+z")
    assert writing.text == TEXT


def test_taking_sign_after_sign_away_never_leaves_half_a_mark(writing: Writing) -> None:
    writing.stand("Control+End")
    for _press in range(len(writing.editor.inner_text())):
        writing.press("Backspace")
        left = writing.text.replace(TAKEN, "").replace(TALKED, "")
        assert not set("{|}") & set(left)
        if not writing.text:
            break
    assert writing.text == ""
    writing.type("重写")
    assert writing.text == "重写"


# --- putting in ----------------------------------------------------------------------------------


def put_in(writing: Writing, mark: str) -> None:
    button = writing.page.get_by_role("button", name=mark, exact=True)
    folded = writing.page.locator("details:has(li button)").last
    folded.evaluate("one => { one.open = true }")
    button.click()


def test_a_figure_is_put_in_by_its_button_and_writing_goes_on_behind_it(writing: Writing) -> None:
    writing.stand("Control+Home")
    put_in(writing, TAKEN)
    writing.type("件件")
    assert writing.text == f"{TAKEN}件件{TEXT}"
    assert writing.chips.nth(0).inner_text() == writing.chips.nth(1).inner_text()  # reads as it will be printed


def test_a_figure_is_never_put_into_another_one(writing: Writing) -> None:
    """As the caret may stand there all the same, if a browser lets it."""
    into = "chip => getSelection().setBaseAndExtent(chip.firstChild, 0, chip.firstChild, 1)"
    writing.chips.first.evaluate(into)
    put_in(writing, TALKED)
    assert writing.text == TEXT.replace(TAKEN, f"{TAKEN}{TALKED}", 1)
    assert writing.page.locator(".chip .chip").count() == 0


def test_before_anything_is_clicked_a_figure_is_put_at_the_end(writing: Writing) -> None:
    put_in(writing, TALKED)
    assert writing.text == f"{TEXT}{TALKED}"


def test_what_comes_from_a_word_processor_is_only_text(writing: Writing) -> None:
    writing.stand("Control+End")
    writing.page.evaluate(PASTE, [WORD, "从外面\r\n抄来的"])
    assert writing.text == f"{TEXT}从外面\n抄来的"
    assert writing.page.locator(MARKUP).count() == 0
    assert writing.chips.count() == TEXT.count("{")


def test_pasted_marks_become_chips(writing: Writing) -> None:
    writing.chips.first.evaluate(BEHIND)
    writing.page.evaluate(PASTE, ["", f"又{TALKED}和{TAKEN}"])
    writing.type("；")
    assert writing.text == TEXT.replace(TAKEN, f"{TAKEN}又{TALKED}和{TAKEN}；", 1)
    assert writing.chips.count() == TEXT.count("{") + 2


def test_a_piece_that_is_cut_out_keeps_its_figures_where_it_is_put(writing: Writing) -> None:
    writing.stand("Control+Home")
    writing.press("Shift+End", "Control+x", "Control+End", "Control+v")
    first, second = TEXT.split("\n")
    assert writing.text == f"\n{second}{first}"
    assert writing.chips.count() == TEXT.count("{")


# --- kept ------------------------------------------------------------------------------------------


def test_saved_and_opened_again_it_is_the_same(writing: Writing, address: str) -> None:
    writing.stand("Control+End")
    writing.type("，补记")
    put_in(writing, TALKED)
    shown, sent = writing.editor.inner_html(), writing.text
    writing.save()
    writing.page.goto(address)
    assert writing.text == sent == f"{TEXT}，补记{TALKED}"
    assert writing.editor.inner_html() == shown


def test_the_writer_saves_by_keyboard(writing: Writing, address: str) -> None:
    writing.stand("Control+End")
    writing.type("，存了")
    with writing.page.expect_navigation():
        writing.press("Control+Enter")
    writing.page.goto(address)
    assert writing.text == f"{TEXT}，存了"


def test_a_broken_mark_leads_the_writer_back_to_the_text(writer: Person, browser: Browser, writing: Writing) -> None:
    context = browser.new_context(storage_state=writer.page.context.storage_state())
    again = Writing(context.new_page())
    again.page.goto(writing.page.url)
    again.stand("Control+End")
    again.type("{C9")
    again.save()
    assert again.text == f"{TEXT}{{C9"
    again.page.locator(".errsum a").click()
    again.type("X")
    assert again.text != f"{TEXT}{{C9"
    assert again.editor.get_attribute("aria-invalid") == "true"
    told = (again.editor.get_attribute("aria-describedby") or "").split()
    assert any("{C9" in again.page.locator(f"[id='{id_}']").inner_text() for id_ in told)
    context.close()


# --- without scripts -------------------------------------------------------------------------------


def test_without_scripts_the_marks_are_edited_as_text(plain: Writing, address: str) -> None:
    assert plain.text == TEXT
    assert plain.editor.count() == 0
    body = plain.page.locator("[name=body]")
    assert body.is_visible()
    body.fill(f"{TALKED}在前。\n{TEXT}")
    plain.save()
    assert plain.page.locator(".errsum").count() == 0
    plain.page.goto(address)
    assert plain.text == f"{TALKED}在前。\n{TEXT}"
    assert plain.page.locator(f"code[data-mark='{TAKEN}']").text_content() == TAKEN  # to be copied by hand


@pytest.mark.parametrize("broken", ["{C01", "{C01|件", "C01|件}", "{Z99|件}", "{C01.没有这个数|件}"])
def test_without_scripts_a_broken_mark_is_refused_and_the_text_kept(plain: Writing, address: str, broken: str) -> None:
    wrong = f"写了一半：{broken}\n{TEXT}"
    plain.page.fill("[name=body]", wrong)
    plain.save()
    assert "这个数字。请从下面的单子里挑。" in plain.page.locator(".errsum").inner_text()
    assert plain.text == wrong
    plain.page.goto(address)
    assert plain.page.locator("h2", has_text="现在读起来").count() == 1
    assert "写了一半" not in plain.page.locator(".doc").inner_text()
