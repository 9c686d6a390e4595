"""Security headers on every answer, https and host names in production."""

from dataclasses import replace

import pytest

from mediation.app import create_app, with_static_files
from mediation.web.headers import ALWAYS
from tests.conftest import sign_in
from tests.pages import check_headers


@pytest.fixture
def production(app, settings):
    """The same house as in production, behind one proxy."""
    return create_app(replace(settings, env="production", testing=False, hosts=("tiaojie.example",), trusted_proxies=1))


HTTPS = {"base_url": "http://tiaojie.example", "headers": {"X-Forwarded-Proto": "https", "X-Forwarded-For": "10.1.2.3"}}


def test_nothing_inline_and_nothing_from_elsewhere():
    policy = ALWAYS["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'self'" in policy
    for nothing in ("object-src", "base-uri", "frame-ancestors"):
        assert f"{nothing} 'none'" in policy
    assert "form-action 'self'" in policy


@pytest.mark.parametrize(
    ("path", "method", "status"),
    [
        ("/login", "GET", 200),
        ("/me", "GET", 303),
        ("/login", "POST", 400),
        ("/nowhere", "GET", 404),
        ("/login", "DELETE", 405),
        ("/healthz", "GET", 200),
        ("/static/mediation.css", "GET", 200),
        ("/static/nothing.css", "GET", 404),
    ],
)
def test_every_answer_has_them(client, path, method, status):
    answer = client.open(path, method=method)
    assert answer.status_code == status
    assert (answer.headers["Cache-Control"] == "no-store") is not (path.startswith("/static") and status == 200)
    answer.close()


def test_refusals_and_faults_have_them_too(app, account, client):
    account("office")
    sign_in(client, "office")
    assert client.get("/accounts").status_code == 403
    assert client.post("/me/theme", data={"x": "1" * 21_000_000}).status_code == 413


def test_static_files_before_the_application_have_them(app):
    from werkzeug.test import Client

    client = Client(with_static_files(app))
    answer = client.get("/static/mediation.css")
    assert answer.status_code == 200
    check_headers(answer)
    assert "Access-Control-Allow-Origin" not in answer.headers
    answer.close()
    assert client.get("/login").status_code == 200


def test_production_speaks_https_only(production, app):
    client = production.test_client()
    plain = client.get("/login", base_url="http://tiaojie.example")
    assert plain.status_code == 403
    assert client.get("/healthz", base_url="http://tiaojie.example").status_code == 200
    answer = client.get("/login", **HTTPS)
    assert answer.status_code == 200
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    (cookie,) = answer.headers.getlist("Set-Cookie")
    assert cookie.startswith("__Host-mediation_session=")
    for mark in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert mark in cookie
    assert "Domain" not in cookie


def test_locally_there_is_no_promise_of_https(client):
    assert "Strict-Transport-Security" not in client.get("/login").headers


@pytest.mark.parametrize(
    "host", ["evil.example", "tiaojie.example.evil.example", "127.0.0.1", "tiaojie.example:80@evil"]
)
def test_a_forged_host_gets_a_bare_refusal(production, host):
    answer = production.test_client().get("/login", headers={**HTTPS["headers"], "Host": host})
    assert answer.status_code == 400
    assert "evil" not in answer.text


@pytest.mark.parametrize("name", ["X-Forwarded-Host", "X-Forwarded-Server", "Forwarded"])
def test_a_forged_forwarded_host_is_not_believed(production, name):
    client = production.test_client()
    answer = client.get(
        "/me", base_url="http://tiaojie.example", headers={**HTTPS["headers"], name: "host=evil.example"}
    )
    assert answer.location == "/login?next=/me"
