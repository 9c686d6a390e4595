"""One's own sessions in one's own calendar, at a secret address that can be renewed."""
