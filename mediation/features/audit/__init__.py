"""The book of who did what, for the audit administrator; of a case only its number."""
