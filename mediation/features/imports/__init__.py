"""Ledgers kept by hand: read, checked, and entered row by row through the same events as everything else."""
