"""Committees and their studios, mediators with their terms, and whoever deputises for a chair."""
