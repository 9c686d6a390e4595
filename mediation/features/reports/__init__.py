"""The annual report: its words, its files, its frozen editions, and the rows behind each figure."""
