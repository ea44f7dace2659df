"""What buyers say about products, and their questions."""
