"""A small town, and cases that go their way through the one door, each act on its own day.

Nothing here writes a case by hand: `Story` fires the events that a person would.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from typing import Any, Self

from mediation.casework.actor import OPERATOR, Actor
from mediation.casework.transition import fire
from mediation.kernel import clock
from mediation.kernel.identity import invent_id_number
from mediation.model.activity import Activity, ActivityKind, Stock, StockKind
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.committee import Series, SeriesUnit, Studio, Unit, UnitKind
from mediation.model.mediator import Employment, Mediator, Post, StudioMember, Term
from mediation.model.person import Person
from mediation.model.place import AdviserTerm, Place, PlaceLevel, Room, VillageKind
from mediation.model.track import SubsidyTariff
from mediation.procedure.asks import Ask
from mediation.procedure.events import EVENTS
from mediation.procedure.records import DisputeType, MediationKind, ReviewPoint, Sex, Source, SubsidyClass
from tests.people import DEJI, YANGJIN, ZHAXI, ZHUOMA

FOUNDED = date(2020, 1, 1)
ELECTED, TERM_OVER = date(2023, 3, 1), date(2029, 2, 28)
TOWN_CODE = "542429101000"
MORNING = 8  # before nine, when the clock of a day is stopped
REFERRED = {Source.COURT, Source.PROCURATORATE, Source.POLICE, Source.PETITION, Source.OTHER}
TARIFF = {
    SubsidyClass.SIMPLE: 5_000,
    SubsidyClass.NORMAL: 20_000,
    SubsidyClass.HARD: 50_000,
    SubsidyClass.MAJOR: 100_000,
}
_numbers = count(1)


@dataclass
class World:
    """The town as the tests know it: two villages with committees, the township's own, an organ, the Amma room."""

    town: Place
    villages: list[Place]
    committees: list[Unit]  # of the villages, in their order
    township: Unit
    organ: Unit
    amma: Studio
    room: Room
    yangjin: Mediator  # of the township committee and the Amma room
    mediators: list[Mediator] = field(default_factory=list)  # one of each village

    def registered(self, on: date, **how: Any) -> "Story":
        return Story(self).register(on, **how)

    def accepted(self, on: date, **how: Any) -> "Story":
        return self.registered(on, **how).accept(on)

    def talking(self, on: date, **how: Any) -> "Story":
        """Accepted, assigned and told on one day, with one session."""
        studio = how.pop("studio", None)
        return self.accepted(on, **how).assign(on, studio=studio).tell(on).meet(on)

    def settled(
        self, accepted_on: date, on: date, *, oral: bool = False, fen: int | None = None, **how: Any
    ) -> "Story":
        story = self.talking(accepted_on, **how)
        return story.agree_orally(on, fen=fen) if oral else story.agree(on, fen=fen)


