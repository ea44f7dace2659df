"""How quick pages are, as ratios within one run:

    SHOP_HOME=/var/tmp/large-shop python -m e2e.load.pages

- a listing that nobody keeps, once with its numbers counted anew and once with those of the last half minute, and a
  product's page likewise, against the time of rendering their templates alone;
- a kept page against a fixed body of the same size from the framework on the same server.

The shop of SHOP_HOME must have been opened once (`./shop up`) and be closed; it is filled to 20,000 products. The shop
runs as in production. Run it on a machine that does nothing else: the ratios bear some noise, the rates none.
"""

import asyncio
import contextlib
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import click
import httpx
import uvloop
from redis.asyncio import Redis

from app.cli.running.environment import open_shop
from app.cli.running.migrations import upgrade
from app.core.drop_log import drop
from app.core.settings import Settings
from app.ops.stale_pages import CONTENT, LISTS
from e2e.load.products import fill
from e2e.load.rates import rate

HOST = "shop.example"
LISTING = "/c/pens?per_page=48"
ROUNDS = 60
RUNS = 5
COLD_BAR = 2.5
KEPT_BAR = 0.5
_GRANIAN = (
    "--interface asgi --host 127.0.0.1 --workers 1 --loop uvloop --http auto --log-level warning --no-ws"
)


@dataclass
class Page:
    """A page with the time of its template alone, and of the whole when nobody has kept it. Seconds."""

    name: str
    path: str
    template: Any = None
    context: dict[str, Any] | None = None
    dropped: tuple[str, ...] = (CONTENT,)
    """What goes stale before each making."""

    def __post_init__(self) -> None:
        self.alone: list[float] = []
        self.cold: list[float] = []

    @property
    def ratio(self) -> float:
        """Whole page to template."""
        return statistics.median(self.cold) / statistics.median(self.alone)


def production(settings: Settings) -> dict[str, str]:
    """The environment of a shop as in production, on the servers of these settings."""
    return {
        "ENVIRONMENT": "production",
        "DATABASE_URL": settings.database_url,
        "REDIS_URL": settings.redis_url,
        "SHOP_HOME": str(settings.shop_home),
        "BASE_URL": f"https://{HOST}",
        "INSECURE_COOKIES": "false",
        "SMTP_URL": "smtp://localhost",
        "SECRET_KEY": "3f9ab51c0de7482692d1c66ef7b0a85d",
        "LOG_LEVEL": "INFO",
    }


