"""Every test's ground: throw-away servers, a fresh database, settings that touch nothing real."""

import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest
import redis
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

import app.tables  # noqa: F401 - a foreign key may name a table that the test itself never imports
from app.core.db import make_engine, make_sessionmaker
from app.core.settings import Settings, get_settings
from tests.support.servers import Databases, RunningServers, own_valkey_database, running_servers

if TYPE_CHECKING:
    from tests.support.page import PageClient

# A busy machine is slow, not wrong.
hypothesis.settings.register_profile("shop", deadline=None)
hypothesis.settings.load_profile("shop")

# Nothing of the developer's own shop may reach a test.
Settings.model_config["env_file"] = None
for _name in Settings.model_fields:
    os.environ.pop(_name.upper(), None)
os.environ.update(ENVIRONMENT="test", PASSWORD_MEMORY_KIB="8", PASSWORD_TIME_COST="1", LOG_LEVEL="WARNING")
# A test sees what it has just written; those about the cache turn it on.
os.environ["PAGE_CACHE_MEGABYTES"] = "0"


@pytest.fixture(scope="session")
def servers() -> Iterator[RunningServers]:
    """PostgreSQL and Valkey, shared by all test processes."""
    with running_servers() as running:
        yield running


@pytest.fixture(scope="session")
def databases(servers: RunningServers) -> Iterator[Databases]:
    """Makes further databases, for tests about migrations or servers."""
    made = Databases(servers.database_url)
    yield made
    made.close()


@pytest.fixture(scope="session")
def migrated_template(databases: Databases) -> str:
    """The name of the database that every test's own one is copied from."""
    return databases.migrated_template()


@pytest.fixture
def db_url(databases: Databases, migrated_template: str) -> Iterator[str]:
    """SQLAlchemy's URL of a database of this test alone, fully migrated, empty."""
    name = databases.clone(migrated_template)
    yield databases.url_of(name)
    databases.drop(name)


@pytest.fixture(scope="session")
def _valkey_database() -> Iterator[int]:
    with own_valkey_database() as number:
        yield number


@pytest.fixture
def redis_url(servers: RunningServers, _valkey_database: int) -> Iterator[str]:
    """URL of an empty Valkey database that no other test uses meanwhile."""
    url = servers.redis_url.partition("?")[0] + f"?db={_valkey_database}"
    with redis.Redis.from_url(url) as valkey:
        valkey.flushdb()
        yield url


@pytest.fixture
def settings(
    db_url: str, redis_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Settings]:
    """The settings of this test, which `get_settings()` gives too."""
    monkeypatch.setenv("DATABASE_URL", db_url)
    monkeypatch.setenv("REDIS_URL", redis_url)
    monkeypatch.setenv("SHOP_HOME", str(tmp_path))
    get_settings.cache_clear()
    yield get_settings()
    get_settings.cache_clear()


@pytest.fixture
async def engine(settings: Settings) -> AsyncIterator[AsyncEngine]:
    """An engine on the test's database, with the shop's own time limits."""
    made = make_engine(settings)
    yield made
    await made.dispose()


@pytest.fixture
async def db(engine: AsyncEngine) -> AsyncIterator[AsyncSession]:
    """A session on the test's database. What another session must see has to be committed."""
    async with make_sessionmaker(engine)() as session:
        yield session


@pytest.fixture
async def client(settings: Settings) -> "AsyncIterator[PageClient]":
    """A visitor's browser without script, on the real application; it checks every answer it gets."""
    from tests.support.page import PageClient

    async with PageClient(settings) as visitor:
        yield visitor
