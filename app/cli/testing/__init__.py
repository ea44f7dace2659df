"""What `./shop test` is made of: its steps, the browser it finds, the summary it prints."""
