"""What every page shares: who asks, in which language, by which way in and out."""
