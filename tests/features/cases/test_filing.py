"""Papers of a file: which the form of sending offers and ticks, and which come first when one is put in."""

import re

import pytest

from mediation.casework.papers import papers_likely, papers_missing, papers_possible
from mediation.model.base import db
from mediation.procedure.records import MediationKind, PaperKind
from mediation.procedure.states import State
from tests.answers import act
from tests.desk import Desk, form_of, words
from tests.town import Road

BOXES = re.compile(r'name="checklist" value="([A-Z_]+)"( checked)?')


def offered(web, case):
    desk = Desk(web, f"/cases/{case.ref}")
    return dict(BOXES.findall(web("mediator").get(desk.url("submit-file")).text))


def test_a_case_that_was_performed_is_asked_for_its_own_papers(web):
    boxes = offered(web, web.town.case(State.PERFORMED))
    assert {"APPLICATION", "RECORD", "AGREEMENT", "PERFORMANCE_PROOF", "OTHER"} <= set(boxes)
    others = {"DECLINE_NOTICE", "TRANSFER_LETTER", "REFERRAL_REPLY", "TERMINATION_NOTE"}
    assert not others & set(boxes)
    assert not any(name.startswith("ADMIN_") for name in boxes)


def test_ticked_is_what_lies_in_the_file(web):
    road = web.town.road(State.PERFORMED)
    assert not any(offered(web, road.case).values())
    act(road, "attach_paper")
    db.session.commit()
    [paper] = road.case.papers
    assert [name for name, ticked in offered(web, road.case).items() if ticked] == [paper.kind.value]


def test_without_an_agreement_none_is_asked_for(web):
    boxes = offered(web, web.town.case(State.TERMINATED))
    assert "TERMINATION_NOTE" in boxes
    assert not {"AGREEMENT", "ORAL_AGREEMENT", "CONFIRMATION"} & set(boxes)


def test_a_case_handed_over_has_its_letters(people):
    kinds = papers_possible(people.case(State.TRANSFERRED))
    assert {PaperKind.TRANSFER_LETTER, PaperKind.TRANSFER_REPLY} <= set(kinds)


def test_what_lies_in_the_file_is_never_left_out(people):
    road: Road = act(people.road(State.PERFORMED), "attach_paper", kind="DECLINE_NOTICE")
    assert PaperKind.DECLINE_NOTICE in papers_possible(road.case)


@pytest.mark.parametrize("state", [State.PERFORMED, State.TERMINATED])
def test_an_administrative_case_has_the_papers_of_its_kind(people, state):
    case = people.case(state)
    case.kind = MediationKind.ADMIN
    kinds = set(papers_possible(case))
    assert {PaperKind.ADMIN_APPLICATION, PaperKind.ADMIN_CONSENT, PaperKind.ADMIN_CLOSING} <= kinds
    assert not {PaperKind.APPLICATION, PaperKind.RECORD, PaperKind.CLOSING_REPORT} & kinds


# --- one paper at a time --------------------------------------------------------------------------


def kinds_offered(web, case, query="", who="mediator"):
    """The kinds of paper in the order of the form: those seen at once, and those behind the line."""
    page = Desk(web, f"/cases/{case.ref}").url("attach-paper") + query
    group = web(who).get(page).text.split('id="kind-group"')[1].split("</fieldset>")[0]
    first, line, behind = group.partition("<details")
    assert line, "the others stand behind a line"
    return [re.findall(r'name="kind" value="([A-Z_]+)"', part) for part in (first, behind)]


def without_a_number(case):
    """Of one party no number is known, so that the file lacks a proof of who it is."""
    case.present_parties[0].person.id_number = None
    db.session.commit()
    return case


@pytest.mark.parametrize(
    ("state", "first"),
    [
        (State.REGISTERED, "IDENTITY"),
        (State.MEDIATING, "RECORD"),
        (State.IN_FORCE, "PERFORMANCE_PROOF"),
        (State.TRANSFERRED, "TRANSFER_LETTER"),
    ],
)
def test_the_likely_papers_of_the_state_come_first_and_every_other_is_there(web, state, first):
    seen, behind = kinds_offered(web, web.town.case(state), who="office")
    assert seen[0] == first
    assert len(seen) <= 6
    assert sorted(seen + behind) == sorted(PaperKind), "each kind once"


@pytest.mark.parametrize(
    ("state", "likely", "unlikely"),
    [
        (State.MEDIATING, {"RECORD", "EVIDENCE"}, {"AGREEMENT", "TRANSFER_LETTER", "COVER"}),
        (State.IN_FORCE, {"PERFORMANCE_PROOF", "FOLLOWUP"}, {"TRANSFER_LETTER", "DECLINE_NOTICE"}),
        (State.TRANSFERRED, {"TRANSFER_LETTER", "TRANSFER_REPLY"}, {"AGREEMENT", "TERMINATION_NOTE"}),
    ],
)
def test_each_state_has_papers_of_its_own(web, state, likely, unlikely):
    seen, behind = kinds_offered(web, web.town.case(state), who="office")
    assert likely <= set(seen)
    assert unlikely <= set(behind)


def test_what_the_file_lacks_says_so_and_its_line_leads_to_the_form_with_the_kind(web):
    case = without_a_number(web.town.case(State.TERMINATED))
    lacking = papers_missing(case)
    assert lacking == (PaperKind.IDENTITY,)
    desk = Desk(web, f"/cases/{case.ref}")
    assert f"{desk.url('attach-paper')}?kind={lacking[0].value}" in desk.look("office").text
    page = web("office").get(f"{desk.url('attach-paper')}?kind={lacking[0].value}")
    assert form_of(page, desk.url("attach-paper"))["kind"] == lacking[0].value
    assert words(page).count("卷里还没有") == 1
    assert kinds_offered(web, case, who="office")[0][:2] == ["IDENTITY", "TERMINATION_NOTE"]


def test_an_unlikely_paper_that_was_chosen_is_not_folded_away(web):
    desk = Desk(web, f"/cases/{web.town.case(State.MEDIATING).ref}")
    group = web("office").get(f"{desk.url('attach-paper')}?kind=BACK_COVER").text.split('id="kind-group"')[1]
    assert "<details open>" in group.split("</fieldset>")[0]


@pytest.mark.parametrize("state", [State.MEDIATING, State.TERMINATED])
def test_of_an_administrative_case_its_own_papers_are_likely(web, state):
    case = web.town.case(state)
    case.kind = MediationKind.ADMIN
    likely = set(papers_likely(case))
    assert not {PaperKind.APPLICATION, PaperKind.RECORD, PaperKind.TERMINATION_NOTE} & likely
    assert {State.MEDIATING: PaperKind.ADMIN_RECORD, State.TERMINATED: PaperKind.ADMIN_CLOSING}[state] in likely
