"""Wake the relay when events are written: one notification a transaction, without a round trip."""

from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        """
        CREATE FUNCTION wake_relay() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            PERFORM pg_notify('outbox', '');
            RETURN NULL;
        END $$
        """
    )
    op.execute(
        "CREATE TRIGGER outbox_wake_relay AFTER INSERT ON outbox FOR EACH STATEMENT EXECUTE FUNCTION wake_relay()"
    )


def downgrade() -> None:
    op.execute("DROP TRIGGER outbox_wake_relay ON outbox")
    op.execute("DROP FUNCTION wake_relay()")
