"""Settings are read from the environment, and an unsafe production is refused."""

import os
from pathlib import Path

import pytest

from mediation.config import LOCAL_HOSTS, Settings, UnsafeSettings, dangers, read_settings

PRODUCTION = {"MEDIATION_ENV": "production", "MEDIATION_HOSTS": "tiaojie.example"}


@pytest.fixture
def production(tmp_path):
    return {**PRODUCTION, "MEDIATION_INSTANCE": str(tmp_path)}


def test_without_anything_it_is_local(tmp_path):
    settings = read_settings({"MEDIATION_INSTANCE": str(tmp_path)})
    assert not settings.production
    assert settings.cookie_name == "mediation_session"
    assert settings.hosts == LOCAL_HOSTS
    assert settings.database_url == f"sqlite:///{tmp_path / 'mediation.sqlite3'}"
    assert settings.session_idle_minutes == 30
    assert settings.password_days is None


def test_production_is_strict(production):
    settings = read_settings(production)
    assert settings.cookie_name == "__Host-mediation_session"
    assert settings.hosts == ("tiaojie.example",)
    assert settings.session_idle_minutes == 15
    assert settings.session_hours == 12
    assert settings.password_days == 90
    assert settings.trusted_proxies == 1


def test_the_american_profile_knows_no_expiry(production):
    assert read_settings({**production, "MEDIATION_PASSWORD_PROFILE": "nist"}).password_days is None


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"MEDIATION_ENV": "prod"}, "MEDIATION_ENV"),
        ({"MEDIATION_HOSTS": ""}, "MEDIATION_HOSTS"),
        ({"MEDIATION_HOSTS": " , "}, "MEDIATION_HOSTS"),
        ({"MEDIATION_TRUSTED_PROXIES": "0"}, "MEDIATION_TRUSTED_PROXIES"),
        ({"MEDIATION_SESSION_IDLE_MINUTES": "31"}, "MEDIATION_SESSION_IDLE_MINUTES"),
        ({"MEDIATION_SESSION_IDLE_MINUTES": "0"}, "MEDIATION_SESSION_IDLE_MINUTES"),
        ({"MEDIATION_SESSION_IDLE_MINUTES": "soon"}, "MEDIATION_SESSION_IDLE_MINUTES"),
        ({"MEDIATION_SESSION_IDLE_MINUTES": "༡༥"}, "MEDIATION_SESSION_IDLE_MINUTES"),
        ({"MEDIATION_SESSION_HOURS": "13"}, "MEDIATION_SESSION_HOURS"),
        ({"MEDIATION_PASSWORD_PROFILE": "easy"}, "MEDIATION_PASSWORD_PROFILE"),
        ({"MEDIATION_DEMO_PASSWORD": "demo"}, "MEDIATION_DEMO_PASSWORD"),
        ({"FLASK_DEBUG": "1"}, "FLASK_DEBUG"),
    ],
    ids=str,
)
def test_production_refuses_to_start_unsafe(production, change, told):
    with pytest.raises(UnsafeSettings, match=told):
        read_settings({**production, **change})


@pytest.mark.skipif(os.name != "posix", reason="files have no modes here")
def test_production_refuses_a_database_that_others_may_read(production, tmp_path: Path):
    database = tmp_path / "mediation.sqlite3"
    database.touch(0o644)
    with pytest.raises(UnsafeSettings, match="chmod"):
        read_settings(production)
    database.chmod(0o600)
    read_settings(production)


def test_every_danger_is_named_at_once(production):
    with pytest.raises(UnsafeSettings) as refused:
        read_settings({**production, "MEDIATION_HOSTS": "", "MEDIATION_DEMO_PASSWORD": "demo"})
    assert len(str(refused.value).splitlines()) == 2


def test_production_does_not_start_on_the_sample_town(tmp_path):
    (tmp_path / "sample-password").write_text("x", encoding="utf-8")
    found = " ".join(dangers(Settings(env="production", instance=tmp_path, database_url="postgresql+psycopg:///x")))
    assert "示例" in found


def test_production_wants_whole_host_names(tmp_path):
    settings = Settings(env="production", instance=tmp_path, database_url="postgresql+psycopg:///x", hosts=("*",))
    assert "主机名" in " ".join(dangers(settings))
