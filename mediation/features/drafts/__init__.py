"""What was typed and not sent: kept every few seconds, thrown away when it is not wanted."""
