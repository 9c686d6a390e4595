"""What ties a mediator to a party: what was answered, what the records show by themselves, and who waived it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import select

from mediation.casework import newcomers
from mediation.casework.act import Act
from mediation.casework.actor import SYSTEM
from mediation.casework.seats import Seat, seats_after
from mediation.kernel import clock
from mediation.kernel.errors import Incomplete, Reason, Values
from mediation.kernel.labels import N_
from mediation.kernel.text import fold_digits
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.mediator import Mediator
from mediation.model.party import Party
from mediation.model.person import Person
from mediation.model.team import Waiver
from mediation.procedure import machine
from mediation.procedure.events import EVENTS
from mediation.procedure.guards import ALL_TOLD, MEDIATOR_ACCEPTED, TEAM_NOT_PARTY, TEAM_UNRELATED
from mediation.procedure.records import PersonKind, Relation


class TieKind(StrEnum):
    """How a tie is known. A shared name or village is none (《人民调解工作若干规定》第二十五条 asks for more)."""

    SELF = "self"  # the mediator is the party, its guardian or its agent: nobody can waive that
    PHONE = "phone"
    HOUSEHOLD = "household"
    KIN = "kin"
    INTEREST = "interest"


_SAID = {Relation.KIN: TieKind.KIN, Relation.INTEREST: TieKind.INTEREST}
_FIGURE = re.compile("[0-9一二三四五六七八九十百]")
_TIE_WORDS = {
    TieKind.PHONE: N_("{mediator}和{party}登记的是同一个电话。"),
    TieKind.HOUSEHOLD: N_("{mediator}和{party}登记在同一户。"),
    TieKind.KIN: N_("{mediator}是当事人的近亲属。"),
    TieKind.INTEREST: N_("{mediator}和当事人有利害关系。"),
}
_NO_PARTY_MEDIATES = N_("当事人或其代理人不能担任本案调解员：{mediator}就是{party}本人，或者是其监护人、代理人。")
_STILL_OUT = N_("还没有书面同意由{mediator}调解的：{parties}。")
_OPEN_IN_TALKS = {
    TieKind.SELF: N_("{mediator}就是{party}本人，或者是其监护人、代理人，不能调解本案，请主任更换调解员。"),
    TieKind.PHONE: N_("{mediator}和{party}登记的是同一个电话，要全体当事人书面同意，否则请更换调解员。"),
    TieKind.HOUSEHOLD: N_("{mediator}和{party}登记在同一户，要全体当事人书面同意，否则请更换调解员。"),
    TieKind.KIN: N_("{mediator}是当事人的近亲属，要全体当事人书面同意，否则请更换调解员。"),
    TieKind.INTEREST: N_("{mediator}和当事人有利害关系，要全体当事人书面同意，否则请更换调解员。"),
}
NOT_ACCEPTED = N_("{party}不接受现在的调解员，请主任更换调解员。")
_ASKED_ASIDE = N_("有人申请调解员回避，请主任更换调解员。不用问理由。")
_JOINED_LATER = N_("{party}是后来加入的：告知权利义务，问接不接受{mediators}，和调解员有没有亲属或利害关系。")
_CAME_LATER = N_("{party}还没有说接不接受后来加的{mediators}，请“补充告知”，问了再接着谈。")
_NOT_NAMED = N_("{mediator}不是本案的调解员，也不在这次要加的人里面。")
_NOT_ANSWERED = N_("请写{mediator}和当事人有没有亲属或利害关系。")
_NO_PARTY = Reason("consent_of_nobody", N_("写了书面同意的日期，请选是哪些当事人同意。"))
_NOT_YET = Reason("consent_ahead", N_("书面同意的日期不能晚于办理日期。"))


@dataclass(frozen=True, slots=True)
class Tie:
    """One mediator's tie, and the parties who have not waived it in writing."""

    mediator_id: int
    mediator: str
    kind: TieKind
    party: str = ""
    missing: tuple[str, ...] = ()

    @property
    def open(self) -> bool:
        return self.kind is TieKind.SELF or bool(self.missing)

    @property
    def in_talks(self) -> Reason:
        """The same while talks wait for it, with what to do."""
        return Reason(ALL_TOLD.id, _OPEN_IN_TALKS[self.kind], values=self.names)

    @property
    def reasons(self) -> list[Reason]:
        """What the tie is and who has not waived it; numbers are never told."""
        out = (("mediator", self.mediator), ("parties", self.missing))
        return [Reason("tie", _TIE_WORDS[self.kind], values=self.names), Reason("tie", _STILL_OUT, values=out)]

    @property
    def names(self) -> tuple[tuple[str, str], ...]:
        return (("mediator", self.mediator), ("party", self.party))


