"""A test client that looks at every page it is given, and the rules that every page keeps."""

import re
from collections import Counter
from collections.abc import Iterator
from contextvars import Context
from html.parser import HTMLParser
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
from flask import Flask, Response, g, has_app_context, request, request_finished, request_started
from flask.testing import FlaskClient
from sqlalchemy import event
from sqlalchemy.orm import Session, SessionTransaction
from werkzeug.test import TestResponse

from mediation.model.base import db
from mediation.web.headers import ALWAYS

MOST_STATEMENTS = 40
# The pages that are opened most; BEGIN is no question. What a case is counted in is asked once for every year of it.
MOST_OF = {"cases.index": 5, "cases.show": 10, "reports.counted": 120, "cases.printed": 120}
READS_TWO_PERIODS = "reports"  # the pages of figures: the same statements once more, for the year before
MOST_OF_AN_ACT = 60  # it writes as well, and when it is refused reads again for its page
MOST_OF_SENT = {"cases.new": 30, "cases.new_by": 30, "cases.act": 45}
# On PostgreSQL a writer's BEGIN is followed by the lock of writers, and a search by the question how many it will find.
NO_QUESTION = ("BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK", "SELECT pg_advisory_xact_lock", "EXPLAIN")
LABELLED = ("input", "select", "textarea")
UNFINISHED = re.compile(r"%\([a-z_]+\)s|\{[a-z_]+\}|\{\{|\bN_\(|\bUndefined\b")
UNFINISHED_OR_NONE = re.compile(rf"{UNFINISHED.pattern}|\bNone\b")  # in English it is a word that people use
FEW_FIELDS = 3
# Accounts and passwords are never kept; a closing and a wish to open a file are a line on a page that is read.
NOT_KEPT = re.compile(r"^/(accounts|login|me|welcome)\b|/(freeze|opening)(\?|$)")
ONE_TIME_BY_NATURE = ("accounts.sign_in", "accounts.sign_out", "accounts.welcome")
SENT_AWAY = ("/login", "/me/password")  # by the guard, before the view was asked
LETTERS = {"zh": re.compile("[\u3400-\u9fff]"), "bo": re.compile("[\u0f00-\u0fff]")}
WITHOUT_A_LANGUAGE = ("script", "title", "option")  # no mark may stand in them
HOLDS_WORDS = (
    "a",
    "b",
    "strong",
    "small",
    "span",
    "label",
    "button",
    "p",
    "h1",
    "h2",
    "h3",
    "sup",
    "em",
    "code",
    "time",
)
BLOCKS = (
    "div",
    "form",
    "p",
    "ul",
    "ol",
    "dl",
    "table",
    "section",
    "fieldset",
    "h1",
    "h2",
    "h3",
    "blockquote",
    "details",
)
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class StrictClient(FlaskClient):
    """Fails on the first page that breaks a rule."""

    last: TestResponse | None = None

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        _end_the_tests_own_look()
        # without the context of the test, whose `g` and database session would be used again for every request
        response: TestResponse = Context().run(super().open, *args, **kwargs)
        check_headers(response)
        if response.mimetype == "text/html" and response.status_code not in (301, 302, 303, 307, 308):
            check_page(response.text)
            check_drafts(response.request.path, response.text)
        self.last = response
        return response

    def hidden(self, page: str, action: str | None = None) -> dict[str, str]:
        """The hidden fields of the form on a page that posts to `action`, or to the page itself."""
        text = self.get(page).text
        for form in _elements(_parsed(text), "form"):
            if form.get("method", "get") == "post" and form.get("action", page) == (action or page):
                fields = (field for field in _elements(form, "input") if field.get("type") == "hidden")
                return {field.get("name", ""): field.get("value", "") for field in fields}
        raise AssertionError(f"{page} has no form that posts to {action or page}")

    def send(self, page: str, data: dict[str, Any] | None = None, action: str | None = None) -> TestResponse:
        """Open a page and send its form, as a person does."""
        return self.post(action or page, data={**self.hidden(page, action), **(data or {})})


def _end_the_tests_own_look() -> None:
    """The test's own session forgets what it read before the page was asked for, and sees what the page changes."""
    if has_app_context():
        assert not db.session.new, "the test has not committed"
        assert not db.session().info.get("wrote"), "the test has not committed"
        db.session.rollback()


