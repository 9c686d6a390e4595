"""Who mediates: assignment, team, recusal, replacement, and the clock of the talks."""
