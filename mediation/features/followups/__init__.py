"""The followups room."""
