"""What the script of a page does, in a real browser and under the policy that forbids everything but our own files."""

import shutil

import pytest
from flask import render_template, request
from werkzeug.datastructures import MultiDict

from tests.web.pieces import small_app
from tests.web.test_page_patterns import DESK, event_context

pytestmark = pytest.mark.browser
HERE = "http://mediation.test"
POLICY = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'"


@pytest.fixture(scope="session")
def browser_type_launch_args():
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("Chromium is not installed")
    return {"executable_path": chromium, "args": ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]}


@pytest.fixture
def sent():
    """What was posted, in order."""
    return []


@pytest.fixture
def screen(page, sent):
    """A page of the browser; its network is the small application, and it may say nothing on its console."""
    app = small_app()
    app.config["WTF_CSRF_ENABLED"] = False
    app.add_url_rule("/form", view_func=lambda: show(sent), methods=["GET", "POST"])
    app.add_url_rule("/wrong", "wrong", show_errors)
    app.add_url_rule("/desk", "desk", show_desk)
    page.route("**/*", lambda route: answer(app, route))
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    assert complaints == []


def show(sent):
    if request.method == "POST":
        sent.append(MultiDict(request.form))
        return "", 204  # the browser stays where it is, as it does while an answer is on its way
    return render_template("cases/event.html", **event_context())


def show_errors():
    return render_template("cases/event.html", **event_context(typed={"told": "x"}))


def show_desk():
    return render_template("home/desk.html", page=DESK)


def answer(app, route):
    asked = route.request
    reply = app.test_client().open(
        asked.url.removeprefix(HERE),
        method=asked.method,
        data=asked.post_data_buffer,
        content_type=asked.header_value("content-type"),
    )
    headers = {**dict(reply.headers), "Content-Security-Policy": POLICY}
    route.fulfill(status=reply.status_code, body=reply.data, headers=headers)
    reply.close()


def add(screen, times=1):
    for _ in range(times):
        screen.locator("button[name=add_row][value=parties]").click()


def test_a_row_is_added_without_asking_the_server(screen, sent):
    screen.goto(f"{HERE}/form")
    add(screen)
    assert screen.locator("#parties > .entry").count() == 3
    assert screen.locator("#parties-2 legend").first.inner_text() == "第3个"
    assert screen.locator("#parties-2-name").evaluate("field => field === document.activeElement")
    assert screen.locator("label[for=parties-2-name]").count() == 1
    assert sent == []


def test_a_row_taken_away_leaves_no_gap(screen):
    screen.goto(f"{HERE}/form")
    add(screen, 2)
    for number, name in enumerate(["央金", "仁青", "白玛", "德吉"]):
        screen.locator(f"#parties-{number}-name").fill(name)
        screen.locator(f"input[name=parties-{number}-side][value={'right' if number % 2 else 'left'}]").check()
    screen.locator("button[name=remove_row][value=parties-1]").click()
    names = screen.locator("#parties input[type=text]")
    assert [names.nth(index).get_attribute("name") for index in range(3)] == [f"parties-{n}-name" for n in range(3)]
    assert [names.nth(index).input_value() for index in range(3)] == ["央金", "白玛", "德吉"]
    sides = [screen.locator(f"[name=parties-{n}-side]:checked").input_value() for n in range(3)]
    assert sides == ["left", "left", "right"]


def test_rows_end_at_the_most_and_at_the_least(screen):
    screen.goto(f"{HERE}/form")
    assert not screen.locator("button[name=remove_row][value=parties-0]").is_visible()
    add(screen, 3)
    assert screen.locator("#parties > .entry").count() == 5
    assert not screen.locator("button[name=add_row][value=parties]").is_visible()
    screen.locator("button[name=remove_row][value=parties-4]").click()
    assert screen.locator("button[name=add_row][value=parties]").is_visible()


def test_a_form_is_sent_once(screen, sent):
    screen.goto(f"{HERE}/form")
    screen.locator("#title").fill("牦牛过沟吃草")
    assert "还没有存" in screen.locator("[data-saved]").inner_text()
    screen.get_by_role("button", name="受理，编号").click()
    screen.locator("[data-when=saving]").wait_for()
    screen.get_by_role("button", name="受理，编号").click(force=True)
    screen.locator("[data-when=sent]").wait_for()
    assert [form["title"] for form in sent] == ["牦牛过沟吃草"]
    assert screen.get_by_role("button", name="受理，编号").get_attribute("disabled") is None


@pytest.mark.parametrize("keys", ["Enter", "Control+Enter"])
def test_the_enter_key_sends_the_form_and_not_a_row(screen, sent, keys):
    screen.goto(f"{HERE}/form")
    with screen.expect_request(lambda asked: asked.method == "POST"):
        screen.locator("#title").press(keys)
    screen.locator("[data-when=saving]").wait_for()
    assert [("remove_row" in form, "add_row" in form) for form in sent] == [(False, False)]


def test_changing_the_language_keeps_what_was_written(screen):
    screen.goto(f"{HERE}/form")
    add(screen)
    screen.locator("#parties-2-name").fill("白玛")
    screen.locator("#told").fill("从头说起")
    screen.locator("input[name=languages][value=zh]").check()
    screen.locator(".langs a[hreflang=bo]").click()
    screen.wait_for_url("**/form?lang=bo")
    assert screen.locator("#parties-2-name").input_value() == "白玛"
    assert screen.locator("#told").input_value() == "从头说起"
    assert screen.locator("input[name=languages]:checked").input_value() == "zh"
    assert screen.evaluate("sessionStorage.length") == 0


def test_the_first_thing_to_mend_has_the_focus(screen):
    screen.goto(f"{HERE}/wrong")
    assert screen.locator(".errsum").evaluate("box => box === document.activeElement")


def test_printing_is_offered_where_it_works(screen):
    screen.goto(f"{HERE}/desk")
    assert screen.get_by_role("button", name="打印").is_visible()


def test_every_kind_of_row_has_a_blank(screen):
    screen.goto(f"{HERE}/form")
    screen.locator("button[name=add_row][value=names]").click()
    assert screen.locator("input[name=names-0]").is_visible()
