"""Emails and messages to people, each sent once."""
