"""Words in another script than the page's carry their language; nothing else of a page changes."""

import time

import pytest
from flask import Flask, Response

from mediation.web import foreign, packing
from mediation.web.foreign import marked

NAME = "བཀྲ་ཤིས།"


def on(lang, body):
    return marked(f'<!DOCTYPE html><html lang="{lang}"><body>{body}</body></html>').partition("<body>")[2][:-14]


@pytest.mark.parametrize(
    ("lang", "body", "shown"),
    [
        ("en", "<b>扎西</b>", '<b lang="zh">扎西</b>'),
        ("en", f"<b>{NAME}</b>", f'<b lang="bo">{NAME}</b>'),
        ("bo", "<td class='n'>第18号</td>", "<td class='n' lang=\"zh\">第18号</td>"),
        ("zh-Hans", f"<p>{NAME}</p>", f'<p lang="bo">{NAME}</p>'),
        ("en", "<p>For 扎西 only</p>", '<p><span>For <span lang="zh">扎西</span> only</span></p>'),
        ("en", "<p>a “扎西和卓玛，3人。” b</p>", '<p><span>a <span lang="zh">“扎西和卓玛，3人。”</span> b</span></p>'),
        ("zh-Hans", f"<p>叫{NAME}的</p>", f'<p><span>叫<span lang="bo">{NAME}</span>的</span></p>'),
        ("en", f"<p>扎西 {NAME}</p>", f'<p><span><span lang="zh">扎西</span> <span lang="bo">{NAME}</span></span></p>'),
        (
            "en",
            "<p>\n  扎西<br>卓玛 a\n</p>",
            '<p>\n  <span lang="zh">扎西</span><br><span><span lang="zh">卓玛</span> a</span>\n</p>',
        ),
        ("en", "<option>扎西</option>", '<option lang="zh">扎西</option>'),
        ("en", "<option>Mr 扎西</option>", "<option>Mr 扎西</option>"),
        ("en", '<textarea id="a">扎西</textarea>', '<textarea id="a" lang="zh">扎西</textarea>'),
        ("en", '<input value="扎西">', '<input value="扎西" lang="zh">'),
        ("en", '<input type="hidden" value="扎西">', '<input type="hidden" value="扎西">'),
        ("en", '<i title="a > 扎西">1</i>', '<i title="a > 扎西">1</i>'),
        ("en", "<p>a &lt;扎西&amp; b</p>", '<p><span>a <span lang="zh">&lt;扎西&amp;</span> b</span></p>'),
        (
            "en",
            "<p>as （2024）聂荣人调字第18号 2 says</p>",
            '<p><span>as <span lang="zh">（2024）聂荣人调字第18号</span> 2 says</span></p>',
        ),
        (
            "en",
            "<p>by 账号office, 甲 3 乙 now</p>",
            '<p><span>by <span lang="zh">账号office, 甲 3 乙</span> now</span></p>',
        ),
        ("bo", f"<p>{NAME}扎西{NAME}</p>", f'<p><span>{NAME}<span lang="zh">扎西</span>{NAME}</span></p>'),
    ],
)
def test_what_people_wrote_says_its_language(lang, body, shown):
    assert on(lang, body) == shown


@pytest.mark.parametrize(
    ("lang", "body"),
    [
        ("zh-Hans", "<p>扎西 Tashi 3</p>"),
        ("bo", f"<p>{NAME} EN</p>"),
        ("en", "<p>2026-11-23 · “a”</p>"),
        ("en", '<h1 lang="zh-Hans">年报<sup>第1条</sup></h1>'),
        ("en", '<h1 lang="bo">དང་<input><br>པོ།</h1>'),
        ("en", '<script type="application/json">{"a": "扎西"}</script>'),
        ("en", "<title>扎西 · M</title>"),
        ("en", "<!-- 扎西 --><p>a</p>"),
    ],
)
def test_what_needs_no_mark_gets_none(lang, body):
    assert on(lang, body) == body


def test_long_texts_without_an_end_take_no_time():
    for piece in ("，", "1", "&#39;", "扎", NAME, "扎 ", "a扎 ", "<"):
        began = time.perf_counter()
        on("en", f"<p>a {piece * 20_000}</p>".replace("<<", "&lt;"))
        assert time.perf_counter() - began < 2


def test_a_mark_ends_where_the_language_changes_back():
    page = on("bo", f'<div lang="zh-Hans"><p>年报 {NAME}</p></div><p>年报</p>')
    assert page.count('lang="bo"') == 1
    assert page.endswith('<p lang="zh">年报</p>')


@pytest.mark.parametrize(
    ("page", "read"),
    [
        (f'<html lang="zh-Hans"><a lang="bo" aria-label="{NAME}"><svg></svg></a><p>扎西</p>', False),
        (f'<html lang="zh-Hans"><p>扎西 {NAME}</p>', True),
        (f'<html lang="zh-Hans"><input name="a" value="{NAME}">', True),
    ],
)
def test_a_chinese_page_is_read_only_where_tibetan_stands_on_it(page, read):
    response = Response(page, mimetype="text/html")
    assert (foreign.mark_answer(response).get_data(as_text=True) != page) is read


@pytest.fixture
def small():
    app = Flask("small")
    packing.init_app(app)
    foreign.init_app(app)
    page = '<html lang="en"><body><p>扎西</p></body></html>' + " " * 500
    app.add_url_rule("/page", "page", lambda: page)
    app.add_url_rule("/file", "file", lambda: Response(page, headers={"Content-Disposition": "attachment"}))
    app.add_url_rule("/text", "text", lambda: Response(page, mimetype="text/plain"))
    return app.test_client()


def test_pages_are_marked_before_they_are_packed_and_files_are_left_as_they_were_made(small):
    assert '<p lang="zh">' in small.get("/page").text
    packed = small.get("/page", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert '<p lang="zh">' not in small.get("/file").text
    assert '<p lang="zh">' not in small.get("/text").text
