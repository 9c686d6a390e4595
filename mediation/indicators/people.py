"""Figures of the roster on the key date: every mediator once, however many posts the person holds."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from mediation.indicators.definition import (
    Family,
    Indicator,
    Measure,
    Result,
    Row,
    broken_down,
    count_of,
    counted,
    halves,
    made_of,
    parts_of,
)
from mediation.indicators.facts import AttendanceFact, TermFact
from mediation.indicators.reading import Reading
from mediation.indicators.rows import committee_row, term_row, trainee_row, training_row
from mediation.kernel.labels import N_
from mediation.model.mediator import Employment, Post, TermEnd
from mediation.procedure.records import Sex

WOMEN, MINORITY, PARTY = N_("女性"), N_("少数民族"), N_("党员")
MAJORITY, PARTY_MEMBERS = "汉族", ("中共党员", "党员", "中共预备党员", "预备党员")
SEATED, HIRED = N_("委员"), N_("聘任")
NEW, RENEWED, UNKNOWN = N_("新任"), N_("连任"), N_("未填")
LEVELS = ("研究生", "本科", "大专", "中专", "高中", "初中", "小学")
Joint = tuple[int, int, date | None]  # mediator, unit, and the day on which two terms may meet
RIGHT_SIZE = range(3, 10)  # 《人民调解法》第八条
FIRST, AGAIN = "first", "again"
GOOD, BAD = N_("合规"), N_("不合规")


def mediators(reading: Reading) -> Iterator[TermFact]:
    """Each person once, by ID number, else by name, birth and unit; of several posts the highest stands for all."""
    found: dict[object, list[TermFact]] = {}
    for term in reading.terms:
        found.setdefault(term.id_key or (term.name, term.birth, term.unit_id), []).append(term)
    return (min(terms, key=_rank) for terms in found.values())


def _rank(term: TermFact) -> tuple[int, int]:
    """Full time before part time, then by post."""
    return list(Employment).index(term.employment), list(Post).index(term.post)


def m01(reading: Reading) -> Result:
    return counted(term_row(one) for one in mediators(reading))


def m02(reading: Reading) -> Result:
    rows = (term_row(one, part=one.employment.label) for one in mediators(reading))
    return broken_down(rows, [kind.label for kind in Employment])


def m03(reading: Reading) -> Result:
    rows = (term_row(one, part=HIRED if one.post is Post.HIRED else SEATED) for one in mediators(reading))
    return broken_down(rows, [SEATED, HIRED])


def m04(reading: Reading) -> Result:
    rows = (term_row(one, part=part) for one in mediators(reading) for part in _groups(one))
    return broken_down(rows, [WOMEN, MINORITY, PARTY])


def _groups(one: TermFact) -> Iterator[str]:
    if one.sex is Sex.FEMALE:
        yield WOMEN
    if one.ethnic and one.ethnic != MAJORITY:
        yield MINORITY
    if one.politics in PARTY_MEMBERS:
        yield PARTY


def m05(reading: Reading) -> Result:
    rows = (term_row(one, part=one.education or UNKNOWN) for one in mediators(reading))
    return broken_down(rows, LEVELS)


def m06(reading: Reading) -> Result:
    """A term that begins the day after the person's last one in the same unit is a renewal and no departure."""
    changes = reading.roster_changes
    ends: set[Joint] = {(one.mediator_id, one.unit_id, one.to_on) for one in changes}
    starts: set[Joint] = {(one.mediator_id, one.unit_id, one.from_on) for one in changes}
    rows = [*_begun(reading, changes, ends), *_ended(reading, changes, starts)]
    return broken_down(rows, [NEW, RENEWED, *(kind.label for kind in TermEnd)])


def _begun(reading: Reading, changes: Iterable[TermFact], ends: set[Joint]) -> Iterator[Row]:
    for one in changes:
        if one.from_on in reading.period:
            before = (one.mediator_id, one.unit_id, one.from_on - timedelta(days=1))
            yield term_row(one, part=RENEWED if before in ends else NEW)


