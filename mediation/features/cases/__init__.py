"""Cases: the list, the story of one, and the one route by which anything changes."""
