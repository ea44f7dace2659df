"""Goods for a test's own shop."""

from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from app.core.settings import Settings
from tests.factories.goods import Bring, bringer


@pytest.fixture
def bring(engine: AsyncEngine, settings: Settings, tmp_path: Path) -> Bring:
    """Import rows, as `./shop import` would."""
    return bringer(engine, settings, tmp_path)