@contextlib.contextmanager
def serving(factory: str, environment: dict[str, str], path: str, host: str) -> Iterator[int]:
    """The port of a server of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "granian", *_GRANIAN.split(), "--port", str(port), "--factory", factory]
    server = subprocess.Popen(command, env={**os.environ, **environment}, stdout=subprocess.DEVNULL)
    try:
        for _ in range(120):
            with contextlib.suppress(httpx.TransportError):
                answer = httpx.get(f"http://127.0.0.1:{port}{path}", headers={"host": host}, timeout=30)
                if answer.status_code != httpx.codes.OK:
                    raise SystemExit(f"{path} answers {answer.status_code}: {answer.text[:300]}")
                break
            time.sleep(0.25)
        yield port
    finally:
        server.terminate()
        server.wait(20)


async def capture(pages: list[Page]) -> None:
    """Have each page made once in this process, and take down its template with what it was given."""
    from app.core.settings import get_settings
    from app.main import create_app
    from app.web import render as rendering

    app = create_app(get_settings())
    make = rendering.render
    seen: dict[str, tuple[Any, dict[str, Any]]] = {}

    def spy(request: Any, template: str, context: Any) -> str:
        seen["last"] = app.machines.templates.get_template(template), dict(context)
        return make(request, template, context)

    rendering.render = spy
    try:
        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(app=app), base_url=f"https://{HOST}"
        ) as client:
            for page in pages:
                answer = await client.get(page.path, params={})
                answer.raise_for_status()
                page.template, page.context = seen["last"]
    finally:
        rendering.render = make
        await app.machines.close()


async def measure_cold(pages: list[Page], port: int, redis: Redis) -> None:
    """In turns, so that whatever else the machine does falls on both alike."""
    async with httpx.AsyncClient(
        base_url=f"http://127.0.0.1:{port}", headers={"host": HOST, "accept-encoding": "br"}, timeout=30
    ) as client:
        for number in range(ROUNDS + 10):
            for page in pages:
                began = time.perf_counter()
                page.template.render(page.context)
                alone = time.perf_counter() - began
                await drop(redis, page.dropped)
                began = time.perf_counter()
                answer = await client.get(page.path)
                cold = time.perf_counter() - began
                if answer.status_code != httpx.codes.OK:
                    raise SystemExit(f"{page.path} answers {answer.status_code}")
                if number >= 10:
                    page.alone.append(alone)
                    page.cold.append(cold)


async def measure(settings: Settings, pages: list[Page]) -> bool:
    """All figures, printed; whether they meet the bars."""
    environment = production(settings)
    with serving("app.main:create_app", environment, "/", HOST) as port:
        redis = Redis.from_url(settings.redis_url)
        await capture(pages)
        await measure_cold(pages, port, redis)
        await redis.aclose()
        good = [_tell_cold(page) for page in pages]
        for page in {page.path: page for page in pages}.values():
            good.append(await _measure_kept(page, port))
    return all(good)


def _tell_cold(page: Page) -> bool:
    alone, cold = (statistics.median(times) * 1000 for times in (page.alone, page.cold))
    p95 = statistics.quantiles(page.cold, n=20)[-1] * 1000
    click.echo(
        f"{page.name}: template alone {alone:.2f} ms, made {cold:.2f} ms (p95 {p95:.2f}): "
        f"{page.ratio:.2f} times its template (at most {COLD_BAR})"
    )
    return page.ratio <= COLD_BAR


async def _measure_kept(page: Page, port: int) -> bool:
    headers = {"host": HOST, "accept-encoding": "br"}
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", headers=headers, timeout=30) as client:
        for _ in range(3):  # kept, asked for again, and by then in its smallest form
            answer = await client.get(page.path)
            await asyncio.sleep(1)
    size = int(answer.headers["content-length"])
    with serving(
        "e2e.load.fixed:create_app", {"FIXED_BODY_BYTES": str(size)}, "/", "127.0.0.1"
    ) as fixed_port:
        kept, fixed = [], []
        for _ in range(RUNS):
            kept.append(await rate(port, page.path, host=HOST))
            fixed.append(await rate(fixed_port, "/", host="127.0.0.1"))
    mine, theirs = (statistics.median(one.per_second for one in runs) for runs in (kept, fixed))
    middle = sorted(kept, key=lambda one: one.per_second)[RUNS // 2]
    click.echo(
        f"{page.name}, kept ({size:,} bytes): {mine:,.0f}/s (p50 {middle.percentile(50):.1f} ms, p95 "
        f"{middle.percentile(95):.1f}), fixed body {theirs:,.0f}/s: {mine / theirs:.2f} of it (at least {KEPT_BAR})"
    )
    return mine / theirs >= KEPT_BAR


def main() -> None:
    """Measure; end with 1 when a bar is missed."""
    with open_shop() as settings:
        upgrade(settings.database_url)
        asyncio.run(fill(settings.database_url, 20_000))
        os.environ.update(production(settings) | {"LOG_LEVEL": "WARNING"})
        from app.core.settings import get_settings

        get_settings.cache_clear()
        pages = [
            Page("Listing of 48, counted anew", LISTING, dropped=(CONTENT, LISTS)),
            Page("Listing of 48", LISTING),
            Page("Product", "/p/parker-urban-fountain-pen"),
        ]
        good = uvloop.run(measure(settings, pages))
        click.echo(f"Load of the machine: {os.getloadavg()[0]:.1f}")
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
