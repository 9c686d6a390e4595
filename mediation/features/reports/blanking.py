"""Names in the public edition: what somebody decided of each, and the text with the blanked ones left out.

The report itself keeps every word; only what everybody may read says 某某, or 某甲 and 某乙 where there are several.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select

from mediation.casework import audit
from mediation.casework.actor import Actor
from mediation.features.reports.compose import Block, Bound, Composition
from mediation.features.reports.public_names import BLANK, Told, by_people, names_of_bodies, telling
from mediation.features.reports.report import Report
from mediation.indicators.scope import Scope
from mediation.kernel import clock
from mediation.kernel.numerals import ordinal
from mediation.model.base import db
from mediation.model.report import PublicName

ACT = "blank_names"
SOMEBODY = "某某"
_HAN = re.compile("[\u4e00-\u9fff]")
_STEMS = "甲乙丙丁戊己庚辛壬癸"


@dataclass(frozen=True, slots=True)
class Found:
    """A name in a text, where it first stands, and whether it is blanked; None where nobody has decided yet."""

    told: Told
    blanked: bool | None


def decided(scope: Scope, year: int) -> list[PublicName]:
    """What was decided of the names in a year's report, the first one first."""
    query = select(PublicName).where(PublicName.place_id == scope.place_id, PublicName.year == year)
    return list(db.session.scalars(query.order_by(PublicName.id)))


def names_in(report: Report) -> list[Found]:
    """Every name that stands in the words of a report, once; also one that no register has and somebody pointed out."""
    known = {one.name: one.blanked for one in decided(report.scope, report.period.end.year)}
    first: dict[str, Told] = {}
    for one in telling(report, also=known):
        if one.is_name:
            first.setdefault(one.words, one)
    return [Found(told, known.get(name)) for name, told in first.items()]


def decide(actor: Actor, scope: Scope, year: int, blanked: Mapping[str, bool]) -> None:
    """Keep what somebody decided of each name; a closed year may be decided on too: its own words stay."""
    known = {one.name: one for one in decided(scope, year)}
    for name, blank in blanked.items():
        row = known.get(name) or PublicName(place_id=scope.place_id, year=year, name=name)
        row.blanked, row.decided_by, row.decided_at = blank, actor.name, clock.now()
        db.session.add(row)
    db.session.flush()
    told = {"blanked": sum(blanked.values()), "words": sum(not one for one in blanked.values())}
    audit.append(actor, ACT, subject=f"report:{scope.code}:{year}", data=told)


def words_that_are_no_names(scope: Scope, year: int) -> set[str]:
    return {one.name for one in decided(scope, year) if not one.blanked}


def without_names(report: Report) -> Composition:
    """The text with every name blanked of which that was decided."""
    blanked = [one.told.words for one in names_in(report) if one.blanked]
    if not blanked:
        return report.text
    instead, bodies = _instead(blanked), names_of_bodies(report.scope)
    blocks = (_blanked(block, instead, bodies) if by_people(block) else block for block in report.text.blocks)
    return replace(report.text, blocks=tuple(blocks))


def _instead(names: Sequence[str]) -> dict[str, str]:
    """What stands for each name, the longest name first: one name may be the beginning of another."""
    han = [name for name in names if _HAN.search(name)]
    told = {name: SOMEBODY if len(han) == 1 else f"某{_stem(number)}" for number, name in enumerate(han)}
    return {name: told.get(name, BLANK) for name in sorted(names, key=len, reverse=True)}


def _stem(number: int) -> str:
    return _STEMS[number] if number < len(_STEMS) else ordinal(number + 1)


def _blanked(block: Block, instead: Mapping[str, str], bodies: Sequence[str]) -> Block:
    parts = (part if isinstance(part, Bound) else _blank(part, instead, bodies) for part in block.parts)
    return replace(block, parts=tuple(parts))


def _blank(words: str, instead: Mapping[str, str], bodies: Sequence[str]) -> str:
    """A studio keeps its name, even where it is called after somebody."""
    for body in bodies:
        before, found, after = words.partition(body)
        if found:
            return _blank(before, instead, bodies) + body + _blank(after, instead, bodies)
    for name, other in instead.items():
        words = words.replace(name, other)
    return words
