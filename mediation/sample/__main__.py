"""Writes the ledgers that come with the program, to look at and to practise importing: `python -m mediation.sample`."""

from datetime import date
from pathlib import Path

from mediation.sample.ledgers import Span, ledgers

FOLDER = Path(__file__).parent / "2025"
SPAN = Span(year=2025, as_of=date(2026, 6, 30), until=date(2026, 12, 31))


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for name, content in ledgers(SPAN).items():
        (FOLDER / name).write_bytes(content)


if __name__ == "__main__":
    main()
