"""The benchmark of the figures: SQL by hand and the program say the same, figure by figure, or it stops."""

import pytest
from click.testing import CliRunner

from benchmarks import figures
from mediation.indicators.catalogue import INDICATORS
from mediation.indicators.definition import Result

FEW = "60"


@pytest.mark.usefixtures("keys_kept")
@pytest.mark.parametrize("database", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def test_every_figure_by_hand_and_by_the_program(database: str, request: pytest.FixtureRequest, tmp_path):
    options = ["--cases", FEW, "--rounds", "1", "--keep", str(tmp_path)]
    if database == "postgresql":
        request.getfixturevalue("postgres").create("bench")
        options += ["--postgresql", request.getfixturevalue("postgres").url("bench")]
    done = CliRunner().invoke(figures.main, options, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    assert [line.split()[:2] for line in done.stdout.splitlines()[1:]][-1] == [database, FEW]


def test_a_figure_that_says_something_else_is_found():
    ours = {id_: Result(1, ()) for id_ in INDICATORS}
    theirs = dict.fromkeys(INDICATORS, 1) | {"C01": 2}
    assert dict(figures.differing(ours, theirs)) == {"C01": (1, 2)}
    del theirs["C02"]
    with pytest.raises(AssertionError):
        dict(figures.differing(ours, theirs))
