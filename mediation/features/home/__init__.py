"""The first page: what awaits me."""
