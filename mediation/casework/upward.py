"""Disputes that are none of a village's committee: with a monastery, another province, or of two villages over pasture.

No guard of the procedure stops them; they are told of wherever the case goes on, and stand on the desk of the office
until it knows and another body has taken them.
"""

from collections.abc import Collection, Iterable
from itertools import combinations
from typing import Any

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import aliased

from mediation.kernel import clock
from mediation.kernel.labels import N_
from mediation.model.base import db
from mediation.model.case import Case
from mediation.model.committee import Unit, UnitKind
from mediation.model.party import Party
from mediation.model.person import Person
from mediation.model.place import Place
from mediation.model.track import RiskReport, SupervisionOrder
from mediation.procedure.events import EVENTS, Event
from mediation.procedure.records import DisputeType, OrganKind, Outside
from mediation.procedure.states import WORK, State

COLUMNS = {
    Outside.MONASTERY: "monastery_side",
    Outside.OTHER_PROVINCE: "other_province",
    Outside.VILLAGES: "between_villages",
}
SENTENCES = {
    Outside.MONASTERY: N_("有一方是寺庙等宗教活动场所。"),
    Outside.OTHER_PROVINCE: N_("有一方是外省的人或者单位。"),
    Outside.VILLAGES: N_("是两个村（居）之间争草场。"),
}
BY_ITSELF = N_("当事人是不同村（居）的，争的又是草场、土地归谁，就是两个村（居）之间的事。")
RULE = N_("涉及寺庙、外省，或者两个村（居）之间争草场的，不作村（居）的案件，要上报")
REASON = N_("不归村（居）调委会办，上报处理。")
WAYS = ("route_lead", "move_registration", "move_case", "transfer_out")
# The acts by which a village's committee would make the dispute its own.
GOING_ON = (
    "register_lead",
    "accept",
    "assign_mediator",
    "give_notice",
    "hold_session",
    "settle_content",
    "agree_orally",
    "sign_agreement",
)
OPEN = (State.LEAD, State.REGISTERED, *WORK)


# --- what was said of the case -------------------------------------------------------------------


def ticked(case: Case) -> tuple[Outside, ...]:
    return tuple(one for one, column in COLUMNS.items() if getattr(case, column))


def tick(case: Case, said: Iterable[Any], *, wrong: Iterable[Any] = ()) -> None:
    """Set what was said, take back what was said wrongly; leaving something out changes nothing."""
    for one in said:
        setattr(case, COLUMNS[Outside(one)], True)
    for one in wrong:
        setattr(case, COLUMNS[Outside(one)], False)


def put_right(case: Case, wanted: Collection[Outside]) -> None:
    """Exactly these hold, no others."""
    for one, column in COLUMNS.items():
        setattr(case, column, one in wanted)


# --- the rule ------------------------------------------------------------------------------------


def grounds(case: Case) -> tuple[Outside, ...]:
    """Why the case is none of a village's committee: what was ticked, and what parties and type say by themselves."""
    found = set(ticked(case)) | ({Outside.VILLAGES} if _of_two_villages(case) else set())
    return tuple(one for one in Outside if one in found)


def belongs_higher(case: Case) -> bool:
    """Whether a village's committee has the case, or nobody yet, and it should be another's."""
    with_village = case.unit is None or case.unit.kind is UnitKind.VILLAGE
    return case.state in OPEN and with_village and bool(grounds(case))


def sentences(case: Case) -> list[str]:
    """One for each ground."""
    by_itself = Outside.VILLAGES not in ticked(case)
    return [BY_ITSELF if one is Outside.VILLAGES and by_itself else SENTENCES[one] for one in grounds(case)]


def ways(case: Case) -> list[Event]:
    """The acts by which the case goes to somebody else from where it stands."""
    return [EVENTS[one] for one in WAYS if case.state in EVENTS[one].source]


def _of_two_villages(case: Case) -> bool:
    """A dispute over whose land it is, carried between persons of different villages."""
    if not case.ownership_disputed or case.dispute_type is not DisputeType.LAND:
        return False
    homes = [(party.side, party.person.village) for party in case.present_parties]
    return any(
        side != other and here is not None and there is not None and here.code != there.code
        for (side, here), (other, there) in combinations(homes, 2)
    )


def unreported() -> ColumnElement[bool]:
    """The condition that a case belongs higher and the office has not heard of it by a report or an order."""
    heard = exists().where(RiskReport.case_id == Case.id) | exists().where(SupervisionOrder.case_id == Case.id)
    village = Case.unit_id.is_(None) | Case.unit_id.in_(select(Unit.id).where(Unit.kind == UnitKind.VILLAGE))
    said = or_(*(getattr(Case, column) for column in COLUMNS.values()))
    return Case.state.in_(OPEN) & (said | _between_homes()) & village & ~heard


def _between_homes() -> ColumnElement[bool]:
    """The condition that `_of_two_villages` says; a renamed village keeps its code."""
    party, other = aliased(Party), aliased(Party)
    person, stranger = aliased(Person), aliased(Person)
    here, there = aliased(Place), aliased(Place)
    pairs = (
        select(party.id)
        .join(person, person.id == party.person_id)
        .join(here, here.id == person.village_id)
        .join(other, (other.case_id == party.case_id) & (other.side != party.side))
        .join(stranger, stranger.id == other.person_id)
        .join(there, there.id == stranger.village_id)
        .where(party.case_id == Case.id, party.left_on.is_(None), other.left_on.is_(None), here.code != there.code)
    )
    return Case.ownership_disputed & (Case.dispute_type == DisputeType.LAND) & pairs.exists()


# --- what the forms say by themselves ------------------------------------------------------------


def first_answers(case: Case, event_id: str) -> dict[str, Any]:
    """The committee of the town and the reason, where a village's committee hands the case on."""
    if event_id not in WAYS or not belongs_higher(case):
        return {}
    town = town_committee(case)
    receiver = str(town.id) if town is not None else ""
    if event_id == "route_lead":
        return {"committee": receiver}
    if event_id == "transfer_out":
        return {"organ_kind": OrganKind.OTHER.value, "reason": REASON}
    return {"to_committee": receiver, "reason": REASON}


def town_committee(case: Case) -> Unit | None:
    """The committee of the town itself, which takes what a village's cannot."""
    query = select(Unit).where(Unit.town_id == case.town_id, Unit.kind == UnitKind.TOWNSHIP).order_by(Unit.id)
    return next((unit for unit in db.session.scalars(query) if unit.active_on(clock.today())), None)


def deciding_place(case: Case) -> Place:
    """Whose government decides: between villages the county's (《草原法》第十六条: between units), else the town's."""
    county = case.town.parent
    return county if Outside.VILLAGES in grounds(case) and county is not None else case.town
