"""The activity ledger, and the counted rosters of villages."""
