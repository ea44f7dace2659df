"""The bridge from a cart to an order: stock, order and payment in one transaction."""
