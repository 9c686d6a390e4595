"""Which papers a file holds: those attached, and those the records of the acts stand for."""

from collections.abc import Iterable

from mediation.casework.access import Sight
from mediation.model.case import Case
from mediation.model.evidence import Paper
from mediation.model.mediation_session import SessionStatus
from mediation.procedure import records
from mediation.procedure.records import AgreementForm, MediationKind, PaperKind
from mediation.procedure.states import WITHOUT_AGREEMENT

_ADMIN_NAME = {
    PaperKind.APPLICATION: PaperKind.ADMIN_APPLICATION,
    PaperKind.ACCEPTANCE_FORM: PaperKind.ADMIN_ACCEPTANCE,
    PaperKind.RECORD: PaperKind.ADMIN_RECORD,
    PaperKind.AGREEMENT: PaperKind.ADMIN_AGREEMENT,
    PaperKind.TERMINATION_NOTE: PaperKind.ADMIN_TERMINATION,
}
# Beside those that have an administrative twin.
_PEOPLE_ONLY = {PaperKind.ORAL_AGREEMENT, PaperKind.CONFIRMATION, PaperKind.CLOSING_REPORT}
_HANDED_ON = {"move_registration", "move_case"}  # from one committee to another, with a letter along
_OF_AGREEMENTS = {
    PaperKind.AGREEMENT,
    PaperKind.ORAL_AGREEMENT,
    PaperKind.ADMIN_AGREEMENT,
    PaperKind.PERFORMANCE_PROOF,
    PaperKind.CONFIRMATION,
}


def papers_of(case: Case) -> list[Paper]:
    return list(case.papers)


def reads_paper(sight: Sight, paper: Paper) -> bool:
    """A file is for who sees the whole story; one with numbers on it only for who needs those too."""
    return bool(sight & Sight.STORY) and (bool(sight & Sight.NUMBERS) or paper.kind not in records.WITH_NUMBERS)


def papers_present(case: Case) -> list[PaperKind]:
    """The kinds of paper in the file, in the order of its directory."""
    present = {paper.kind for paper in papers_of(case) if not paper.ledger} | set(_from_records(case))
    return [kind for kind in PaperKind if kind in present]


def papers_attached(case: Case) -> list[PaperKind]:
    """The kinds of which a paper lies in the file itself, in the order of its directory."""
    attached = {paper.kind for paper in papers_of(case) if not paper.ledger}
    return [kind for kind in PaperKind if kind in attached]


def papers_possible(case: Case) -> list[PaperKind]:
    """The kinds that the file of this case can hold; what lies in it already is never left out."""
    left_out = _impossible(case) - {*papers_present(case), *papers_missing(case)}
    return [kind for kind in PaperKind if kind not in left_out]


def papers_likely(case: Case) -> list[PaperKind]:
    """The kinds that a paper put into the file now is most likely to be: those that it lacks, then those of the state.

    Only what the file of this case can hold, and each once.
    """
    own = {kind: _ADMIN_NAME.get(kind, kind) if case.kind is MediationKind.ADMIN else kind for kind in PaperKind}
    of_state = [own[kind] for kind in records.LIKELY_PAPERS.get(case.state, ())]
    possible = set(papers_possible(case)) - records.PRINTED_WHEN_BOUND
    return [kind for kind in dict.fromkeys((*papers_missing(case), *of_state)) if kind in possible]


def _impossible(case: Case) -> set[PaperKind]:
    """Papers of the other kind of mediation, of steps that this case never took, and the refusal of what was taken."""
    people, admin = set(_ADMIN_NAME), {kind for kind in PaperKind if kind.name.startswith("ADMIN_")}
    found = {PaperKind.DECLINE_NOTICE} | (_PEOPLE_ONLY | people if case.kind is MediationKind.ADMIN else admin)
    if case.organ_kind is None:
        found |= {PaperKind.REFERRAL_LETTER, PaperKind.REFERRAL_REPLY}
    done = {row.act for row in case.acts}
    if "transfer_out" not in done:
        found.add(PaperKind.TRANSFER_REPLY)
    if not done & {"transfer_out", *_HANDED_ON}:
        found.add(PaperKind.TRANSFER_LETTER)
    if case.state not in WITHOUT_AGREEMENT:
        found |= {PaperKind.TERMINATION_NOTE, PaperKind.ADMIN_TERMINATION}
    if not case.versions:
        found |= _OF_AGREEMENTS
    return found


def papers_missing(case: Case) -> tuple[PaperKind, ...]:
    """Must-have papers of 《人民调解法》第二十七条 and the ministry's file order that are not there yet.

    A record marked 据台账 stands for nothing here: its paper must be put into the file.
    """
    present = papers_present(case)
    agreement = case.agreement or next((row for row in reversed(case.versions) if row.in_force_from), None)
    held = [row for row in case.sessions if row.status is SessionStatus.HELD]
    return records.papers_missing(
        case.state,
        case.kind,
        agreement.form if agreement else None,
        frozenset(present),
        noticed=any(party.told_on for party in case.parties),
        sessions=len(held),
    )


def _from_records(case: Case) -> Iterable[PaperKind]:
    for kind in _recorded(case):
        yield _ADMIN_NAME.get(kind, kind) if case.kind is MediationKind.ADMIN else kind


def _recorded(case: Case) -> Iterable[PaperKind]:
    """Papers that the program prints from what was recorded at the time."""
    yield PaperKind.APPLICATION if case.form is not None else PaperKind.ACCEPTANCE_FORM
    parties = case.present_parties
    if parties and all(party.told_on and not party.ledger for party in parties):
        yield PaperKind.NOTICE
    if parties and all(party.person.id_number for party in parties):
        yield PaperKind.IDENTITY
    held = [row for row in case.sessions if row.status is SessionStatus.HELD]
    if held and all(row.text and not row.ledger for row in held):
        yield PaperKind.RECORD
    for version in case.versions:
        if version.in_force_from and not version.ledger:
            yield PaperKind.ORAL_AGREEMENT if version.form is AgreementForm.ORAL else PaperKind.AGREEMENT
    if case.state in WITHOUT_AGREEMENT and not case.ledger:
        yield PaperKind.TERMINATION_NOTE
