"""Every planted contradiction is found and named by its kind; a true paper raises no alarm."""

from dataclasses import replace

import pytest

from mediation.features.reports.checking.finder import look
from mediation.features.reports.checking.findings import BLOCKING, Kind
from mediation.features.reports.checking.ledger import Ledger
from mediation.features.reports.checking.paper import BoundSpan, Line, Text, text_of
from tests.features.reports.checking.planted import DRAFTED, PLANTED, TRUE
from tests.features.reports.checking.true_reports import REPORTS

# The ways in which published reports were seen to contradict themselves, in the order in which they were collected.
SEEN = (
    Kind.SAME_TWICE,
    Kind.IMPOSSIBLE_RATE,
    Kind.OTHER_KIND,
    Kind.RATE_NOT_COUNTS,
    Kind.TRUNCATED,
    Kind.VAGUE_RATE,
    Kind.PARTS_SUM,
    Kind.UNIT_CHANGES,
    Kind.HEADS_AND_TIMES,
    Kind.PLAN_AND_COUNT,
    Kind.DROPPED_WAN,
    Kind.PERIOD_MIXED,
    Kind.NUMBERING,
    Kind.ONE_FOR_THREE,
)
CASES = [(kind, paper) for kind, papers in PLANTED.items() for paper in papers]


def test_there_are_enough_of_each():
    assert sum(len(PLANTED[kind]) for kind in SEEN) >= 60
    assert {kind.value: len(papers) for kind, papers in (PLANTED | DRAFTED).items() if len(papers) < 4} == {}
    assert set(PLANTED) | set(DRAFTED) == set(Kind)
    assert len(set(CASES)) == len(CASES)


@pytest.mark.parametrize(("kind", "paper"), CASES, ids=[f"{kind.value}-{paper[0][:12]}" for kind, paper in CASES])
def test_it_is_found_in_our_own_draft_as_well(kind: Kind, paper: tuple[str, ...], ledger: Ledger):
    own = Text(tuple(replace(line, own=True) for line in text_of(paper).lines))
    assert kind in [one.kind for one in look(own, ledger).findings]


@pytest.mark.parametrize("kind", list(DRAFTED), ids=lambda kind: kind.value)
def test_what_only_a_draft_can_have_is_found(kind: Kind, ledger: Ledger):
    for paragraph, months in DRAFTED[kind]:
        quiet = Ledger(ledger.period, ledger.figures, ledger.previous, empty_months=months)
        found = look(Text((Line(1, paragraph, own=True),)), quiet).findings
        assert kind in [one.kind for one in found], paragraph


@pytest.mark.parametrize(("kind", "paper"), CASES, ids=[f"{kind.value}-{paper[0][:12]}" for kind, paper in CASES])
def test_a_planted_contradiction_is_found(kind: Kind, paper: tuple[str, ...], ledger: Ledger):
    found = look(text_of(paper), ledger).findings
    assert kind in [one.kind for one in found], [f"{one.kind.value}: {one.reason}" for one in found]
    for one in found:
        assert "{" not in str(one.reason)
        assert one.blocks == (one.kind in BLOCKING)


def test_a_true_paper_raises_no_alarm(ledger: Ledger):
    looked = look(text_of(TRUE), ledger)
    assert [f"{one.kind.value}: {one.quote}: {one.reason}" for one in looked.findings] == []


def test_each_number_of_the_true_paper_was_taken_for_a_figure(ledger: Ledger):
    taken = {one.key for one in look(text_of(TRUE), ledger).taken}
    assert {"C01", "C03", "C09", "C13", "M01", "M02.专职", "G03.资料", "C21.主动调解", "C22.合同纠纷", "A02"} <= taken
    assert {"C24.阿玛调解室.accepted", "C24.阿玛调解室.settled", "T03.resolved", "C18.confirmed"} <= taken


CARRIED = "全年受理民间纠纷23件，调解成功20件。调解成功的纠纷中，有{}件是上年受理的。"


@pytest.mark.parametrize(("number", "found"), [(3, []), (4, [("C09.carried_over", "3件")])])
def test_cases_carried_over_are_not_taken_for_those_of_the_year(number, found, ledger: Ledger):
    findings = look(text_of([CARRIED.format(number)]), ledger).findings
    assert [(one.figure, one.expected) for one in findings] == found


@pytest.mark.parametrize("paragraph", [line for line in TRUE if "23" in line or "70" in line or "20场次" in line])
def test_a_true_paragraph_with_another_number_raises_one(paragraph: str, ledger: Ledger):
    for true, wrong in (("23", "24"), ("70名", "71名"), ("20场次", "21场次")):
        if true in paragraph:
            assert look(text_of([paragraph.replace(true, wrong, 1)]), ledger).findings


def test_a_number_typed_by_hand_in_our_own_draft_is_named(ledger: Ledger):
    text = "全年受理纠纷23件，调解成功20件。"
    line = Line(1, text, bound=(BoundSpan(6, 9),), own=True)
    found = look(Text((line,)), ledger).findings
    assert [(one.kind, one.said) for one in found] == [(Kind.UNBOUND, "20件")]


def test_months_without_entries_are_asked_about_in_our_own_draft_only(ledger: Ledger):
    quiet = Ledger(ledger.period, ledger.figures, empty_months=(2, 7))
    line = Line(1, "受理纠纷23件。", bound=(BoundSpan(4, 7),), own=True)
    (one,) = look(Text((line,)), quiet).findings
    assert (one.kind, one.blocks, "2月、7月没有" in str(one.reason)) == (Kind.EMPTY_MONTHS, False, True)
    assert look(text_of(["受理纠纷23件。"]), quiet).findings == ()


@pytest.mark.parametrize("style", list(REPORTS))
def test_a_true_report_of_another_style_raises_no_alarm(style: str, ledger: Ledger):
    looked = look(text_of(REPORTS[style]), ledger)
    assert [f"{one.kind.value}: {one.quote}: {one.reason}" for one in looked.findings] == []
    assert len(looked.taken) >= _KNOWN[style]


_KNOWN = {"plain": 13, "running": 24, "numerals": 12, "by type": 21, "with others": 3, "terse": 11}


@pytest.mark.parametrize("style", list(REPORTS))
def test_another_number_of_a_true_report_is_noticed(style: str, ledger: Ledger):
    """Whatever was taken for a figure, said as another number, is blamed."""
    for one in look(text_of(REPORTS[style]), ledger).taken:
        number = one.number
        if not number.text[0].isdigit() or number.plus_more or ledger.value(one.named) is None:
            continue
        wrong = "9" + number.text
        changed = one.sentence[: number.start] + wrong + one.sentence[number.start + len(number.text) :]
        assert look(text_of([changed]), ledger).findings, changed


def test_a_number_that_no_ledger_has_wants_a_source_unless_it_is_only_planned(ledger: Ledger):
    said = look(Text((Line(1, "劝返学生5名。计划培训2次。会议开了3天。", own=True),)), ledger).findings
    assert [(one.kind, one.said, one.blocks) for one in said] == [(Kind.UNSOURCED, "5名", False)]
    assert look(text_of(["劝返学生5名。"]), ledger).findings == ()


def test_a_rate_may_be_printed_with_any_decimals(ledger: Ledger):
    for rate in ("87%", "87.0%", "86.96%", "86.957%"):
        assert look(text_of([f"受理23件，调解成功率{rate}。"]), ledger).findings == (), rate
    assert look(text_of(["受理23件，调解成功率86.95%。"]), ledger).blocks
