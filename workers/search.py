"""Keeping the search index in step: a moment after each change, everything now and then, all anew each night."""

from typing import cast

import structlog
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from app.catalog.models import Variant
from app.search.catch_up import catch_up
from app.search.engines import Meilisearch
from app.search.rebuild import RebuildIsRunning, rebuild
from app.search.update import update_products
from workers.consumers import Fact, Inside, Outside, Tools

_NAME = "search_index"

log = structlog.get_logger(__name__)


async def _products(session: AsyncSession, fact: Fact) -> None:
    await update_products(session, list(fact.payload["product_ids"]))


async def _product(session: AsyncSession, fact: Fact) -> None:
    await update_products(session, [int(fact.payload["product_id"])])


async def _variant(session: AsyncSession, fact: Fact) -> None:
    product = select(Variant.product_id).where(Variant.id == int(fact.payload["variant_id"]))
    await update_products(session, list(await session.scalars(product)))


index_products = Inside(_NAME, _products, stops_when_dead=False)
"""The consumer of imports."""
index_product = Inside(_NAME, _product, stops_when_dead=False)
"""The consumer of what happened to one product."""
index_variant = Inside(_NAME, _variant, stops_when_dead=False)
"""The consumer of stock."""


async def _push(tools: Tools, fact: Fact) -> None:
    if not tools.press.settings.meilisearch_url:
        return
    async with tools.sessions() as session, Meilisearch(tools.press.settings) as engine:
        if "product_ids" in fact.payload:
            ids = list(fact.payload["product_ids"])
        elif "product_id" in fact.payload:
            ids = [int(fact.payload["product_id"])]
        else:
            variant = Variant.id == int(fact.payload["variant_id"])
            ids = list(await session.scalars(select(Variant.product_id).where(variant)))
        await update_products(session, ids)
        await session.commit()  # whichever consumer comes first, both engines get the same
        await engine.put(session, ids)


push_products = Outside("search_meilisearch", _push)
"""The consumer of all of these, when Meilisearch ranks."""


async def mend_search(tools: Tools) -> int:
    """Index what no event told of; how many products. Something changed without a word."""
    mended = await catch_up(tools.sessions)
    if tools.press.settings.meilisearch_url:
        async with tools.sessions() as session, Meilisearch(tools.press.settings) as engine:
            await engine.push_synonyms(session)
            other = await engine.drift(session)
            if other:
                await engine.put(session, other)
            mended += len(other)
    if mended:
        log.warning("search_index_drifted", products=mended)
    return mended


async def rebuild_search(tools: Tools) -> str:
    """Everything anew: how common words are and what sold lately change by themselves."""
    try:
        made = await rebuild(cast(AsyncEngine, tools.sessions.kw["bind"]))
    except RebuildIsRunning:
        return ""
    if tools.press.settings.meilisearch_url:
        async with tools.sessions() as session, Meilisearch(tools.press.settings) as engine:
            await engine.rebuild(session)
    return f"{made.products} products"
