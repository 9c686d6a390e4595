"""What must be recorded: required always, sometimes, or not in a ledger."""

import pytest

from mediation.procedure.asks import Ask, Given, Kind, is_filled, missing
from mediation.procedure.events import COMMON_ASKS, EVENTS, TABLE
from mediation.procedure.records import (
    ApplicationForm,
    DeclineReason,
    EndReason,
    NoAgreementReason,
    SessionMode,
    SignerKind,
)


def lacking(event_id, data, *, ledger=False):
    return {reason.field for reason in missing(EVENTS[event_id].asks, data, ledger=ledger)}


def test_every_event_asks_for_its_day_note_and_lateness():
    for event in TABLE:
        names = [ask.name for ask in event.fields]
        assert names[0] == "on"
        assert {"note", "late_reason"} <= set(names)
        assert len(names) == len(set(names)), event.id


def test_lateness_is_explained():
    (reason,) = missing(COMMON_ASKS, {"on": "2024-05-20", Given.LATE: True})
    assert reason.field == "late_reason"
    assert missing(COMMON_ASKS, {"on": "2024-05-20", Given.LATE: False}) == []
    assert "late_reason" in lacking("record_past_session", {})


def test_a_missing_field_is_named_in_the_sentence():
    (reason,) = missing(EVENTS["reopen_talks"].asks, {"reason": ""})
    assert str(reason) == "请填写原因。"


def test_risk_report_needs_recipient_and_time():
    assert lacking("report_risk", {}) == {"kind", "found_on", "measures", "recipient", "sent_at"}


@pytest.mark.parametrize(
    ("event_id", "data", "field", "needed"),
    [
        ("register_application", {"form": ApplicationForm.ORAL}, "acknowledged", True),
        ("register_application", {"form": ApplicationForm.ORAL, "acknowledged": False}, "acknowledged", True),
        ("register_application", {"form": ApplicationForm.ORAL, "acknowledged": True}, "acknowledged", False),
        ("register_application", {"form": ApplicationForm.WRITTEN}, "acknowledged", False),
        ("register_lead", {"source": "APPLICATION"}, "claims", True),
        ("register_lead", {"source": "REFERRAL"}, "claims", False),
        ("register_lead", {"source": "REFERRAL"}, "organ", True),
        ("register_lead", {"source": "REFERRAL"}, "applicants", True),
        ("register_lead", {"source": "OWN_MOTION"}, "applicants", False),
        ("register_lead", {"source": "OWN_MOTION"}, "parties", True),
        ("decline", {"reason": DeclineReason.RESERVED}, "letter", False),
        ("decline", {"reason": DeclineReason.RESERVED, Given.REFERRED: True}, "letter", True),
        ("replace_mediator", {Given.TOLD: True}, "parties_told_on", True),
        ("replace_mediator", {Given.TOLD: False}, "parties_told_on", False),
        ("void", {"reason": "ERROR"}, "link", False),
        ("void", {"reason": "DUPLICATE"}, "link", True),
        ("void", {"reason": "MERGED"}, "link", True),
        ("close_lead", {"reason": "SOLVED"}, "persons", True),
        ("close_lead", {"reason": "SOLVED", "persons": 0}, "persons", False),
        ("take_back", {"note": "当面交回"}, "letter", False),
        ("take_back", {}, "letter", True),
        ("plan_session", {"room": 1}, "place", False),
        ("plan_session", {"mode": SessionMode.SITE}, "place", True),
        ("plan_session", {"mode": SessionMode.SITE, "room": 1}, "place", False),
        ("plan_session", {"mode": SessionMode.PHONE}, "place", False),
        ("hold_session", {"agreed_facts": "牦牛三头"}, "facts_consent", True),
        ("hold_session", {}, "facts_consent", False),
        ("transfer_out", {"urgent": True}, "calming", True),
        ("transfer_out", {}, "calming", False),
        ("end_without_agreement", {"reason": NoAgreementReason.SHAM}, "reported_to", True),
        ("end_without_agreement", {"undisputed_facts": "借款已付"}, "consents", True),
        ("end_without_agreement", {}, "consents", False),
        ("settle_content", {Given.LEFT_OUT: True}, "open_claims", True),
        ("settle_content", {}, "open_claims", False),
        ("record_signature", {"who": SignerKind.GUARDIAN}, "for_whom", True),
        ("record_signature", {"who": SignerKind.GUARDIAN}, "name", True),
        ("record_signature", {"who": SignerKind.MEDIATOR}, "for_whom", False),
        ("record_signature", {"who": SignerKind.MEDIATOR}, "mediator", True),
        ("record_signature", {"who": SignerKind.PARTY}, "name", False),
        ("return_file", {"recall": "少一页"}, "defects", False),
        ("return_file", {}, "defects", True),
        ("hold_session", {"open": False}, "open", False),
        ("hold_session", {}, "open", True),
    ],
)
def test_required_when(event_id, data, field, needed):
    assert (field in lacking(event_id, data)) is needed


def test_what_a_ledger_cannot_say_may_be_missing():
    data = {"place": "村委会调解室", "result": "AGREED"}
    assert lacking("hold_session", data, ledger=True) == set()
    assert lacking("hold_session", data) == {"time", "present", "open", "text", "read_out"}
    assert lacking("give_notice", {"parties": ({"party": 1, "told_on": "x"},)}, ledger=True) == set()


def test_rows_are_checked_one_by_one():
    rows = ({"party": 1, "told_on": "x", "way": "ORAL", "language": "TIBETAN", "accepts_mediator": False}, {"party": 2})
    assert lacking("give_notice", {"parties": rows}) == {
        "parties-1-told_on",
        "parties-1-way",
        "parties-1-language",
        "parties-1-accepts_mediator",
    }
    assert lacking("give_notice", {"parties": ()}) == {"parties"}


def test_what_the_program_sets_is_never_asked():
    assert lacking("sign_agreement", {}) == set()
    assert EndReason.PARTY not in [choice.value for choice in NoAgreementReason]
    assert "reason" not in lacking("stop_by_party", {})


def test_filled():
    assert [is_filled(answer) for answer in (None, "", (), [])] == [False] * 4
    assert [is_filled(answer) for answer in (0, False, "0", (1,))] == [True] * 4


def test_one_of_several_values():
    ask = Ask("link", "对应的一件", Kind.CASE, required_if=("reason", frozenset({"A", "B"})))
    assert [ask.is_required({"reason": value}, ledger=False) for value in ("A", "B", "C", None)] == [
        True,
        True,
        False,
        False,
    ]
