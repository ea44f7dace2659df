"""Products from a file: Shopify's product CSV with a few columns of our own. Streamed, repeatable, row by row."""
