"""Tax, coupons, gift cards, and the one place where a cart or order is summed."""
