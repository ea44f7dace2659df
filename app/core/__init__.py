"""Machine-facing building blocks: settings, database, money, time, errors, events. Not one shop word."""
