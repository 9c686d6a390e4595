"""Figures: each declared once, computed from core rows, with the rows that it counted."""
