"""Opening and stopping accounts, giving roles, and the three administrators kept apart."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from mediation.features.accounts import keeping
from mediation.kernel import clock
from mediation.model.audit import AuditEvent
from mediation.model.mediator import Mediator
from mediation.model.person import Person
from mediation.model.user import FirstUseLink, User, UserRole
from mediation.procedure.roles import ACCOUNT_ROLES, ADMINISTRATORS, Role
from tests.conftest import DAY, sign_in

GOOD = "Seven yaks, 1 dri"


@pytest.fixture
def sysadmin(client, account):
    account("sysadmin", Role.SYSADMIN)
    return sign_in(client, "sysadmin")


@pytest.fixture
def secadmin(app, account):
    account("secadmin", Role.SECADMIN)
    return sign_in(app.test_client(), "secadmin")


@pytest.fixture
def clerk(account):
    return account("zhuoma", name="卓玛")


def role_form(role, place=None, **more):
    return {"role": role.value, "place": place.ref if place else "", "from_on": "2026-01-01", **more}


def roles_in(session, username):
    return {row.role for row in session.query(User).filter_by(username=username).one().roles}


# --- the system administrator -------------------------------------------------------------------


def test_an_account_is_opened_and_its_link_used_once(sysadmin, app, session):
    opened = sysadmin.send("/accounts/new", {"username": "Zhuoma", "name": "卓玛", "person": ""})
    assert opened.status_code == 303
    page = sysadmin.get(opened.location)
    assert "账号开好了" in page.text
    address = opened.location.partition("?")[0]
    shown = sysadmin.send(address, action=f"{address}/link")
    welcome = re.search(r"/welcome/[\w-]+", shown.text).group()
    zhuoma = app.test_client()
    assert "登录名 zhuoma" in zhuoma.get(welcome).text
    assert zhuoma.send(welcome, {"password": "weak", "again": "weak"}).status_code == 422
    assert zhuoma.send(welcome, {"password": GOOD, "again": GOOD}).location == "/help/tour/1"
    assert zhuoma.get("/me").status_code == 200
    assert app.test_client().get(welcome).status_code == 404
    assert [event.act for event in session.query(AuditEvent)] == ["open_account", "give_link", "set_password"]
    assert {event.subject for event in session.query(AuditEvent)} == {"zhuoma"}


def test_a_link_works_for_a_day_and_only_the_newest(sysadmin, app, session, clerk):
    address = f"/accounts/{clerk.ref}"
    with clock.frozen(clock.now()) as hands:
        first, second = (
            re.search(r"/welcome/[\w-]+", sysadmin.send(address, action=f"{address}/link").text).group() for _n in "12"
        )
        assert app.test_client().get(first).status_code == 404
        hands.forward(timedelta(hours=24, seconds=-1))
        assert app.test_client().get(second).status_code == 200
        hands.forward(timedelta(seconds=1))
        assert app.test_client().get(second).status_code == 404
    assert second.rpartition("/")[2] not in str([vars(link) for link in session.query(FirstUseLink)])


def test_the_link_is_shown_once(sysadmin, session, clerk):
    address = f"/accounts/{clerk.ref}"
    fields = sysadmin.hidden(address, f"{address}/link")
    assert "/welcome/" in sysadmin.post(f"{address}/link", data=fields).text
    assert sysadmin.post(f"{address}/link", data=fields).location == address
    assert session.query(FirstUseLink).count() == 1


def test_a_name_is_taken_once_however_it_is_written(sysadmin, session, clerk):
    answer = sysadmin.send("/accounts/new", {"username": "ZHUOMA", "name": "另一个卓玛", "person": ""})
    assert answer.status_code == 422
    assert "已经有人用了" in answer.text
    assert 'value="ZHUOMA"' in answer.text
    assert session.query(User).count() == 2


@pytest.mark.parametrize("username", ["卓玛", "1zhuoma", "z", "zhuo ma", "z" * 41])
def test_names_are_letters_and_digits(sysadmin, username):
    answer = sysadmin.send("/accounts/new", {"username": username, "name": "卓玛", "person": ""})
    assert answer.status_code == 422


def test_a_person_has_one_account_that_works(sysadmin, session, account, village):
    person = Person(name="央金", village=village)
    session.add(Mediator(person=person))
    session.commit()
    offered = sysadmin.get("/accounts/new").text
    assert "央金 第一村" in offered
    new = {"username": "yangjin", "name": "央金", "person": person.ref}
    assert sysadmin.send("/accounts/new", new).status_code == 303
    assert "央金 第一村" not in sysadmin.get("/accounts/new").text
    fields = sysadmin.hidden("/accounts/new")
    assert sysadmin.post("/accounts/new", data={**fields, **new, "username": "yangjin2"}).status_code == 422
    with pytest.raises(IntegrityError):
        account("yangjin3", person=person)
    session.rollback()
    session.query(User).filter_by(username="yangjin").one().active = False
    session.commit()
    account("yangjin3", person=person)


def test_a_stopped_account_is_shut_and_can_be_opened_again(sysadmin, app, session, clerk):
    zhuoma = sign_in(app.test_client(), "zhuoma")
    address = f"/accounts/{clerk.ref}"
    assert "账号停了" in sysadmin.get(sysadmin.send(address, action=f"{address}/stop").location).text
    assert zhuoma.get("/me").status_code == 303
    assert "账号又能用了" in sysadmin.get(sysadmin.send(address, action=f"{address}/resume").location).text
    assert zhuoma.get("/me").status_code == 303  # the session ended, it does not come back
    assert sign_in(zhuoma, "zhuoma").get("/me").status_code == 200


def test_the_last_administrator_is_not_stopped(sysadmin, account, app):
    account("sysadmin2", Role.SYSADMIN)
    other = sign_in(app.test_client(), "sysadmin2")
    page = other.get("/accounts").text
    first = re.search(r"/accounts/[\w-]+(?=\">账号sysadmin<)", page).group()
    assert other.send(first, action=f"{first}/stop").status_code == 303
    own = re.search(r"/accounts/[\w-]+(?=\">账号sysadmin2<)", page).group()
    fields = other.hidden("/me", "/logout")
    assert other.post(f"{own}/stop", data=fields).status_code == 403  # and nobody stops himself


# --- the security administrator -----------------------------------------------------------------


def test_a_role_is_given_for_a_place_and_taken_back(secadmin, session, clerk, town):
    address = f"/accounts/{clerk.ref}"
    answer = secadmin.send(f"{address}/roles", role_form(Role.CLERK, town))
    assert "角色给了" in secadmin.get(answer.location).text
    assert roles_in(session, "zhuoma") == {Role.CLERK}
    (number,) = session.scalars(text("SELECT id FROM user_role WHERE role = 'clerk'"))
    answer = secadmin.send(address, action=f"{address}/roles/{number}/revoke")
    assert answer.status_code == 303
    assert roles_in(session, "zhuoma") == set()
    assert session.get(UserRole, number).revoked_at is not None
    assert [event.act for event in session.query(AuditEvent)] == ["grant_role", "revoke_role"]


def test_a_role_needs_a_place_of_its_kind(secadmin, session, clerk, town, village):
    address = f"/accounts/{clerk.ref}/roles"
    assert "这个角色要选乡镇" in secadmin.send(address, role_form(Role.CLERK, village)).text
    assert "这个角色要选村居" in secadmin.send(address, role_form(Role.ADVISER)).text
    assert roles_in(session, "zhuoma") == set()
    assert secadmin.send(address, role_form(Role.ADVISER, village)).status_code == 303


def test_every_account_role_can_be_given(secadmin, session, account, town, village):
    places = {keeping.PlaceLevel.TOWN: town, keeping.PlaceLevel.VILLAGE: village}
    for role in ACCOUNT_ROLES:
        user = account(f"holds-{role.value.replace('_', '-')}")
        levels = keeping.SIGHT.get(role)
        form = role_form(role, places[levels[0]] if levels else None)
        assert secadmin.send(f"/accounts/{user.ref}/roles", form).status_code == 303, role


@pytest.mark.parametrize(
    "form", [{"to_on": "2025-12-31"}, {"from_on": ""}, {"from_on": "soon"}, {"role": "member"}], ids=str
)
def test_a_role_that_cannot_be_read_is_refused(secadmin, session, clerk, town, form):
    answer = secadmin.send(f"/accounts/{clerk.ref}/roles", {**role_form(Role.OFFICE, town), **form})
    assert answer.status_code == 422
    assert roles_in(session, "zhuoma") == set()


def test_a_role_is_given_once(secadmin, clerk, town):
    address = f"/accounts/{clerk.ref}/roles"
    assert secadmin.send(address, role_form(Role.OFFICE, town)).status_code == 303
    assert "已经给过了" in secadmin.send(address, role_form(Role.OFFICE, town)).text


def test_a_role_ends_on_its_last_day(app, session, account):
    user = account("zhuoma")
    user.hold(Role.SYSADMIN, DAY, to_on=DAY)
    session.commit()
    with clock.frozen(DAY):
        assert sign_in(app.test_client(), "zhuoma").get("/accounts").status_code == 200
    with clock.frozen(DAY + timedelta(days=1)):
        assert sign_in(app.test_client(), "zhuoma").get("/accounts").status_code == 403


# --- three administrators, apart ------------------------------------------------------------------


@pytest.mark.parametrize("first", ACCOUNT_ROLES)
@pytest.mark.parametrize("second", ADMINISTRATORS)
def test_an_administration_stands_alone(secadmin, session, account, town, village, first, second):
    place = {"village": village, "town": town}.get("village" if first in (Role.INFORMANT, Role.ADVISER) else "town")
    user = account("zhuoma", first, place=place if first in keeping.SIGHT else None)
    answer = secadmin.send(f"/accounts/{user.ref}/roles", role_form(second))
    assert answer.status_code == 422
    assert "不能兼任" in answer.text
    assert roles_in(session, "zhuoma") == {first}


@pytest.mark.parametrize("second", [*ADMINISTRATORS, Role.OFFICE])
@pytest.mark.parametrize("kind", ["work", "sysadmin", "secadmin", "auditor"])
def test_the_database_refuses_a_mixture_whatever_the_program_says(session, account, second, kind):
    user = account("zhuoma", Role.SYSADMIN)
    row = {"user": user.id, "kind": kind, "role": second.value, "day": DAY}
    insert = text("INSERT INTO user_role (user_id, kind, role, from_on) VALUES (:user, :kind, :role, :day)")
    if second is Role.SYSADMIN and kind == "sysadmin":
        session.execute(insert, {**row, "day": str(DAY)})
        return
    with pytest.raises(IntegrityError):
        session.execute(insert, {**row, "day": str(DAY)})
    session.rollback()


def test_the_database_refuses_to_turn_an_account_with_roles_into_another_kind(session, account):
    user = account("zhuoma", Role.OFFICE)
    with pytest.raises(IntegrityError):
        session.execute(text("UPDATE \"user\" SET kind = 'sysadmin' WHERE id = :id"), {"id": user.id})
    session.rollback()


def test_the_system_administrator_names_the_first_security_administrator_and_nobody_else(
    sysadmin, session, account, town
):
    one, two = account("one"), account("two")
    assert sysadmin.send(f"/accounts/{one.ref}/roles", role_form(Role.OFFICE, town)).status_code == 422
    assert sysadmin.send(f"/accounts/{one.ref}/roles", role_form(Role.SECADMIN)).status_code == 303
    assert sysadmin.send(f"/accounts/{two.ref}/roles", role_form(Role.SECADMIN)).status_code == 422
    assert roles_in(session, "two") == set()


@pytest.mark.parametrize("path", ["/accounts", "/accounts/new", "/accounts/{ref}", "/accounts/{ref}/roles"])
def test_the_work_sees_no_account_but_its_own(client, account, town, path):
    user = account("office", Role.OFFICE, place=town)
    assert sign_in(client, "office").get(path.format(ref=user.ref)).status_code == 403


@pytest.mark.parametrize("act", ["link", "stop", "resume"])
def test_the_security_administrator_opens_and_stops_nothing(secadmin, session, clerk, act):
    fields = secadmin.hidden("/me", "/logout")
    assert secadmin.post(f"/accounts/{clerk.ref}/{act}", data=fields).status_code == 403
    assert session.query(AuditEvent).count() == 0


def test_the_auditor_looks_and_changes_nothing(app, account, clerk):
    account("auditor", Role.AUDITOR)
    auditor = sign_in(app.test_client(), "auditor")
    page = auditor.get(f"/accounts/{clerk.ref}").text
    assert "卓玛" in page
    assert page.count('method="post"') == 1  # signing out
    assert auditor.get(f"/accounts/{clerk.ref}/roles").status_code == 403


def test_an_unknown_account_is_not_found(sysadmin):
    assert sysadmin.get("/accounts/nobody").status_code == 404


def test_the_first_administrator_gets_a_link_until_he_has_a_password(app, session):
    from mediation.casework.actor import OPERATOR

    first = keeping.first_administrator(OPERATOR)
    session.commit()
    again = keeping.first_administrator(OPERATOR)
    session.commit()
    assert first != again
    assert app.test_client().get(f"/welcome/{first}").status_code == 404
    visitor = app.test_client()
    assert visitor.send(f"/welcome/{again}", {"password": GOOD, "again": GOOD}).status_code == 303
    assert visitor.get("/accounts").status_code == 200
    assert keeping.first_administrator(OPERATOR) is None
