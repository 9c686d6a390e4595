"""Which rows make which number of a figure: what opens when somebody asks for a part of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from mediation.indicators.activities import AUDIENCE, BANNERS, CONSULTATIONS, EVENTS, MATERIALS
from mediation.indicators.cases import CARRIED, ENTRUSTED
from mediation.indicators.definition import Result, Row, Tally, Value, count, halves, total, total_of
from mediation.indicators.people import AGAIN, FIRST
from mediation.kernel.labels import N_
from mediation.procedure.records import Satisfaction

Keep = Callable[[Row], bool]


@dataclass(frozen=True, slots=True)
class Cut:
    """The rows of one number of a figure, and what of them is said: their count, unless another tally is named."""

    label: str = ""
    keep: Keep = lambda _row: True
    tally: Tally | None = count
    unit: str = ""  # where it is not the figure's own
    number: str = ""  # the named number of the rows that is summed


@dataclass(frozen=True, slots=True)
class Opened:
    """A number of a figure with the rows that make it and no others."""

    value: Any
    rows: tuple[Row, ...]
    cut: Cut
    part: str = ""

    def tallied(self) -> Value:
        """The number once more, from its rows alone."""
        return self.cut.tally(self.rows) if self.cut.tally else None


def _sided(label: str, role: str, unit: str = "") -> Cut:
    return Cut(label, lambda row: row.role == role, unit=unit)


def _summed(label: str, name: str, unit: str) -> Cut:
    return Cut(label, lambda row: row.number(name) > 0, total_of(name), unit, name)


def _came(row: Row) -> bool:
    return row.role in (FIRST, AGAIN)


def _has_amount(row: Row) -> bool:
    return row.amount is not None


PIECES, CASES, PERSONS, TIMES = N_("个"), N_("件"), N_("人"), N_("人次")
_ENTRUSTED = frozenset(source.label for source in ENTRUSTED)
_EXAM = {
    "expected": _summed(N_("应当参加的"), "expected", TIMES),
    "takers": _summed(N_("参加了的"), "takers", TIMES),
    "passed": _summed(N_("合格的"), "passed", TIMES),
}
_HURT = {"persons": Cut(N_("牵涉的人"), lambda row: bool(row.amount), total, PERSONS)}
_VISITED = {"visited": _sided(N_("已经回访"), "visited", CASES), "of": Cut(N_("该回访的"), unit=CASES)}

# By figure, and by the name of the further field or part; "" is the figure's own number.
CUTS: Mapping[str, Mapping[str, Cut]] = {
    "C09": {
        "settled": _sided(N_("调解成功"), "settled", CASES),
        "of": _sided(N_("受理"), "of", CASES),
        "carried_over": Cut(N_("上年受理、本年调解成功"), lambda row: row.part == CARRIED, unit=CASES),
    },
    "C09b": {"settled": _sided(N_("调解成功"), "settled", CASES), "of": Cut(N_("办结"), unit=CASES)},
    "C10": {"concluded": _sided(N_("已经办结"), "concluded", CASES), "of": Cut(N_("受理"), unit=CASES)},
    "C13": {"": Cut(keep=_has_amount, tally=total), "cases": Cut(N_("写明金额的协议"), _has_amount, unit=CASES)},
    "C17": {"performed": _sided(N_("已经履行"), "performed", CASES), "of": Cut(N_("到期的"), unit=CASES)},
    "C18": {"": _sided("", "applied"), "confirmed": _sided(N_("确认有效"), "confirmed")},
    "C21": {"entrusted": Cut(N_("委托移送合计"), lambda row: row.part in _ENTRUSTED)},
    "C24": {
        "": _sided("", "accepted"),
        "accepted": _sided(N_("受理"), "accepted"),
        "settled": _sided(N_("调解成功"), "settled"),
    },
    "C28b": _VISITED,
    "C28c": {**_VISITED, "visited": _sided(N_("按时回访"), "visited", CASES)},
    "C29": {"satisfied": _sided(N_("满意"), str(Satisfaction.YES), TIMES), "asked": Cut(N_("问了"), unit=TIMES)},
    "G14": {"covered": _sided(N_("有法律顾问的"), "covered", PIECES), "of": Cut(N_("全部"), unit=PIECES)},
    "M07": {
        "": _sided("", "session"),
        "persons": _sided(N_("参加的人"), FIRST, PERSONS),
        "attendances": Cut(N_("参加的人次"), _came, unit=TIMES),
        "person_days": Cut(N_("人天"), _came, halves("half_days"), N_("人天"), "half_days"),
    },
    "P01": {"found": Cut(N_("登记表上写的发现件数"), lambda row: bool(row.amount), total, CASES)},
    "T06": {
        "attendees": _summed(N_("参加的人次"), "attendees", TIMES),
        "heads": _summed(N_("参加的人数"), "heads", PERSONS),
    },
    "T07": _EXAM,
    "T07b": {name: _EXAM[name] for name in ("takers", "expected")},
    "T07c": {name: _EXAM[name] for name in ("passed", "takers")},
    "T08": {
        "found": _summed(N_("查出的问题"), "found", PIECES),
        "fixed": _summed(N_("已整改的问题"), "fixed", PIECES),
    },
    "X09b": {"done": _summed(N_("办结"), "done", CASES), "of": _summed(N_("收到"), "of", CASES)},
    "G01": {"": _sided("", "covered"), "of": Cut(N_("全部")), "without": _sided(N_("没有聘请的"), "bare")},
    "G03": {
        EVENTS: Cut(EVENTS),
        MATERIALS: _summed(MATERIALS, MATERIALS, N_("份")),
        BANNERS: _summed(BANNERS, BANNERS, N_("条")),
        CONSULTATIONS: _summed(CONSULTATIONS, CONSULTATIONS, TIMES),
        AUDIENCE: _summed(AUDIENCE, AUDIENCE, TIMES),
    },
    "P03": _HURT,
    "P04": _HURT,
    "P05": _HURT,
    "P06": _HURT,
    "P07": _HURT,
    "P08": _HURT,
    "T02": {
        "found": _summed(N_("查出的问题"), "found", PIECES),
        "fixed": _summed(N_("已整改的问题"), "fixed", PIECES),
    },
    "T03": {"resolved": _summed(N_("解决的问题"), "resolved", PIECES)},
    "T04": {
        "reviewed": _sided(N_("经过合法性审查"), "reviewed"),
        "unreviewed": _sided(N_("没有经过合法性审查"), "unreviewed"),
    },
}
SUMMED = ("G02", "G07", "G11")  # whose parts are sums of amounts, not counts of rows

# Rates: the fields of what is divided and of what it is divided by, and on which side a row stands.
RATES: Mapping[str, tuple[str, str]] = {
    "C09": ("settled", "of"),
    "C09b": ("settled", "of"),
    "C10": ("concluded", "of"),
    "C17": ("performed", "of"),
    "C28b": ("visited", "of"),
    "C28c": ("visited", "of"),
    "C29": ("satisfied", "asked"),
    "G14": ("covered", "of"),
}
OF_SUMS = ("T07b", "T07c", "X09b")  # rates of what rows add up to, not of how many rows there are
BOTH, BELOW = N_("分子和分母都算"), N_("只算分母")
SIDES: Mapping[str, Mapping[str, str]] = {
    "C09": {"settled": N_("分子（调解成功）"), "of": N_("分母（受理）")},
    "C09b": {"settled": BOTH, "other": BELOW},
    "C10": {"concluded": BOTH, "other": BELOW},
    "C17": {"performed": BOTH, "open": BELOW},
    "C28b": {"visited": BOTH, "open": BELOW},
    "C28c": {"visited": BOTH, "open": BELOW},
    "C29": {str(Satisfaction.YES): BOTH, str(Satisfaction.NO): BELOW},
    "G14": {"covered": BOTH, "bare": BELOW},
}


def opened(id_: str, result: Result, part: str = "", field: str = "") -> Opened:
    """A number of a figure and its rows; raises KeyError when the figure has no such number."""
    value = _value(id_, result, part, field)
    cut = _cut(id_, result, part, field)
    return Opened(value, tuple(row for row in result.rows if cut.keep(row)), cut, part)


def _value(id_: str, result: Result, part: str, field: str) -> Any:
    if not part and not field:
        return result.value
    if not part and field not in CUTS.get(id_, {}):
        raise KeyError(field)
    if not part:
        return result.fields[field]
    cell = result.parts[part]
    if isinstance(cell, Mapping) != bool(field):
        raise KeyError(part)
    return cell[field] if field else cell


def _cut(id_: str, result: Result, part: str, field: str) -> Cut:
    known = CUTS.get(id_, {})
    if not part:
        return known[field] if field in known else Cut(tally=result.tally)
    if field:
        side = known[field]
        return Cut(side.label, lambda row: row.part == part and side.keep(row), unit=side.unit)
    return known.get(part) or Cut(part, lambda row: row.part == part, total if id_ in SUMMED else count)
