"""Staff at their desks, and orders to work on."""

from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from app.core.db import make_sessionmaker
from app.core.settings import Settings
from app.ops.invariants import check_all
from tests.factories.accounts import make_staff
from tests.factories.orders import OrderMaker
from tests.support.page import PageClient
from tests.support.signing_in import sign_in_staff

Desk = Callable[[str], Awaitable[PageClient]]


@pytest.fixture
def orders(engine: AsyncEngine, settings: Settings) -> OrderMaker:
    """Makes orders by the shop's own acts."""
    return OrderMaker(engine, settings)


@pytest.fixture
def desk(client: PageClient, db: AsyncSession) -> Desk:
    """A browser of its own in which somebody of that role has signed in."""

    async def sit_down(role: str) -> PageClient:
        browser = client.another()
        await sign_in_staff(browser, await make_staff(db, role))
        return browser

    return sit_down


@pytest.fixture
async def owner(desk: Desk) -> PageClient:
    """The owner's browser."""
    return await desk("owner")


@pytest.fixture
def broken_laws(engine: AsyncEngine) -> Callable[[], Awaitable[list[str]]]:
    """The laws of the shop that do not hold."""

    async def look() -> list[str]:
        async with make_sessionmaker(engine)() as session:
            return [f"{one.code} {one.offenders}" for one in await check_all(session) if not one.ok]

    return look
