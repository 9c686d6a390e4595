"""The chain of events: whole after every act, and whatever is done to it afterwards is found and named."""

import json
import os
import random
import stat
from datetime import date, timedelta

import pytest
from sqlalchemy import bindparam, func, select, text

from mediation.casework import audit
from mediation.casework.actor import OPERATOR
from mediation.kernel import clock
from mediation.model import triggers
from mediation.model.audit import AuditEvent
from mediation.model.base import db
from mediation.model.sensitive import create_keys, use_keys
from tests.factories import build_world
from tests.plugins.postgres import on_sqlite

PROVE = os.environ.get("MEDIATION_PROVE") == "1"
EVENT = AuditEvent.metadata.tables["event"]
FOURTH = 4


@pytest.fixture
def chain(session, account):
    """A case that went all its way, one just begun, and an account that did nothing."""
    account("office")
    world = build_world()
    story = world.settled(date(2026, 3, 2), date(2026, 3, 5), fen=120_000)
    story.perform(date(2026, 3, 9)).visit(date(2026, 3, 20)).close_file(date(2026, 4, 1))
    world.registered(date(2026, 3, 2))
    session.commit()
    return session


@pytest.fixture
def strike(chain):
    """Somebody with the database in his hands lifts the guards and strikes; then all is as it was before."""

    def work(*statements, **values):
        connection = chain.connection()
        triggers.lift(connection)
        for statement in statements:
            connection.execute(text(statement) if isinstance(statement, str) else statement, values)
        verdict = audit.verify()
        chain.rollback()
        return verdict

    return work


def length():
    return db.session.scalar(select(func.count()).select_from(EVENT))


def row(number):
    return dict(db.session.execute(select(EVENT).where(EVENT.c.id == number)).mappings().one())


# --- whole --------------------------------------------------------------------------------------


def test_an_empty_chain_is_whole(app):
    with app.app_context():
        assert audit.verify() == audit.Verdict(True, 0, audit.GENESIS)


def test_the_chain_is_whole_after_a_life_of_acts(chain):
    verdict = audit.verify()
    assert verdict.whole
    assert verdict.length == length() > 20
    assert verdict.head == row(verdict.length)["hash"]


def test_the_batches_do_not_matter(chain):
    assert {audit.verify(batch) for batch in (1, 2, 7, length(), 10_000)} == {audit.verify()}


def test_a_refused_act_leaves_no_link(chain):
    before = audit.verify()
    with chain.begin_nested() as savepoint:
        audit.append(OPERATOR, "look")
        savepoint.rollback()
    assert audit.verify() == before


def test_what_was_appended_reads_back_as_it_was_sealed(app):
    """Nothing that an act may record comes back from the database as something else."""
    said = {
        "day": date(2026, 2, 28),
        "at": clock.now(),
        "list": [1, None, True, "གཅིག"],
        "deep": {"fen": 10**12, "": ""},
    }
    with app.app_context():
        for number in range(3):
            audit.append(
                OPERATOR, f"act_{number}", data=said, note="“引号”\\\n\t😀", ledger=number == 1, on=date(2024, 2, 29)
            )
            db.session.commit()
        db.session.expire_all()
        assert audit.verify().length == 3
        assert audit.verify().whole


def test_a_chain_sealed_with_another_key_is_not_ours(chain, settings, tmp_path):
    create_keys(tmp_path / "other")
    use_keys(tmp_path / "other")
    try:
        verdict = audit.verify()
    finally:
        use_keys(settings.keys)
    assert (verdict.whole, verdict.bad) == (False, 1)


# --- one row altered ----------------------------------------------------------------------------

ALTERED = {
    "id": 1000,
    "case_id": None,
    "act": "another_act",
    "on": date(2020, 1, 1),
    "recorded_at": clock.at(date(2020, 1, 1), 9),
    "actor_id": 1,
    "actor": "somebody else",
    "role": "auditor",
    "address": "192.0.2.1",
    "from_state": "LEAD",
    "to_state": "VOID",
    "subject": "other",
    "data": {"changed": True},
    "note": "added later",
    "late_reason": "",
    "ledger": True,
    "strikes_id": 1,
    "prev_hash": "f" * 64,
    "hash": "f" * 64,
}


