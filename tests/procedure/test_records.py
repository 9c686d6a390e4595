"""The code lists and the papers of a file."""

import pytest

from mediation.kernel.labels import Choice
from mediation.procedure import records
from mediation.procedure.records import (
    AgreementForm,
    Annulment,
    Ban,
    Confirmation,
    ConfirmationResult,
    CourtResult,
    DeclineReason,
    DisputeType,
    EndReason,
    MediationKind,
    NoAgreementReason,
    PaperKind,
    Source,
    papers_missing,
)
from mediation.procedure.states import State

LISTS = [thing for thing in vars(records).values() if isinstance(thing, type) and issubclass(thing, Choice)]
P = PaperKind
BASIC = frozenset({P.ACCEPTANCE_FORM, P.NOTICE, P.IDENTITY, P.RECORD})


@pytest.mark.parametrize("codes", [codes for codes in LISTS if codes is not Choice], ids=lambda codes: codes.__name__)
def test_keys_are_names_and_labels_differ(codes):
    assert all(member.value == member.name for member in codes)
    labels = [member.label for member in codes]
    assert all(labels)
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        (NoAgreementReason, EndReason),
        (Annulment, CourtResult),
        (ConfirmationResult, Confirmation),
        (Ban, DeclineReason),
    ],
)
def test_what_is_asked_is_part_of_what_is_stored(part, whole):
    assert all(whole(member.value).label == member.label for member in part)


def test_labels_of_the_statistics_form():
    assert [source.label for source in Source] == [
        "主动调解",
        "依申请调解",
        "法院委托移送",
        "检察院委托移送",
        "公安机关委托移送",
        "信访部门委托移送",
        "其他部门委托移送",
    ]
    assert len(DisputeType) == 18
    assert all(kind.label.endswith("纠纷") for kind in DisputeType)


@pytest.mark.parametrize(
    ("state", "form", "more", "expected"),
    [
        (State.PERFORMED, AgreementForm.WRITTEN, {P.AGREEMENT}, ()),
        (State.PERFORMED, AgreementForm.WRITTEN, set(), (P.AGREEMENT,)),
        (State.BREACHED, AgreementForm.ORAL, {P.AGREEMENT}, (P.ORAL_AGREEMENT,)),
        (State.ANNULLED, AgreementForm.ORAL, {P.ORAL_AGREEMENT}, ()),
        (State.TERMINATED, None, set(), (P.TERMINATION_NOTE,)),
        (State.TERMINATED, None, {P.TERMINATION_NOTE}, ()),
        (State.TRANSFERRED, None, {P.TRANSFER_LETTER}, (P.TRANSFER_REPLY,)),
    ],
)
def test_papers_by_end(state, form, more, expected):
    assert papers_missing(state, MediationKind.PEOPLE, form, BASIC | frozenset(more)) == expected


def test_missing_papers_come_in_the_order_of_the_directory():
    assert papers_missing(State.PERFORMED, MediationKind.PEOPLE, AgreementForm.WRITTEN, frozenset()) == (
        P.APPLICATION,
        P.NOTICE,
        P.IDENTITY,
        P.RECORD,
        P.AGREEMENT,
    )


def test_application_or_form_is_enough():
    for paper in (P.APPLICATION, P.ACCEPTANCE_FORM):
        assert P.APPLICATION not in papers_missing(State.TERMINATED, MediationKind.PEOPLE, None, frozenset({paper}))


def test_no_paper_of_a_step_never_taken():
    assert (
        papers_missing(
            State.TERMINATED,
            MediationKind.PEOPLE,
            None,
            frozenset({P.APPLICATION, P.IDENTITY, P.TERMINATION_NOTE}),
            noticed=False,
            sessions=0,
        )
        == ()
    )


def test_transfer_needs_no_record():
    missing = papers_missing(State.TRANSFERRED, MediationKind.PEOPLE, None, frozenset())
    assert missing == (P.APPLICATION, P.NOTICE, P.IDENTITY, P.TRANSFER_LETTER, P.TRANSFER_REPLY)


def test_administrative_mediation_has_its_own_set():
    missing = papers_missing(State.PERFORMED, MediationKind.ADMIN, AgreementForm.WRITTEN, BASIC)
    assert missing == (P.ADMIN_APPLICATION, P.ADMIN_CONSENT, P.ADMIN_RECORD, P.ADMIN_AGREEMENT, P.ADMIN_CLOSING)
