"""Static files: named after their content, kept for good, packed; pages packed for whoever unpacks them."""

import gzip
import re
from pathlib import Path

import pytest
from flask import Flask, url_for
from werkzeug.test import Client

from mediation.app import with_static_files
from mediation.config import ROOT
from mediation.web import assets
from mediation.web.packing import packed

STATIC = re.compile(r'(?:href|src)="(/static/[^"]+)"')


@pytest.fixture
def small(tmp_path):
    """A program with few files."""
    source = tmp_path / "from"
    (source / "vendor/bootstrap-5.3.9").mkdir(parents=True)
    (source / "vendor/letters").mkdir()
    (source / "styles").mkdir()
    for part in assets.TOGETHER["screen.css"]:
        (source / part).write_text("")
    (source / "vendor/bootstrap-5.3.9/bootstrap.min.css").write_text("/*! licence */p{color:red}")
    (source / "vendor/letters/tib.woff2").write_bytes(b"letters")
    (source / "mediation.css").write_text("/* why */ h1{src:url(vendor/letters/tib.woff2)}")
    app = Flask("small", static_folder=str(tmp_path / "to/static"), static_url_path="/static")
    app.config["SERVER_NAME"] = "small.invalid"
    assets.prepare(app, source)
    return app, source


def address(app, name):
    with app.test_request_context("/"):
        return url_for("static", filename=name)


def test_an_address_changes_with_the_content(small, tmp_path):
    app, source = small
    before = address(app, "mediation.css")
    assert assets.never_changes("", before)
    (source / "mediation.css").write_text("h2{}")
    assets.prepare(app, source)
    later = Flask("small", static_folder=app.static_folder, static_url_path="/static")
    assets.prepare(later, source)
    assert address(later, "mediation.css") != before
    assert address(later, "missing.css") == "/static/missing.css"
    assert (Path(app.static_folder) / before.removeprefix("/static/")).is_file()  # a page left open still finds it


def test_one_sheet_holds_all_styles_and_names_the_letters_by_their_content(small):
    app, _source = small
    sheet = (Path(app.static_folder) / "screen.css").read_text()
    assert sheet.index("p{color:red}") < sheet.index("h1{")
    assert "licence" in sheet
    assert "why" not in sheet
    link = re.search(r"url\(([^)]+)\)", sheet)[1]
    assert assets.never_changes("", link)
    assert (Path(app.static_folder) / link).read_bytes() == b"letters"


def test_no_part_of_the_styles_is_forgotten():
    ours = {path.relative_to(ROOT / "static").as_posix() for path in (ROOT / "static").rglob("*.css")}
    assert ours == {*assets.TOGETHER["screen.css"], "sheet.css"}  # that of the papers of a case is theirs alone
    assert list(assets.STYLES[-2:]) == ["widths", "paper"]


def test_what_is_there_already_is_not_written_again(small):
    app, source = small
    made = Path(app.static_folder) / "screen.css"
    before = made.stat().st_mtime_ns
    assets.prepare(Flask("small", static_folder=app.static_folder), source)
    assert made.stat().st_mtime_ns == before
    assert not list(Path(app.static_folder).rglob("*.new"))


def test_browsers_keep_a_file_that_never_changes_and_ask_again_for_a_plain_name(app):
    served = Client(with_static_files(app))
    names = STATIC.findall(served.get("/login").text)
    assert len(names) == 3
    for name in names:
        answer = served.get(name, headers={"Accept-Encoding": "gzip"})
        assert answer.status_code == 200
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.headers["Content-Encoding"] == "gzip"
        assert answer.headers["Vary"] == "Accept-Encoding"
        answer.close()
    plain = served.get("/static/mediation.css")
    assert plain.headers["Cache-Control"] == f"max-age={assets.PLAIN_SECONDS}, public"
    assert "Content-Encoding" not in plain.headers
    plain.close()


def test_a_page_is_packed_for_who_can_unpack_it(app):
    client = Client(app)
    plain, small = client.get("/login"), client.get("/login", headers={"Accept-Encoding": "gzip, br"})
    assert small.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in small.headers["Vary"]
    assert "Accept-Encoding" in plain.headers["Vary"]
    assert "<h1" in gzip.decompress(small.data).decode()
    assert int(small.headers["Content-Length"]) == len(small.data) < len(plain.data) * 2 / 3
    assert "Content-Encoding" not in plain.headers
    assert "Content-Encoding" not in client.get("/healthz", headers={"Accept-Encoding": "gzip"}).headers  # too short
    assert "Content-Encoding" not in client.get("/login", headers={"Accept-Encoding": "gzip;q=0"}).headers


def test_the_length_of_a_packed_page_tells_nothing():
    body = b"the same page" * 100
    made = [packed(body) for _time in range(50)]
    assert len({len(one) for one in made}) > 10
    assert {gzip.decompress(one) for one in made} == {body}
