"""Every guard over real records: refused with just its sentence, and not one row is otherwise than before."""

import pytest

from mediation.casework.actor import OPERATOR
from mediation.casework.transition import fire
from mediation.kernel import clock
from mediation.kernel.errors import Incomplete, Refused
from mediation.model.base import db
from mediation.procedure.events import EVENTS
from mediation.procedure.guards import GUARDS
from mediation.procedure.states import State
from tests.casework import file_refusals, refusals
from tests.casework.refusals import Try
from tests.factories import cleaned
from tests.snapshot import changed, snapshot

# A duplicate without the case it repeats is told at the field, before any guard is asked.
TOLD_AT_THE_FIELD = {"link_if_duplicate"}
BY_GUARD = {name: vars(module)[name] for module in (refusals, file_refusals) for name in GUARDS if name in vars(module)}


def tried(attempt: Try) -> list[str]:
    """The codes with which it was refused; nothing may have changed."""
    actor = attempt.road.town.actor(attempt.who)
    data = cleaned(EVENTS[attempt.event].fields, attempt.data)
    case = getattr(attempt.road, "case", None)
    before = snapshot()
    with clock.frozen(attempt.today), pytest.raises(Refused) as refused:
        fire(case, attempt.event, actor, data, on=attempt.on)
    assert changed(before) == set()
    return [reason.code for reason in refused.value.reasons]


def test_every_guard_is_met():
    assert set(BY_GUARD) | TOLD_AT_THE_FIELD == set(GUARDS)


@pytest.mark.parametrize("guard", BY_GUARD)
def test_refused_with_this_sentence_alone_and_nothing_is_changed(people, guard):
    assert tried(BY_GUARD[guard](people)) == [guard]
    db.session.expunge_all()


@pytest.mark.parametrize(("state", "event"), [(State.LEAD, "close_lead"), (State.REGISTERED, "void")])
def test_a_duplicate_names_what_it_repeats(people, state, event):
    attempt = Try(people.road(state), event, {"reason": "DUPLICATE"}, by="office")
    assert tried(attempt) == ["required"]


def test_every_failing_guard_is_told_not_only_the_first(people):
    attempt = Try(people.road(State.AGREED_UNSIGNED), "sign_agreement")
    assert tried(attempt) == ["all_signed", "mediator_signed", "sealed"]


def asked(event):
    """The fields without which it is refused whatever else is said."""
    return (ask for ask in event.asks if ask.required and not ask.by_system and ask.required_if is None)


@pytest.mark.parametrize("event", [event.id for event in EVENTS.values() if list(asked(event))])
def test_what_must_be_recorded_is_asked_for_by_name(people, event):
    """With nothing filled in: every refusal is a sentence that names a field."""
    state = EVENTS[event].source[0] if EVENTS[event].source else None
    case = people.case(state) if state else None
    before = snapshot()
    with pytest.raises(Incomplete) as refused:
        fire(case, event, OPERATOR, {})
    assert changed(before) == set()
    for reason in refused.value.reasons:
        assert str(reason).startswith(("请填写", "请勾选"))
        assert reason.field
