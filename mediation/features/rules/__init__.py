"""The office's rules: days of rest and work, limits of mediation, days for duties and visits."""
