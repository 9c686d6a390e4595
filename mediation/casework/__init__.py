"""Where the procedure meets the records: facts, sight, numbers, and the one door `fire`."""
