"""What we took from others lies unchanged beside its licence."""

import base64
import hashlib
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = sorted(path for path in ROOT.glob("*/vendor/*") if path.is_dir())
OPENS_WITH = {
    "MIT": "The MIT License (MIT)",
    "MPL-2.0": "Mozilla Public License, version 2.0",
    "OFL-1.1": "SIL Open Font License, Version 1.1",
}
HOST = re.compile(r"https?://|\b[\w-]+\.(?:com|org|net|io|cn)\b", re.IGNORECASE)


def manifest(folder):
    return json.loads((folder / "manifest.json").read_text(encoding="utf-8"))


def digest(path):
    return "sha384-" + base64.b64encode(hashlib.sha384(path.read_bytes()).digest()).decode()


def test_there_is_something_to_check():
    ours = ["static/vendor/bootstrap-5.3.9", "static/vendor/chart.js-4.6.1", "static/vendor/noto-serif-tibetan-2.001"]
    tests = ["tests/vendor/axe-core-4.14.1"]
    assert [folder.relative_to(ROOT).as_posix() for folder in FOLDERS] == ours + tests


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_folder_is_named_after_its_manifest(folder):
    taken = manifest(folder)
    assert folder.name == f"{taken['name']}-{taken['version']}"


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_file_is_listed_and_unchanged(folder):
    present = {path.relative_to(folder).as_posix(): digest(path) for path in folder.rglob("*") if path.is_file()}
    del present["manifest.json"]
    assert present == manifest(folder)["files"]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_licence_is_named_and_beside(folder):
    taken = manifest(folder)
    words = (folder / taken["licence_file"]).read_text(encoding="utf-8")
    assert OPENS_WITH[taken["licence"]] in words


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_package_is_known_by_the_hash_of_its_archive(folder):
    taken = manifest(folder)
    assert ("tarball" in taken) == ("tarball_sha512" in taken)
    if "tarball" in taken:
        assert len(base64.b64decode(taken["tarball_sha512"].removeprefix("sha512-"))) == hashlib.sha512().digest_size


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_manifest_names_no_host(folder):
    assert not HOST.search((folder / "manifest.json").read_text(encoding="utf-8"))


def test_style_sheets_fetch_nothing_from_elsewhere():
    for sheet in (ROOT / "static").rglob("*.css"):
        fetched = re.findall(r"url\(\s*['\"]?([^'\")]+)", sheet.read_text(encoding="utf-8"))
        assert [address for address in fetched if not address.startswith(("data:", "vendor/"))] == [], sheet.name
