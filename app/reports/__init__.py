"""Sums for the back office, read from the rows themselves."""
