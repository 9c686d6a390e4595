"""What keeping a register leaves in the chain of events."""

from datetime import date

import pytest

from mediation.casework import audit, registers
from mediation.casework.actor import Actor, Grant
from mediation.casework.registers import RegisterAct
from mediation.kernel.errors import Incomplete
from mediation.model.audit import AuditEvent
from mediation.procedure.roles import Role
from tests.factories import build_world
from tests.people import YANGJIN

OFFICE = Actor(None, "office", "德吉", frozenset({Role.OFFICE}), grants=(Grant(Role.OFFICE, "54"),))


@pytest.fixture
def world(session):
    return build_world()


def test_a_change_keeps_what_was_and_what_is_and_nothing_more(session, world):
    old = registers.snapshot(world.room)
    world.room.name, world.room.active_to = "阿玛之家", date(2026, 12, 31)
    event = registers.note(OFFICE, RegisterAct.CHANGE_ROOM, world.room, old=old, why="搬了")
    assert (event.act, event.subject, event.role, event.note) == (
        "change_room",
        f"room:{world.room.id}",
        "office",
        "搬了",
    )
    assert event.data == {
        "old": {"name": "阿玛调解室", "active_to": None},
        "new": {"name": "阿玛之家", "active_to": "2026-12-31"},
    }
    assert audit.verify().whole


def test_of_secrets_the_chain_keeps_that_they_changed(session, world):
    person = world.yangjin.person
    old = registers.snapshot(person)
    person.phone = "13900000055"
    event = registers.note(OFFICE, RegisterAct.CHANGE_MEDIATOR, world.yangjin, rows=(person,), old=old)
    assert event.data == {"old": {"phone": "***"}, "new": {"phone": "***"}}
    person.phone, old = None, registers.snapshot(person)
    event = registers.note(OFFICE, RegisterAct.CHANGE_MEDIATOR, world.yangjin, rows=(person,), old=old)
    assert event.data == {"old": {"phone": "***"}, "new": {"phone": None}}
    kept = " ".join(str(row.data) for row in session.query(AuditEvent))
    assert YANGJIN["id_number"] not in kept
    assert person.id_key not in kept


def test_what_is_added_is_told_whole_and_what_is_taken_away_too(session, world):
    added = registers.note(OFFICE, RegisterAct.ADD_ROOM, world.room)
    assert set(added.data) == {"new"}
    assert added.data["new"]["name"] == "阿玛调解室"
    gone = registers.note_removal(OFFICE, RegisterAct.DROP_ACTIVITY, world.room, "记错了")
    assert gone.data == {"old": added.data["new"]}


def test_a_mark_changes_with_the_row(session, world):
    before = registers.mark_of(world.room)
    assert registers.mark_of(world.room) == before
    world.room.name = "阿玛之家"
    assert registers.mark_of(world.room) != before
    person = world.yangjin.person
    before = registers.mark_of(person)
    person.phone = "13900000055"
    assert registers.mark_of(person) != before


def test_the_last_change_is_no_look(session, world):
    assert registers.last_change(world.room) is None
    event = registers.note(OFFICE, RegisterAct.ADD_ROOM, world.room)
    audit.append(OFFICE, registers.LOOK, subject=registers.subject_of(world.room))
    assert registers.last_change(world.room) is event


@pytest.mark.parametrize(("first", "last"), [(date(2026, 1, 2), date(2026, 1, 1))])
def test_a_span_does_not_end_before_it_begins(first, last):
    with pytest.raises(Incomplete):
        registers.check_span(first, last, "to_on")
    registers.check_span(first, first, "to_on")
    registers.check_span(first, None, "to_on")
    registers.check_span(None, last, "to_on")
