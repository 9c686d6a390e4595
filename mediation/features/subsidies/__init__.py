"""The subsidies room."""
