"""What happens behind the pages: events carried to their consumers, timed jobs, slow jobs."""
