"""Products, variants, categories and brands, and how they come in."""