def watch(app: Flask) -> None:
    """Let every request of the application be looked at: how many statements, and nothing left uncommitted."""
    request_started.connect(_start_counting, app, weak=False)
    request_finished.connect(_look_for_loose_ends, app, weak=False)
    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", _count)
    event.listen(Session, "after_flush", _wrote)
    event.listen(Session, "do_orm_execute", _wrote_in_bulk)
    event.listen(Session, "after_transaction_end", _settled)


def check_headers(response: TestResponse) -> None:
    """The headers that every answer carries; and none that a server could not send."""
    assert all(value.isascii() for _name, value in response.headers), "a header beyond ASCII"
    for name, value in ALWAYS.items():
        assert response.headers.get(name) == value, f"{name} is missing"
    for cookie in response.headers.getlist("Set-Cookie"):
        assert "HttpOnly" in cookie, f"open to scripts: {cookie}"
        assert "SameSite=Lax" in cookie, f"sent from other sites: {cookie}"


def check_page(text: str) -> None:
    """The rules of a page; the sentence of the assertion says which one is broken."""
    _check_balance(text)
    page = _parsed(text)
    html = page if page.tag == "html" else page.find("html")
    assert html is not None
    assert html.get("lang") in ("zh-Hans", "bo", "en"), "the language of the page is not said"
    (title,) = _elements(page, "title")
    assert (title.text or "").strip(" ·\n"), "no title"
    assert len(_elements(page, "h1")) == 1, "not exactly one h1"
    _check_ids(page)
    _check_labels(page)
    _check_forms(page)
    _check_nothing_inline(page)
    _check_languages(page, "")
    _check_nesting(page)
    unfinished = UNFINISHED if html.get("lang") == "en" else UNFINISHED_OR_NONE
    found = unfinished.search(" ".join(_words(page)))
    assert found is None, f"unfinished text: {found.group() if found else ''}"


def _parsed(text: str) -> Element:
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), strict=True, namespaceHTMLElements=False)
    page: Element = parser.parse(text)
    return page


