"""What a web process holds: settings, the database's engine, Redis, templates, static files."""

from dataclasses import dataclass
from functools import cache

from jinja2 import Environment
from redis.asyncio import Redis
from sqlalchemy.ext.asyncio import AsyncEngine

from app.accounts.passwords import Passwords
from app.core.db import SessionMaker, make_engine, make_sessionmaker
from app.core.jinja import make_environment
from app.core.rate_limit import RateLimiter
from app.core.redis import make_redis
from app.core.settings import Settings
from app.media.gallery import Gallery
from app.ops.stale_pages import CONTENT, LISTS, SHELVES
from app.web.assets import Assets
from app.web.footer_cache import FooterCache
from app.web.form_token import json_value
from app.web.kept_pages import KeptPages
from app.web.list_memory import ListMemory
from app.web.memory import Memory
from app.web.menu_cache import MenuCache
from app.web.shelf_cache import ShelfCache


@dataclass(slots=True)
class Machines:
    """One per process. Making it touches neither network nor database: all of them connect on first use."""

    settings: Settings
    engine: AsyncEngine
    sessions: SessionMaker
    redis: Redis
    limiter: RateLimiter
    passwords: Passwords
    assets: Assets
    templates: Environment
    menu: MenuCache
    footer: FooterCache
    shelves: ShelfCache
    gallery: Gallery
    pages: KeptPages
    memory: Memory
    lists: ListMemory
    reading: AsyncEngine
    """The same connections in autocommit, for pages that only read: no BEGIN, no COMMIT."""

    async def close(self) -> None:
        """Give everything back, at the end of the process."""
        self.passwords.close()
        await self.pages.close()
        await self.gallery.close()
        await self.redis.aclose()
        await self.engine.dispose()


def make_machines(settings: Settings) -> Machines:
    """The machines those settings describe."""
    engine = make_engine(settings)
    assets = _assets(watch=settings.environment == "development")
    templates = make_environment(settings, {"asset": assets.url})
    templates.policies["json.dumps_kwargs"] = {"sort_keys": True, "default": json_value}
    redis = make_redis(settings)
    menu, footer, pages = MenuCache(), FooterCache(), KeptPages(settings, redis)
    lists = ListMemory()
    pages.when_dropped(SHELVES, menu.forget)
    pages.when_dropped(SHELVES, lists.forget)
    pages.when_dropped(LISTS, lists.forget)
    pages.when_dropped(CONTENT, footer.forget)
    return Machines(
        settings=settings,
        engine=engine,
        sessions=make_sessionmaker(engine),
        redis=redis,
        limiter=RateLimiter(redis),
        passwords=Passwords(settings),
        assets=assets,
        templates=templates,
        menu=menu,
        footer=footer,
        shelves=ShelfCache(),
        gallery=Gallery(settings),
        pages=pages,
        memory=Memory(is_on=pages.is_on),
        lists=lists,
        reading=engine.execution_options(isolation_level="AUTOCOMMIT"),
    )


@cache
def _assets(*, watch: bool) -> Assets:
    """Compressing them takes a while, and they are the same for every application in a process."""
    return Assets(watch=watch)
