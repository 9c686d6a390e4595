"""Each party consents on a day of its own, where an act asks several."""

from datetime import timedelta

import pytest

from mediation.casework.transition import fire
from mediation.kernel import clock
from mediation.kernel.errors import NotFound, Refused
from mediation.model.base import db
from mediation.model.team import Acceptance
from mediation.procedure.events import EVENTS
from mediation.procedure.states import State
from tests.answers import act, answers
from tests.casework.test_bad_answers import refused
from tests.factories import cleaned
from tests.town import TODAY, TOMORROW, march

DAY_BEFORE = TODAY - timedelta(days=2)


def one_by_one(road, *days):
    return [{"party": party, "agreed_on": on} for party, on in zip(road.everybody, days, strict=True)]


def test_an_extension_has_each_partys_own_day(people):
    road = people.road(State.MEDIATING)
    act(road, "extend_term", consent_days=one_by_one(road, DAY_BEFORE, None), consented_on=march(19))
    assert [(one.party_id, one.on) for one in road.case.term_changes[-1].consents] == [
        (road.a, DAY_BEFORE),
        (road.b, march(19)),
    ]


@pytest.mark.parametrize("event", ["invite_participant", "change_team", "replace_mediator"])
def test_those_who_join_are_accepted_on_each_partys_own_day(people, event):
    road = people.road(State.MEDIATING)
    known = db.session.query(Acceptance).count()
    act(road, event, consents=road.everybody, consent_days=one_by_one(road, DAY_BEFORE, None))
    kept = db.session.query(Acceptance).order_by(Acceptance.id).offset(known).all()
    assert [(one.party_id, one.on) for one in kept] == [(road.a, DAY_BEFORE), (road.b, TODAY)]


def test_a_late_continuation_has_them_too(people):
    road = people.road(State.MEDIATING)
    late = road.case.deadline + timedelta(days=3)
    with clock.frozen(late):
        act(road, "continue_overdue", late, consent_days=one_by_one(road, late - timedelta(days=1), None))
    assert [one.on for one in road.case.term_changes[-1].consents] == [late - timedelta(days=1), late]


def test_a_day_of_somebody_who_did_not_consent_is_refused_beside_it(people):
    road = people.road(State.MEDIATING)
    days = one_by_one(road, None, DAY_BEFORE)
    found = refused(road, "change_team", consents=[road.a], consent_days=days)
    assert found == [("consent_of_nobody", "consent_days-1-agreed_on")]


def test_a_day_still_to_come_or_before_acceptance_is_refused_beside_it(people):
    road = people.road(State.MEDIATING)
    ahead = refused(road, "extend_term", consent_days=one_by_one(road, None, TOMORROW))
    assert ahead == [("not_yet", "consent_days-1-agreed_on")]
    early = refused(road, "extend_term", consent_days=one_by_one(road, march(1), None))
    assert early == [("consent_early", "consent_days-0-agreed_on")]


def test_a_day_after_the_act_is_refused_when_it_is_written_down_later(people):
    road = people.road(State.MEDIATING)
    said = answers("extend_term", road, march(18)) | {"consent_days": one_by_one(road, march(19), None)}
    given = cleaned(EVENTS["extend_term"].fields, said)
    with pytest.raises(Refused, match="不能晚于办理日期"):  # today is the 20th
        fire(road.case, "extend_term", people.actor("mediator"), given, on=march(18))


def test_a_party_of_another_case_is_unknown(people):
    road, other = people.road(State.MEDIATING), people.road(State.ASSIGNED)
    with pytest.raises(NotFound):
        act(road, "extend_term", consent_days=[{"party": other.a, "agreed_on": DAY_BEFORE}])
