"""Cases with what belongs to them, read in one statement: rows of one kind stand below those of another.

Joined beside each other, three parties, two mediators and five talks would come as thirty rows; stacked
they come as ten. Each row of the result carries the number of the part that it belongs to, the other
parts are empty in it, and what was read is put where it would stand had it been asked for one by one.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain, count
from typing import Any

from sqlalchemy import (
    ColumnElement,
    ScalarSelect,
    Select,
    any_,
    bindparam,
    func,
    inspect,
    literal_column,
    select,
    true,
    union_all,
)
from sqlalchemy.orm import Load, QueryableAttribute, aliased, lazyload
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.sql.base import ExecutableOption
from sqlalchemy.sql.util import join_condition

from mediation.model.agreement import AgreementVersion, Duty
from mediation.model.base import Base, db
from mediation.model.case import Case
from mediation.model.committee import JointUnit, Unit
from mediation.model.mediation_session import MediationSession
from mediation.model.mediator import Mediator
from mediation.model.party import Party
from mediation.model.person import SECRETS, Person
from mediation.model.team import Assignment
from mediation.model.track import Subsidy

Path = tuple[QueryableAttribute[Any], ...]

# Whom and where a case concerns; what has one row only may stand in one part together.
SEATS: tuple[tuple[Path, ...], ...] = (
    ((Case.unit, Unit.place), (Case.town,), (Case.village,), (Case.studio,)),
    ((Case.parties, Party.person, Person.village),),
    ((Case.assignments, Assignment.mediator, Mediator.person),),
    ((Case.joint_units, JointUnit.unit),),
)
# What was done and agreed, and the tracks beside the state.
COURSE: tuple[tuple[Path, ...], ...] = (
    ((Case.sessions, MediationSession.room),),
    ((Case.sessions, MediationSession.seats),),
    ((Case.sessions, MediationSession.guests),),
    ((Case.versions, AgreementVersion.duties, Duty.performances),),
    ((Case.versions, AgreementVersion.bound),),
    ((Case.versions, AgreementVersion.signatures),),
    ((Case.subsidies, Subsidy.shares),),
    ((Case.follow_ups,),),
    ((Case.risk_reports,),),
    ((Case.orders,),),
    ((Case.transfers,),),
    ((Case.term_changes,),),
    ((Case.recusals,),),
    ((Case.invitees,),),
    ((Case.acceptances,),),
    ((Case.breaches,),),
    ((Case.court_acts,),),
    ((Case.spot_checks,),),
)
FILE: tuple[tuple[Path, ...], ...] = (((Case.papers,),), ((Case.links,),), ((Case.acts,),))
_SPOKEN = (Case.sessions.key, Case.versions.key)  # these are kept by whoever changes them, the others are only read


def read_cases(found: Select[Any], *, numbers: bool = False, whole: bool = False) -> list[Case]:
    """The cases that a query finds, the latest first, each with its places, unit, parties, mediators and partners.

    `numbers`: with what is encrypted of the parties, which takes time to read; a list does without.
    `whole`: with its course and file as well, for an act, which will want to know all of it.
    """
    return read_with(found, numbers=numbers, whole=whole)[0]


def read_with(
    found: Select[Any], *told: ScalarSelect[Any], numbers: bool = False, whole: bool = False
) -> tuple[list[Case], Sequence[Any]]:
    """The same, and what else the statement is to tell at the head of a list; nothing when there is no case."""
    stack = _seats(numbers, whole)
    query = stack.query.where(among(found.with_only_columns(Case.id).correlate(None))).add_columns(*told)
    rows = db.session.execute(query).all()
    cases = {row[1]: row[2] for row in rows if row[2] is not None}
    stack.put_together((number, cases[case_id], *others) for number, case_id, _whole, *others in rows)
    latest_first = sorted(cases.values(), key=lambda case: -case.id)
    return latest_first, rows[0][len(rows[0]) - len(told) :] if rows else ()


def among(numbers: Select[Any]) -> ColumnElement[bool]:
    """The cases of these numbers.

    PostgreSQL joins in the order of the statement: `IN` would come after every part of every case was read; an array
    is known before the first.
    """
    if db.session.get_bind().dialect.name == "postgresql":
        return Case.id == any_(func.array(numbers.scalar_subquery()))
    return Case.id.in_(numbers)


def read_course(cases: Iterable[Case], *, file: bool = False) -> None:
    """Read at once talks, agreements and tracks of all these cases; `file`: papers, links and acts as well."""
    stack = _course(file)
    wanted = {case.id: case for case in cases if not stack.names <= case.__dict__.keys()}
    if wanted:
        rows = db.session.execute(stack.among, {"ids": list(wanted)})
        stack.put_together((number, wanted[case_id], *others) for number, case_id, *others in rows)


def forget(case: Case) -> None:
    """What was read of the tracks and the file stands no more once the case was changed."""
    db.session.expire(case, _course(file=True).names - set(_SPOKEN))


@dataclass(frozen=True, slots=True)
class Step:
    """One relationship on a path: its target as the statement calls it, and the columns of the result it joins."""

    link: QueryableAttribute[Any]
    target: Any
    parent: int
    child: int

    @property
    def name(self) -> str:
        return self.link.key

    def joined(self, query: Select[Any], parent: Any, mine: ColumnElement[bool]) -> Select[Any]:
        """The statement with this step; a table between the two is joined by itself, for the number is seen there."""
        between = self.link.property.secondary
        if between is None:
            return query.outerjoin(getattr(parent, self.name).of_type(self.target).and_(mine))
        middle = between.alias()
        to_middle = join_condition(inspect(parent).selectable, middle) & mine
        return query.outerjoin(middle, to_middle).outerjoin(
            self.target, join_condition(middle, inspect(self.target).selectable)
        )

    def value(self, rows: Iterable[Any]) -> Any:
        """What the relationship holds: one row or none, or a list in the order that the model gives it."""
        if not self.link.property.uselist:
            return next(iter(rows), None)
        order = self.link.property.order_by[0].key
        return sorted(rows, key=lambda row: getattr(row, order))


class Stack:
    """Parts that are read below each other. The statement is made once; only which cases it is about differs."""

    def __init__(self, *parts: tuple[Path, ...], only_names: bool = False) -> None:
        self.only_names = only_names
        self.names = frozenset(path[0].key for part in parts for path in part)
        columns = count(2)  # after the number of the part and the case
        self.steps = [[step for path in part for step in _steps(path, columns)] for part in parts]

    @cached_property
    def query(self) -> Select[Any]:
        """The number of the part and of the case, the case itself, which is told once, and the rows of each step."""
        whole = aliased(Case)
        part = _numbers(len(self.steps))
        once = (whole.id == Case.id) & (part.c.number == literal_column("0"))
        query = select(part.c.number, Case.id, whole).select_from(Case).join(part, true()).outerjoin(whole, once)
        return self._stepped(query, part).options(Load(whole).defer(whole.search))

    @cached_property
    def among(self) -> Select[Any]:
        """The same without the case itself, for cases that are known and told by their numbers."""
        part = _numbers(len(self.steps))
        query = select(part.c.number, Case.id).select_from(Case).join(part, true())
        return self._stepped(query.where(Case.id.in_(bindparam("ids", expanding=True))), part)

    def _stepped(self, query: Select[Any], part: Any) -> Select[Any]:
        targets: dict[int, Any] = {1: Case}
        for number, steps in enumerate(self.steps):
            for step in steps:
                mine = part.c.number == literal_column(str(number)) if step.parent == 1 else true()
                query = step.joined(query, targets[step.parent], mine).add_columns(step.target)
                targets[step.child] = step.target
        return query.options(lazyload("*"), *self._narrowed())

    def put_together(self, rows: Iterable[Sequence[Any]]) -> None:
        """Set what was not known yet of the cases of a result and of what belongs to them."""
        found: dict[tuple[Base, str], tuple[Step, dict[Base, None]]] = {}
        for row in rows:
            for step in self.steps[row[0]]:
                parent, child = row[step.parent], row[step.child]
                if parent is None:
                    continue
                _step, children = found.setdefault((parent, step.name), (step, {}))
                if child is not None:
                    children[child] = None
        for (parent, name), (step, children) in found.items():
            if name not in parent.__dict__:
                set_committed_value(parent, name, step.value(children))

    def _narrowed(self) -> Iterator[ExecutableOption]:
        for step in chain.from_iterable(self.steps):
            if step.link.property.mapper.class_ is Person and (self.only_names or step.link is Mediator.person):
                yield from (Load(step.target).defer(getattr(step.target, name)) for name in SECRETS)


def _steps(path: Path, columns: Iterator[int]) -> Iterator[Step]:
    parent = 1
    for link in path:
        child = next(columns)
        yield Step(link, aliased(link.property.mapper.class_), parent, child)
        parent = child


def _numbers(many: int) -> Any:
    """A table of the numbers of the parts: every case is met once for each."""
    return union_all(*(select(literal_column(str(n)).label("number")) for n in range(many))).subquery("part")


@cache
def _seats(numbers: bool, whole: bool) -> Stack:
    return Stack(*SEATS, *(COURSE + FILE if whole else ()), only_names=not numbers)


@cache
def _course(file: bool) -> Stack:
    return Stack(*COURSE, *FILE) if file else Stack(*COURSE)
