"""Invented cases in bulk, for load and practice: a few are fired through the one door, the many are their copies."""
