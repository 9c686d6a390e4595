"""The close-looking client can fail: each rule is broken once."""

import html5lib
import pytest
from flask import Flask

from tests.pages import MOST_OF_AN_ACT, check_page

GOOD = """<!DOCTYPE html>
<html lang="zh-Hans"><head><meta charset="utf-8"><title>案件 · 人民调解</title></head><body><main>
<h1 id="top">案件</h1>
<form method="post"><input type="hidden" name="csrf_token" value="x"><input type="hidden" name="form_token" value="y">
<label for="a">名字</label><p id="hint">写全名</p><input id="a" name="a" aria-describedby="hint">
<label><input type="checkbox" name="b"> 同意</label><button>记下</button></form></main></body></html>"""


def test_a_good_page_passes():
    check_page(GOOD)


@pytest.mark.parametrize(
    ("whole", "broken"),
    [
        ("<!DOCTYPE html>", ""),
        ('lang="zh-Hans"', ""),
        ('lang="zh-Hans"', 'lang="zh"'),
        ("案件 · 人民调解", " · "),
        ('<h1 id="top">案件</h1>', ""),
        ("<main>", "<main><h1>又一个</h1>"),
        ('id="hint"', 'id="a"'),
        ('id="hint"', ""),
        ('<label for="a">名字</label>', ""),
        ("<label><input", "<input"),
        ('name="csrf_token"', 'name="other"'),
        ('name="form_token"', 'name="other"'),
        ("<main>", '<main style="color: red">'),
        ("<main>", '<main onclick="go()">'),
        ("<main>", "<main><script>go()</script>"),
        ("<main>", "<main><style>p {}</style>"),
        ("写全名", "写%(what)s"),
        ("写全名", "写{what}"),
        ("写全名", "None"),
        ("记下", ""),
        ("</form>", ""),
        ("</p>", "</div>"),
        ("<main>", "<main><p><div></div></p>"),
        ("<main>", "<main><span><ul><li>不是一行</li></ul></span>"),
        ("写全名", "写བོད་ཡིག"),
        ("<main>", "<main><ul><p>不是列表</ul>"),
    ],
)
def test_a_broken_page_does_not(whole, broken):
    assert whole in GOOD
    with pytest.raises((AssertionError, html5lib.html5parser.ParseError)):
        check_page(GOOD.replace(whole, broken, 1))


def _with_view(app: Flask, view):
    app.view_functions["accounts.change_theme"], kept = view, app.view_functions["accounts.change_theme"]
    return kept


@pytest.mark.parametrize(
    "fault", ["forgets to commit", "leaves something unsaved", "spends no token", "asks too often"]
)
def test_a_careless_view_is_noticed(app, account, client, fault):
    from flask import redirect, request_finished
    from flask_login import current_user
    from sqlalchemy import text

    from mediation.model.base import db
    from mediation.web import tokens
    from mediation.web.access import signed_in
    from tests.conftest import sign_in

    account("office")
    sign_in(client, "office")
    fields = client.hidden("/me", "/me/theme")

    @signed_in
    def careless():
        if fault != "spends no token":
            tokens.spend()
            db.session.commit()
        if fault == "forgets to commit":
            current_user.name = "忘了"
            db.session.flush()
        if fault == "leaves something unsaved":
            current_user.name = "没存"
        if fault == "asks too often":
            for _n in range(MOST_OF_AN_ACT + 1):
                db.session.execute(text("SELECT 1"))
        return redirect("/me", 303)

    kept = _with_view(app, careless)
    try:
        with pytest.raises(AssertionError):
            client.post("/me/theme", data=fields)
    finally:
        app.view_functions["accounts.change_theme"] = kept
    assert request_finished.receivers
