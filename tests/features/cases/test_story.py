"""The history on the page of a case: what was changed is said, to whoever may know it."""

import pytest

from mediation.model.base import db
from mediation.procedure.states import State
from tests.desk import Desk, words
from tests.town import TODAY


@pytest.fixture
def amended(web):
    """Another village, other claims, a ban that was taken back; the matter said again as it was."""
    road = web.town.road(State.REGISTERED)
    road.fire("amend_registration", TODAY, bans=["RESERVED"], harm=["VIOLENCE"], by="chair")
    village = web.town.world.villages[1].id
    again = {"matter": road.case.matter, "bans": []}
    road.fire("amend_registration", TODAY, village=village, claims="修好围栏", by="chair", **again)
    db.session.commit()
    return Desk(web, f"/cases/{road.case.ref}")


def story_of(desk, who):
    return words(desk.look(who)).partition("从头到现在")[2].partition("日子、材料和别的事")[0]


def test_whoever_knows_the_matter_reads_the_new_words(amended):
    told = story_of(amended, "chair")
    village = amended.web.town.world.villages[1].name
    assert f"纠纷发生的村（居）：{village}；要求什么：修好围栏；有没有不能受理的情形：都没有" in told
    assert "有没有下面的情形：" in told
    assert "是什么事" not in told  # it was said again, not changed


def test_who_may_not_know_it_reads_which_fields(web):
    road = web.town.road(State.REGISTERED)
    road.fire("amend_registration", TODAY, claims="修好围栏", bans=["RESERVED"], by="chair")
    db.session.commit()
    told = story_of(Desk(web, f"/cases/{road.case.ref}"), "peace")
    assert "要求什么" in told
    assert "修好围栏" not in told
    assert "有没有不能受理的情形" not in told


def test_a_restricted_file_tells_none_of_it_to_those_kept_out(amended):
    page = amended.look("peace")
    assert "修好围栏" not in words(page)
    assert "有没有下面的情形" not in words(page)