# --- what the records show ----------------------------------------------------------------------


def seen_between(mediator: Person, other: Person) -> TieKind | None:
    """What two records have in common that makes the one no stranger to the other."""
    if mediator.one == other.one or (mediator.id_key and mediator.id_key == other.id_key):
        return TieKind.SELF
    if mediator.phone_key and mediator.phone_key == other.phone_key:
        return TieKind.PHONE
    if other.kind is PersonKind.NATURAL and household(mediator) is not None and household(mediator) == household(other):
        return TieKind.HOUSEHOLD
    return None


def household(person: Person) -> tuple[int, str] | None:
    """The village and the numbered house; the name of a pasture alone is no house, many families share it."""
    address = fold_digits("".join((person.address or "").split()))
    if person.village_id is None or not _FIGURE.search(address):
        return None
    return person.village_id, address


def persons_of(seat: Seat) -> Iterator[Person]:
    """The party, and who stands in for it: a tie to an agent weighs like one to the party."""
    for key in (seat.person_id, *seat.others):
        if key is not None:
            yield db.session.get_one(Person, key)


def seen_with(mediator: Person, seats: Iterable[Seat]) -> tuple[TieKind, str] | None:
    """The strongest thing the records show between a mediator and the parties, with the party's name."""
    found = [
        (kind, seat.name)
        for seat in seats
        for person in persons_of(seat)
        if (kind := seen_between(mediator, person)) is not None
    ]
    return min(found, key=lambda one: list(TieKind).index(one[0]), default=None)


def joining(act: Act) -> list[int]:
    """Whom the act brings into the team."""
    chosen = [act.get("lead") if act.event.id == "assign_mediator" else None, act.get("in")]
    more = [*(act.get("others") or ()), *(act.get("add") or ())]
    return [one for one in dict.fromkeys([*chosen, *more]) if one is not None]


# --- what was answered --------------------------------------------------------------------------


def relation_said(act: Act, mediator_id: int) -> Relation | None:
    """The answer about one mediator: the own row's, else the one given for all."""
    rows = [row for row in _rows(act) if row.get("mediator") == mediator_id]
    said = [Relation(row["relation"]) for row in rows if row.get("relation") is not None]
    if said:
        return next((one for one in said if one is not Relation.NONE), Relation.NONE)
    general = act.get("relations")
    return Relation(general) if general is not None else None


def ties_of(act: Act, coming: Iterable[int], seats: Sequence[Seat]) -> list[Tie]:
    """The ties of those who join the team, or of whom the act says something, with the waivers still missing."""
    named = list(dict.fromkeys([*coming, *(row["mediator"] for row in _rows(act) if row.get("mediator"))]))
    kept = {row.mediator_id: row.relation for row in act.file.team}
    said = {key: relation_said(act, key) if key not in kept or _has_row(act, key) else kept[key] for key in named}
    return list(_ties(act, said, seats))


