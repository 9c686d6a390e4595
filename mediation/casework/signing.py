"""Who has still to sign a draft, and how: parties, guardians, and bodies with their representative and seal."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from mediation.casework.act import Act
from mediation.casework.seats import Seat, seats_of
from mediation.kernel.errors import Incomplete, Reason
from mediation.kernel.labels import Choice, N_
from mediation.model.agreement import AgreementVersion, Signature
from mediation.model.party import Party
from mediation.procedure.records import PersonKind, SignatureKind, SignerKind

_FOR_HIMSELF = (SignerKind.PARTY, SignerKind.AGENT)  # a guardian signs only for whoever needs one
_BY_HAND = (SignatureKind.SIGN, SignatureKind.FINGER, SignatureKind.BOTH)
_WITH_SEAL = (SignatureKind.SEAL,)


NOT_ELECTED = Reason(
    "not_elected", N_("只有登记过推选书的代表本人签字，才能替别人签。代表请先在“变更当事人信息”里登记。"), "represents"
)
NOT_OF_SIDE = Reason("not_of_side", N_("{name}不在协议里，或者和{signer}不是一方，不能由他代签。"), "represents")
NOT_FOR_THEM = Reason("not_for_them", N_("{name}是单位或者要由监护人签，不能由推选的代表代签。"), "represents")


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
        for lack in _lacks(
            by_party.get(bound.party_id),
            acts_of(draft, bound.party_id, by_party),
            on,
            represented=bool(representatives_of(draft, bound.party_id)),
        )
    ]


def representatives_of(draft: AgreementVersion, party_id: int) -> list[Signature]:
    """The acts by which an elected representative of the side signed for this party as well."""
    return [row for row in draft.signatures if party_id in (row.represents or ())]


def represented_by(act: Act, signer: Party | None) -> list[int]:
    """For whom else the signature stands; refused for whom a representative cannot bind.

    A body signs by its own organs, a guardian cannot be replaced by the neighbours of the child
    (《民法典》第二十三条、第六十一条), and nobody represents without having been elected in writing.
    """
    chosen = [party_id for party_id in act.get("represents") or () if signer is None or party_id != signer.id]
    if not chosen:
        return []
    if signer is None or act.get("who", SignerKind.PARTY) is not SignerKind.PARTY or not _is_elected(signer, act.on):
        raise Incomplete(NOT_ELECTED)
    bound = {row.party_id: row.party for row in act.file.draft.bound} if act.file.draft else {}
    seats = {seat.party_id: seat for seat in seats_of(act.file)}
    for party_id in chosen:
        party, seat = bound.get(party_id), seats.get(party_id)
        if party is None or seat is None or party.side != signer.side:
            raise Incomplete(replace(NOT_OF_SIDE, values=_named(party_id, act, signer)))
        if seat.kind is PersonKind.ORGANISATION or seat.needs_guardian(act.on):
            raise Incomplete(replace(NOT_FOR_THEM, values=_named(party_id, act, signer)))
    return chosen


def _is_elected(party: Party, on: date) -> bool:
    since = party.representative_from
    return party.representative and bool(party.representative_paper) and (since is None or since <= on)


def _named(party_id: int, act: Act, signer: Party) -> tuple[tuple[str, str], ...]:
    name = next((party.name for party in act.file.parties if party.id == party_id), "")
    return (("name", name), ("signer", signer.name))


def acts_of(draft: AgreementVersion, party_id: int, by_party: Mapping[int, Seat]) -> list[Signature]:
    """The acts of signing for a bound party; an heir signs for the dead."""
    seat = by_party.get(party_id)
    ids = seat.seats if seat else {party_id}
    return [row for row in draft.signatures if row.party_id in ids]


def _lacks(seat: Seat | None, rows: list[Signature], on: date, *, represented: bool) -> Iterator[Lack]:
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
    elif not own and not represented:
        yield Lack.SIGNATURE