class Story:
    """A case and what happens to it; every method is one step, done by the command line's own actor."""

    case: Case

    def __init__(self, world: World, by: Actor = OPERATOR) -> None:
        self.world = world
        self.by = by

    def fire(self, event: str, on: date, **data: Any) -> Self:
        """Any event of the table, entered on the day of the act."""
        with clock.frozen(on):
            self.case = fire(getattr(self, "case", None), event, self.by, cleaned(EVENTS[event].fields, data), on=on)
        return self

    # --- how it comes in

    def report(self, on: date, **data: Any) -> Self:
        """A lead of a village."""
        known = {"village": self.world.villages[0].id, "text": "两家为水源争吵", "channel": "ROUND"}
        return self.fire("report_lead", on, **(known | data))

    def register(
        self,
        on: date,
        *,
        source: Source = Source.APPLIED,
        kind: MediationKind = MediationKind.PEOPLE,
        unit: Unit | None = None,
        village: int = 0,
        others: int = 1,
        dispute_type: DisputeType = DisputeType.NEIGHBOUR,
        matter: str = "牦牛越过围栏吃了草",
        **data: Any,
    ) -> Self:
        """`others` people stand against 卓玛; with one it is 扎西."""
        self.source, self.dispute_type = source, dispute_type
        owner = unit or (self.world.committees[village] if kind is MediationKind.PEOPLE else self.world.organ)
        against = [ZHAXI, *(stranger() for _ in range(others - 1))][:others]
        known: dict[str, Any] = {
            "committee": owner.id,
            "kind": kind,
            "village": self.world.villages[village].id,
            "matter": matter,
            "claims": "赔偿损失",
        }
        if source is Source.OWN:
            parties = [ZHUOMA | {"role": "APPLICANT"}, *(row | {"role": "RESPONDENT"} for row in against)]
            return self.fire("register_own_motion", on, **known, parties=parties, how_found="入户时听说", **data)
        known |= {"applicants": [ZHUOMA], "respondents": against, "form": "ORAL", "acknowledged": True}
        if source in REFERRED:
            organ = {"organ_kind": source.value, "organ": source.label, "letter_no": "函1号", "letter_on": on}
            return self.fire("register_referral", on, **known, **organ, **data)
        return self.fire("register_application", on, **known, **data)

    def accept(self, on: date) -> Self:
        """Everybody is asked and agrees, and the case gets its number."""
        for party in self.case.present_parties:
            if party.answer is None:
                self.fire("ask_party", on, party=party.id, way="MEETING", answer="AGREES")
        return self.fire("accept", on, dispute_type=self.dispute_type, source=self.source)

    # --- work

    def assign(self, on: date, studio: Studio | None = None) -> Self:
        return self.fire(
            "assign_mediator",
            on,
            lead=self.world.yangjin.id,
            way="APPOINTED",
            relations="NONE",
            studio=studio.id if studio else None,
        )

    def tell(self, on: date) -> Self:
        told = {"told_on": on, "way": "ORAL", "language": "TIBETAN", "accepts_mediator": True}
        return self.fire(
            "give_notice", on, parties=[{"party": party.id, **told} for party in self.case.present_parties]
        )

    def meet(self, on: date, result: str = "NOT_YET") -> Self:
        return self.fire(
            "hold_session",
            on,
            time=clock.at(on, MORNING),
            place="阿玛调解室",
            present=[party.id for party in self.case.present_parties],
            open=False,
            text="双方各说了各的道理",
            read_out="用藏语念过",
            result=result,
        )

    # --- agreement

    def duties(self, on: date, fen: int | None, due_on: date | None = None) -> list[dict[str, Any]]:
        """One duty of the last party towards the first."""
        creditor, *_, debtor = self.case.present_parties
        duty = {"kind": "MONEY", "amount": fen} if fen is not None else {"kind": "APOLOGY"}
        known = {
            "content": "赔偿草料",
            "debtor": debtor.id,
            "creditor": creditor.id,
            "manner": "当面",
            "place": "村委会",
        }
        return [known | duty | {"due_on": due_on or on}]

    def agree(self, on: date, *, fen: int | None = None, due_on: date | None = None) -> Self:
        """Settled, signed by all, sealed and in force on one day."""
        parties = self.case.present_parties
        items = self.duties(on, fen, due_on)
        self.fire("settle_content", on, bound=[party.id for party in parties], items=items, facts="牦牛吃了草")
        return self.sign(on).fire("sign_agreement", on)

    def sign(self, on: date) -> Self:
        for party in self.case.present_parties:
            self.fire("record_signature", on, who="PARTY", for_whom=party.id, kind="BOTH")
        self.fire("record_signature", on, who="MEDIATOR", mediator=self.world.yangjin.id, kind="SIGN")
        return self.fire("put_seal", on, copies=len(self.case.present_parties) + 1)

    def agree_orally(self, on: date, *, fen: int | None = None, due_on: date | None = None) -> Self:
        bound = [party.id for party in self.case.present_parties]
        items = self.duties(on, fen, due_on)
        return self.fire("agree_orally", on, bound=bound, items=items, writing_unnecessary=True)

    def replace(self, on: date, fen: int) -> Self:
        """Another agreement in the place of the one in force."""
        bound = [party.id for party in self.case.present_parties]
        more = {"facts": "改了数额", "reason": "收成不好", "consents": bound}
        self.fire("draft_change", on, bound=bound, items=self.duties(on, fen), **more)
        return self.sign(on).fire("replace_agreement", on)

    def perform(self, on: date) -> Self:
        assert self.case.agreement is not None
        for duty in self.case.agreement.duties:
            self.fire("record_performance", on, item=duty.id, amount=duty.amount_fen, proof="BOTH_SAY")
        return self.fire("confirm_performed", on)

    def visit(self, on: date, satisfied: str = "YES") -> Self:
        visited = [party.id for party in self.case.present_parties]
        return self.fire("record_followup", on, visited=visited, performance="ALL", satisfied=satisfied)

    # --- other ends

    def fail(self, on: date, reason: str = "NO_PROSPECT", **data: Any) -> Self:
        told = {"ways_told": ["COURT"], "ways_told_on": on}
        return self.fire("end_without_agreement", on, reason=reason, **told, **data)

    def stop(self, on: date) -> Self:
        who = self.case.present_parties[0].id
        told = {"ways_told": ["COURT"], "ways_told_on": on, "way": "PHONE"}
        return self.fire("stop_by_party", on, who=who, how="WITHDREW", **told)

    def transfer(self, on: date, organ_kind: str = "COURT") -> Self:
        told = {"letter": "移1号", "reason": "争的是权属", "parties_told_on": on}
        return self.fire("transfer_out", on, organ_kind=organ_kind, organ="有关机关", **told)

    def take_back(self, on: date) -> Self:
        return self.fire("take_back", on, letter="退1号", reason="机关退回")

    def move(self, on: date, to: Unit) -> Self:
        agreed = {"agreed_by": "主任", "agreed_on": on, "reason": "当事人要求"}
        return self.fire("move_case", on, to_committee=to.id, **agreed)

    def void(self, on: date) -> Self:
        return self.fire("void", on, reason="ERROR")

    def close_file(self, on: date) -> Self:
        """Sent and archived, with every paper that the file must hold put into it."""
        for kind in ("NOTICE", "RECORD", "AGREEMENT", "ORAL_AGREEMENT", "TERMINATION_NOTE", "IDENTITY"):
            self.fire("attach_paper", on, kind=kind, file=Upload(), paper_on=on)
        self.fire("submit_file", on, retention="Y30", checklist=["RECORD"])
        return self.fire("archive", on, place="二号柜", checked=list(ReviewPoint))


