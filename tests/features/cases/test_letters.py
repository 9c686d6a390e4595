"""A matter that comes by a letter of another organ: what letters say stands first, nothing else is lost."""

from mediation.model.base import db
from mediation.model.case import Case
from tests.desk import errors, form_of, send, shown_fields, words

LETTER = "/cases/new/register-referral"


def test_of_a_letter_one_sees_first_what_it_always_says(web):
    fields = shown_fields(web("clerk").get(LETTER))
    assert fields == [
        *("organ_kind", "organ", "letter_no", "letter_on", "answer_by"),
        *("applicants-0-name", "applicants-0-phone", "respondents-0-name", "respondents-0-phone"),
        *("matter", "village", "harm", "form", "acknowledged", "on"),
    ]


def test_whatever_few_letters_say_is_still_asked_behind_a_line(web):
    page = web("clerk").get(LETTER)
    folded = {"kind", "committee", "claims", "outside", "paper_on", "applicants-0-id_number", "respondents-0-address"}
    assert {name for name in folded if f'name="{name}"' in page.text} == folded
    assert form_of(page, LETTER)["kind"] == "PEOPLE"


def count():
    db.session.rollback()
    return db.session.query(Case).count()


def told_by_letter(web, **more):
    given = {
        "organ_kind": "POLICE",
        "organ": "云上镇派出所",
        "applicants-0-name": "扎西顿珠",
        "respondents-0-name": "才让多吉",
        "matter": "酒后推搡，摔坏了摩托车。",
        "village": str(web.town.world.villages[0].id),
        "form": "WRITTEN",
    }
    return given | more


def test_a_letter_goes_to_the_committee_of_its_village_unless_another_is_named(web):
    answer = send(web("clerk"), LETTER, **told_by_letter(web))
    assert answer.status_code == 303, errors(answer)
    db.session.rollback()
    newest = db.session.query(Case).order_by(Case.id.desc()).first()
    assert newest.unit_id == web.town.world.committees[0].id
    page = words(web("clerk").get(answer.location))
    assert "各自要什么" in page, "what the letter did not say is a to-do of the case"


def test_an_organs_own_mediation_goes_to_no_committee_by_itself(web):
    before = count()
    answer = send(web("clerk"), LETTER, **told_by_letter(web, kind="ADMIN"))
    assert (answer.status_code, count()) == (422, before)
    assert "由哪个调委会办" in errors(answer)[0]


def test_a_fault_in_what_is_folded_away_opens_it_and_keeps_what_was_typed(web):
    wrong = {"applicants-0-id_number": "123", "claims": "赔修车钱", "respondents-0-address": "第三村"}
    answer = send(web("clerk"), LETTER, **told_by_letter(web, **wrong))
    assert answer.status_code == 422
    kept = form_of(answer, LETTER)
    assert {name: kept[name] for name in wrong} == wrong
    rows = [part for part in answer.text.split('class="entry"') if 'id="applicants-0-id_number"' in part]
    assert "<details open>" in rows[0]
