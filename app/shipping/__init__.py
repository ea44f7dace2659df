"""Delivery prices and dates, parcels and their way."""
