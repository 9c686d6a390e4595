"""Rights told to everybody: one short row for each party, the rest behind a line that opens when it must."""

from mediation.model.base import db
from mediation.model.case import Case
from mediation.procedure.states import State
from tests.desk import Desk, errors, form_of, send, shown_fields
from tests.town import TODAY

TOLD = {"way": "ORAL", "language": "TIBETAN", "accepts_mediator": "yes"}


def notice(web):
    case = web.town.case(State.ASSIGNED)
    return case, Desk(web, f"/cases/{case.ref}").url("give-notice")


def test_a_notice_asks_three_short_things_of_each_party(web):
    _case, page = notice(web)
    answers = ("way", "language", "accepts_mediator")
    shown = shown_fields(web("mediator").get(page))
    assert shown == [f"parties-{row}-{name}" for row in range(2) for name in answers]
    text = web("mediator").get(page).text
    assert text.count("<details>") >= 2
    assert text.count('<select class="form-select" id="parties-0-') == 3


def test_the_day_of_telling_is_today_without_being_opened(web):
    case, page = notice(web)
    told = {f"parties-{row}-{name}": value for row in range(2) for name, value in TOLD.items()}
    answer = send(web("mediator"), page, **told)
    assert answer.status_code == 303, errors(answer)
    db.session.rollback()
    assert {party.told_on for party in db.session.get(Case, case.id).parties} == {TODAY}


def entries(response):
    return response.text.split('class="entry"')[1:]


def test_a_row_with_a_fault_behind_its_line_is_open_and_the_others_stay_shut(web):
    _case, page = notice(web)
    told = {f"parties-{row}-{name}": value for row in range(2) for name, value in TOLD.items()}
    answer = send(web("mediator"), page, **told, **{"parties-1-told_on": "昨天", "parties-1-interpreter": "白玛"})
    assert answer.status_code == 422
    first, second = entries(answer)[:2]
    assert ("<details open>" in first, "<details open>" in second) == (False, True)
    kept = form_of(answer, page)
    assert (kept["parties-1-interpreter"], kept["parties-0-language"]) == ("白玛", "TIBETAN")


def test_what_was_typed_behind_the_line_stays_open_after_a_refusal_elsewhere(web):
    _case, page = notice(web)
    told = {f"parties-{row}-{name}": value for row in range(2) for name, value in TOLD.items()}
    answer = send(web("mediator"), page, **told | {"parties-0-way": ""}, **{"parties-0-objects_open": "y"})
    assert answer.status_code == 422
    first, second = entries(answer)[:2]
    assert ("<details open>" in first, "<details open>" in second) == (True, False)
    assert form_of(answer, page)["parties-0-objects_open"] == "y"


def test_the_language_that_was_written_down_of_a_party_stands_there_already(web):
    case, page = notice(web)
    case.parties[0].language = "CHINESE"
    db.session.commit()
    form = form_of(web("mediator").get(page), page)
    assert (form["parties-0-language"], form["parties-1-language"]) == ("CHINESE", "")


def test_a_row_for_a_newcomer_that_was_left_empty_is_no_row(web):
    """The day that stands there by itself is nothing that somebody wrote."""
    case = web.town.case(State.MEDIATING)
    page = Desk(web, f"/cases/{case.ref}").url("notify-party")
    mediator = web("mediator")
    form = form_of(mediator.get(page), page)
    more = mediator.post(page, data=form | {"add_row": "parties"})
    kept = form_of(more, page)
    assert kept["parties-1-told_on"] == str(TODAY)
    row = {f"parties-0-{name}": value for name, value in TOLD.items()}
    sent = mediator.post(page, data=kept | row | {"parties-0-party": str(case.parties[0].id)})
    assert sent.status_code == 303, errors(sent)
