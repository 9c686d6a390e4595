"""The settings of the running application."""

from flask import Flask, current_app

from mediation.config import Settings

_KEY = "mediation.settings"


def keep_settings(app: Flask, settings: Settings) -> None:
    app.extensions[_KEY] = settings


def current_settings() -> Settings:
    settings: Settings = current_app.extensions[_KEY]
    return settings
