"""Quarter hours are given back and taken on both databases, and the database has the last word."""

from datetime import date, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from mediation.kernel import clock
from mediation.model.mediation_session import SessionStatus, Slot
from tests.answers import act
from tests.casework.test_bad_answers import refused
from tests.town import TODAY, Road, assigned, build_town, march

TEN = clock.at(march(23), 10)
HOUR = timedelta(hours=1)


def plan(road, starts=TEN, ends=TEN + HOUR, **said):
    return act(road, "plan_session", starts=starts, ends=ends, **said)


@pytest.fixture
def town(session, password_hash):
    with clock.frozen(date(2026, 3, 1)):
        return build_town(password_hash)


def test_what_was_put_off_may_overlap_its_own_old_time(session, town):
    """The old quarter hours are given back before the new ones are taken."""
    with clock.frozen(TODAY):
        road = plan(assigned(Road(town), {}))
        old = road.case.sessions[-1]
        road.fire("cancel_session", TODAY, planned=old.id, reason="车坏了", new_time=TEN + HOUR / 2)
        plan(road, TEN + HOUR / 2, TEN + HOUR * 3 / 2)
        session.flush()
        assert (old.status, old.called_off) == (SessionStatus.POSTPONED, "车坏了")
        assert min(slot.starts_at for slot in session.query(Slot)) == TEN + HOUR / 2
        assert session.query(Slot).count() == 8


def test_the_database_refuses_a_second_booking_that_nobody_saw(session, town):
    with clock.frozen(TODAY):
        first = plan(assigned(Road(town), {}))
        other = assigned(Road(town), {})
        assert refused(other, "plan_session", starts=TEN, ends=TEN + HOUR) == [("room_free", None)]
        slot = first.case.sessions[-1].slots[0]
        again = Slot(resource=slot.resource, starts_at=slot.starts_at, session_id=slot.session_id)
        with pytest.raises(IntegrityError, match="slot"), session.begin_nested():
            session.add(again)