def open_ties(act: Act, seats: Sequence[Seat]) -> list[Tie]:
    """The ties of the active team that not everybody has waived, the act's own answers counted in."""
    said = {row.mediator_id: row.relation for row in act.file.team}
    said |= {key: relation_said(act, key) for key in said if _has_row(act, key)}
    return [tie for tie in _ties(act, said, seats) if tie.open]


def _ties(act: Act, said: dict[int, Relation | None], seats: Sequence[Seat]) -> Iterator[Tie]:
    for mediator_id, relation in said.items():
        person = db.session.get_one(Mediator, mediator_id).person
        seen = seen_with(person, seats)
        kind = seen[0] if seen else _SAID.get(relation) if relation is not None else None
        if kind is not None:
            waived = _waived(act, mediator_id)
            missing = tuple(seat.name for seat in seats if seat.party_id not in waived)
            yield Tie(mediator_id, person.name, kind, seen[1] if seen else "", missing)


def _waived(act: Act, mediator_id: int) -> set[int]:
    """The parties who agreed in writing: on record, for the whole team in this act, or in the mediator's own row."""
    waived = {row.party_id for row in waivers(act.file) if row.mediator_id == mediator_id}
    waived |= set(act.get("waivers") or ())
    for row in _rows(act):
        if row.get("mediator") == mediator_id:
            waived |= set(row.get("waived_by") or ())
    return waived


def waivers(case: Case) -> list[Waiver]:
    """The written consents of the parties of a case, in the order in which they were kept."""
    query = select(Waiver).join(Party, Party.id == Waiver.party_id).where(Party.case_id == case.id)
    return list(db.session.scalars(query.order_by(Waiver.id)))


def _rows(act: Act) -> Sequence[dict[str, Any]]:
    rows: Sequence[dict[str, Any]] = act.get("ties") or ()
    return rows


def _has_row(act: Act, mediator_id: int) -> bool:
    return any(row.get("mediator") == mediator_id for row in _rows(act))


def why_unrelated(act: Act) -> list[Reason]:
    """The guard's sentence, then who is tied to whom: what the records show, or what a row of its own says."""
    from_rows = {row.get("mediator") for row in _rows(act)}
    told = [tie for tie in _coming(act) if tie.mediator_id in from_rows or tie.kind not in _SAID.values()]
    return [TEAM_UNRELATED.reason, *(reason for tie in told if tie.kind is not TieKind.SELF for reason in tie.reasons)]


def why_party(act: Act) -> list[Reason]:
    """Which mediator is which party."""
    same = [tie for tie in _coming(act) if tie.kind is TieKind.SELF]
    return [Reason(TEAM_NOT_PARTY.id, _NO_PARTY_MEDIATES, values=tie.names) for tie in same]


def why_not_told(act: Act) -> list[Reason]:
    """Why talks wait although everybody was told: a mediator whom somebody rejects, or who is tied to a party."""
    seats = seats_after(act)
    if act.case is None or any(not seat.told for seat in seats):
        return []
    rejecting = [seat for seat in seats if seat.accepts is False]
    rejected = [Reason(MEDIATOR_ACCEPTED.id, NOT_ACCEPTED, values=(("party", seat.name),)) for seat in rejecting]
    unasked = [Reason(ALL_TOLD.id, _CAME_LATER, values=names) for names in _unasked(act.case)]
    return rejected + unasked + [tie.in_talks for tie in open_ties(act, seats)]


def _unasked(case: Case) -> Iterator[Values]:
    """Each party with the names of the co-mediators it was not asked about."""
    for party, missing in newcomers.unanswered(case):
        yield ("party", party.name), ("mediators", tuple(row.mediator.person.name for row in missing))


def why_recusal(act: Act) -> list[Reason]:
    """A request to step aside is told by the guard's own sentence; else what stands in for one is told."""
    return [] if act.case is None or asked_aside(act.case) else why_not_told(act)


