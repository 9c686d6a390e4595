"""How fast the pages are, measured on this machine and told as ratios."""
