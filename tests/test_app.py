"""The application as a whole: when it starts, when it is ready."""

from dataclasses import replace

import pytest

from mediation.app import create_app
from mediation.config import UnsafeSettings
from mediation.model.sensitive import KeysUnusable, create_keys, keyring


def test_it_lives_and_is_ready(client):
    assert client.get("/healthz").text == "ok\n"
    assert client.get("/readyz").text == "ready\n"


def test_without_keys_it_is_alive_but_not_ready(client, monkeypatch):
    monkeypatch.setattr(keyring, "loaded", None)
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").status_code == 503


def test_it_does_not_start_without_keys(settings, tmp_path):
    kept = keyring.loaded
    with pytest.raises(KeysUnusable):
        create_app(replace(settings, instance=tmp_path))
    keyring.loaded = kept


def test_production_does_not_start_with_keys_that_others_may_read(settings, tmp_path):
    create_keys(tmp_path / "keys")
    (tmp_path / "keys" / "session").chmod(0o640)
    unsafe = replace(
        settings, env="production", testing=False, instance=tmp_path, hosts=("tiaojie.example",), trusted_proxies=1
    )
    with pytest.raises(UnsafeSettings, match="chmod"):
        create_app(unsafe)


def test_an_undefined_word_in_a_template_is_a_fault(app):
    from jinja2 import UndefinedError

    with app.test_request_context("/"), pytest.raises(UndefinedError):
        app.jinja_env.from_string("{{ nobody_gave_this }}").render()


def test_people_stay_out_of_logs(app):
    from mediation.model.base import db

    with app.app_context():
        assert db.engine.hide_parameters
