"""The heart: which acts the law and the office allow, by whom, when, and what must be recorded."""
