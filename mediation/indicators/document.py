"""The page of documentation that is made of the catalogue, so that it can say nothing else."""

from collections.abc import Iterator

from mediation.indicators.catalogue import INDICATORS
from mediation.indicators.definition import Family

HEAD = """# Figures

Made by the program from `mediation/indicators/catalogue.py`; do not edit by hand.

Each figure has one definition; the list behind a figure is the figure's own rows. Periods are inclusive days of
Asia/Shanghai; stocks are counted on the last day of the period. Acts that were struck do not exist, void cases
leave every figure. Rates have one decimal, half up, and are empty when there is nothing to divide by.
"""


def indicators_page() -> str:
    """docs/indicators.md in full."""
    return "\n".join([HEAD, *_tables()]) + "\n"


def _tables() -> Iterator[str]:
    for family in Family:
        rows = [one for one in INDICATORS.values() if one.family is family]
        if rows:
            yield f"## {family.value}　{family.label}\n"
            yield "| id | name | unit | definition |\n| --- | --- | --- | --- |"
            for one in rows:
                inside = "（internal）" if one.internal else ""
                yield f"| {one.id} | {one.label}{inside} | {one.measure.label} | {one.definition} |"
            yield ""
