"""A worker's ground: its tools on the test's database, with a postman who writes down what he is given."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

import app.tables  # noqa: F401 - every table, so that foreign keys find theirs
from app.core.db import SessionMaker, make_sessionmaker
from app.core.redis import make_redis
from app.core.settings import Settings
from app.notifications.compose import make_press
from tests.workers.kit import Postman
from workers.consumers import Tools


@pytest.fixture
def sessions(engine: AsyncEngine) -> SessionMaker:
    """Sessions on the test's database."""
    return make_sessionmaker(engine)


@pytest.fixture
def postman() -> Postman:
    """Where emails go."""
    return Postman()


@pytest.fixture
async def tools(sessions: SessionMaker, settings: Settings, postman: Postman) -> AsyncIterator[Tools]:
    """What consumers get."""
    redis = make_redis(settings)
    yield Tools(sessions, postman, make_press(settings), redis)
    await redis.aclose()