def cleaned(asks: Iterable[Ask], data: Mapping[str, Any]) -> dict[str, Any]:
    """The answers as a form hands them on: codes are members of their lists, in rows as well."""
    found = dict(data)
    for ask in asks:
        value = found.get(ask.name)
        if value is None:
            continue
        if ask.rows:
            found[ask.name] = [cleaned(ask.rows, row) for row in value]
        elif ask.choices is not None:
            many = isinstance(value, list)
            found[ask.name] = [ask.choices(one) for one in value] if many else ask.choices(value)
    return found


@dataclass
class Upload:
    """What is left of an uploaded file once it is stored."""

    sha256: str = "0" * 64
    name: str = "扫描件.jpg"


def stranger(name: str = "") -> dict[str, Any]:
    """Somebody whom no other test knows."""
    number = next(_numbers)
    born = date(1950 + number % 50, 1 + number % 12, 1 + number % 28)
    return {"name": name or f"牧民{number}", "id_number": invent_id_number(born, number % 1000)}


def build_world() -> World:
    """The town, committed; its committees number in one series and are in office from 2023 to 2029."""
    town = _town()
    villages = [_village(town, number) for number in (1, 2)]
    db.session.add_all(villages)
    db.session.flush()
    township = _unit("云上镇人民调解委员会", UnitKind.TOWNSHIP, town, town)
    committees = [_unit(f"{one.name}人民调解委员会", UnitKind.VILLAGE, one, town) for one in villages]
    organ = _unit("云上镇人民政府（司法所）", UnitKind.ORGAN, town, town)
    amma = Studio(name="阿玛调解室", unit=township, active_from=FOUNDED)
    db.session.add(amma)
    db.session.flush()
    room = Room(name="阿玛调解室", place=town, studio_id=amma.id, active_from=FOUNDED)
    db.session.add(room)
    for chosen, fen in TARIFF.items():
        db.session.add(SubsidyTariff(place=town, subsidy_class=chosen, fen=fen, from_on=FOUNDED))
    _series("云上", MediationKind.PEOPLE, [township, *committees])
    _series("云上", MediationKind.ADMIN, [organ])
    yangjin = enrol(YANGJIN, township, Post.CHAIR, employment=Employment.FULL, sex=Sex.FEMALE)
    db.session.add(StudioMember(studio=amma, mediator=yangjin, from_on=ELECTED))
    mediators = [enrol(stranger(), unit, Post.CHAIR) for unit in committees]
    db.session.commit()
    return World(town, villages, committees, township, organ, amma, room, yangjin, mediators)


