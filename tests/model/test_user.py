"""Accounts, their passwords and their roles, as the database keeps them."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from mediation.kernel import clock
from mediation.model.user import HASHER, AccountKind, User, UserRole, fold_username, password_fits
from mediation.procedure.roles import ADMINISTRATORS, Role
from tests.conftest import DAY


def test_a_password_fits_whichever_keyboard_composed_it():
    user = User(username="one")
    user.set_password("e\u0301lan \u0f69 12", clock.now())
    assert password_fits(user.password_hash, "\u00e9lan \u0f40\u0fb5 12")
    assert not password_fits(user.password_hash, "elan \u0f69 12")


@pytest.mark.parametrize("stored", [None, "", "plain", "$argon2id$broken"])
def test_without_a_good_hash_nothing_fits(stored):
    assert not password_fits(stored, "anything")
    assert not password_fits(stored, stored or "")


def test_hashes_cost_what_was_measured():
    assert (HASHER.time_cost, HASHER.memory_cost, HASHER.parallelism) == (2, 19_456, 1)
    assert HASHER.hash("x").startswith("$argon2id$")


def test_long_passwords_are_not_cut():
    user = User(username="one")
    user.set_password("x" * 100 + "a", clock.now())
    assert not password_fits(user.password_hash, "x" * 100 + "b")


@pytest.mark.parametrize("typed", ["Zhuoma", " zhuoma ", "ZHU OMA", "zhuoma\u3000"])
def test_a_name_is_kept_in_one_spelling(typed):
    assert fold_username(typed) == "zhuoma"
    assert User(username=typed).username == "zhuoma"


def test_the_first_role_says_what_the_account_is_for(session):
    for role in Role:
        user = User(username=f"u-{role}", name="x", created_at=clock.now())
        user.hold(role, DAY)
        assert (user.kind is AccountKind.WORK) is (role not in ADMINISTRATORS)
        session.add(user)
    session.commit()


def test_a_mixture_fails_in_the_database(session):
    user = User(username="one", name="x", created_at=clock.now())
    user.hold(Role.SYSADMIN, DAY)
    user.hold(Role.AUDITOR, DAY)
    session.add(user)
    with pytest.raises(IntegrityError):
        session.commit()
    session.rollback()


def test_an_administrator_has_sight_of_no_place(session, town):
    user = User(username="one", name="x", created_at=clock.now())
    user.hold(Role.AUDITOR, DAY, place=town)
    session.add(user)
    with pytest.raises(IntegrityError):
        session.commit()
    session.rollback()


def test_roles_are_held_from_day_to_day_and_not_after_they_are_taken_back(session, town):
    user = User(username="one", name="x", created_at=clock.now())
    session.add(user)
    held = user.hold(Role.OFFICE, DAY, place=town, to_on=DAY + timedelta(days=9))
    session.commit()
    days = [DAY - timedelta(days=1), DAY, DAY + timedelta(days=9), DAY + timedelta(days=10)]
    assert [bool(user.roles_on(day)) for day in days] == [False, True, True, False]
    held.revoked_at = clock.now()
    assert user.roles_on(DAY) == []
    session.commit()
    assert user.roles == []
    assert user.all_roles == [held]
    assert session.query(UserRole).count() == 1
