"""The `mediation` command as people type it: in a process of its own, with an instance folder of its own."""

import json
import os
import re
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from mediation.procedure.events import EVENTS
from mediation.procedure.states import State
from mediation.sample.__main__ import FOLDER

ROOT = Path(__file__).resolve().parent.parent
Mediation = Callable[..., subprocess.CompletedProcess[str]]


def environment(instance: Path, **more: str) -> dict[str, str]:
    clean = {key: value for key, value in os.environ.items() if not key.startswith("MEDIATION_")}
    return clean | {"MEDIATION_INSTANCE": str(instance), "PYTHONPATH": str(ROOT)} | more


@pytest.fixture
def mediation(tmp_path: Path) -> Mediation:
    def call(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "mediation", *words],
            cwd=tmp_path,
            env=environment(tmp_path / "instance", **more),
            capture_output=True,
            text=True,
            check=False,
        )

    return call


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The instance folder of a sample town; tests only read it."""
    folder = tmp_path_factory.mktemp("demo") / "instance"
    done = subprocess.run(
        [sys.executable, "-m", "mediation", "demo"], env=environment(folder), capture_output=True, text=True, check=True
    )
    assert "office" in done.stdout
    return folder


def ask(folder: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "mediation", *words]
    return subprocess.run(command, env=environment(folder, **more), capture_output=True, text=True, check=False)


def test_init_from_nothing_and_again(mediation, tmp_path):
    first = mediation("init")
    assert first.returncode == 0, first.stderr
    assert re.search(r"http://127\.0\.0\.1:8000/welcome/[\w-]{20,}", first.stdout)
    assert (tmp_path / "instance" / "keys").stat().st_mode & 0o077 == 0
    assert (tmp_path / "instance" / "mediation.sqlite3").stat().st_mode & 0o077 == 0
    again = mediation("init")
    assert again.returncode == 0
    assert again.stdout != first.stdout  # nobody has used the first link: a new one replaces it


def test_lost_keys_are_never_made_anew(mediation, tmp_path):
    mediation("init")
    (tmp_path / "instance" / "keys").rename(tmp_path / "lost")
    done = mediation("init")
    assert done.returncode == 1
    assert "请从备份恢复" in done.stderr
    assert not (tmp_path / "instance" / "keys").exists()


def test_ledgers_in_and_figures_out(mediation):
    """An empty house takes a whole year of ledgers, twice, and answers from them."""
    assert mediation("init").returncode == 0
    first = mediation("import", "auto", str(FOLDER), "--year", "2025", "--json")
    assert first.returncode == 0, first.stdout
    assert json.loads(first.stdout)["taken"] == 237
    second = mediation("import", "auto", str(FOLDER), "--year", "2025", "--json")
    assert (second.returncode, json.loads(second.stdout)["already"]) == (0, 237)
    done = mediation("figures", "--year", "2025", "--json")
    figures = json.loads(done.stdout)["figures"]
    counted = {"C01": 22, "C03": 19, "C04": 1, "C05": 1, "C06": 1, "A01": 2, "A02": 21, "M01": 70, "O01": 14}
    assert {name: figures[name]["value"] for name in counted} == counted
    assert (figures["C24"]["parts"]["阿玛调解室"], figures["G01"]["of"]) == ({"accepted": 7, "settled": 7}, 13)
    assert mediation("import", "--undo", "1").returncode == 0
    assert json.loads(mediation("figures", "--year", "2025", "--json").stdout)["figures"]["M01"]["value"] == 0
    assert mediation("audit", "verify").returncode == 0


def test_the_sample_town_is_well(demo):
    done = ask(demo, "doctor")
    assert (done.returncode, "要办" in done.stdout) == (0, False), done.stdout
    assert ask(demo, "audit", "verify").returncode == 0
    assert ask(demo, "db", "check").returncode == 0
    assert ask(demo, "demo").returncode == 1


def test_a_chain_that_was_touched_is_seen(mediation, tmp_path):
    mediation("init")
    with sqlite3.connect(tmp_path / "instance" / "mediation.sqlite3") as database:
        for (trigger,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            database.execute(f"DROP TRIGGER {trigger}")
        database.execute("UPDATE event SET actor = 'nobody' WHERE id = 1")
    database.close()
    done = mediation("audit", "verify")
    assert (done.returncode, len(done.stdout.splitlines())) == (1, 1)
    assert "第1条" in done.stdout


def test_the_procedure_for_people_and_programs(mediation):
    told = json.loads(mediation("procedure", "--format", "json").stdout)
    assert [state["id"] for state in told["states"]] == [state.value for state in State]
    assert [event["id"] for event in told["events"]] == list(EVENTS)
    assert mediation("procedure", "--format", "mermaid").stdout.startswith("stateDiagram-v2")
    assert "importer" in mediation("procedure").stdout


def test_the_written_pages_are_up_to_date(mediation):
    done = mediation("docs", "--check")
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize("name", [{"MEDIATION_ENV": "other"}, {"MEDIATION_CLOCK": "tomorrow"}])
def test_unusable_settings_are_told_in_a_sentence(mediation, name):
    done = mediation("procedure", **name)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert done.stderr.strip()


def test_only_this_machine(mediation):
    mediation("init")
    done = mediation("serve", "--host", "0.0.0.0")
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)


# --- running ------------------------------------------------------------------------------------


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        found: int = probe.getsockname()[1]
        return found


@pytest.fixture
def running(demo: Path, port: int, tmp_path: Path) -> Iterator[Path]:
    """`mediation run` on the sample town; the path is what it prints to."""
    said = tmp_path / "said"
    words = [sys.executable, "-u", "-m", "mediation", "run", "--port", str(port)]
    with said.open("w") as out, subprocess.Popen(words, env=environment(demo), stdout=out, stderr=out) as process:
        try:
            wait_for(f"http://127.0.0.1:{port}/readyz", process)
            yield said
        finally:
            process.terminate()


def wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    for _try in range(150):
        assert process.poll() is None, "it ended by itself"
        try:
            with urllib.request.urlopen(address, timeout=2) as answer:
                assert answer.status == 200
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError("nobody answers")


def test_practice_runs_beside_the_real_house(mediation, port, tmp_path):
    """Its people and cases are in a folder of their own; the real database stays empty."""
    mediation("init")
    real = (tmp_path / "instance" / "mediation.sqlite3").read_bytes()
    words = [sys.executable, "-u", "-m", "mediation", "practice", "--port", str(port)]
    with subprocess.Popen(words, env=environment(tmp_path / "instance"), stdout=subprocess.DEVNULL) as process:
        try:
            wait_for(f"http://127.0.0.1:{port}/readyz", process)
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/login", timeout=20) as page:
                assert "这里的人都是编的" in page.read().decode()
        finally:
            process.terminate()
    assert (tmp_path / "instance" / "practice" / "sample-password").exists()
    assert (tmp_path / "instance" / "mediation.sqlite3").read_bytes() == real


def test_run_says_where_and_who(running, demo, port):
    said = running.read_text()
    assert f"http://127.0.0.1:{port}" in said
    assert (demo / "sample-password").read_text().strip() in said
    accounts = ("office", "office2", "chair", "mediator", "mediator2", "clerk", "informant", "peace", "police")
    for username in (*accounts, "adviser", "leader", "sysadmin", "secadmin", "auditor"):
        assert re.search(rf"^  {username} ", said, re.MULTILINE), username
    second = ask(demo, "serve", "--port", str(port))
    assert (second.returncode, "Traceback" in second.stderr) == (1, False)