def test_every_column_has_its_alteration():
    assert set(ALTERED) == {column.name for column in EVENT.columns}


def test_an_altered_field_is_found_and_named(strike):
    for name, value in ALTERED.items():
        new = bindparam("new", value, type_=EVENT.c[name].type)
        verdict = strike(EVENT.update().where(EVENT.c.id == FOURTH).values({name: new}))
        assert (verdict.whole, verdict.bad, verdict.length) == (False, FOURTH, FOURTH - 1), name
        assert str(FOURTH) in str(verdict.why)
    assert audit.verify().whole


@on_sqlite
def test_what_cannot_even_be_read_is_found_and_named(strike):
    for name in ("on", "recorded_at", "data"):
        for nonsense in ("", "{", "nonsense", "2026-99-99", b"\xff\x00"):
            verdict = strike(f'UPDATE event SET "{name}" = :nonsense WHERE id = {FOURTH}', nonsense=nonsense)
            assert (verdict.whole, verdict.bad, verdict.length) == (False, FOURTH, FOURTH - 1), (name, nonsense)


def test_an_altered_row_sealed_without_the_key_is_found(chain, strike, settings, tmp_path):
    create_keys(tmp_path / "guessed")
    use_keys(tmp_path / "guessed")
    forged = row(FOURTH) | {"act": "another_act"}
    seal = audit._digest(forged, forged["prev_hash"])
    use_keys(settings.keys)
    change = EVENT.update().where(EVENT.c.id == FOURTH).values(act="another_act", hash=seal)
    assert strike(change).bad == FOURTH


# --- rows gone, added, moved --------------------------------------------------------------------


def test_a_deleted_row_is_found_and_named(strike):
    for number in (1, 2, FOURTH):
        verdict = strike(f"DELETE FROM event WHERE id = {number}")
        assert (verdict.whole, verdict.bad, str(verdict.why)) == (False, number, f"缺少第{number}条")


def shift(by, above):
    """Move the rows above a number, in an order in which no two ever have the same one."""
    many = 10_000
    return [
        f"UPDATE event SET id = id + {many} WHERE id > {above}",
        f"UPDATE event SET id = id - {many} + {by} WHERE id > {many}",
    ]


def test_a_deleted_row_is_found_when_the_others_close_up(strike):
    verdict = strike(f"DELETE FROM event WHERE id = {FOURTH}", *shift(-1, FOURTH))
    assert (verdict.whole, verdict.bad) == (False, FOURTH)


def test_an_inserted_row_is_found_and_named(chain, strike):
    new = row(FOURTH) | {"id": FOURTH + 1, "act": "invented", "prev_hash": row(FOURTH)["hash"], "hash": "0" * 64}
    verdict = strike(*shift(1, FOURTH), EVENT.insert().values(new))
    assert (verdict.whole, verdict.bad) == (False, FOURTH + 1)


def test_a_row_before_the_first_is_found_and_named(chain, strike):
    for number in (0, -5):
        verdict = strike(EVENT.insert().values(row(1) | {"id": number, "hash": "0" * 64}))
        assert (verdict.whole, verdict.bad) == (False, number)


def test_a_row_added_at_the_end_without_the_key_is_found_and_named(chain, strike):
    last = length()
    new = row(last) | {"id": last + 1, "prev_hash": row(last)["hash"], "hash": "0" * 64}
    assert strike(EVENT.insert().values(new)).bad == last + 1


def test_swapped_rows_are_found_and_named(strike):
    verdict = strike(
        f"UPDATE event SET id = -1 WHERE id = {FOURTH}",
        f"UPDATE event SET id = {FOURTH} WHERE id = {FOURTH + 1}",
        f"UPDATE event SET id = {FOURTH + 1} WHERE id = -1",
    )
    assert (verdict.whole, verdict.bad) == (False, FOURTH)


def test_a_repeated_row_is_found_and_named(chain, strike):
    last = length()
    again = row(last) | {"id": last + 1, "hash": "0" * 64}
    assert strike(EVENT.insert().values(again)).bad == last + 1


