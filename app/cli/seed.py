"""`./shop seed`: fill an empty shop with the demo."""

import asyncio
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from app.cli.running.progress import Progress
    from app.core.db import SessionMaker
    from app.core.settings import Settings


@click.command()
def command() -> None:
    """Fill the shop with the demo: goods, categories, cities, pages, staff.

    Only what is missing is made; what you have changed stays as it is, but for the demo's own products, which are
    brought back to their file.
    """
    from app.cli.running.environment import open_shop
    from app.cli.running.migrations import upgrade
    from app.cli.running.progress import Progress

    with open_shop() as settings:
        upgrade(settings.database_url)
        asyncio.run(_with_sessions(settings, Progress(), only_if_empty=False))


def seed_if_empty(progress: "Progress") -> None:
    """Fill the shop of the current settings, unless it has a product or has been filled before."""
    from app.core.settings import get_settings

    asyncio.run(_with_sessions(get_settings(), progress, only_if_empty=True))


async def _with_sessions(settings: "Settings", progress: "Progress", *, only_if_empty: bool) -> None:
    from app.core.db import make_engine, make_sessionmaker
    from app.search.catch_up import catch_up

    engine = make_engine(settings, limits=False)
    try:
        sessions = make_sessionmaker(engine)
        if not only_if_empty or await _is_empty(sessions):
            await fill(sessions, settings, progress)
        elif await _has_no_index(sessions):
            with progress.step("Search index") as step:
                await catch_up(sessions, step.update)
    finally:
        await engine.dispose()


async def _is_empty(sessions: "SessionMaker") -> bool:
    """Whether the demo has not been brought in whole. A filling that was killed is begun again."""
    from app.catalog.queries import count_products
    from app.content.queries import has_home_sections

    async with sessions() as session:
        return not (await count_products(session) and await has_home_sections(session))


async def _has_no_index(sessions: "SessionMaker") -> bool:
    """Whether the shop is older than its search index."""
    from app.search.drift import is_built

    async with sessions() as session:
        return not await is_built(session)


async def fill(sessions: "SessionMaker", settings: "Settings", progress: "Progress") -> None:
    """Everything of the demo that is missing. Home sections come last: they tell that the filling was finished."""
    from app.cli.filling.basics import lay_basics
    from app.cli.filling.collections import lay_collections
    from app.cli.filling.dates import spread_arrivals
    from app.cli.filling.goods import bring_in
    from app.cli.filling.places import lay_places
    from app.cli.filling.seed_files import SEEDS
    from app.cli.filling.shelves import lay_shelves
    from app.cli.filling.staff import hire_staff
    from app.cli.filling.words import lay_words
    from app.cli.running.logins import keep_logins
    from app.core.clock import now

    with progress.step("Shelves, cities, staff") as step:
        async with sessions() as session, session.begin():
            await lay_basics(session)
            cities = await lay_places(session)
            categories = await lay_shelves(session)
            logins = await hire_staff(session, settings)
            if logins:
                keep_logins(settings.shop_home, logins)
        step.update(note=f"{categories} categories, {cities} cities")
    began = now()
    with progress.step("Products") as step:
        outcome = await bring_in(sessions, settings, SEEDS / "catalog" / "products.csv", progress=step.update)
        step.update(note=f"{outcome.created + outcome.changed + outcome.unchanged:,} products")
    async with sessions() as session, session.begin():
        await spread_arrivals(session, began)
        await lay_collections(session)
        await lay_words(session)
