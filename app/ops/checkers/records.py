"""What people did is written down (A1), and what is written down cannot be changed (M6)."""

from app.ops.law import Law

_LEDGERS = ("movements", "audit", "history", "gift_card_entries", "order_adjustments", "rail_messages")
_GUARDS = (
    *((table, f"{table}_append_only") for table in _LEDGERS),
    *((table, f"{table}_no_truncate") for table in _LEDGERS),
    *((table, f"{table}_snapshot") for table in ("orders", "order_lines", "order_addresses")),
)
_EXPECTED = ", ".join(f"('{table}', '{trigger}')" for table, trigger in _GUARDS)

LAWS = (
    Law(
        "M6",
        "The guards of ledgers and of what was agreed stand",
        f"""
        SELECT format('%s: %s', expected.on_table, expected.name) FROM (VALUES {_EXPECTED}) AS expected(on_table, name)
        WHERE NOT EXISTS (
            SELECT FROM pg_trigger WHERE tgrelid = to_regclass(expected.on_table)
            AND tgname = expected.name AND tgenabled IN ('O', 'A')
        )
        """,
    ),
    Law(
        "A1",
        "Every step that a person took is in the audit log, in the same transaction",
        # Both rows take the transaction's own moment, so the same moment means the same transaction.
        """
        SELECT format('%s %s: %s by %s', aggregate_type, aggregate_id, event, actor_name) FROM history
        WHERE actor_id IS NOT NULL AND NOT EXISTS (
            SELECT FROM audit WHERE audit.actor_id = history.actor_id AND audit.created_at = history.created_at
        )
        """,
    ),
    Law(
        "A1",
        "Every change of stock by a person is in the audit log, in the same transaction",
        """
        SELECT format('movement %s: %s of variant %s', id, kind, variant_id) FROM movements
        WHERE actor_id IS NOT NULL AND NOT EXISTS (
            SELECT FROM audit WHERE audit.actor_id = movements.actor_id AND audit.created_at = movements.created_at
        )
        """,
    ),
    Law(
        "A1",
        "Every role that somebody holds was given in the audit log",
        """
        SELECT format('account %s holds %s', account_id, roles.name)
        FROM account_roles JOIN roles ON roles.id = role_id
        WHERE NOT EXISTS (
            SELECT FROM audit WHERE object_type = 'account' AND object_id = account_id::text
            AND after ->> 'role' = roles.name AND audit.created_at = granted_at
        )
        """,
    ),
)
