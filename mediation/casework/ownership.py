"""Disputes over whose the grassland is: talked over here, decided by the government (《草原法》第十六条)."""

from typing import Any

from mediation.casework import upward
from mediation.kernel.labels import N_
from mediation.model.case import Case
from mediation.model.place import Place
from mediation.procedure.records import BreachOutcome, OrganKind, Outside, PersonKind, Remedy

ADVICE = N_(
    "先由双方协商。谈不成的，由政府处理，对处理决定不服再起诉；处理好以前，谁都不能改变草场现在的用法。约定归谁的，法院不做司法确认。"
)
REASON = N_("草场、土地权属争议，协商不成，依照《草原法》第十六条由人民政府处理。")


def deciding_organ(case: Case) -> str:
    """The government that decides: of the county between villages or organisations, of the town where a person is."""
    if Outside.VILLAGES in upward.ticked(case):
        return _government(upward.deciding_place(case))
    organisations = all(party.person.kind is PersonKind.ORGANISATION for party in case.present_parties)
    county = case.town.parent
    place = county if organisations and county is not None and case.present_parties else case.town
    return _government(place)


def _government(place: Place) -> str:
    return f"{place.name}人民政府"


def first_answers(case: Case, event_id: str) -> dict[str, Any]:
    """What the forms that end a dispute over rights say by themselves; nothing for other disputes."""
    if not case.ownership_disputed:
        higher = event_id == "transfer_out" and upward.belongs_higher(case)
        return {"organ": _government(upward.deciding_place(case))} if higher else {}
    told = {"ways_told": [Remedy.GOVERNMENT.value]}
    if event_id == "transfer_out":
        return {"organ_kind": OrganKind.OTHER.value, "organ": deciding_organ(case), "reason": REASON}
    if event_id == "note_breach_outcome":
        return told | {"outcome": BreachOutcome.GOVERNMENT.value}
    return told if event_id in ("end_without_agreement", "stop_by_party", "annul_agreement") else {}
