"""Stock per variant and warehouse: a ledger, and reservations that hold it."""
