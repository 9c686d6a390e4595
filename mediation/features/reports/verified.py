"""What spot checks say of the cases behind a figure of successes: verified, not yet, not confirmed."""

from collections import Counter
from collections.abc import Iterator

from flask_babel import gettext as _

from mediation.casework.spot_checks import Verification, verification_of
from mediation.indicators.definition import Row, RowKind
from mediation.web.words import listed

FIGURES = ("C03", "C15a", "C15b", "A01", "A02")  # those that claim that a dispute was settled


def verifications(figure: str, rows: tuple[Row, ...]) -> dict[int, Verification]:
    """By case; empty for a figure that claims no success, and for whoever may not see rows."""
    if figure not in FIGURES:
        return {}
    return verification_of(row.id for row in rows if row.kind is RowKind.CASE)


def sentence(found: dict[int, Verification]) -> str:
    """How many of each there are, in one line."""
    many = Counter(found.values())
    return listed(_said(many))


def _said(many: Counter[Verification]) -> Iterator[str]:
    for one in Verification:
        yield _("%(what)s%(number)s件", what=_(one.label), number=many[one])
