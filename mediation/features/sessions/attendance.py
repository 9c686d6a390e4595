"""Who came to a talk and who did not: one seat for every party, and the others who sat in."""

from collections.abc import Iterable, Mapping
from typing import Any

from mediation.casework.act import Act
from mediation.kernel.errors import Incomplete, NotFound, Reason
from mediation.kernel.labels import N_
from mediation.model.mediation_session import MediationSession, SessionGuest, SessionSeat
from mediation.model.party import Party

_CAME_AND_WHY = N_("{name}记了到场，又写了没来的原因，请核对。")
_SIGNED_AWAY = N_("{name}没有到场，不能签名。")
_WHY = N_("{name}没有到场：请写为什么，事先通知到了没有。")

Row = Mapping[str, Any]


def seat_everybody(act: Act, session: MediationSession) -> None:
    """A seat for each party of the case, as the record says; a ledger that does not name who came seats nobody."""
    came = act.get("present")
    if came is None:
        return
    rows = _rows_by_party(act, "seats")
    present = act.file.present_parties
    reasons = [reason for number, party in enumerate(present) for reason in _doubts(act, number, party, rows)]
    if reasons:
        raise Incomplete(*reasons)
    session.seats = [_seat(party, party.id in came, rows.get(party.id, {})) for party in present]
    session.guests = [_guest(row) for row in act.get("guests") or ()]


def note_missing(act: Act, session: MediationSession) -> list[int]:
    """Seats for a talk that fell through because somebody did not come; the ids of who did not."""
    rows = _rows_by_party(act, "no_shows")
    missing = [(number, party) for number, party in enumerate(act.file.present_parties) if _missed(rows, party)]
    unclear = [_why(party, f"no_shows-{number}-why") for number, party in missing if not _explained(rows[party.id])]
    if unclear:
        raise Incomplete(*unclear)
    gone = {party.id for _number, party in missing}
    if gone:
        session.seats = [
            _seat(party, party.id not in gone, rows.get(party.id, {})) for party in act.file.present_parties
        ]
    return sorted(gone)


def _rows_by_party(act: Act, name: str) -> dict[int, Row]:
    """The rows of the form by party; NotFound for a party that is not in the case."""
    rows: Iterable[Row] = act.get(name) or ()
    known = {party.id for party in act.file.parties}
    found = {row.get("party"): row for row in rows}
    if not set(found) <= known:
        raise NotFound(name)
    return {key: row for key, row in found.items() if key is not None}


def _missed(rows: Mapping[int, Row], party: Party) -> bool:
    return bool(rows.get(party.id, {}).get("missed"))


def _doubts(act: Act, number: int, party: Party, rows: Mapping[int, Row]) -> Iterable[Reason]:
    row, came = rows.get(party.id, {}), party.id in act.data["present"]
    field = f"seats-{number}-why"
    if came and (row.get("why") is not None or row.get("informed") is not None):
        yield Reason("came_and_why", _CAME_AND_WHY, field, (("name", party.name),))
    if not came and row.get("signed") is not None:
        yield Reason("signed_away", _SIGNED_AWAY, f"seats-{number}-signed", (("name", party.name),))
    if not came and not (act.ledger or act.get("absent_why") or _explained(row)):
        yield _why(party, field)


def _explained(row: Row) -> bool:
    return row.get("why") is not None and row.get("informed") is not None


def _why(party: Party, field: str) -> Reason:
    return Reason("absent_why", _WHY, field, (("name", party.name),))


def _seat(party: Party, came: bool, row: Row) -> SessionSeat:
    if came:
        return SessionSeat(party=party, came=True, signed=row.get("signed"))
    return SessionSeat(party=party, came=False, why=row.get("why"), informed=row.get("informed"))


def _guest(row: Row) -> SessionGuest:
    return SessionGuest(name=row["name"], capacity=row["capacity"], whose_id=row.get("whose"), signed=row.get("signed"))