class _Balance(HTMLParser):
    """Every element that is opened is closed, in order: the parser above is too forgiving here."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: Any) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing, line {self.getpos()[0]}"
        opened = self.open.pop()
        assert opened == tag, f"<{opened}> is closed by </{tag}>, line {self.getpos()[0]}"


def _check_balance(text: str) -> None:
    balance = _Balance()
    balance.feed(text)
    assert not balance.open, f"left open: {balance.open}"


def check_drafts(path: str, text: str) -> None:
    """Whatever takes more than a moment to type is kept on the server while it is typed."""
    for form in _elements(_parsed(text), "form"):
        blank = {id(one) for template in _elements(form, "template") for one in template.iter()}
        typed = {field.get("name") for tag in LABELLED for field in _elements(form, tag) if _is_typed(field, blank)}
        much = any(True for _field in _elements(form, "textarea")) or len(typed) > FEW_FIELDS
        if form.get("method", "get") == "post" and much and not NOT_KEPT.search(form.get("action", path)):
            assert form.get("data-draft"), f"{path}: what is typed for {form.get('action', path)} is not kept"


def _is_typed(field: Element, blank: set[int]) -> bool:
    return id(field) not in blank and field.get("type") not in ("hidden", "submit", "button", "file", "password")


def _elements(within: Element, tag: str) -> list[Element]:
    return list(within.iter(tag))


def _check_ids(page: Element) -> None:
    ids = Counter(element.get("id") for element in page.iter() if element.get("id"))
    double = [name for name, times in ids.items() if times > 1]
    assert not double, f"ids that stand twice: {double}"
    for element in page.iter():
        for name in ("for", "aria-describedby", "aria-labelledby", "aria-controls"):
            for target in (element.get(name) or "").split():
                assert target in ids, f"{name}={target} leads nowhere"


def _check_labels(page: Element) -> None:
    wrapped = {id(field) for label in _elements(page, "label") for field in label.iter()}
    named = {label.get("for") for label in _elements(page, "label")}
    for tag in LABELLED:
        for field in _elements(page, tag):
            if field.get("type") in ("hidden", "submit", "button"):
                continue
            said = field.get("aria-label") or field.get("aria-labelledby")
            assert said or id(field) in wrapped or field.get("id") in named, f"no label: {field.attrib}"
    for button in [*_elements(page, "button"), *_elements(page, "a")]:
        assert "".join(button.itertext()).strip() or button.get("aria-label"), f"no words: {button.attrib}"


def _check_forms(page: Element) -> None:
    for form in _elements(page, "form"):
        if form.get("method", "get").lower() == "post":
            names = [field.get("name") for field in _elements(form, "input")]
            for token in ("csrf_token", "form_token"):
                assert names.count(token) == 1, f"a form that posts to {form.get('action')} needs one {token}"


def _check_nothing_inline(page: Element) -> None:
    for element in page.iter():
        for name in element.attrib:
            assert name != "style", f"inline style in {element.tag}"
            assert not str(name).startswith("on"), f"inline handler {name}"
    assert not _elements(page, "style"), "inline style"
    for script in _elements(page, "script"):
        assert script.get("src") or script.get("type") == "application/json", "inline script"


def _check_nesting(page: Element) -> None:
    """What holds only words holds no block."""
    for outer in page.iter():
        if outer.tag in HOLDS_WORDS:
            blocks = [part.tag for part in outer.iter() if part is not outer and part.tag in BLOCKS]
            assert not blocks, f"{blocks} in {outer.tag}"


def _check_languages(element: Element, lang: str) -> None:
    """Whatever is in another script than what stands around it says which language it is."""
    if element.tag in WITHOUT_A_LANGUAGE or not isinstance(element.tag, str):
        return
    lang = element.get("lang", lang).partition("-")[0]
    said = [element.text, *(part.tail for part in element)]
    for language, letters in LETTERS.items():
        found = [words for words in said if lang != language and letters.search(words or "")]
        assert not found, f"{found} stands in what is said to be {lang}"
    for part in element:
        _check_languages(part, lang)


def _words(page: Element) -> Iterator[str]:
    """What a person reads or hears."""
    skipped = {
        id(element) for tag in ("script", "template") for found in _elements(page, tag) for element in found.iter()
    }
    for element in page.iter():
        if id(element) not in skipped and isinstance(element.tag, str):
            yield element.text or ""
        yield element.tail or ""
        for name in ("aria-label", "alt", "placeholder", "title"):
            yield element.get(name) or ""


# --- what a request did to the database ----------------------------------------------------------


def _start_counting(_app: Flask, **_more: Any) -> None:
    g.statements = []


def _count(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
    if g and "statements" in g and not statement.startswith(NO_QUESTION):
        g.statements.append(statement)


def _wrote(session: Session, _context: Any) -> None:
    session.info["wrote"] = True


def _wrote_in_bulk(state: Any) -> None:
    if state.is_insert or state.is_update or state.is_delete:
        state.session.info["wrote"] = True


def _settled(session: Session, transaction: SessionTransaction) -> None:
    if transaction.parent is None:
        session.info["wrote"] = False


def _look_for_loose_ends(_app: Flask, response: Response, **_more: Any) -> None:
    sent = MOST_OF_SENT.get(request.endpoint or "", MOST_OF_AN_ACT)
    usual = MOST_STATEMENTS if request.method == "GET" else sent
    usual *= 2 if request.blueprint == READS_TWO_PERIODS else 1
    usual = MOST_OF.get(request.endpoint or "", usual)
    most = _app.config.get("MOST_STATEMENTS", usual)
    told = "\n".join(g.get("statements", ()))
    assert len(g.get("statements", ())) <= most, f"{request.path} asked the database too often:\n{told}"
    if response.status_code >= 400:
        return
    session = db.session()
    left = [*session.new, *(row for row in session.dirty if session.is_modified(row)), *session.deleted]
    assert not left, f"{request.path} left something unsaved: {left}"
    assert not session.info.get("wrote"), f"{request.path} forgot to commit"
    acted = request.method == "POST" and response.status_code >= 300 and request.endpoint not in ONE_TIME_BY_NATURE
    if acted and not (response.location or "").startswith(SENT_AWAY) and "rescued" not in g:
        assert "form_claim" in g, f"{request.path} did not spend its form token"
