"""Case management for people's mediation in a township."""

__version__ = "0.1.0"
