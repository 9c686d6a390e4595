"""The screening register: where people went to look for disputes, and what came of it."""
