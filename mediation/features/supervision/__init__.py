"""Looking after the work of others: samples of ended cases, and leave to open restricted files."""
