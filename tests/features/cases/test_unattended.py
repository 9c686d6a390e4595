"""A matter registered for a committee of which nobody can sign in: the page says so, and who helps."""

import pytest
from sqlalchemy import select, update

from mediation.model.base import db
from mediation.model.mediator import Mediator, Term
from mediation.model.user import User
from mediation.procedure.states import State
from tests.desk import Desk, errors, form_of, words

SAID = "还没有人能登录"


def close_accounts(unit_id):
    """The accounts of everybody who ever held a term in the committee work no more."""
    members = select(Mediator.person_id).join(Term, Term.mediator_id == Mediator.id).where(Term.unit_id == unit_id)
    db.session.execute(update(User).where(User.person_id.in_(members)).values(active=False))
    db.session.commit()


@pytest.fixture
def silent(web):
    """Told at the counter for the second village."""
    unit = web.town.world.committees[1]
    close_accounts(unit.id)
    return Desk(web).register("clerk", committee=str(unit.id), village=str(web.town.world.villages[1].id))


def test_the_counter_hears_of_it_at_once(silent):
    page = words(silent.look("clerk"))
    assert SAID in page
    assert "请安全管理员给他们开账号。" in page
    assert silent.url("move-registration") not in silent.look("clerk").text


def test_whoever_may_move_it_has_the_way(silent):
    page = silent.look("office")
    assert "请安全管理员给他们开账号，或者把登记转给镇调委会。" in words(page)
    town = silent.web.town.world.township.id
    way = f"{silent.url('move-registration')}?to_committee={town}"
    assert f'href="{way}"' in page.text
    form = form_of(silent.web("office").get(way), silent.url("move-registration"))
    assert form["to_committee"] == str(town), "the town's committee is chosen already"
    sent = silent.web("office").post(way, data=form | {"agreed_by": "央金", "reason": "那边没有人"})
    assert (sent.status_code, sent.location) == (303, silent.address), errors(sent)
    assert silent.case.unit_id == town
    assert SAID not in words(silent.look("office"))


def test_one_account_that_works_is_enough(web):
    assert SAID not in words(Desk(web).register("clerk").look("clerk"))


@pytest.mark.parametrize("state", [State.ACCEPTED, State.NOT_ACCEPTED])
def test_only_while_it_waits_for_acceptance(web, state):
    case = web.town.case(state)
    close_accounts(case.unit_id)
    assert SAID not in words(Desk(web, f"/cases/{case.ref}").look("office"))


def test_who_may_not_know_the_matter_reads_nothing_of_it(silent):
    page = silent.look("peace")
    assert page.status_code == 200
    assert SAID not in words(page)


def test_a_committee_in_the_address_that_is_none_of_the_town_chooses_nothing(silent):
    page = silent.url("move-registration")
    for typed in ("0", "999999", "一", "1e3"):
        form = form_of(silent.web("office").get(f"{page}?to_committee={typed}"), page)
        assert not form.get("to_committee")
