"""Sending the file: which papers the form offers, and which it ticks."""

import re

import pytest

from mediation.casework.papers import papers_possible
from mediation.model.base import db
from mediation.procedure.records import MediationKind, PaperKind
from mediation.procedure.states import State
from tests.answers import act
from tests.desk import Desk
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
