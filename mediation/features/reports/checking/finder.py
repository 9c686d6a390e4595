"""The whole look at a paper: everything that contradicts itself or the ledgers, once each, in reading order."""

from dataclasses import dataclass, replace

from mediation.features.reports.checking import against_ledger, in_text
from mediation.features.reports.checking.findings import Finding, Kind, finding
from mediation.features.reports.checking.ledger import Ledger
from mediation.features.reports.checking.paper import Text
from mediation.features.reports.checking.reading import Read, Said
from mediation.kernel.labels import N_


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found, and which number was taken for which figure."""

    findings: tuple[Finding, ...]
    said: tuple[Said, ...]

    @property
    def taken(self) -> list[Said]:
        return [one for one in self.said if one.named is not None]

    @property
    def blocks(self) -> bool:
        return any(one.blocks for one in self.findings)


def look(text: Text, ledger: Ledger) -> Looked:
    """Hold a paper against itself and the ledgers of its period."""
    read = Read(text, ledger)
    found = [*in_text.check(read), *against_ledger.check(read), *_months(ledger, text)]
    places = {line.number: line.where for line in text.lines}
    told = (replace(one, where=places.get(one.line, "")) for one in _once(found))
    return Looked(tuple(sorted(told, key=lambda one: one.line)), tuple(read.said))


def _once(found: list[Finding]) -> list[Finding]:
    """One number is blamed once for each kind of thing that is wrong with it."""
    kept: dict[tuple[Kind, int, str], Finding] = {}
    for one in found:
        kept.setdefault((one.kind, one.line, one.quote), one)
    return list(kept.values())


def _months(ledger: Ledger, text: Text) -> list[Finding]:
    if not ledger.empty_months or not any(line.own for line in text.lines):
        return []
    months = tuple(f"{month}月" for month in ledger.empty_months)
    sentence = N_("{months}没有一条案件和活动的记录，是不是忘了登记？")
    return [finding(Kind.EMPTY_MONTHS, 0, "", sentence, months=months)]
