"""A house for practice: a place of its own beside the real one, that says so on every page and paper."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from mediation.app import create_app
from mediation.config import Settings, for_practice
from mediation.model.sensitive import create_keys
from tests.pages import StrictClient

STRIPE = "这里的人都是编的"


@pytest.fixture
def real(tmp_path: Path) -> Settings:
    return Settings(env="local", instance=tmp_path, database_url=f"sqlite:///{tmp_path / 'mediation.sqlite3'}")


@pytest.fixture
def practising(real: Settings, keys_kept: None) -> Flask:
    settings = for_practice(real)
    create_keys(settings.keys)
    app = create_app(settings)
    app.test_client_class = StrictClient
    return app


def test_it_shares_nothing_with_the_real_house(real: Settings) -> None:
    other = for_practice(real)
    assert other.practice
    assert other.instance != real.instance
    assert other.keys != real.keys
    assert other.uploads != real.uploads
    assert other.database_url != real.database_url


def test_beside_a_house_on_postgresql_too(real: Settings) -> None:
    earnest = replace(real, env="production", database_url="postgresql+psycopg://town@localhost/town")
    other = for_practice(earnest)
    assert other.database_url.startswith("sqlite:///")
    assert not other.production


def test_every_page_says_so(practising: Flask) -> None:
    for page in ("/login", "/help", "/no-such-page"):
        assert STRIPE in practising.test_client().get(page).text


def test_a_real_house_does_not(app: Flask) -> None:
    assert STRIPE not in app.test_client().get("/login").text
