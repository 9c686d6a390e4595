"""The benchmark of the search line: by hand and through the index the same cases are found, or it stops."""

import pytest
from click.testing import CliRunner

from benchmarks import search

FEW = "60"


@pytest.mark.usefixtures("keys_kept")
@pytest.mark.parametrize("database", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def test_every_line_by_hand_and_by_the_program(database: str, request: pytest.FixtureRequest, tmp_path):
    options = ["--cases", FEW, "--rounds", "1", "--keep", str(tmp_path)]
    if database == "postgresql":
        request.getfixturevalue("postgres").create("bench_search")
        options += ["--postgresql", request.getfixturevalue("postgres").url("bench_search")]
    done = CliRunner().invoke(search.main, options, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    last = done.stdout.splitlines()[-1].split()
    assert last[:2] == [database, FEW]
    assert len(last[2]) == 4
    assert int(last[3]) >= 1


def test_a_line_that_finds_something_else_stops_it(session, monkeypatch):
    ways = {"hand": search.Found([1], 1), "ours": search.Found([1], 2)}
    monkeypatch.setattr(search, "_way", lambda way, _line: lambda: ways[way])
    with pytest.raises(AssertionError):
        search.compare("词", 1)
