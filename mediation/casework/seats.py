"""The parties of a case as they will stand after the act, whether rows exist already or only answers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from mediation.casework.act import Act
from mediation.kernel.identity import check_id_number
from mediation.model.party import Party
from mediation.model.sensitive import look_up_key
from mediation.procedure.records import AskAnswer, PartyChange, PartyRole, PersonKind, SignerKind

ADULT, ACTS_WITH_CONSENT, OWN_WAGES_FROM = 18, 8, 16  # 《民法典》第十七条至第二十条
NAMELESS = frozenset({"", "匿名", "不详", "无名", "未知", "某人", "无", "某某"})


@dataclass(frozen=True, slots=True)
class Seat:
    """One party as the guards see it."""

    party_id: int | None
    person_id: int | None
    name: str
    side: str
    role: PartyRole
    kind: PersonKind
    id_key: str | None = None
    birth: date | None = None
    answer: AskAnswer | None = None
    told: bool = False
    accepts: bool | None = None
    incapable: bool = False
    own_wages: bool = False
    guardian: str | None = None
    guardian_opposed: bool = False
    agent: str | None = None
    agent_scope: str | None = None
    agent_until: date | None = None
    wants_paper: bool = False
    objects_open: bool = False
    ledger: bool = False
    others: tuple[int, ...] = ()  # persons who stand in for the party: guardian, agent

    @property
    def named(self) -> bool:
        return self.name.strip() not in NAMELESS

    def age(self, on: date) -> int | None:
        if self.birth is None or self.kind is not PersonKind.NATURAL:
            return None
        return on.year - self.birth.year - ((on.month, on.day) < (self.birth.month, self.birth.day))

    def needs_guardian(self, on: date) -> bool:
        """Whether a guardian must act or consent (《民法典》第十八条: own wages from 16 count as capable)."""
        if self.incapable:
            return True
        age = self.age(on)
        if age is None or age >= ADULT:
            return False
        return not (self.own_wages and age >= OWN_WAGES_FROM)

    def lacks_guardian(self, on: date) -> bool:
        return self.needs_guardian(on) and (not self.guardian or self.guardian_opposed)

    def agent_fails(self, on: date) -> bool:
        """An agent without scope, or whose authority has run out (《民法典》第一百六十五条)."""
        if not self.agent:
            return False
        return not self.agent_scope or (self.agent_until is not None and self.agent_until < on)


def seats_after(act: Act) -> list[Seat]:
    """Everybody who will be a party once the act is done."""
    seats = [_from_row(party) for party in act.case.present_parties] if act.case else []
    change = _CHANGES.get(act.event.id)
    return change(act, seats) if change and not act.peek else seats


def registered_rows(data: Mapping[str, Any]) -> Iterable[tuple[PartyRole, str, Mapping[str, Any]]]:
    """The persons named in a registration: role, side and the row that describes them."""
    for row in data.get("applicants") or ():
        yield PartyRole.APPLICANT, "A", row
    for row in data.get("respondents") or ():
        yield PartyRole.RESPONDENT, "B", row
    for row in data.get("parties") or ():
        role = row.get("role") or PartyRole.RESPONDENT
        yield role, {PartyRole.APPLICANT: "A", PartyRole.RESPONDENT: "B"}.get(role, "C"), row


def leaving(act: Act) -> int | None:
    return act.get("party") if act.event.id == "drop_party" else None


# --- rows and answers to seats ------------------------------------------------------------------


def _from_row(party: Party) -> Seat:
    person = party.person
    others = tuple(pid for pid in (party.guardian_person_id, party.agent_person_id) if pid is not None)
    return Seat(
        party_id=party.id,
        person_id=person.id,
        name=person.name,
        side=party.side,
        role=party.role,
        kind=person.kind,
        id_key=person.id_key,
        birth=person.birth,
        answer=party.answer,
        told=party.told_on is not None,
        accepts=party.accepts_mediator,
        incapable=party.incapable,
        own_wages=party.own_wages,
        guardian=party.guardian,
        guardian_opposed=party.guardian_opposed,
        agent=party.agent,
        agent_scope=party.agent_scope,
        agent_until=party.agent_until,
        wants_paper=party.wants_paper,
        objects_open=party.objects_open,
        ledger=party.ledger,
        others=others,
    )


def _from_answers(role: PartyRole, side: str, row: Mapping[str, Any], answer: AskAnswer | None) -> Seat:
    number, kind = row.get("id_number"), row.get("kind") or PersonKind.NATURAL
    return Seat(
        party_id=None,
        person_id=None,
        name=row.get("name") or "",
        side=row.get("side") or side,
        role=role,
        kind=kind,
        id_key=look_up_key("id_number", number) if number else None,
        birth=row.get("birth") or (check_id_number(number).birth if number and kind is PersonKind.NATURAL else None),
        answer=row.get("answer") or answer,
    )


def _registered(act: Act, seats: list[Seat]) -> list[Seat]:
    applied = AskAnswer.AGREES  # whoever applies is willing
    found = [
        _from_answers(role, side, row, applied if role is PartyRole.APPLICANT and act.get("applicants") else None)
        for role, side, row in registered_rows(act.data)
    ]
    return seats + found


def _added(act: Act, seats: list[Seat]) -> list[Seat]:
    rows = act.get("person") or ()
    role = act.get("role", PartyRole.THIRD)
    consent = AskAnswer.AGREES if act.get("consent") else None
    return seats + [_from_answers(role, str(act.get("side", "C")), row, consent) for row in rows]


def _asked(act: Act, seats: list[Seat]) -> list[Seat]:
    return [replace(seat, answer=act.get("answer")) if seat.party_id == act.get("party") else seat for seat in seats]


def _told(act: Act, seats: list[Seat]) -> list[Seat]:
    rows = {row["party"]: row for row in act.get("parties") or ()}
    return [_tell(seat, rows[seat.party_id]) if seat.party_id in rows else seat for seat in seats]


def _tell(seat: Seat, row: Mapping[str, Any]) -> Seat:
    return replace(
        seat,
        told=row.get("told_on") is not None,
        accepts=row.get("accepts_mediator", seat.accepts),
        guardian=row.get("guardian") or seat.guardian,
        agent=row.get("agent") or seat.agent,
        agent_scope=row.get("scope") or seat.agent_scope,
        objects_open=seat.objects_open or bool(row.get("objects_open")),
        incapable=seat.incapable or bool(row.get("incapable")),
        own_wages=seat.own_wages or bool(row.get("own_wages")),
    )


def _changed(act: Act, seats: list[Seat]) -> list[Seat]:
    """With the new name, or with the heirs in the place of the dead."""
    rows, party_id = act.get("new") or (), act.get("party")
    seat = next((one for one in seats if one.party_id == party_id), None)
    if seat is None:
        return seats
    others = [one for one in seats if one is not seat]
    if act.get("change") is PartyChange.HEIR:
        return others + [_from_answers(seat.role, seat.side, row, None) for row in rows]
    names = [row["name"] for row in rows if row.get("name")]
    if act.get("change") is PartyChange.DATA and names:
        return [*others, replace(seat, name=names[-1])]
    return seats


def _signed(act: Act, seats: list[Seat]) -> list[Seat]:
    """Whoever signs as agent of a party that has none has no authority."""
    if act.get("who") is not SignerKind.AGENT:
        return seats
    signs = act.get("name")
    return [
        replace(seat, agent=signs, agent_scope=None)
        if seat.party_id == act.get("for_whom") and not seat.agent
        else seat
        for seat in seats
    ]


_CHANGES = {
    "change_party": _changed,
    "record_signature": _signed,
    "register_application": _registered,
    "register_own_motion": _registered,
    "register_referral": _registered,
    "register_linked": _registered,
    "register_lead": _registered,
    "add_party": _added,
    "ask_party": _asked,
    "give_notice": _told,
    "notify_party": _told,
}
