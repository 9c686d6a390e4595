"""The commands that people are told to type exist, and the clean-clone check runs the same ones."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.house import tree
from tests.house.tree import ROOT

PAGES = [name for name in tree.paths() if name.endswith(".md")]
MAKE = re.compile(r"\bmake ([a-z][a-z-]+)")


def targets() -> set[str]:
    return set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)) | checks()


def checks() -> set[str]:
    line = re.search(r"^CHECKS := (.*)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    return set(line[1].split()) if line else set()


def told(text: str) -> set[str]:
    """Targets named in code: `make x` between back-ticks or in an indented or fenced line."""
    spans = re.findall(r"`([^`\n]+)`", text) + re.findall(
        r"^(?: {4}|\$ )?([A-Z_a-z=]* ?make [a-z-]+.*)$", text, re.MULTILINE
    )
    return {found for span in spans for found in MAKE.findall(span)}


@pytest.mark.parametrize("name", PAGES)
def test_pages_name_only_targets_that_exist(name: str):
    assert told((ROOT / name).read_text("utf-8")) <= targets()


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_readme_needs_two_commands(name: str):
    assert {"run", "test"} <= told((ROOT / name).read_text("utf-8"))


def test_a_wrong_command_would_be_seen():
    assert told("Type `make rum` to start.") == {"rum"}


def test_the_clean_clone_check_runs_what_the_readme_says():
    script = (ROOT / ".ci/run").read_text("utf-8")
    assert {"run", "check", "test"} <= set(MAKE.findall(script))
    assert os.access(ROOT / ".ci/run", os.X_OK)


def test_check_holds_everything_that_is_promised():
    assert checks() == {
        "check-lint", "check-types", "check-layers", "check-templates", "check-docs", "check-translations",
        "check-migrations", "check-notices",
    }  # fmt: skip


# ---------------------------------------------------------------- a machine that lacks something


def refused(folder: Path, python: str, **environment: str) -> str:
    """What `make run` says on a machine with that Python; it must fail before it installs anything."""
    make = shutil.which("make") or pytest.fail("make is needed")
    shutil.copy(ROOT / "Makefile", folder / "Makefile")
    (folder / "core.lock").touch()
    clean = {key: value for key, value in os.environ.items() if key not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")}
    done = subprocess.run(
        [make, "run", f"PYTHON={python}"],
        cwd=folder,
        env=clean | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert not (folder / ".venv").exists()
    return done.stderr


def test_no_python(tmp_path: Path):
    said = refused(tmp_path, "python-that-is-not-there")
    assert "sudo apt install python3 python3-venv" in said
    assert "was not found" in said


def test_an_old_python(tmp_path: Path):
    old = tmp_path / "old-python"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    said = refused(tmp_path, str(old))
    assert "版本太旧" in said
    assert "Python 3.11 or later is needed" in said


def test_a_python_without_ensurepip(tmp_path: Path):
    (tmp_path / "ensurepip.py").write_text("raise ImportError")
    said = refused(tmp_path, "python3", PYTHONPATH=str(tmp_path))
    assert "sudo apt install python3-venv" in said
    assert "lacks venv or ensurepip" in said
