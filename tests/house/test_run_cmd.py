"""Windows goes the same steps as everybody else: run.cmd is held against the Makefile."""

import os
import re
import shutil
import subprocess

import pytest

from tests.house.tree import ROOT

PYTHON_STEP = re.compile(r"python3?\"? (-[mc] .*)")
SETTINGS = re.compile(r"%(?:WHEELS|ARGS)%")


def steps_of_make(target: str) -> list[str]:
    """What `make TARGET` would do from nothing, without doing it."""
    make = shutil.which("make") or pytest.fail("make is needed to read the Makefile")
    quiet = {key: value for key, value in os.environ.items() if key not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS", "ARGS")}
    printed = subprocess.run(
        [make, "--dry-run", "--always-make", "--no-print-directory", target, "MEDIATION_WHEELHOUSE=", "PYTHON=python3"],
        cwd=ROOT,
        env=quiet,
        capture_output=True,
        text=True,
        check=True,
    )
    return _steps(printed.stdout)


def steps_of_cmd(target: str) -> list[str]:
    """What `run.cmd TARGET` does from nothing, its calls followed."""
    return _steps("\n".join(_lines(target)))


def _lines(label: str) -> list[str]:
    script = (ROOT / "run.cmd").read_text("utf-8").replace("%PYTHON%", "python").replace("%BIN%\\", "")
    body = script.split(f"\n:{label}\n", 1)[1].split("\n:", 1)[0]
    lines: list[str] = []
    for line in body.splitlines():
        called = re.match(r"call :(\w+)", line)
        lines += _lines(called[1]) if called else [line]
    return lines


def _steps(text: str) -> list[str]:
    found = (PYTHON_STEP.search(line) for line in text.splitlines())
    return [_plain(match[1]) for match in found if match]


def _plain(step: str) -> str:
    without_end = re.split(r" \|\| | 2>|&&", step)[0]
    return " ".join(SETTINGS.sub("", without_end).replace('"', "'").split())


@pytest.mark.parametrize("target", ["run", "test", "wheelhouse"])
def test_the_steps_are_the_same(target: str):
    assert steps_of_cmd(target) == steps_of_make(target)


def test_there_are_steps_to_compare():
    assert steps_of_cmd("run") == [
        "-c 'import sys; sys.exit(sys.version_info < (3, 11))'",
        "-c 'import ensurepip, venv'",
        "-m venv .venv",
        "-m pip install --quiet --disable-pip-version-check --require-hashes -r core.lock",
        "-m mediation run",
    ]


def test_both_install_from_the_wheelhouse_when_it_is_named():
    options = '--no-index --find-links "%s"'
    assert options % "%MEDIATION_WHEELHOUSE%" in (ROOT / "run.cmd").read_text("utf-8")
    assert options % "$(MEDIATION_WHEELHOUSE)" in (ROOT / "Makefile").read_text("utf-8")


def test_lines_end_as_windows_expects():
    text = (ROOT / "run.cmd").read_bytes()
    assert text.count(b"\n") == text.count(b"\r\n") > 0
