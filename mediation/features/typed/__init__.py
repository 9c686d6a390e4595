"""Figures of other bodies, typed in with their source."""
