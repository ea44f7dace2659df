"""The shop checking itself: one checker a law."""
