"""The database's schema: bring it up to date, or say what is missing."""

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from app.cli.running.places import ROOT


def upgrade(url: str) -> None:
    """Run every migration that the database has not had; one runner at a time (an advisory lock)."""
    command.upgrade(_config(url), "head")


def pending(url: str) -> list[str]:
    """The migrations that the database has not had, oldest first, as `revision message`."""
    script = ScriptDirectory.from_config(_config(url))
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            current = MigrationContext.configure(connection).get_current_revision()
    finally:
        engine.dispose()
    steps = list(script.iterate_revisions("head", current or "base"))
    return [f"{step.revision} {step.doc}" for step in reversed(steps)]


def _config(url: str) -> Config:
    config = Config(ROOT / "alembic.ini")
    config.set_main_option("script_location", str(ROOT / "migrations"))
    config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    return config
