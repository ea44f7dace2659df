"""Guards in the database: ledgers only grow, and what an order agreed to never changes."""

from alembic import op

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels = None
depends_on = None

LEDGERS = ("movements", "audit", "history", "gift_card_entries", "order_adjustments", "rail_messages")

MUTABLE_ORDER_COLUMNS = (
    "state",
    "version",
    "account_id",
    "cart_id",
    "adjustment_total",
    "total",
    "link_nonce",
    "hold_expires_at",
    "updated_at",
)


def upgrade() -> None:
    op.execute(
        """
        CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
        END $$
        """
    )
    for table in LEDGERS:
        op.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
        op.execute(
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
    mutable = ", ".join(f"'{name}'" for name in MUTABLE_ORDER_COLUMNS)
    op.execute(
        f"""
        CREATE FUNCTION refuse_order_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF (to_jsonb(NEW) - ARRAY[{mutable}]) <> (to_jsonb(OLD) - ARRAY[{mutable}]) THEN
                RAISE EXCEPTION 'what order % agreed to never changes', OLD.number
                    USING ERRCODE = 'restrict_violation';
            END IF;
            RETURN NEW;
        END $$
        """
    )
    op.execute(
        "CREATE TRIGGER orders_snapshot BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION refuse_order_change()"
    )
    for table in ("order_lines", "order_addresses"):
        op.execute(
            f"CREATE TRIGGER {table}_snapshot BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )


def downgrade() -> None:
    for table in ("order_lines", "order_addresses"):
        op.execute(f"DROP TRIGGER {table}_snapshot ON {table}")
    op.execute("DROP TRIGGER orders_snapshot ON orders")
    op.execute("DROP FUNCTION refuse_order_change()")
    for table in LEDGERS:
        op.execute(f"DROP TRIGGER {table}_no_truncate ON {table}")
        op.execute(f"DROP TRIGGER {table}_append_only ON {table}")
    op.execute("DROP FUNCTION refuse_change()")
