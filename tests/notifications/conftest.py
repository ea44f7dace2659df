"""Emails on the test's database."""

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from app.core.db import SessionMaker, make_sessionmaker
from app.core.settings import Settings
from app.notifications.compose import Press, make_press
from tests.factories.orders import OrderMaker


@pytest.fixture
def sessions(engine: AsyncEngine) -> SessionMaker:
    """Sessions on the test's database."""
    return make_sessionmaker(engine)


@pytest.fixture
def press(settings: Settings) -> Press:
    """Makes emails."""
    return make_press(settings)


@pytest.fixture
def orders(engine: AsyncEngine, settings: Settings) -> OrderMaker:
    """Makes orders."""
    return OrderMaker(engine, settings)
