"""Runs migrations with the shop's own settings, one runner at a time."""

from alembic import context
from sqlalchemy import create_engine, text

from app.core.settings import get_settings
from app.tables import Base

_LOCK = 0x0B2E_0001
"""Advisory lock, so that two starting processes do not migrate at once."""


def run() -> None:
    """Migrate the database of `-x url=…`, of the `sqlalchemy.url` option, or of the settings."""
    arguments = context.get_x_argument(as_dictionary=True)
    url = (
        arguments.get("url")
        or context.config.get_main_option("sqlalchemy.url")
        or get_settings().database_url
    )
    engine = create_engine(url)
    with engine.connect() as connection:
        connection.execute(text("SELECT pg_advisory_lock(:lock)"), {"lock": _LOCK})
        connection.commit()
        context.configure(
            connection=connection, target_metadata=Base.metadata, transaction_per_migration=True
        )
        context.run_migrations()
        connection.commit()
        connection.execute(text("SELECT pg_advisory_unlock(:lock)"), {"lock": _LOCK})
        connection.commit()
    engine.dispose()


run()
