"""The browser keeps one token; the books of signing in disturb nobody."""

from datetime import timedelta

import pytest
from flask import session as browser

from mediation.kernel import clock
from mediation.model.base import db
from mediation.model.engine import begin_write
from mediation.model.user import LoginSession
from tests.conftest import sign_in


def test_nothing_can_be_kept_in_a_session(app):
    with app.test_request_context("/"), pytest.raises(TypeError, match="nothing is kept"):
        browser["case"] = "7"


@pytest.mark.parametrize("planted", ["", "x", "A" * 42, "A" * 44, "A" * 42 + "\n", "=" * 43, "é" * 43])
def test_what_is_no_token_is_not_looked_up(client, planted):
    client.set_cookie("mediation_session", planted)
    assert client.get("/me").status_code == 303


def test_pages_without_a_form_set_no_cookie(client):
    assert "Set-Cookie" not in client.get("/healthz").headers
    assert "Set-Cookie" not in client.get("/me").headers


def test_looking_is_written_down_every_minute_not_more(client, session, account):
    account("office")
    with clock.frozen(clock.now()) as hands:
        sign_in(client, "office")
        begun = hands.read()
        hands.forward(timedelta(seconds=59))
        client.get("/me")
        assert session.query(LoginSession).one().last_seen_at == begun
        hands.forward(timedelta(seconds=1))
        client.get("/me")
        assert session.query(LoginSession).one().last_seen_at == begun + timedelta(minutes=1)


def test_a_page_can_be_looked_at_while_somebody_writes_for_long(client, app, session, account, monkeypatch):
    from sqlalchemy import event

    account("office")
    with clock.frozen(clock.now()) as hands:
        sign_in(client, "office")
        hands.forward(timedelta(minutes=5))
        event.listen(db.engine, "connect", _impatient)
        db.engine.dispose()
        begin_write(db.session())
        db.session.execute(db.update(LoginSession).values(agent="a long import"))
        db.session().info["wrote"] = False  # the test means it
        other = app.test_client()
        other.set_cookie("mediation_session", client.get_cookie("mediation_session").value)
        try:
            from contextvars import Context

            answer = Context().run(super(type(other), other).open, "/me")
        finally:
            event.remove(db.engine, "connect", _impatient)
            db.session.rollback()
            db.engine.dispose()
        assert answer.status_code == 200


def _impatient(connection, _record):
    connection.execute("PRAGMA busy_timeout=1")
