"""Who has still to sign a draft, and how: parties, guardians, and bodies with their representative and seal."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from mediation.casework.seats import Seat
from mediation.kernel.labels import Choice, N_
from mediation.model.agreement import AgreementVersion, Signature
from mediation.procedure.records import PersonKind, SignatureKind, SignerKind

_FOR_HIMSELF = (SignerKind.PARTY, SignerKind.AGENT)  # a guardian signs only for whoever needs one
_BY_HAND = (SignatureKind.SIGN, SignatureKind.FINGER, SignatureKind.BOTH)
_WITH_SEAL = (SignatureKind.SEAL,)


class Lack(Choice):
    """What is missing of a party; 《人民调解法》第二十九条, for bodies with 《民法典》第六十一条."""

    SIGNATURE = "SIGNATURE", N_("还没有签名、盖章或按指印")
    GUARDIAN = "GUARDIAN", N_("监护人还没有签")
    REPRESENTATIVE = "REPRESENTATIVE", N_("单位的代表人还没有签名")
    BODY_SEAL = "BODY_SEAL", N_("还没有盖单位的章")


@dataclass(frozen=True, slots=True)
class Missing:
    """One act of signing that a draft still waits for."""

    party_id: int
    name: str
    lack: Lack


def missing_signatures(draft: AgreementVersion, seats: list[Seat], on: date) -> list[Missing]:
    """What every bound party still owes, in the order of the text; what a ledger says was signed is signed."""
    by_party = {party_id: seat for seat in seats for party_id in seat.seats}
    return [
        Missing(bound.party_id, bound.party.name, lack)
        for bound in draft.bound
        for lack in _lacks(by_party.get(bound.party_id), acts_of(draft, bound.party_id, by_party), on)
    ]


def acts_of(draft: AgreementVersion, party_id: int, by_party: Mapping[int, Seat]) -> list[Signature]:
    """The acts of signing for a bound party; an heir signs for the dead."""
    seat = by_party.get(party_id)
    ids = seat.seats if seat else {party_id}
    return [row for row in draft.signatures if row.party_id in ids]


def _lacks(seat: Seat | None, rows: list[Signature], on: date) -> Iterator[Lack]:
    if any(row.ledger for row in rows):
        return
    own = [row for row in rows if row.signer in _FOR_HIMSELF]
    if seat is not None and seat.kind is PersonKind.ORGANISATION:
        if not any(row.kind in _BY_HAND for row in own):
            yield Lack.REPRESENTATIVE
        if not any(row.kind in _WITH_SEAL for row in own):
            yield Lack.BODY_SEAL
    elif seat is not None and seat.needs_guardian(on):
        if not any(row.signer is SignerKind.GUARDIAN for row in rows):
            yield Lack.GUARDIAN
    elif not own:
        yield Lack.SIGNATURE
