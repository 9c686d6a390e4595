"""The courses that the many cases take; each is fired once, act by act, and then copied."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Self

from mediation.casework.actor import OPERATOR
from mediation.casework.transition import fire
from mediation.kernel import clock
from mediation.kernel.identity import invent_id_number
from mediation.model.case import Case
from mediation.procedure.asks import Ask
from mediation.procedure.events import EVENTS
from mediation.procedure.records import DisputeType, MediationKind, Source
from mediation.sample.bulk.sites import Site

HOUR = 8  # before nine, when the clock of a day is stopped
REFERRED = {Source.COURT, Source.PROCURATORATE, Source.POLICE, Source.PETITION, Source.OTHER}
FIRST_TYPE = DisputeType.NEIGHBOUR  # of the first case; every accepted copy has its own
MATTER, CLAIMS = "牦牛越过围栏吃了冬草", "赔偿草料"
NAMES = ("甲方牧民", "乙方牧民", "丙方牧民", "丁方牧民")  # of the first case; every copy has names of its own
BORN = date(1970, 1, 1)


@dataclass
class Course:
    """A case on its way; each step takes the days that passed since it came in."""

    site: Site
    start: date
    case: Case = field(init=False)
    began: bool = False

    def fire(self, event: str, days: int, **told: Any) -> Self:
        on = self.start + timedelta(days=days)
        case = self.case if self.began else None
        with clock.frozen(on):
            self.case = fire(case, event, OPERATOR, cleaned(EVENTS[event].fields, told), on=on)
        self.began = True
        return self

    @property
    def parties(self) -> list[int]:
        return [party.id for party in self.case.present_parties]

    def report(self, days: int = 0) -> Self:
        return self.fire("report_lead", days, village=self.site.village, text=MATTER, channel="ROUND")

    def register(self, *, source: Source = Source.APPLIED, admin: bool = False, others: int = 1) -> Self:
        kind = MediationKind.ADMIN if admin else MediationKind.PEOPLE
        unit = self.site.organ if admin else self.site.committee
        told: dict[str, Any] = {"committee": unit, "kind": kind, "village": self.site.village, "matter": MATTER}
        told["claims"] = CLAIMS
        self.source = source
        people = [person(place) for place in range(others + 1)]
        if source is Source.OWN:
            sides = [people[0] | {"role": "APPLICANT"}, *(one | {"role": "RESPONDENT"} for one in people[1:])]
            return self.fire("register_own_motion", 0, **told, parties=sides, how_found="入户时听说")
        told |= {"applicants": people[:1], "respondents": people[1:], "form": "ORAL", "acknowledged": True}
        if source in REFERRED:
            on = self.start
            organ = {"organ_kind": source.value, "organ": source.label, "letter_no": "移送函1号", "letter_on": on}
            return self.fire("register_referral", 0, **told, **organ)
        return self.fire("register_application", 0, **told)

    def accept(self, days: int = 0) -> Self:
        for party in list(self.case.present_parties):
            if party.answer is None:
                self.fire("ask_party", days, party=party.id, way="MEETING", answer="AGREES")
        return self.fire("accept", days, dispute_type=FIRST_TYPE, source=self.source)

    def assign(self, days: int = 1, *, studio: bool = False) -> Self:
        lead = self.site.studio_mediator if studio and self.site.studio_mediator else self.site.mediator
        room = self.site.studio if studio else None
        self.lead = lead
        return self.fire("assign_mediator", days, lead=lead, way="APPOINTED", relations="NONE", studio=room)

    def tell(self, days: int = 2) -> Self:
        how = {"told_on": self.start + timedelta(days=days), "way": "ORAL", "language": "TIBETAN"}
        told = [{"party": party, **how, "accepts_mediator": True} for party in self.parties]
        return self.fire("give_notice", days, parties=told)

    def meet(self, days: int, result: str = "NOT_YET") -> Self:
        told = {"time": clock.at(self.start + timedelta(days=days), HOUR), "place": "村委会", "open": False}
        said = {"text": "双方各说了各的道理", "read_out": "用藏语念过", "result": result}
        return self.fire("hold_session", days, present=self.parties, **told, **said)

    def talking(self, **how: Any) -> Self:
        studio = how.pop("studio", False)
        return self.register(**how).accept().assign(studio=studio).tell().meet(4)

    def duties(self, fen: int | None, due: int) -> list[dict[str, Any]]:
        creditor, *_rest, debtor = self.parties
        told = {"kind": "MONEY", "amount": fen} if fen is not None else {"kind": "APOLOGY"}
        where = {"content": CLAIMS, "debtor": debtor, "creditor": creditor, "manner": "当面", "place": "村委会"}
        return [where | told | {"due_on": self.start + timedelta(days=due)}]

    def agree(self, days: int, *, fen: int | None, due: int) -> Self:
        self.meet(days, "AGREED")
        self.fire("settle_content", days, bound=self.parties, items=self.duties(fen, due), facts=MATTER)
        for party in self.parties:
            self.fire("record_signature", days, who="PARTY", for_whom=party, kind="BOTH")
        self.fire("record_signature", days, who="MEDIATOR", mediator=self.lead, kind="SIGN")
        self.fire("put_seal", days, copies=len(self.parties) + 1)
        return self.fire("sign_agreement", days)

    def agree_orally(self, days: int, *, fen: int | None = None, due: int | None = None) -> Self:
        self.meet(days, "AGREED")
        items = self.duties(fen, days if due is None else due)
        return self.fire("agree_orally", days, bound=self.parties, items=items, writing_unnecessary=True)

    def perform(self, days: int) -> Self:
        assert self.case.agreement is not None
        for duty in list(self.case.agreement.duties):
            self.fire("record_performance", days, item=duty.id, amount=duty.amount_fen, proof="BOTH_SAY")
        return self.fire("confirm_performed", days)

    def visit(self, days: int, satisfied: str = "YES") -> Self:
        return self.fire("record_followup", days, visited=self.parties, performance="ALL", satisfied=satisfied)

    def fail(self, days: int, reason: str = "NO_PROSPECT") -> Self:
        told = {"ways_told": ["COURT"], "ways_told_on": self.start + timedelta(days=days), "note_delivered": True}
        return self.fire("end_without_agreement", days, reason=reason, **told)

    def stop(self, days: int) -> Self:
        told = {"ways_told": ["COURT"], "ways_told_on": self.start + timedelta(days=days), "way": "PHONE"}
        return self.fire("stop_by_party", days, who=self.parties[0], how="WITHDREW", **told)

    def transfer(self, days: int) -> Self:
        told = {"letter": "移1号", "reason": "争的是权属", "parties_told_on": self.start + timedelta(days=days)}
        return self.fire("transfer_out", days, organ_kind="COURT", organ="县人民法院", **told)

    def risk(self, days: int, kind: str) -> Self:
        on = self.start + timedelta(days=days)
        told = {"measures": "派人守着", "recipient": "POLICE", "found_on": on, "sent_at": clock.at(on, HOUR)}
        return self.fire("report_risk", days, kind=kind, **told)


def person(place: int) -> dict[str, Any]:
    """A party of the first case, with numbers that every copy replaces."""
    number = invent_id_number(BORN + timedelta(days=place), 101 + place)
    return {"name": NAMES[place], "id_number": number, "phone": f"1990000000{place}", "language": "TIBETAN"}


def cleaned(asks: Iterable[Ask], told: Mapping[str, Any]) -> dict[str, Any]:
    """The answers as a form hands them on: codes are members of their lists, in rows as well."""
    found = dict(told)
    for ask in asks:
        value = found.get(ask.name)
        if value is None:
            continue
        if ask.rows:
            found[ask.name] = [cleaned(ask.rows, row) for row in value]
        elif ask.choices is not None:
            found[ask.name] = [ask.choices(one) for one in value] if isinstance(value, list) else ask.choices(value)
    return found


def _settled(course: Course, fen: int | None = 180_000) -> Course:
    return course.agree(9, fen=fen, due=25)


@dataclass(frozen=True, slots=True)
class Pattern:
    """One course and how many of a hundred cases take it."""

    share: int
    run: Callable[[Course], Course]


PATTERNS = (
    Pattern(18, lambda one: _settled(one.talking()).perform(20).visit(40)),
    Pattern(9, lambda one: _settled(one.talking(source=Source.OWN, others=2), 56_000).perform(14)),
    Pattern(6, lambda one: _settled(one.talking(source=Source.POLICE), 320_000).perform(25).visit(30, "NO")),
    Pattern(4, lambda one: _settled(one.talking(source=Source.PETITION), 940_000)),
    Pattern(5, lambda one: _settled(one.talking(studio=True), None).perform(12)),
    Pattern(14, lambda one: one.talking().agree_orally(4).perform(4).visit(20)),
    Pattern(6, lambda one: one.talking(source=Source.OWN, studio=True).agree_orally(6, fen=30_000, due=20)),
    Pattern(3, lambda one: _confirmed(_settled(one.talking(source=Source.COURT), 1_500_000))),
    Pattern(3, lambda one: _broken(_settled(one.talking(), 260_000))),
    Pattern(5, lambda one: one.talking().meet(15).fail(18)),
    Pattern(3, lambda one: one.talking().stop(7)),
    Pattern(2, lambda one: one.talking().transfer(8)),
    Pattern(1, lambda one: _settled(_returned(one.talking().transfer(5)))),
    Pattern(3, lambda one: one.talking(others=3)),
    Pattern(1, lambda one: one.register().accept()),
    Pattern(2, lambda one: one.register().fire("decline", 2, **_declined(one))),
    Pattern(4, lambda one: one.report().fire("close_lead", 2, reason="SOLVED", persons=3)),
    Pattern(1, lambda one: one.report()),
    Pattern(2, lambda one: _averted(one.talking()).agree_orally(8)),
    Pattern(2, lambda one: _hard(one.talking(others=2)).agree(20, fen=4_800_000, due=60)),
    Pattern(6, lambda one: _settled(one.talking(admin=True), 75_000).perform(20)),
)


def _confirmed(one: Course) -> Course:
    one.fire("apply_confirmation", 14, court="县人民法院", consents=one.parties)
    one.fire("record_confirmation", 18, result="TAKEN")
    return one.fire("record_confirmation", 30, result="CONFIRMED", ruling_no="民特1号")


def _broken(one: Course) -> Course:
    assert one.case.agreement is not None
    duty = one.case.agreement.duties[0]
    return one.fire("record_breach", 26, item=duty.id, reason="OVERDUE", who=duty.debtor_id)


def _returned(one: Course) -> Course:
    return one.fire("take_back", 6, letter="退1号", reason="机关退回").assign(7).tell(7).meet(8)


def _declined(one: Course) -> dict[str, Any]:
    told_on = one.start + timedelta(days=2)
    return {"reason": "NO_NAME", "advice": "去派出所", "told_to": NAMES[0], "told_on": told_on}


def _averted(one: Course) -> Course:
    return one.risk(5, "FIGHT").fire("close_risk", 7, outcome="PREVENTED", persons=12)


def _hard(one: Course) -> Course:
    return one.fire("set_difficulty", 5, level="HARD", grounds="人数多，数额大")
