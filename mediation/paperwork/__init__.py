"""Papers: from plain structures to the bytes of Word and Excel files."""