def _ended(reading: Reading, changes: Iterable[TermFact], starts: set[Joint]) -> Iterator[Row]:
    for one in changes:
        if one.to_on is None or one.to_on not in reading.period:
            continue
        if (one.mediator_id, one.unit_id, one.to_on + timedelta(days=1)) not in starts:
            yield term_row(one, part=(one.ended_by or TermEnd.EXPIRED).label)


def m07(reading: Reading) -> Result:
    """Sessions; and whoever came: each person's first time in the period is the person, every time its days."""
    sessions = {one.training_id: training_row(one) for one in reading.attendances}
    seen: set[object] = set()
    came = [trainee_row(one, _first_or_again(one, seen)) for one in reading.attendances]
    persons = sum(1 for row in came if row.role == FIRST)
    days = halves("half_days")(came) or "0.0"
    rows = [*sessions.values(), *came]
    return made_of(rows, count_of("session"), persons=persons, attendances=len(came), person_days=days)


def _first_or_again(one: AttendanceFact, seen: set[object]) -> str:
    person: object = one.id_key or (one.name, one.birth, one.unit_id)
    role = AGAIN if person in seen else FIRST
    seen.add(person)
    return role


def m08(reading: Reading) -> Result:
    members = _members(reading)
    rows = [committee_row(one, part=GOOD if _is_good(members.get(one.id, {})) else BAD) for one in reading.committees]
    good = [row for row in rows if row.part == GOOD]
    return made_of(good, len, of=len(rows), parts=parts_of(good))


def _members(reading: Reading) -> dict[int, dict[int, TermFact]]:
    """Who sits in each committee, hired mediators left out."""
    found: dict[int, dict[int, TermFact]] = {}
    for term in reading.terms:
        if term.post is not Post.HIRED:
            found.setdefault(term.unit_id, {})[term.mediator_id] = term
    return found


def _is_good(members: dict[int, TermFact]) -> bool:
    """As many as the law wants, a woman among them (《人民调解法》第八条)."""
    return len(members) in RIGHT_SIZE and any(one.sex is Sex.FEMALE for one in members.values())


PEOPLE_FIGURES = (
    Indicator(
        "M01", N_("人民调解员"), Measure.PERSON, Family.PEOPLE,
        N_("本期最后一天在任期或者聘期内的人民调解员，一个人在几个调委会任职也只算一个；网格员、信息员等不算。"), m01,
    ),
    Indicator(
        "M02", N_("专职和兼职"), Measure.PERSON, Family.PEOPLE, N_("人民调解员按专职、兼职分，加起来等于总数。"), m02,
    ),
    Indicator(
        "M03", N_("委员和聘任"), Measure.PERSON, Family.PEOPLE, N_("人民调解员按委员（含主任、副主任）和聘任分。"), m03,
    ),
    Indicator(
        "M04", N_("女性、少数民族和党员"), Measure.PERSON, Family.PEOPLE,
        N_("人民调解员中的女性、少数民族和党员；同一个人可以列在几项里，所以合计是各项相加，不是人数。"), m04,
    ),
    Indicator(
        "M05", N_("文化程度"), Measure.PERSON, Family.PEOPLE, N_("人民调解员按文化程度分，加起来等于总数。"), m05,
    ),
    Indicator(
        "M06", N_("调解员变动"), Measure.PERSON, Family.PEOPLE,
        N_("本期内新任、连任、届满、离任、罢免和解聘的人次；届满以后接着连任的只算连任。"), m06,
    ),
    Indicator(
        "M07", N_("调解员培训"), Measure.EVENT, Family.PEOPLE,
        N_("本期内人民调解员参加的培训场次，同时列出参加的人数（每人算一次）、人次和人天（半天算半个）。"), m07,
    ),
    Indicator(
        "M08", N_("组成合规的调委会"), Measure.BODY, Family.PEOPLE,
        N_("本期最后一天有三到九名在任委员、其中有妇女的人民调解委员会，同时列出全部个数。"), m08,
    ),
)  # fmt: skip
