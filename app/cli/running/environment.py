"""What every command settles before it works: the shop's folder, its secret, its servers."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.cli.running.places import shop_home
from app.core.embedded import Servers
from app.core.embedded.errors import said_plainly
from app.core.embedded.folders import prepare_home
from app.core.settings import Settings, get_settings


def settle_home() -> Path:
    """Make the shop's folder and its secret, and hand both on to settings and children. Raises CannotStart."""
    home = prepare_home(shop_home())
    os.environ["SHOP_HOME"] = str(home)
    if "secret_key" not in get_settings().model_fields_set:
        os.environ["SECRET_KEY"] = _secret_of(home)
    get_settings.cache_clear()
    return home


def servers_of(home: Path) -> Servers:
    """A claim, not yet made, on the servers that the settings leave to us."""
    settings = get_settings()
    return Servers(home, database_url=settings.database_url, redis_url=settings.redis_url)


def announce(servers: Servers) -> Settings:
    """Put the servers' addresses where settings and children find them."""
    os.environ["DATABASE_URL"] = servers.database_url
    os.environ["REDIS_URL"] = servers.redis_url
    get_settings.cache_clear()
    return get_settings()


@contextmanager
def open_shop() -> Iterator[Settings]:
    """For commands that need the shop's data: the settings with servers running, started for as long as needed."""
    with servers_of(settle_home()) as servers:
        yield announce(servers)


def _secret_of(home: Path) -> str:
    """The development secret, made once. Production has to bring its own SECRET_KEY."""
    file = home / "secret"
    with said_plainly(file):
        if not file.exists():
            new = file.with_suffix(".new")
            new.unlink(missing_ok=True)
            with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
                out.write(secrets.token_urlsafe(48))
            new.rename(file)
        return file.read_text().strip()
