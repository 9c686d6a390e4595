"""A small application around the templates, strict about everything a template may get wrong."""

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import html5lib
from flask import Flask
from flask_babel import Babel
from flask_wtf import CSRFProtect
from jinja2 import StrictUndefined

from mediation.web import assets
from mediation.web.words import day_words
from tests.pages import check_page

ROOT = Path(__file__).resolve().parents[2]
XHTML = "{http://www.w3.org/1999/xhtml}"
POINTING = ("for", "aria-describedby", "aria-labelledby")


@cache
def static_files():
    """The files as the program makes them when it starts."""
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder)
    assets.prepare(Flask("files", static_folder=str(folder / "static")), ROOT / "static")
    return folder / "static"


def small_app(**everywhere):
    """Templates, translation, CSRF and nothing else; `everywhere` replaces what every page knows."""
    app = Flask(
        __name__, template_folder=str(ROOT / "templates"), static_folder=str(static_files()), static_url_path="/static"
    )
    app.config.update(TESTING=True, SECRET_KEY="only for this test", BABEL_DEFAULT_LOCALE="zh_Hans_CN")
    Babel(app)
    CSRFProtect(app)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.filters["day"] = day_words
    app.jinja_env.globals["form_token"] = lambda: "one-time"
    app.jinja_env.globals["draft_shown"] = lambda: None
    app.add_url_rule("/drafts", "drafts.keep")
    app.add_url_rule("/drafts/discard", "drafts.discard")
    known = {
        "language": "zh",
        "html_lang": "zh-Hans",
        "current_user": SimpleNamespace(is_authenticated=True, name="央金", theme="auto"),
        "navigation": [],
    } | everywhere
    app.context_processor(lambda: known)
    return app


def part(html):
    """The tree of a piece of a page; bad HTML is an error."""
    return checked(html5lib.HTMLParser(strict=True).parseFragment(html))


def page(html):
    """The tree of a whole page that keeps the rules of every page."""
    check_page(html)
    return checked(html5lib.HTMLParser(strict=True).parse(html))


def checked(tree):
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    assert len(ids) == len(set(ids)), sorted(one for one in ids if ids.count(one) > 1)
    for element in tree.iter():
        for pointing in POINTING:
            for target in (element.get(pointing) or "").split():
                assert target in ids, f"{pointing} leads nowhere: {target}"
        assert not [name for name in element.attrib if name == "style" or str(name).startswith("on")]
        assert element.tag != XHTML + "a" or element.get("href"), "a link without an address"
    labelled = {element.get("for") for element in found(tree, "label")}
    for tag in ("input", "select", "textarea"):
        for control in found(tree, tag):
            assert control.get("type") in ("hidden", "submit") or control.get("id") in labelled, control.attrib
    return tree


def found(tree, tag, **attributes):
    """Elements by tag and attributes; class_ asks for one of the classes."""
    wanted = {name: value for name, value in attributes.items() if name != "class_"}
    return [
        element
        for element in tree.iter(XHTML + tag)
        if attributes.get("class_", "") in ["", *(element.get("class") or "").split()]
        and all(element.get(name.replace("_", "-")) == value for name, value in wanted.items())
    ]


def words(element):
    return " ".join("".join(element.itertext()).split())
