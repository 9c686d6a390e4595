"""The sample town: invented villages, people and disputes, brought in through the same doors as real ones."""
