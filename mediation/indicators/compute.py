"""The figures of a period for a reader, and the checks by which they must agree with each other."""

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from mediation.casework.access import standing
from mediation.casework.actor import Actor
from mediation.indicators.cases import UNKNOWN
from mediation.indicators.catalogue import INDICATORS
from mediation.indicators.conclusion import conclusion
from mediation.indicators.definition import Family, Result
from mediation.indicators.period import Period
from mediation.indicators.reading import Reading, read
from mediation.indicators.scope import Scope
from mediation.indicators.tallying import tally
from mediation.indicators.totals import PARTS
from mediation.indicators.written import texts_of
from mediation.kernel.labels import N_
from mediation.model.base import db
from mediation.model.case import Case
from mediation.procedure.records import AgreementForm, MediationKind

Figures = Mapping[str, Result]
OF_CASES = (Family.CASES, Family.PREVENTION, Family.ADMINISTRATIVE, Family.SUBSIDY)


def figures(actor: Actor, period: Period, scope: Scope, ids: Iterable[str] | None = None) -> dict[str, Result]:
    """The figures by id, of what the actor may see; all of them unless some are named.

    Raises NotFound when these figures are not for the actor, KeyError for an id that does not exist.
    """
    return computed(read(actor, period, scope), ids)


def values(actor: Actor, period: Period, scope: Scope, ids: Iterable[str] | None = None) -> dict[str, Result]:
    """The same figures without their rows, counted by the database: for whoever asks for numbers only."""
    found = computed(tally(actor, period, scope), ids)
    return {id_: result.without_rows() for id_, result in found.items()}


def computed(reading: Reading, ids: Iterable[str] | None = None) -> dict[str, Result]:
    """The figures of a reading; whoever may not see cases gets them without rows and without small cells."""
    found = {id_: result_of(reading, id_) for id_ in (INDICATORS if ids is None else ids)}
    return found if reading.sight.rows else closed(found)


def closed(figures: Figures) -> dict[str, Result]:
    """What is left of figures for a reader who may see no case."""
    return {id_: _closed(id_, result) for id_, result in figures.items() if not INDICATORS[id_].internal}


def _closed(id_: str, result: Result) -> Result:
    without = result.without_rows()
    return without.without_small_cells() if INDICATORS[id_].family in OF_CASES else without


def result_of(reading: Reading, id_: str) -> Result:
    """One figure of a reading, made once; with its rows, whoever reads."""
    if id_ not in reading.results:
        with _collector_at_rest():
            reading.results[id_] = INDICATORS[id_].compute(reading)
    return reading.results[id_]


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Rows by the hundred thousand, none of them part of a circle: looking for circles would take half of the time."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


# --- figures that must agree ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Check:
    """Two numbers that must be equal. `says` is a sentence with gaps for them, `figures` the ids it is about."""

    says: str
    left: int
    right: int
    figures: tuple[str, ...]
    note: str = ""

    @property
    def holds(self) -> bool:
        return self.left == self.right


def checks(reading: Reading) -> list[Check]:
    """Every comparison of the period; computed afresh, whatever the reader may see of rows."""
    value = {id_: _whole(result_of(reading, id_)) for id_ in _COMPARED}
    return [
        *_breakdowns(reading, value),
        *_sums(value),
        *_agreements(reading, value),
        _carried(reading, value),
        *_numbers(reading),
    ]


def contradictions(reading: Reading) -> list[Check]:
    return [check for check in checks(reading) if not check.holds]


_COMPARED = ("C01", "C02", "C03", "C04", "C05", "C05b", "C06", "C07", "C15a", "C15b", "M01")
_ADD_UP = {
    "C21": ("C01", N_("按来源分的各项，加起来等于受理")),
    "C22": ("C01", N_("按类型分的各项，加起来等于受理")),
    "C23": ("C01", N_("按承办单位分的各项，加起来等于受理")),
    "M02": ("M01", N_("专职加兼职，等于调解员总数")),
    "M05": ("M01", N_("按文化程度分的各项，加起来等于调解员总数")),
}
_SUMS = {
    "C03": N_("书面协议加口头协议，等于调解成功"),
    "C02": N_("成功、不成、撤回和拒绝、其他终止，加起来等于调处"),
}
_NAMED_ONLY = ("C21", "C22", "C23")  # what no case is accepted without: one of which it is not known is none of these


def _whole(result: Result) -> int:
    assert isinstance(result.value, int)
    return result.value


def _breakdowns(reading: Reading, value: Mapping[str, int]) -> Iterator[Check]:
    for part, (whole, says) in _ADD_UP.items():
        parts = result_of(reading, part).parts
        found = sum(number for name, number in parts.items() if name != UNKNOWN or part not in _NAMED_ONLY)
        yield Check(says, found, value[whole], (part, whole))


def _sums(value: Mapping[str, int]) -> Iterator[Check]:
    for whole, says in _SUMS.items():
        parts = PARTS[whole]
        yield Check(says, sum(value[id_] for id_ in parts), value[whole], (*parts, whole))


def _agreements(reading: Reading, value: Mapping[str, int]) -> Iterator[Check]:
    """No success without its text, and no written one without signatures, seal and day (《人民调解法》第二十九条)."""
    found = texts_of(reading)
    of_all = ("C03", "C15a", "C15b")
    yield Check(N_("每件调解成功的都有当天生效的协议，书面或者口头也对得上"), len(found), value["C03"], of_all)
    written = [text for text in found if text.form is AgreementForm.WRITTEN]
    good = sum(1 for text in written if text.good)
    yield Check(N_("书面协议签名、印章都齐，最后一次的日子就是生效日"), good, len(written), ("C15a",))


def _carried(reading: Reading, value: Mapping[str, int]) -> Check:
    """Open at the end = open before + accepted + returned − concluded."""
    before = sum(1 for _ in reading.open_on(reading.period.eve))
    done = sum(1 for _ in reading.done())
    expected = before + value["C01"] + _returned(reading) - done
    says = N_("上期没办完的加上受理和收回的，减去办结的，等于正在调解")
    return Check(says, value["C06"], expected, ("C06", "C01"))


def _returned(reading: Reading) -> int:
    """Cases concluded before the period and taken back in it."""
    ids = {one.case_id for one in reading.moments if one.act == "take_back" and one.kind is MediationKind.PEOPLE}
    eve = reading.period.eve
    return sum(1 for id_ in ids if conclusion(reading.acts.get(id_, ()), eve) is not None)


def _numbers(reading: Reading) -> Iterator[Check]:
    """Case numbers run without a gap; a void case keeps its own. Only a whole town can tell."""
    if reading.scope.in_town:
        return
    last, used = func.max(Case.number_seq), func.count(Case.id)
    query: Any = (
        select(Case.series_id, Case.number_year, last, used)
        .where(standing(), reading.scope.cases(), Case.number_year.in_(reading.period.years))
        .group_by(Case.series_id, Case.number_year)
    )
    rows = db.session.execute(query).all()
    highest, taken = sum(row[2] for row in rows), sum(row[3] for row in rows)
    yield Check(N_("案号从一号起没有空缺"), taken, highest, ("C01", "A01"))
