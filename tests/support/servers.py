"""The throw-away PostgreSQL and Valkey under the tests, and a fresh copy of the schema for each test that asks."""

import fcntl
import hashlib
import itertools
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from sqlalchemy import make_url

from app.cli.running.migrations import upgrade
from app.cli.running.places import ROOT
from app.cli.testing.folders import roomy_folder
from app.core.embedded import Servers

_VALKEY_DATABASES = 64


@dataclass(frozen=True)
class RunningServers:
    """Where the servers are: any database of the first, database 0 of the second."""

    database_url: str
    redis_url: str


@contextmanager
def running_servers() -> Iterator[RunningServers]:
    """Those that `./shop test` started; else shared ones: the first pytest process starts, the last one stops them."""
    database_url, redis_url = os.environ.get("TEST_DATABASE_URL"), os.environ.get("TEST_REDIS_URL")
    if database_url and redis_url:
        yield RunningServers(database_url, redis_url)
        return
    home = _shared_home()
    servers = Servers(home, throwaway=True)
    with servers:
        assert servers.postgres
        yield RunningServers(servers.postgres.url_for("postgres"), servers.redis_url)
    if not servers.still_used:
        shutil.rmtree(home, ignore_errors=True)


def _shared_home() -> Path:
    """One a checkout and a user."""
    return roomy_folder() / f"b2e-tests-{os.geteuid()}-{hashlib.sha256(os.fsencode(ROOT)).hexdigest()[:8]}"


class Databases:
    """Makes and drops databases on the test server. Not shared between threads."""

    def __init__(self, url: str) -> None:
        self._url = make_url(url)
        self._server = psycopg.connect(self.url_of(str(self._url.database), "postgresql"), autocommit=True)
        self._numbers = itertools.count(1)

    def url_of(self, name: str, driver: str = "postgresql+psycopg") -> str:
        """The URL of the database `name`."""
        return self._url.set(database=name, drivername=driver).render_as_string(hide_password=False)

    def clone(self, template: str) -> str:
        """A new database like `template`; its name. FILE_COPY is a third of the default's time with fsync off."""
        name = f"t_{os.getpid()}_{next(self._numbers)}"
        self._server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')
        return name

    def empty(self) -> str:
        """A new database without any table; its name."""
        return self.clone("template0")

    def drop(self, name: str) -> None:
        """With everyone who is still connected."""
        self._server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def migrated_template(self) -> str:
        """The name of the template that has every migration, made by whoever asks first."""
        name = f"template_{_migrations_hash()}"
        self._server.execute("SELECT pg_advisory_lock(1)")
        try:
            if not self._exists(name):
                self._make_template(name)
        finally:
            self._server.execute("SELECT pg_advisory_unlock(1)")
        return name

    def close(self) -> None:
        """Leave the server."""
        self._server.close()

    def _make_template(self, name: str) -> None:
        half = f"{name}_half"
        self.drop(half)
        self._server.execute(f'CREATE DATABASE "{half}" TEMPLATE template0')
        upgrade(self.url_of(half))
        self._server.execute(f'ALTER DATABASE "{half}" WITH is_template true allow_connections false')
        self._server.execute(f'ALTER DATABASE "{half}" RENAME TO "{name}"')

    def _exists(self, name: str) -> bool:
        found = self._server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        return found.fetchone() is not None


def _migrations_hash() -> str:
    sums = hashlib.sha256()
    for file in sorted((ROOT / "migrations").rglob("*.py")):
        sums.update(file.read_bytes())
    return sums.hexdigest()[:12]


@contextmanager
def own_valkey_database() -> Iterator[int]:
    """The number of a Valkey database that no other test process uses meanwhile."""
    folder = Path(tempfile.gettempdir()) / f"b2e-tests-{os.geteuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    for number in range(1, _VALKEY_DATABASES):
        with (folder / f"valkey-{number}.lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                continue
            yield number
            return
    raise RuntimeError("Every Valkey database is in use by other test processes.")
