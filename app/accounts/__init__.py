"""Customers, staff, their addresses, roles and sessions."""
