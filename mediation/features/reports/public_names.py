"""What must not leave in a public edition: names that people typed into a report, and the numbers that tell of one."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from sqlalchemy import or_, select

from mediation.features.reports.compose import Block, BlockKind, Bound, Composition
from mediation.features.reports.parts import PROMISES
from mediation.features.reports.report import Report
from mediation.indicators.period import Period
from mediation.indicators.scope import Scope
from mediation.kernel.labels import Choice, N_
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.committee import Studio, Unit
from mediation.model.mediator import Mediator, Term
from mediation.model.party import Party
from mediation.model.person import Person
from mediation.model.place import Place
from mediation.procedure.records import PersonKind

BLANK = "（略）"
SHORTEST = 2  # signs of a name; a single one stands in half of all words
_D = "[0-9０-９]"


class Telling(Choice):
    """What gives a person away."""

    ID_NUMBER = "id_number", N_("证件号码")
    PHONE = "phone", N_("电话号码")
    CASE_NUMBER = "case_number", N_("案号")
    PARTY = "party", N_("当事人的姓名")
    MEDIATOR = "mediator", N_("调解员的姓名")
    OTHER = "other", N_("别的人的姓名")


_NUMBERS = (
    (Telling.ID_NUMBER, re.compile(f"(?<!{_D}){_D}{{17}}[0-9０-９XxＸｘ](?!{_D})")),
    (Telling.PHONE, re.compile(f"(?<!{_D})[1１][3-9３-９]{_D}(?:[ -]?{_D}){{8}}(?!{_D})")),
    (Telling.PHONE, re.compile(f"(?<!{_D})[0０]{_D}{{2,3}}-{_D}{{7,8}}(?!{_D})")),
    (Telling.CASE_NUMBER, re.compile(f"[（(]{_D}{{4}}[）)][^，。；\\s]{{0,20}}字第{_D}+号")),
)
_PEOPLE = (Telling.PARTY, Telling.MEDIATOR, Telling.OTHER)


@dataclass(frozen=True, slots=True)
class Told:
    """Something that gives a person away: what, its words, and in which paragraph."""

    kind: Telling
    words: str
    block: int
    where: str

    @property
    def is_name(self) -> bool:
        """A name may be a word like any other, so a person decides; a number never is."""
        return self.kind in _PEOPLE


def telling(report: Report, also: Iterable[str] = ()) -> list[Told]:
    """Everything in the text of a report that gives a person away, in reading order.

    `also` are names that no register has and that somebody pointed out.
    """
    written = [(number, block) for number, block in enumerate(report.text.blocks) if by_people(block)]
    if not written:
        return []
    names = dict.fromkeys(also, Telling.OTHER) | dict(_names(report.scope, report.period))
    others = names_of_bodies(report.scope)
    return [one for number, block in written for one in _in_block(number, block, names, others)]


def without_numbers(text: Composition) -> Composition:
    """A closed text cannot be mended: its numbers of persons and cases are left out of what everybody reads."""
    return replace(text, blocks=tuple(_blanked(block) if by_people(block) else block for block in text.blocks))


def _blanked(block: Block) -> Block:
    return replace(block, parts=tuple(part if isinstance(part, Bound) else _blank(part) for part in block.parts))


def _blank(words: str) -> str:
    for _kind, pattern in _NUMBERS:
        words = pattern.sub(BLANK, words)
    return words


def by_people(block: Block) -> bool:
    """Whether people typed it; what the program writes names nobody."""
    return block.kind in _TYPED or block.id.startswith(("part", PROMISES))


_TYPED = (BlockKind.HEADING, BlockKind.SUBHEADING, BlockKind.ADDRESSEE, BlockKind.COPIES, BlockKind.ISSUER)


def _in_block(number: int, block: Block, names: dict[str, Telling], others: list[str]) -> Iterator[Told]:
    words = "".join(part if isinstance(part, str) else "\n" for part in block.parts)
    where = block.text if len(block.text) <= _SHOWN else f"{block.text[:_SHOWN]}…"
    for kind, pattern in _NUMBERS:
        for found in pattern.finditer(words):
            yield Told(kind, found.group(), number, where)
    for other in others:
        words = words.replace(other, "\n")
    for name, kind in names.items():
        if name in words:
            yield Told(kind, name, number, where)


_SHOWN = 24


def _names(scope: Scope, period: Period) -> Iterator[tuple[str, Telling]]:
    """In both scripts: whoever was a party to a case that was dealt with in the period, or a mediator in it."""
    mediators = (
        select(Person.name, Person.name_bo)
        .join(Mediator, Mediator.person_id == Person.id)
        .join(Term, Term.mediator_id == Mediator.id)
        .join(Unit, Unit.id == Term.unit_id)
        .where(Unit.place_id.in_(scope.place_ids()), Term.from_on <= period.end)
        .where(or_(Term.to_on.is_(None), Term.to_on >= period.start))
    )
    parties = (
        select(Person.name, Person.name_bo)
        .join(Party, Party.person_id == Person.id)
        .join(Case, Case.id == Party.case_id)
        .where(scope.cases(), Person.kind == PersonKind.NATURAL)
        .where(or_(Case.accepted_on.is_(None), Case.accepted_on <= period.end))
        .where(or_(Case.concluded_on.is_(None), Case.concluded_on >= period.start))
    )
    for kind, query in ((Telling.MEDIATOR, mediators), (Telling.PARTY, parties)):
        for row in db.session.execute(query.distinct()):
            for name in row:
                bare = (name or "").strip().rstrip("་།")
                if len(bare) >= SHORTEST:
                    yield bare, kind


def names_of_bodies(scope: Scope) -> list[str]:
    """A village, committee or studio may be called after somebody; the longest first."""
    places = select(Place.name).where(Place.id.in_(scope.place_ids()))
    units = select(Unit.name).where(Unit.place_id.in_(scope.place_ids()))
    studios = select(Studio.name).join(Unit, Unit.id == Studio.unit_id).where(Unit.place_id.in_(scope.place_ids()))
    found = {name for query in (places, units, studios) for name in db.session.scalars(query)}
    return sorted(found, key=lambda name: (-len(name), name))
