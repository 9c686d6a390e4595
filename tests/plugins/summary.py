"""What ran, what was skipped and why, in plain lines at the end of every run."""

import os
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

NOTHING_SKIPPED = "MEDIATION_NOTHING_SKIPPED"
LONG = 400  # lines; tests/house refuses over 500
MARKS = {"browser": "in a real browser", "postgres": "on PostgreSQL"}


@dataclass
class Tally:
    """Counts over the whole run; the workers report to the one process that prints."""

    passed: int = 0
    failed: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    ran: Counter[str] = field(default_factory=Counter)

    def add(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed += 1
        elif report.skipped:
            self.skipped[_reason(report)] += 1
        elif report.when == "call":
            self.passed += 1
            self.ran.update(mark for mark in MARKS if mark in report.keywords)


_tally = Tally()


def _reason(report: pytest.TestReport) -> str:
    if hasattr(report, "wasxfail"):
        return f"expected to fail: {report.wasxfail}"
    if isinstance(report.longrepr, tuple):
        return str(report.longrepr[2]).removeprefix("Skipped: ")
    return str(report.longrepr)


def long_files(root: Path) -> Iterable[str]:
    """Our own files that grow: path and lines."""
    for pattern in ("mediation/**/*.py", "templates/**/*.html", "static/*.*", "tests/**/*.py"):
        for path in sorted(root.glob(pattern)):
            lines = path.read_bytes().count(b"\n")
            if lines > LONG and "migrations" not in path.parts:
                yield f"{path.relative_to(root).as_posix()} {lines}"


def _is_worker(config: pytest.Config) -> bool:
    return hasattr(config, "workerinput")


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    _tally.add(report)


def pytest_collectreport(report: pytest.CollectReport) -> None:
    if report.failed:
        _tally.failed += 1
    elif report.skipped:
        _tally.skipped[f"{report.nodeid} as a whole"] += 1


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Where nothing may be skipped, a skipped test fails the run."""
    forbidden = os.environ.get(NOTHING_SKIPPED) == "1" and not _is_worker(session.config)
    if forbidden and _tally.skipped and exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    line = terminalreporter.write_line
    terminalreporter.section("what ran")
    for mark, words in MARKS.items():
        line(f"{words}: {_tally.ran[mark] or 'nothing'}")
    for reason, count in _tally.skipped.most_common():
        line(f"skipped {count}: {reason}")
    for entry in long_files(config.rootpath):
        line(f"over {LONG} lines, is it still one subject? {entry}")
    if _tally.skipped and os.environ.get(NOTHING_SKIPPED) == "1":
        line("nothing may be skipped here: the run has failed")


def pytest_unconfigure(config: pytest.Config) -> None:
    """The very last line: counts that a person and a program can read."""
    if _is_worker(config) or config.option.collectonly:
        return
    skipped = _tally.skipped.total()
    failed = _tally.failed
    if os.environ.get(NOTHING_SKIPPED) == "1":
        failed, skipped = failed + skipped, 0
    sys.stdout.write(f"{_tally.passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else "") + "\n")
