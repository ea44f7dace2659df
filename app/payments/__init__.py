"""Attempts to pay for an order, one adapter a rail."""
