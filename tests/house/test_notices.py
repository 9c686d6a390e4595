"""THIRD-PARTY.md names what is installed and what is copied in, no more and no less."""

import base64
import hashlib
import json
import re
from pathlib import Path

import pytest

from tests.house.test_locks import locked
from tests.house.tree import ROOT

MANIFESTS = sorted(ROOT.glob("*/vendor/*/manifest.json"))
COMPATIBLE = {
    "Apache-2.0", "Apache-2.0 OR BSD-3-Clause", "BSD-2-Clause", "BSD-3-Clause", "LGPL-2.1-only", "LGPL-3.0-only", "MIT",
    "MIT-0", "MPL-2.0", "OFL-1.1", "PSF-2.0", "ZPL-2.1",
}  # fmt: skip


def rows() -> dict[str, tuple[str, str]]:
    """Name → version and licence, of both tables."""
    page = (ROOT / "THIRD-PARTY.md").read_text("utf-8")
    found = re.findall(r"^\| ([^|]+) \| ([^|]+) \| ([^|]+) \|", page, re.MULTILINE)
    return {name: (version, licence) for name, version, licence in found if name not in ("package", "name", "---")}


def manifest(path: Path) -> dict[str, object]:
    return json.loads(path.read_text("utf-8"))


def test_every_package_and_every_vendored_folder_is_named_with_its_version():
    packages = {name: line.split(";")[0].split("==")[1].strip() for name, line in locked("core.lock").items()}
    vendored = {str(item["name"]): str(item["version"]) for item in map(manifest, MANIFESTS)}
    assert vendored
    assert {name: version for name, (version, _) in rows().items()} == packages | vendored


def test_every_licence_may_be_used_by_a_public_office():
    assert {licence for _, licence in rows().values()} <= COMPATIBLE


def test_every_vendored_folder_has_a_manifest():
    folders = {path for path in ROOT.glob("*/vendor/*") if path.is_dir()}
    assert folders == {path.parent for path in MANIFESTS}


@pytest.mark.parametrize("path", MANIFESTS, ids=lambda path: path.parent.name)
def test_vendored_files_are_the_ones_that_were_looked_at(path: Path):
    item = manifest(path)
    assert path.parent.name == f"{item['name']}-{item['version']}"
    assert item["licence_file"] in item["files"]
    found = {file.name: integrity(file) for file in path.parent.iterdir() if file.name != "manifest.json"}
    assert found == item["files"]


def integrity(file: Path) -> str:
    digest = hashlib.sha384(file.read_bytes()).digest()
    return "sha384-" + base64.b64encode(digest).decode()
