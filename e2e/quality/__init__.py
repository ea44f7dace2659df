"""What quality-bars asks of every page in a real browser."""
