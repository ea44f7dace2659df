"""Placed orders: snapshots that never change, and the states they go through."""
