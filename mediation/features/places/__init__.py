"""The dated tree of places from region to village, and the villages' legal advisers."""
