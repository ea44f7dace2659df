"""Whether this process lives, and whether it can serve."""

import asyncio
from collections.abc import Awaitable
from typing import Any

from litestar import Response, get
from sqlalchemy import text

from app.core.redis import REDIS_DOWN
from app.web.machines import Machines
from app.web.visit import ShopRequest

_PATIENCE = 1.0


@get("/health/live", include_in_schema=False)
async def live() -> Response[dict[str, str]]:
    """The event loop turns. Touches nothing else, so that a lost database does not get every process restarted."""
    return Response({"status": "up"})


@get("/health/ready", include_in_schema=False)
async def ready(request: ShopRequest) -> Response[dict[str, str]]:
    """Whether to send visitors here: 503 without the database. Redis only slows things down, so its loss is told."""
    machines = request.visit.machines
    database, redis = await asyncio.gather(_state(_ask_database(machines)), _state(_ask_redis(machines)))
    status = {("up", "up"): "up", ("up", "down"): "degraded"}.get((database, redis), "down")
    return Response(
        {"status": status, "database": database, "redis": redis}, status_code=503 if status == "down" else 200
    )


async def _ask_database(machines: Machines) -> None:
    async with machines.engine.connect() as connection:
        await connection.execute(text("SELECT 1"))


async def _ask_redis(machines: Machines) -> None:
    await machines.redis.ping()


async def _state(question: Awaitable[Any]) -> str:
    try:
        async with asyncio.timeout(_PATIENCE):
            await question
    except (*REDIS_DOWN, Exception):
        return "down"
    return "up"


HANDLERS = [live, ready]
