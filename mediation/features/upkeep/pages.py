"""The pages of documentation that the tables of the program write themselves."""

from collections.abc import Callable, Iterator
from pathlib import Path

from mediation.indicators import document
from mediation.procedure import diagram

Page = Callable[[], str]


def pages() -> Iterator[tuple[str, Page]]:
    """Each generated page: its path below the root of the tree, and what writes it."""
    yield "docs/procedure.md", diagram.events_markdown
    yield "docs/permissions.md", diagram.permissions_markdown
    yield "docs/indicators.md", document.indicators_page


def stale(root: Path, found: Iterator[tuple[str, Page]]) -> list[str]:
    """The pages that do not say what the program says."""
    return [path for path, write in found if not (root / path).exists() or _text(root / path) != write()]


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")
