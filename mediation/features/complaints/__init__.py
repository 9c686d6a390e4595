"""The record of complaints against mediators."""
