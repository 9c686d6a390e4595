"""Signing in and out, one's own profile, and the accounts that the administrators keep."""
