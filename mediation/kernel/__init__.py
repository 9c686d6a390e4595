"""What everything else stands on: clock, calendar, labels, errors, text."""
