"""Rooms to meet in: the list, the week of each, and who keeps them."""
