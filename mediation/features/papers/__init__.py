"""The papers of a case, ready for the printer."""