def _town() -> Place:
    known = db.session.query(Place).filter_by(code=TOWN_CODE).one_or_none()
    if known is not None:
        return known
    county = Place(code="542429000000", name="云上县", level=PlaceLevel.COUNTY, valid_from=FOUNDED)
    return Place(code=TOWN_CODE, name="云上镇", level=PlaceLevel.TOWN, valid_from=FOUNDED, parent=county)


def _village(town: Place, number: int) -> Place:
    return Place(
        code=f"54242910100{number}",
        name=f"云上第{number}村",
        level=PlaceLevel.VILLAGE,
        village_kind=VillageKind.VILLAGE,
        valid_from=FOUNDED,
        parent=town,
    )


def _unit(name: str, kind: UnitKind, place: Place, town: Place) -> Unit:
    unit = Unit(name=name, kind=kind, place=place, town=town, active_from=FOUNDED)
    db.session.add(unit)
    db.session.flush()
    return unit


def _series(short_name: str, kind: MediationKind, units: list[Unit]) -> None:
    series = Series(kind=kind, short_name=short_name)
    db.session.add(series)
    db.session.flush()
    db.session.add_all([SeriesUnit(series=series, unit_id=unit.id, from_on=FOUNDED) for unit in units])


def enrol(
    person: dict[str, Any] | Mediator,
    unit: Unit,
    post: Post = Post.MEMBER,
    *,
    from_on: date = ELECTED,
    to_on: date | None = TERM_OVER,
    employment: Employment = Employment.PART,
    **about: Any,
) -> Mediator:
    """A term in a unit's roster for a new mediator, or for one who is on it already."""
    if isinstance(person, Mediator):
        mediator = person
    else:
        mediator = Mediator(person=Person(**person, **about), terms=[])
        db.session.add(mediator)
    term = Term(mediator=mediator, unit=unit, post=post, employment=employment, from_on=from_on, to_on=to_on)
    db.session.add(term)
    db.session.flush()
    return mediator


def office_person() -> Person:
    """德吉, as a person whom an account may stand for."""
    person = Person(**DEJI)
    db.session.add(person)
    db.session.flush()
    return person


def advise(place: Place, *, from_on: date = ELECTED, to_on: date | None = TERM_OVER) -> AdviserTerm:
    term = AdviserTerm(place=place, name="示例律师", from_on=from_on, to_on=to_on)
    db.session.add(term)
    db.session.flush()
    return term


def activity(town: Place, kind: ActivityKind, on: date, subject: str = "宪法宣传", **numbers: Any) -> Activity:
    row = Activity(town_id=town.id, kind=kind, on=on, subject=subject, **numbers)
    db.session.add(row)
    db.session.flush()
    return row


def stock(place: Place, kind: StockKind, on: date, number: int) -> Stock:
    row = Stock(place_id=place.id, kind=kind, counted_on=on, count=number)
    db.session.add(row)
    db.session.flush()
    return row
