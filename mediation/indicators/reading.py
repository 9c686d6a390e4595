"""One reading of the record room for a period and a division: core rows, loaded once, shared by all figures."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from enum import Enum, auto
from functools import cached_property
from typing import NamedTuple

from mediation.casework.actor import Actor
from mediation.indicators import loading, registers
from mediation.indicators.conclusion import Act, Conclusion, End, conclusion, overdue_on, owner_on, performed_on
from mediation.indicators.definition import Result, Row
from mediation.indicators.facts import (
    ActivityFact,
    AdviserFact,
    AttendanceFact,
    CaseFact,
    CommitteeFact,
    DueFact,
    HelperFact,
    LeadFact,
    Moment,
    PartyFact,
    RiskFact,
    ScreeningFact,
    StockFact,
    StudioFact,
    SubsidyFact,
    TermFact,
    TypedFact,
    VisitFact,
)
from mediation.indicators.period import Period
from mediation.indicators.scope import Scope, Sight, sight_for
from mediation.kernel import clock
from mediation.model.committee import UnitKind
from mediation.procedure.records import MediationKind


class By(Enum):
    """What a figure looks at in the cases it asks for, beyond what the asking says; told in groups, they share it."""

    SOURCE = auto()
    TYPE = auto()
    DIFFICULTY = auto()
    UNIT = auto()
    STUDIO = auto()
    VILLAGE = auto()
    END = auto()
    SEATS = auto()
    DAYS = auto()
    PERFORMED = auto()


class Ended(NamedTuple):
    """A case with the conclusion that stands at the end of the period."""

    case: CaseFact
    how: Conclusion


class Reading:
    """The facts behind the figures of a period, one by one. What no figure asks for is not loaded."""

    in_groups = False  # whether what is told may stand for many

    def __init__(self, sight: Sight, period: Period, scope: Scope) -> None:
        self.sight = sight
        self.period = period
        self.scope = scope
        self.results: dict[str, Result] = {}  # figures already made of this reading, by id
        self.case_rows: dict[int, Row] = {}  # rows that figures share, by case

    # --- cases

    @cached_property
    def cases(self) -> dict[int, CaseFact]:
        """Cases, not void, accepted by the end of the period and not concluded before it."""
        return {case.id: case for case in loading.cases(self.sight, self.period, self.scope)}

    @cached_property
    def acts(self) -> dict[int, list[Act]]:
        """The standing acts of those cases that the rules of the figures read, in the order of entry."""
        found: dict[int, list[Act]] = defaultdict(list)
        for act in loading.acts(self.sight, self.period, self.scope):
            found[act.case_id].append(act)
        return found

    @cached_property
    def _conclusions(self) -> dict[int, Conclusion]:
        ends = ((id_, conclusion(self.acts.get(id_, ()), self.period.end)) for id_ in self.cases)
        return {id_: how for id_, how in ends if how is not None}

    def conclusion(self, case: CaseFact) -> Conclusion | None:
        """How the case stood concluded at the end of the period."""
        return self._conclusions.get(case.id)

    @cached_property
    def _accepted(self) -> list[CaseFact]:
        kind, period = MediationKind.PEOPLE, self.period
        return [case for case in self.cases.values() if case.kind is kind and case.accepted_on in period]

    def accepted(self, _by: By | None = None) -> list[CaseFact]:
        """ACC: the cases of people's mediation accepted in the period."""
        return self._accepted

    @cached_property
    def _done(self) -> dict[MediationKind, list[Ended]]:
        found: dict[MediationKind, list[Ended]] = defaultdict(list)
        for id_, how in self._conclusions.items():
            if how.on in self.period:
                found[self.cases[id_].kind].append(Ended(self.cases[id_], how))
        return found

    def done(self, kind: MediationKind = MediationKind.PEOPLE, *ends: End, by: By | None = None) -> Iterator[Ended]:
        """DONE, or its parts of one end: the cases whose standing conclusion is dated in the period."""
        return (one for one in self._done[kind] if not ends or one.how.end in ends)

    def settled(self, by: By | None = None) -> Iterator[Ended]:
        """SUC: people's mediation concluded by an agreement."""
        return self.done(MediationKind.PEOPLE, End.SUCCESS, by=by)

    def terminated(self) -> Iterator[Ended]:
        """TER: people's mediation ended without agreement."""
        return self.done(MediationKind.PEOPLE, End.TERMINATED)

    def open_on(self, day: date, kind: MediationKind = MediationKind.PEOPLE) -> Iterator[CaseFact]:
        """Cases accepted by a day and not concluded on it; for the end of the period and for its eve."""
        here = self._conclusions if day == self.period.end else None
        for case in self.cases.values():
            if case.kind is not kind or case.accepted_on > day:
                continue
            known = here.get(case.id) if here is not None else conclusion(self.acts.get(case.id, ()), day)
            if known is None:
                yield case

    def late(self) -> Iterator[CaseFact]:
        """Cases of people's mediation whose deadline had run out when they were concluded, or at the end of the period.

        By the deadline as it stood then, whatever was recorded later on the same day; of a period that is not over,
        until today: no deadline of a day to come has run out.
        """
        for one in self.done():
            before = [act for act in self.acts.get(one.case.id, ()) if act.id < one.how.act.id]
            if overdue_on(before, one.how.on):
                yield one.case
        end = min(self.period.end, clock.today())
        yield from (case for case in self.open_on(end) if overdue_on(self.acts.get(case.id, ()), end))

    def performed(self, case: CaseFact) -> bool:
        """Whether performance was confirmed by the end of the period, and still is."""
        day = performed_on(self.acts.get(case.id, ()))
        return day is not None and day <= self.period.end

    def unit_kind(self, case: CaseFact) -> UnitKind | None:
        """The kind of the unit that owned the case at the end of the period."""
        owner = owner_on(self.acts.get(case.id, ()), case.unit_id, self.period.end)
        return self.unit_kinds.get(owner) if owner is not None else None

    @cached_property
    def unit_kinds(self) -> dict[int, UnitKind]:
        return loading.unit_kinds()

    @cached_property
    def parties(self) -> dict[int, list[PartyFact]]:
        """The seats of the cases accepted in the period."""
        found: dict[int, list[PartyFact]] = defaultdict(list)
        for party in loading.parties(self.sight, self.period, self.scope):
            found[party.case_id].append(party)
        return found

    def seated(self, case: CaseFact) -> list[PartyFact]:
        """Whoever was in an accepted case at its end, or on the last day of the period: each person once.

        An heir sits for the dead.
        """
        how = self.conclusion(case)
        day = how.on if how else self.period.end
        there = [
            party
            for party in self.parties.get(case.id, ())
            if party.joined_on <= day and (party.left_on is None or party.left_on > day)
        ]
        once = {party.person_id: party for party in there}
        return there if len(once) == len(there) else list(once.values())

    def agreed(self) -> Iterator[tuple[CaseFact, int | None]]:
        """The settled cases, each with the fen of its agreement; None for one without money."""
        return ((one.case, self.amounts.get(one.case.id)) for one in self.settled())

    @cached_property
    def amounts(self) -> dict[int, int | None]:
        """Fen of the version that came into force at the conclusion, by case; None for an agreement without money."""
        return loading.amounts(self.sight, self.period, self.scope)

    @cached_property
    def moments(self) -> list[Moment]:
        """Single standing acts dated in the period, with their cases."""
        return list(loading.moments(self.sight, self.period, self.scope))

    @cached_property
    def due(self) -> list[DueFact]:
        """Agreements in force at the end of the period whose last duty fell due in it."""
        return list(loading.due(self.sight, self.period, self.scope))

    @cached_property
    def visits(self) -> list[VisitFact]:
        """Follow-up visits made, or planned first, in the period."""
        return list(loading.visits(self.sight, self.period, self.scope))

    @cached_property
    def risks(self) -> list[RiskFact]:
        """Risk reports closed in the period."""
        return list(loading.risks(self.sight, self.period, self.scope))

    @cached_property
    def subsidies(self) -> list[SubsidyFact]:
        return list(loading.subsidies(self.sight, self.period, self.scope))

    # --- registers

    @cached_property
    def terms(self) -> list[TermFact]:
        """Terms and hires in people's committees that cover the key date."""
        return list(registers.terms_on(self.period.key_date, self.scope))

    @cached_property
    def roster_changes(self) -> list[TermFact]:
        """Terms that began or ended in the period."""
        return list(registers.terms_changed(self.period, self.scope))

    @cached_property
    def committees(self) -> list[CommitteeFact]:
        return list(registers.committees(self.period.key_date, self.scope))

    @cached_property
    def studios(self) -> list[StudioFact]:
        return list(registers.studios(self.period.key_date, self.scope))

    @cached_property
    def villages(self) -> list[AdviserFact]:
        return list(registers.villages(self.period.key_date, self.scope))

    @cached_property
    def stocks(self) -> list[StockFact]:
        return list(registers.stocks(self.period.key_date, self.scope))

    @cached_property
    def helpers(self) -> list[HelperFact]:
        """Names that were put on the rosters of villages by the key date."""
        return list(registers.helpers(self.period.key_date, self.scope))

    @cached_property
    def screenings(self) -> list[ScreeningFact]:
        return list(registers.screenings(self.period, self.scope))

    @cached_property
    def screened_leads(self) -> list[LeadFact]:
        """Leads of the period that came of a screening, whatever became of them."""
        return list(loading.screened_leads(self.sight, self.period, self.scope))

    @cached_property
    def attendances(self) -> list[AttendanceFact]:
        return list(registers.attendances(self.period, self.scope))

    @cached_property
    def typed(self) -> list[TypedFact]:
        return list(registers.typed(self.period, self.scope))

    @cached_property
    def activities(self) -> list[ActivityFact]:
        return list(registers.activities(self.period, self.scope))


def read(actor: Actor, period: Period, scope: Scope) -> Reading:
    """A reading for somebody; raises NotFound when these figures are not for this actor."""
    return Reading(sight_for(actor, scope), period, scope)