def to_answer(case: Case) -> Iterator[tuple[str, str, Values]]:
    """What about the mediators is still to be answered before talks go on: the event, the sentence, its gaps."""
    if not case.team or not machine.begins("request_recusal", case.state):
        return
    act = _looking(case)
    if asked_aside(case):
        yield "replace_mediator", _ASKED_ASIDE, ()
    names = tuple(row.mediator.person.name for row in case.team)
    if machine.begins("notify_party", case.state):
        for party in case.present_parties:
            if party.told_on is None:
                yield "notify_party", _JOINED_LATER, (("party", party.name), ("mediators", names))
    for names_of in _unasked(case):
        yield "notify_party", _CAME_LATER, names_of
    for party in case.present_parties:
        if party.accepts_mediator is False:
            yield "replace_mediator", NOT_ACCEPTED, (("party", party.name),)
    for tie in open_ties(act, seats_after(act)):
        told = machine.begins("notify_party", case.state) and tie.kind is not TieKind.SELF
        yield "notify_party" if told else "replace_mediator", _OPEN_IN_TALKS[tie.kind], tie.names


def related(case: Case) -> bool:
    """Whether anybody of the team is tied to a party, waived or not."""
    seats = seats_after(_looking(case))
    said = any(row.relation in _SAID for row in case.team)
    return said or any(seen_with(row.mediator.person, seats) for row in case.team)


def _looking(case: Case) -> Act:
    """Nobody does anything; the case as it stands."""
    return Act(EVENTS["hold_session"], SYSTEM, clock.today(), clock.today(), clock.now(), case=case, peek=True)


def asked_aside(case: Case) -> bool:
    """Whether a request that a mediator step aside is open."""
    return any(row.closed_on is None for row in case.recusals)


def _coming(act: Act) -> list[Tie]:
    return [tie for tie in ties_of(act, joining(act), seats_after(act)) if tie.open] if act.case else []


# --- keeping it ---------------------------------------------------------------------------------


def check_rows(act: Act, coming: Iterable[int]) -> None:
    """Raises Incomplete for a row about nobody of this case, a date without a party or ahead of the act."""
    known = {*coming, *(row.mediator_id for row in act.file.team)}
    for number, row in enumerate(_rows(act)):
        if row.get("mediator") not in known:
            raise Incomplete(_about(_NOT_NAMED, row["mediator"], f"ties-{number}-mediator"))
        if row.get("waived_on") is not None and not row.get("waived_by"):
            raise Incomplete(Reason(_NO_PARTY.code, _NO_PARTY.text, f"ties-{number}-waived_by"))
        if row.get("waived_on") is not None and row["waived_on"] > act.on:
            raise Incomplete(Reason(_NOT_YET.code, _NOT_YET.text, f"ties-{number}-waived_on"))
    if not act.ledger:
        for mediator_id in coming:
            if relation_said(act, mediator_id) is None:
                raise Incomplete(_about(_NOT_ANSWERED, mediator_id, "relations"))


def keep_answers(act: Act) -> None:
    """Write down what the rows say of mediators who are in the team already, and every waiver, once a day."""
    for assignment in act.file.team:
        if _has_row(act, assignment.mediator_id):
            assignment.relation = relation_said(act, assignment.mediator_id)
    for row in _rows(act):
        keep_waivers(row["mediator"], row.get("waived_by") or (), row.get("waived_on") or act.on)


def keep_waivers(mediator_id: int, parties: Iterable[int], on: date) -> None:
    """A written consent is kept once for its day."""
    known = select(Waiver.party_id).where(Waiver.mediator_id == mediator_id, Waiver.on == on)
    before = set(db.session.scalars(known))
    for party_id in dict.fromkeys(parties):
        if party_id not in before:
            db.session.add(Waiver(party_id=party_id, mediator_id=mediator_id, on=on))
    db.session.flush()


def _about(text: str, mediator_id: int, field: str) -> Reason:
    name = db.session.get_one(Mediator, mediator_id).person.name
    return Reason("relation", text, field, (("mediator", name),))
