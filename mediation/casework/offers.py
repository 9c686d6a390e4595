"""What a form may offer: the parties, mediators, rooms, duties … that the actor can choose from."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import or_, select

from mediation.casework.telling import which_instalment
from mediation.kernel import clock
from mediation.kernel.days import day_words, moment_words
from mediation.kernel.labels import N_
from mediation.kernel.numerals import yuan
from mediation.model.agreement import Duty
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.committee import Studio, Unit
from mediation.model.followup import FollowUp
from mediation.model.mediation_session import SessionStatus
from mediation.model.mediator import Mediator, Term
from mediation.model.person import Person
from mediation.model.place import Place, PlaceLevel, Room
from mediation.model.screening import Screening
from mediation.model.track import RiskReport, SupervisionOrder
from mediation.procedure import machine
from mediation.procedure.asks import Kind
from mediation.procedure.records import MediationKind

_OF = N_("{name}（{unit}）")
_DUTY = N_("{no}. {debtor} → {creditor}：{content}")
_DUTY_OF_MONEY = N_("{no}. {debtor} → {creditor}：{content} {amount}元")
_BY = N_("{duty}，{day}前")
Offer = list[tuple[int, str]]
SCREENED_LATELY, MOST_SCREENINGS = timedelta(days=183), 50


@dataclass(slots=True)
class Offers:
    """The records a form for this case (or for a new one in this town) may name, on a day.

    `kind`: the kind of mediation when it is settled before the form is opened: an organ does none of the people's.
    `say` puts what is no name into the language of the page.
    `tells`: whether the words may say what was agreed and ordered; of a closed file only number and day.
    """

    town: Place
    case: Case | None = None
    on: date = field(default_factory=clock.today)
    units: Offer | None = None
    tells: bool = True
    kind: MediationKind | None = None
    say: Callable[[str], str] = str
    _kept: dict[Kind, Offer] = field(default_factory=dict)
    # Held for the act that follows: the session lets go of what nobody holds, and reads it again.
    _standing: list[Unit] | None = None
    _villages: list[Place] | None = None

    def of(self, kind: Kind) -> Offer:
        """Pairs of id and words, in the order in which they are shown."""
        if kind not in self._kept:
            self._kept[kind] = _SOURCES[kind](self)
        return self._kept[kind]

    def standing(self) -> list[Unit]:
        """The units of the town that exist on the day, by kind; read once."""
        if self._standing is None:
            query = select(Unit).where(Unit.town_id == self.town.id).order_by(Unit.kind, Unit.id)
            self._standing = [unit for unit in db.session.scalars(query) if unit.active_on(self.on)]
        return self._standing

    def villages(self) -> list[Place]:
        """The villages of the town that exist on the day, by code; read once."""
        if self._villages is None:
            query = select(Place).where(Place.parent_id == self.town.id, Place.level == PlaceLevel.VILLAGE)
            rows = db.session.scalars(query.order_by(Place.code))
            self._villages = [row for row in rows if row.valid_to is None or row.valid_to >= self.on]
        return self._villages


def _parties(offers: Offers) -> Offer:
    return [(party.id, party.name) for party in offers.case.present_parties] if offers.case else []


def _team(offers: Offers) -> Offer:
    return [(row.mediator_id, row.mediator.person.name) for row in offers.case.team] if offers.case else []


def _mediators(offers: Offers) -> Offer:
    """Everybody on the town's roster that day; those of the owning unit come first.

    To a closed case nobody comes any more: those who mediated it are meant, as payees.
    """
    if offers.case is not None and machine.begins("propose_subsidy", offers.case.state):
        return list({row.mediator_id: row.mediator.person.name for row in offers.case.assignments}.items())
    query = (
        select(Mediator.id, Person.name, Unit.name.label("unit"), Unit.id.label("unit_id"))
        .join(Person, Person.id == Mediator.person_id)
        .join(Term, Term.mediator_id == Mediator.id)
        .join(Unit, Unit.id == Term.unit_id)
        .where(Unit.town_id == offers.town.id, Term.from_on <= offers.on)
        .where(or_(Term.to_on.is_(None), Term.to_on >= offers.on))
        .order_by(Unit.kind, Unit.id, Person.name)
    )
    rows = db.session.execute(query).all()
    own = offers.case.unit_id if offers.case else None
    first = sorted(rows, key=lambda row: row.unit_id != own)
    return list(
        {row.id: (row.id, offers.say(_OF).format(name=row.name, unit=row.unit)) for row in reversed(first)}.values()
    )[::-1]


def _units(offers: Offers) -> Offer:
    if offers.units is not None:
        return offers.units
    active = offers.standing()
    if offers.kind is MediationKind.PEOPLE:
        active = [unit for unit in active if unit.is_committee]
    return [(unit.id, unit.name) for unit in sorted(active, key=lambda unit: not unit.is_committee)]


def _villages(offers: Offers) -> Offer:
    return [(row.id, row.name) for row in offers.villages()]


def _rooms(offers: Offers) -> Offer:
    query = select(Room).where(Room.place_id.in_(_in_town(offers))).order_by(Room.id)
    return [(row.id, row.name) for row in db.session.scalars(query) if row.active_to is None]


def _in_town(offers: Offers) -> list[int]:
    return [offers.town.id, *(place_id for place_id, _name in offers.of(Kind.PLACE))]


def _studios(offers: Offers) -> Offer:
    query = select(Studio).join(Unit).where(Unit.town_id == offers.town.id).order_by(Studio.id)
    return [(row.id, row.name) for row in db.session.scalars(query) if row.active_to is None]


def _sessions(offers: Offers) -> Offer:
    if offers.case is None:
        return []
    planned = [row for row in offers.case.sessions if row.status is SessionStatus.PLANNED and row.starts_at]
    return [(row.id, moment_words(row.starts_at, offers.say)) for row in planned if row.starts_at]


def _held_sessions(offers: Offers) -> Offer:
    held = [row for row in offers.case.sessions if row.status is SessionStatus.HELD] if offers.case else []
    return [(row.id, " ".join(filter(None, (_day(row.on, offers), row.place)))) for row in held]


def _duties(offers: Offers) -> Offer:
    agreement = offers.case.agreement if offers.case else None
    return (
        [(duty.id, _duty_words(duty, offers)) for duty in agreement.duties if duty.done_on is None] if agreement else []
    )


def _done_duties(offers: Offers) -> Offer:
    agreement = offers.case.agreement if offers.case else None
    return [(duty.id, _duty_words(duty, offers)) for duty in agreement.duties if duty.done_on] if agreement else []


def _duty_words(duty: Duty, offers: Offers) -> str:
    """What is to be done; of instalments, which are all alike, also which one and by when."""
    if not offers.tells:
        return f"{duty.no}."
    said = _DUTY_OF_MONEY if duty.amount_fen else _DUTY
    amount = yuan(duty.amount_fen) if duty.amount_fen else ""
    names = {"debtor": duty.debtor.name, "creditor": duty.creditor.name}
    words = offers.say(said).format(no=duty.no, content=duty.content, amount=amount, **names)
    if duty.instalment is None:
        return words
    words = which_instalment(duty, words, offers.say)
    by = duty.must_be_done_by
    return offers.say(_BY).format(duty=words, day=day_words(by, offers.say)) if by else words


def _risks(offers: Offers) -> Offer:
    if offers.case is None:
        return []
    query = select(RiskReport).where(RiskReport.case_id == offers.case.id, RiskReport.outcome.is_(None))
    return [(row.id, f"{_day(row.found_on, offers)} {offers.say(row.kind.label)}") for row in db.session.scalars(query)]


def _orders(offers: Offers) -> Offer:
    if offers.case is None:
        return []
    query = select(SupervisionOrder).where(
        SupervisionOrder.case_id == offers.case.id, SupervisionOrder.answered_on.is_(None)
    )
    rows = db.session.scalars(query)
    return [(row.id, f"{_day(row.on, offers)} {row.text[:30] if offers.tells else ''}".strip()) for row in rows]


def _followups(offers: Offers) -> Offer:
    if offers.case is None:
        return []
    rows = db.session.scalars(select(FollowUp).where(FollowUp.case_id == offers.case.id))
    return [(row.id, _day(row.due_on, offers)) for row in rows if row.open and row.due_on]


def _screenings(offers: Offers) -> Offer:
    """The screenings of the town in the months before, the latest first."""
    query = select(Screening, Place.name).outerjoin(Place, Place.id == Screening.village_id)
    query = query.where(Screening.town_id == offers.town.id)
    query = query.where(Screening.on.between(offers.on - SCREENED_LATELY, offers.on))
    rows = db.session.execute(query.order_by(Screening.on.desc(), Screening.id.desc()).limit(MOST_SCREENINGS))
    return [(row.id, f"{_day(row.on, offers)} {village or ''}{row.venue}".strip()) for row, village in rows]


def _day(day: date | None, offers: Offers) -> str:
    return day_words(day, offers.say) if day else ""


def _none(_offers: Offers) -> Offer:
    return []


_SOURCES: dict[Kind, Callable[[Offers], Offer]] = {
    Kind.PARTY: _parties,
    Kind.PARTIES: _parties,
    Kind.TEAM: _team,
    Kind.TEAM_MEMBERS: _team,
    Kind.MEDIATOR: _mediators,
    Kind.MEDIATORS: _mediators,
    Kind.UNIT: _units,
    Kind.PLACE: _villages,
    Kind.ROOM: _rooms,
    Kind.STUDIO: _studios,
    Kind.SESSION: _sessions,
    Kind.HELD_SESSION: _held_sessions,
    Kind.DUTY: _duties,
    Kind.DONE_DUTY: _done_duties,
    Kind.RISK: _risks,
    Kind.ORDER: _orders,
    Kind.FOLLOWUP: _followups,
    Kind.SCREENING: _screenings,
    Kind.BATCH: _none,
}
OFFERED = frozenset(_SOURCES)
