"""The standard statistics forms as data, one file a version; which version holds depends on the period."""
