"""A reading for numbers alone: the same facts told in groups of what is alike, each with how many they are.

The figures are the same functions; they are given one fact for many instead of many facts. What is loaded one by one
even here is little: what stands in registers, and the acts of which a case counts once.
"""

from collections.abc import Iterator
from datetime import timedelta
from functools import cached_property
from typing import Any

from sqlalchemy import select

from mediation.casework.actor import Actor
from mediation.indicators import loading
from mediation.indicators.conclusion import ENDS, Act, Conclusion, End
from mediation.indicators.facts import CaseFact, DueFact, LeadFact, Moment, PartyFact, RiskFact, SubsidyFact, VisitFact
from mediation.indicators.grouping import Counted, counted_cases
from mediation.indicators.period import Period
from mediation.indicators.reading import By, Ended, Reading
from mediation.indicators.scope import Scope, sight_for
from mediation.kernel import clock
from mediation.model.base import db
from mediation.model.committee import Studio, UnitKind
from mediation.model.place import Place
from mediation.procedure.records import Difficulty, DisputeType, MediationKind, Source

PEOPLE = MediationKind.PEOPLE


class _NotAsked:
    """Stands where a group was not told apart by what is looked at: nobody shall take it for an answer."""

    def __getattr__(self, name: str) -> Any:
        raise LookupError(name)

    def __bool__(self) -> bool:
        raise LookupError

    def __eq__(self, _other: object) -> bool:
        raise LookupError

    __hash__ = None  # type: ignore[assignment]


_NOT_ASKED: Any = _NotAsked()
_NOBODY = PartyFact(0, 0, 0, "", _NOT_ASKED, None)


