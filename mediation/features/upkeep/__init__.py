"""Keeping the house: first start, serving, checks, and the pages that the program writes about itself."""