@pytest.mark.slow
def test_any_fault_anywhere_is_found(chain, strike):
    """Whatever row, whatever column: altered, gone or moved. Thousands of them when proving."""
    chance, count = random.Random(29), length()
    names = sorted(set(ALTERED) - {"id", "case_id", "actor_id", "strikes_id"})
    for _n in range(10_000 if PROVE else 60):
        number, name = chance.randint(1, count), chance.choice(names)
        value = row(number)[name]
        altered = not value if isinstance(value, bool) else _altered(value)
        act = chance.choice(["alter", "delete", "move"]) if number < count else "alter"
        statement = {
            "alter": EVENT.update().where(EVENT.c.id == number).values({name: altered}),
            "delete": EVENT.delete().where(EVENT.c.id == number),
            "move": EVENT.update().where(EVENT.c.id == number).values(id=count + 50),
        }[act]
        assert strike(statement).bad == number, (act, number, name)
    assert audit.verify().whole


def _altered(value):
    if isinstance(value, dict):
        return {**value, "": 1}
    if isinstance(value, date):
        return value + timedelta(days=1)
    return "0" if value is None else f"{value[:-1]}{'a' if value[-1:] != 'a' else 'b'}"


# --- the end cut off, or all of it turned back ---------------------------------------------------


def cut(session, last):
    connection = session.connection()
    triggers.lift(connection)
    connection.execute(EVENT.delete().where(EVENT.c.id > last))
    triggers.lay(connection)
    session.commit()


def test_a_tail_that_is_cut_off_shows_against_the_head_kept_outside(chain, tmp_path):
    assert audit.examine(tmp_path).whole
    whole = length()
    cut(chain, whole - 1)
    assert audit.verify().whole  # what is left is a chain
    verdict = audit.check_heads(tmp_path)
    assert (verdict.whole, verdict.bad, verdict.length) == (False, whole, whole - 1)
    assert f"有{whole}条" in str(verdict.why)
    assert audit.examine(tmp_path) == verdict


def test_a_tail_grown_again_shows_too(chain, tmp_path):
    audit.remember_head(tmp_path)
    whole = length()
    cut(chain, whole - 2)
    for _n in range(5):
        audit.append(OPERATOR, "look")
    chain.commit()
    assert audit.verify().whole
    assert (audit.check_heads(tmp_path).whole, audit.check_heads(tmp_path).bad) == (False, whole)


def test_a_broken_chain_is_not_remembered(chain, tmp_path):
    cut(chain, 0)
    audit.examine(tmp_path)
    assert not (tmp_path / audit.HEADS).exists()
    audit.append(OPERATOR, "look")
    connection = chain.connection()
    triggers.lift(connection)
    chain.execute(text("UPDATE event SET act = 'other'"))
    assert not audit.examine(tmp_path).whole
    assert not (tmp_path / audit.HEADS).exists()
    chain.rollback()


def test_heads_are_noted_as_the_chain_grows_and_once_each(chain, tmp_path):
    for _n in range(2):
        audit.remember_head(tmp_path)
    audit.append(OPERATOR, "look")
    chain.commit()
    audit.remember_head(tmp_path)
    lines = [json.loads(line) for line in (tmp_path / audit.HEADS).read_text().splitlines()]
    assert [line["length"] for line in lines] == [length() - 1, length()]
    assert lines[-1]["head"] == audit.verify().head
    assert audit.check_heads(tmp_path).whole
    if os.name == "posix":
        assert stat.S_IMODE((tmp_path / audit.HEADS).stat().st_mode) == 0o600


def test_a_damaged_note_is_named(chain, tmp_path):
    audit.remember_head(tmp_path)
    notes = tmp_path / audit.HEADS
    good = notes.read_text()
    for damage in ("nonsense", "[]", "{}", '{"at": 1, "length": "x", "head": ""}', "\x00"):
        notes.write_text(f"{good}{damage}\n{good}")
        verdict = audit.check_heads(tmp_path)
        assert not verdict.whole
        assert "第2行" in str(verdict.why)


def test_without_notes_there_is_nothing_to_hold_against(chain, tmp_path):
    assert audit.check_heads(tmp_path).whole
