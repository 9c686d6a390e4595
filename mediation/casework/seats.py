"""The parties of a case as they will stand after the act, whether rows exist already or only answers."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from mediation.casework.act import Act
from mediation.kernel.errors import Reason, Unreadable
from mediation.kernel.identity import check_id_number
from mediation.kernel.labels import N_
from mediation.kernel.text import search_text
from mediation.model.case import Case
from mediation.model.party import Party
from mediation.model.person import Person
from mediation.model.sensitive import look_up_key
from mediation.procedure.guards import AGENTS_OK, CAPACITY_OK
from mediation.procedure.records import AskAnswer, PartyChange, PartyRole, PersonKind, Reading, SignerKind

ADULT, ACTS_WITH_CONSENT, OWN_WAGES_FROM = 18, 8, 16  # 《民法典》第十七条至第二十条
MOST_REPRESENTATIVES = 5  # of one side, 参照《深圳经济特区矛盾纠纷多元化解条例》第二十条
NAMELESS = frozenset({"", "匿名", "不详", "无名", "未知", "某人", "无", "某某"})


_NO_GUARDIAN = N_("{party}：未成年人或者无、限制民事行为能力的当事人，应有监护人代理或同意。")
_OPPOSED = N_("{party}的监护人{guardian}站在对方一边，不能算，请另找监护人，或者请村（居）委会担任。")
_CHILD_SIGNS = N_("{party}未满八周岁，不能自己签，由监护人签。")
_NOT_THE_GUARDIAN = N_("登记的监护人是{guardian}，请由{guardian}签，或者先变更监护人。")
_NO_AUTHORITY = N_("{party}：代理人的授权委托手续不全。还没有登记代理人。")
_NO_SCOPE = N_("{party}：代理人的授权委托手续不全。{agent}的代理权限没有写。")
_RUN_OUT = N_("{party}的代理人{agent}的授权只到{day}，已经到期，请补办授权，或者取消代理。")
_NOT_YET = N_("{party}的代理人{agent}的授权从{day}才开始。")
_BOTH_SIDES = N_("{agent}是{party}的代理人，又在对方一边，同一个人不能代表双方。同名不是同一个人的，请写上身份证号。")
_NOT_THE_AGENT = N_("{party}的代理人是{agent}，签的人不是，请核对名字。")


@dataclass(frozen=True, slots=True)
class Named:
    """Whoever is called by a name and perhaps known by an ID number."""

    name: str
    id_key: str | None = None

    def is_same(self, other: "Named") -> bool:
        """By the number where both have one, else by the name, however it is spaced."""
        if self.id_key and other.id_key:
            return self.id_key == other.id_key
        return bool(self.name) and search_text(self.name) == search_text(other.name)


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
    reads: Reading | None = None
    guardian: str | None = None
    guardian_key: str | None = None
    guardian_opposed: bool = False
    agent: str | None = None
    agent_key: str | None = None
    agent_opposed: bool = False
    agent_scope: str | None = None
    agent_from: date | None = None
    agent_until: date | None = None
    wants_paper: bool = False
    objects_open: bool = False
    ledger: bool = False
    others: tuple[int, ...] = ()  # persons who stand in for the party: guardian, agent
    seats: frozenset[int] = frozenset()  # its own and those of the dead whom it follows
    signer: SignerKind | None = None  # who signs for this party in the act, and under which name
    signs: str | None = None

    @property
    def named(self) -> bool:
        return self.name.strip() not in NAMELESS

    @property
    def itself(self) -> Named:
        return Named(self.name, self.id_key)

    def age(self, on: date) -> int | None:
        """Full years on that day; whoever was born on 29 February is a year older on 1 March."""
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

    def guardian_only(self, on: date) -> bool:
        """Whether nobody but the guardian acts (《民法典》第二十条: under eight)."""
        age = self.age(on)
        return age is not None and age < ACTS_WITH_CONSENT

    def lacks_guardian(self, on: date) -> bool:
        return self.guardian_fault(on) is not None

    def agent_fails(self, on: date) -> bool:
        return self.agent_fault(on) is not None

    def guardian_fault(self, on: date) -> Reason | None:
        """What is wrong with how a party without full capacity stands here (《民法典》第十七条至第二十三条)."""
        if not self.needs_guardian(on):
            return None
        if not self.guardian:
            return self._fault(CAPACITY_OK.id, _NO_GUARDIAN)
        if self.guardian_opposed:
            return self._fault(CAPACITY_OK.id, _OPPOSED)
        if self.signer is SignerKind.PARTY and self.guardian_only(on):
            return self._fault(CAPACITY_OK.id, _CHILD_SIGNS)
        if self.signer is SignerKind.GUARDIAN and not Named(self.guardian).is_same(Named(self.signs or "")):
            return self._fault(CAPACITY_OK.id, _NOT_THE_GUARDIAN)
        return None

    def agent_fault(self, on: date) -> Reason | None:
        """What is wrong with an agent: no scope, not in time, on both sides.

        《民法典》第一百六十五条、第一百六十八条.
        """
        signing = self.signer is SignerKind.AGENT
        if not self.agent:
            return self._fault(AGENTS_OK.id, _NO_AUTHORITY) if signing else None
        if signing and not Named(self.agent).is_same(Named(self.signs or "")):
            return self._fault(AGENTS_OK.id, _NOT_THE_AGENT)
        if self.agent_opposed:
            return self._fault(AGENTS_OK.id, _BOTH_SIDES)
        if not self.agent_scope:
            return self._fault(AGENTS_OK.id, _NO_SCOPE)
        if self.agent_until is not None and self.agent_until < on:
            return self._fault(AGENTS_OK.id, _RUN_OUT, self.agent_until)
        if signing and self.agent_from is not None and self.agent_from > on:
            return self._fault(AGENTS_OK.id, _NOT_YET, self.agent_from)
        return None

    def _fault(self, code: str, text: str, day: date | None = None) -> Reason:
        names = (("party", self.name), ("guardian", self.guardian or ""), ("agent", self.agent or ""))
        return Reason(code, text, values=(*names, ("day", f"{day:%Y-%m-%d}" if day else "")))


def seats_after(act: Act) -> list[Seat]:
    """Everybody who will be a party once the act is done."""
    seats = [_from_row(party) for party in act.case.present_parties] if act.case else []
    change = _CHANGES.get(act.event.id)
    after = change(act, seats) if change and not act.peek else seats
    return [_against_others(seat, after) for seat in after]


def why_guardians(act: Act) -> list[Reason]:
    """Who lacks a guardian, and why the one there is does not count."""
    return [fault for seat in seats_after(act) if (fault := seat.guardian_fault(act.on))]


def why_agents(act: Act) -> list[Reason]:
    """Whose agent has no good authority, and why."""
    return [fault for seat in seats_after(act) if (fault := seat.agent_fault(act.on))]


def opponents(seat: Seat, seats: Iterable[Seat]) -> list[Named]:
    """Everybody on another side: the parties, and those who speak for them."""
    others = [other for other in seats if other.side != seat.side]
    agents = [Named(other.agent, other.agent_key) for other in others if other.agent]
    return [other.itself for other in others] + agents


def is_committee_of(body: str, village: str) -> bool:
    """Whether an organisation of this name is the village itself or its committee, not a firm called after it."""
    place = f"(?:.*[县市区乡镇])?{re.escape(village)}"
    return bool(re.fullmatch(f"{place}(?:[村居]?民?委员?会)?", "".join(body.split())))


def seats_of(case: Case) -> list[Seat]:
    """The parties of a case as they stand now."""
    return [_from_row(party) for party in case.present_parties]


def cannot_read(act: Act) -> bool:
    """Whether a party signs who cannot read the text: then it is read aloud first beforehand."""
    draft = act.file.draft if act.event.id == "record_signature" else None
    if draft is None or act.get("who") is not SignerKind.PARTY:
        return False
    party = next((party for party in act.file.parties if party.id == act.get("for_whom")), None)
    reads = party.person.reads if party else None
    if reads is None or reads is Reading.BOTH:
        return False
    return reads is Reading.NONE or (draft.language is not None and draft.language != reads.value)


def _against_others(seat: Seat, seats: list[Seat]) -> Seat:
    """The same seat, with what is only seen from all of them: who speaks for it and sits opposite."""
    if not seat.guardian and not seat.agent:
        return seat
    across = opponents(seat, seats)
    guardian, agent = Named(seat.guardian or "", seat.guardian_key), Named(seat.agent or "", seat.agent_key)
    return replace(
        seat,
        guardian_opposed=bool(seat.guardian) and any(guardian.is_same(one) for one in across),
        agent_opposed=bool(seat.agent) and any(agent.is_same(one) for one in across),
    )


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
        reads=person.reads,
        guardian=party.guardian,
        guardian_key=_key_of(party.guardian_person) if party.guardian_person_id else None,
        agent=party.agent,
        agent_key=_key_of(party.agent_person) if party.agent_person_id else None,
        agent_scope=party.agent_scope,
        agent_from=party.agent_from,
        agent_until=party.agent_until,
        wants_paper=party.wants_paper,
        objects_open=party.objects_open,
        ledger=party.ledger,
        others=others,
        seats=party.seats if party.heir_of_id else frozenset((party.id,)),
    )


def _key_of(person: Person | None) -> str | None:
    return person.id_key if person else None


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
        birth=row.get("birth") or birth_in(number, kind),
        answer=row.get("answer") or answer,
        reads=row.get("reads"),
    )


def birth_in(number: str | None, kind: PersonKind) -> date | None:
    """The day of birth that a resident ID number tells; None when it tells none, or cannot be one."""
    if not number or kind is not PersonKind.NATURAL:
        return None
    try:
        return check_id_number(number).birth
    except Unreadable:
        return None


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
    guardian, agent = row.get("guardian") or seat.guardian, row.get("agent") or seat.agent
    return replace(
        seat,
        told=row.get("told_on") is not None,
        accepts=row.get("accepts_mediator", seat.accepts),
        guardian=guardian,
        guardian_key=seat.guardian_key if guardian == seat.guardian else None,
        agent=agent,
        agent_key=seat.agent_key if agent == seat.agent else None,
        agent_scope=row.get("scope") or seat.agent_scope,
        agent_until=row.get("agent_until") if row.get("agent") else seat.agent_until,
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
    """Who signs for a party, and under which name: guardian and agent must be those who are recorded."""
    return [
        replace(seat, signer=act.get("who"), signs=act.get("name")) if seat.party_id == act.get("for_whom") else seat
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
