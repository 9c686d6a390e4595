"""The performance room."""
