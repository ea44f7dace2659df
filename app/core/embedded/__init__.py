"""PostgreSQL and Valkey from their wheels, for a shop without `DATABASE_URL` or `REDIS_URL` (development, demo, CI)."""

from app.core.embedded.errors import CannotStart
from app.core.embedded.lease import Servers
from app.core.embedded.postgres import PostgresServer, start_postgres
from app.core.embedded.valkey import ValkeyServer, start_valkey

__all__ = ["CannotStart", "PostgresServer", "Servers", "ValkeyServer", "start_postgres", "start_valkey"]
