"""What staff and imports do to the pictures of a product. Each act locks the product, so that positions stay a row."""
