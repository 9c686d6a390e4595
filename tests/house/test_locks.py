"""The three locks agree with each other and with pyproject.toml, and carry a hash for every package."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.tree import ROOT

LOCKS = ("core.lock", "test.lock", "dev.lock")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def entries(text: str) -> dict[str, str]:
    """Package name → its line without hashes."""
    lines = re.findall(r"^([A-Za-z0-9._-]+==[^\\\n]*)", text, re.MULTILINE)
    return {canonicalize_name(Requirement(line).name): line.strip() for line in lines}


def locked(name: str) -> dict[str, str]:
    return entries((ROOT / name).read_text("utf-8"))


def unhashed(text: str) -> list[str]:
    """Entries without at least one hash below them."""
    blocks = re.split(r"\n(?=\S)", text.strip())
    return [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block]


def asked(group: str) -> list[Requirement]:
    """What pyproject.toml asks for, the groups that a group includes not counted."""
    listed = PROJECT["project"]["dependencies"] if group == "core" else PROJECT["dependency-groups"][group]
    return [Requirement(item) for item in listed if isinstance(item, str)]


@pytest.mark.parametrize(("smaller", "larger"), [("core.lock", "test.lock"), ("test.lock", "dev.lock")])
def test_what_is_tested_is_what_runs(smaller: str, larger: str):
    assert locked(smaller).items() <= locked(larger).items()


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_has_a_hash(name: str):
    text = (ROOT / name).read_text("utf-8")
    assert len(entries(text)) > 30
    assert unhashed(text) == []


def test_a_missing_hash_is_seen():
    assert unhashed("a==1 \\\n    --hash=sha256:00\nb==2\n") == ["b==2"]


@pytest.mark.parametrize("group", ["core", "test", "dev"])
def test_what_is_asked_for_is_locked(group: str):
    lock = {name: Requirement(line) for name, line in locked(f"{group}.lock").items()}
    wrong = [
        str(wanted)
        for wanted in asked(group)
        if (pinned := lock.get(canonicalize_name(wanted.name))) is None
        or not wanted.specifier.contains(str(pinned.specifier).removeprefix("=="))
    ]
    assert not wrong, "make lock"


def test_everybody_can_use_postgresql():
    assert "psycopg-binary" in locked("core.lock")
