"""A town that was imported: `imported` is the outcome of its register of villages and its roster."""

from typing import Any

import pytest

from mediation.features.imports.runner import Outcome
from tests.features.imports import books


@pytest.fixture
def imported(session: Any) -> Outcome:
    outcome = books.take(books.places(), books.mediators())
    assert not outcome.refusals
    return outcome
