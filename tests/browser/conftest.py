"""A house as people run it: the real command, the sample town, a real browser."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from mediation.config import ROOT

PASSWORD = "Sample-town 2026 · open"
WIDTHS = (360, 1280)
PATIENCE = 240


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("Chromium is not installed")
    return {"executable_path": chromium, "args": ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]}


@pytest.fixture(scope="session")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the house: its database and its keys."""
    return tmp_path_factory.mktemp("house")


def surroundings(instance: Path) -> dict[str, str]:
    """The environment in which the commands of a house in this folder run."""
    environment = os.environ | {
        "MEDIATION_INSTANCE": str(instance),
        "MEDIATION_DEMO_PASSWORD": PASSWORD,
        "MEDIATION_ENV": "local",
    }
    environment.pop("MEDIATION_DATABASE_URL", None)
    return environment


@pytest.fixture(scope="session")
def house(instance: Path) -> Iterator[str]:
    """The address of a house that was just started from nothing."""
    port = _free_port()
    environment = surroundings(instance)
    log = (instance / "log").open("wb")
    command = [sys.executable, "-m", "mediation", "run", "--port", str(port)]
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT)
    address = f"http://127.0.0.1:{port}"
    try:
        _await(address, server, instance / "log")
        yield address
    finally:
        server.terminate()
        server.wait(timeout=20)
        log.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _await(address: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if server.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=2):
                return
        except OSError:
            time.sleep(0.3)
    raise RuntimeError(f"the house does not open:\n{log.read_text(encoding='utf-8')}")


@pytest.fixture
def enter(house: str, browser: Browser) -> Iterator[Callable[[str], "Person"]]:
    """Somebody at a browser of their own, signed in; a page may not complain on its console."""
    contexts = []
    complaints: list[str] = []

    def sign_in(username: str) -> "Person":
        context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.goto(f"{house}/login?lang=zh")  # a user keeps a language: another test may have left one
        page.fill("[name=username]", username)
        page.fill("[name=password]", PASSWORD)
        page.locator("main button[type=submit]").last.click()
        page.wait_for_url(lambda url: "/login" not in url)
        return Person(username, page, house)

    yield sign_in
    for context in contexts:
        context.close()
    assert [line for line in complaints if "409" not in line] == []


class Person:
    """One user at one browser."""

    def __init__(self, username: str, page: Page, house: str) -> None:
        self.username = username
        self.page = page
        self.house = house

    def open(self, path: str) -> None:
        self.page.goto(f"{self.house}{path}" if path.startswith("/") else path)

    def reach(self, name: str) -> None:
        """On to the question in which a field is asked; it stands there already where a form is asked as a whole."""
        field = self.page.locator(f"[name={name}]").first
        on = self.page.locator("form[data-keep] .acts button[name=go][value=on]")
        while not field.is_visible() and on.count():
            with self.page.expect_navigation():
                on.click()
            self._nothing_wrong()
        for folded in field.locator("xpath=ancestor::details[not(@open)]").all():
            folded.locator("summary").first.click()

    def fill(self, name: str, text: str) -> None:
        self.reach(name)
        self.page.fill(f"[name={name}]", text)

    def check(self, name: str, value: str = "") -> None:
        self.reach(name)
        self.page.check(f"[name={name}][value={value}]" if value else f"[name={name}]")

    def choose(self, name: str, value: str | int) -> None:
        """A value by its key, or the n-th that is offered; a list or rows to pick from alike."""
        self.reach(name)
        fields = self.page.locator(f"[name={name}]")
        if fields.first.evaluate("one => one.tagName") == "SELECT":
            fields.first.select_option(index=value + 1) if isinstance(value, int) else fields.first.select_option(value)
        elif isinstance(value, int):
            fields.nth(value).check()
        else:
            self.page.check(f"[name={name}][value='{value}']")

    def choose_called(self, name: str, words: str) -> None:
        """The one whose label has these words in it."""
        self.reach(name)
        select = self.page.locator(f"select[name={name}]")
        if select.count():
            labels = select.locator("option").all_inner_texts()
            select.select_option(index=next(index for index, label in enumerate(labels) if words in label))
            return
        row = self.page.locator("label.pick", has_text=words).locator(f"[name={name}]").first
        for folded in row.locator("xpath=ancestor::details[not(@open)]").all():
            folded.locator("summary").first.click()
        row.check()

    def send(self) -> None:
        """Press the main button, after the questions that are left; what was wrong is the failure's message."""
        more = True
        while more:
            button = self.page.locator("form[data-keep] .acts button").first
            more = button.get_attribute("name") == "go"
            with self.page.expect_navigation():
                button.click()
            self._nothing_wrong()

    def _nothing_wrong(self) -> None:
        wrong = self.page.locator(".errsum").all_inner_texts()
        assert wrong == [], wrong

    def picture(self, name: str) -> None:
        """Keep a picture of the page at both widths where somebody wants to look at them."""
        folder = os.environ.get("MEDIATION_SCREENSHOTS")
        if not folder:
            return
        Path(folder).mkdir(parents=True, exist_ok=True)
        for width in WIDTHS:
            self.page.set_viewport_size({"width": width, "height": 900})
            self.page.screenshot(path=str(Path(folder) / f"{name}-{width}.png"), full_page=True)
        self.page.set_viewport_size({"width": 1280, "height": 900})