class Tallying(Reading):
    """Facts told in groups. Nothing here has rows; `conclusion` and the like answer for a group."""

    in_groups = True

    @cached_property
    def _counted(self) -> dict[str, list[Counted]]:
        return counted_cases(self.sight, self.period, self.scope, clock.today())

    @cached_property
    def _seats(self) -> dict[int, int]:
        return {}

    @cached_property
    def _ends(self) -> dict[int, Conclusion]:
        return {}

    @cached_property
    def _performers(self) -> set[int]:
        return set()

    def _group(self, times: int, *, fresh: bool = True, **known: Any) -> CaseFact:
        """One case for many; `fresh` of those that were accepted in the period."""
        self._last = getattr(self, "_last", 0) - 1
        told: dict[str, Any] = dict.fromkeys(CaseFact._fields, _NOT_ASKED)
        told |= {"id": self._last, "times": times, "number": None, "kind": PEOPLE, **known}
        return CaseFact(**told | {"accepted_on": self.period.start if fresh else self.period.eve})

    def _of(self, name: str) -> list[Counted]:
        return self._counted.get(name, [])

    # --- cases

    def accepted(self, by: By | None = None) -> list[CaseFact]:
        found = self._of("accepted" if by is None else f"accepted {by.name}")
        return [self._accepted_group(by, one.keys[0], one.times) for one in found]

    def _accepted_group(self, by: By | None, key: str | None, times: int) -> CaseFact:
        if by is By.END:
            group = self._group(times)
            if key is not None:
                self._ends[group.id] = self._conclusion(key)
            return group
        if by is By.SEATS:
            group = self._group(times)
            self._seats[group.id] = int(key or 0)
            return group
        return self._group(times, **({} if by is None else self._told(by, key)))

    def _told(self, by: By, key: str | None) -> dict[str, Any]:
        if key is None:
            return {_FIELDS[by]: None}
        if by is By.STUDIO:
            return {"studio": self._studios[int(key)]}
        if by is By.VILLAGE:
            return {"village": self._villages[int(key)]}
        return {_FIELDS[by]: _READ[by](key)}

    @cached_property
    def _studios(self) -> dict[int, str]:
        return _names(select(Studio.id, Studio.name))

    @cached_property
    def _villages(self) -> dict[int, str]:
        ids = [int(one.keys[0] or 0) for one in self._of("accepted VILLAGE")]
        return _names(select(Place.id, Place.name).where(Place.id.in_(ids)))

    def _conclusion(self, act: str, reason: str | None = None, organ: str | None = None, days: int = 0) -> Conclusion:
        on = self.period.start + timedelta(days=days)
        return Conclusion(ENDS[act], on, Act(0, 0, act, on, reason, organ))

    def conclusion(self, case: CaseFact) -> Conclusion | None:
        return self._ends.get(case.id)

    def done(self, kind: MediationKind = PEOPLE, *ends: End, by: By | None = None) -> Iterator[Ended]:
        found = self._by_days() if by is By.DAYS else self._by_studio() if by is By.STUDIO else self._concluded
        return (one for one in found if one.case.kind is kind and (not ends or one.how.end in ends))

    @cached_property
    def _concluded(self) -> list[Ended]:
        found = []
        for (kind, act, reason, organ, fresh, performed), times, _amount in self._of("done"):
            case = self._group(times, fresh=fresh == "1", kind=MediationKind(kind or ""))
            if performed == "1":
                self._performers.add(case.id)
            found.append(Ended(case, self._conclusion(act or "", reason, organ)))
        return found

    def _by_days(self) -> Iterator[Ended]:
        for (kind, act, days, *_none), times, _amount in self._of("done DAYS"):
            case = self._group(times, kind=MediationKind(kind or ""))
            yield Ended(case, self._conclusion(act or "", days=int(days or 0)))

    def _by_studio(self) -> Iterator[Ended]:
        """Only of settled cases."""
        for one in self._of("settled STUDIO"):
            case = self._group(one.times, **self._told(By.STUDIO, one.keys[0]))
            yield Ended(case, self._conclusion("sign_agreement"))

    def settled(self, by: By | None = None) -> Iterator[Ended]:
        return self.done(PEOPLE, End.SUCCESS, by=by)

    def open_on(self, day: Any, kind: MediationKind = PEOPLE) -> Iterator[CaseFact]:
        assert kind is PEOPLE
        assert day in (self.period.end, self.period.eve)
        found = self._of("open" if day == self.period.end else "carried")
        return (self._group(one.times) for one in found)

    def late(self) -> Iterator[CaseFact]:
        return (self._group(one.times) for one in self._of("late"))

    def performed(self, case: CaseFact) -> bool:
        return case.id in self._performers

    def unit_kind(self, case: CaseFact) -> UnitKind | None:
        return self.unit_kinds.get(case.unit_id) if case.unit_id is not None else None

    def seated(self, case: CaseFact) -> list[PartyFact]:
        return [_NOBODY] * self._seats[case.id]

    def agreed(self) -> Iterator[tuple[CaseFact, int | None]]:
        return ((self._group(one.times), one.amount) for one in self._of("agreed"))

    # --- what belongs to cases

    @cached_property
    def moments(self) -> list[Moment]:
        return list(loading.moments_in_groups(self.sight, self.period, self.scope))

    @cached_property
    def due(self) -> list[DueFact]:
        return list(loading.due_in_groups(self.sight, self.period, self.scope))

    @cached_property
    def visits(self) -> list[VisitFact]:
        return list(loading.visits_in_groups(self.sight, self.period, self.scope))

    @cached_property
    def risks(self) -> list[RiskFact]:
        return list(loading.risks_in_groups(self.sight, self.period, self.scope))

    @cached_property
    def subsidies(self) -> list[SubsidyFact]:
        return list(loading.subsidies_in_groups(self.sight, self.period, self.scope))

    @cached_property
    def screened_leads(self) -> list[LeadFact]:
        return list(loading.screened_leads_in_groups(self.sight, self.period, self.scope))


_FIELDS = {
    By.SOURCE: "source",
    By.TYPE: "dispute_type",
    By.DIFFICULTY: "difficulty",
    By.UNIT: "unit_id",
    By.STUDIO: "studio",
    By.VILLAGE: "village",
}
_READ: dict[By, Any] = {By.SOURCE: Source, By.TYPE: DisputeType, By.DIFFICULTY: Difficulty, By.UNIT: int}


def _names(query: Any) -> dict[int, str]:
    return {id_: name for id_, name in db.session.execute(query)}  # noqa: C416 - rows are no pairs to mypy


def tally(actor: Actor, period: Period, scope: Scope) -> Tallying:
    """A reading for numbers alone; raises NotFound when these figures are not for this actor."""
    return Tallying(sight_for(actor, scope), period, scope)
