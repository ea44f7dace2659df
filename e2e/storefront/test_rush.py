"""Two hundred people want the last fifty, and the worker dies meanwhile."""

import asyncio
import os
import re
import signal
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

from e2e.conftest import OpenShop
from e2e.load.buyers import Outcome, rush

UNITS, BUYERS = 50, 200

_FILE = """Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Variant SKU,Variant Grams,\
Variant Inventory Qty,Variant Price,Status,Category Path,Tax Class
{handle},{title},<p>The last ones.</p>,Parker,Pen,,TRUE,Title,Default Title,{sku},20,{units},1250,active,\
Pens > Ballpoint Pens,stationery-reduced
"""


def _bring_in(shop: OpenShop, folder: Path, handle: str) -> int:
    """Import a product with fifty units; the id of its variant."""
    file = folder / f"{handle}.csv"
    file.write_text(
        _FILE.format(handle=handle, title=handle.replace("-", " ").title(), sku=handle.upper(), units=UNITS)
    )
    answer = shop.command("import", str(file))
    assert answer.returncode == 0, answer.stdout + answer.stderr
    page = httpx.get(f"{shop.url}/p/{handle}").text
    found = re.search(r'name="variant_id" value="(\d+)"', page)
    assert found, page[:2000]
    return int(found[1])


def _worker_pids(shop: OpenShop) -> list[int]:
    """The worker's own processes, found by the shop's folder in their environment."""
    found = []
    for process in Path("/proc").iterdir():
        if not process.name.isdigit():
            continue
        try:
            command = (process / "cmdline").read_bytes()
            environment = (process / "environ").read_bytes()
        except OSError:
            continue
        if b"workers.main" in command and os.fsencode(shop.home) in environment:
            found.append(int(process.name))
    return found


def _run(buying: Coroutine[Any, Any, list[Outcome]]) -> list[Outcome]:
    """In a thread of its own: the browser of the other journeys has a loop running in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, buying).result()


def _sold(outcomes: list[Outcome]) -> list[str]:
    for outcome in outcomes:
        if outcome.number is None:
            assert outcome.status == 409, f"{outcome.status}: {outcome.words[:300]}"
            assert "sold out" in outcome.words or "same item" in outcome.words
    return [outcome.number for outcome in outcomes if outcome.number]


def test_fifty_units_make_fifty_orders(shop: OpenShop, tmp_path: Path) -> None:
    variant_id = _bring_in(shop, tmp_path, "rush-pen")
    sold = _sold(_run(rush(shop.url, variant_id, BUYERS)))
    assert len(sold) == len(set(sold)) == UNITS
    doctor = shop.command("doctor")
    assert doctor.returncode == 0, doctor.stdout


@pytest.mark.skipif(not Path("/proc").exists(), reason="finds the worker through /proc")
def test_the_same_with_the_worker_killed(shop: OpenShop, tmp_path: Path) -> None:
    variant_id = _bring_in(shop, tmp_path, "rush-ink")

    async def buy_and_kill() -> list[Outcome]:
        buying = asyncio.create_task(rush(shop.url, variant_id, BUYERS))
        killed: set[int] = set()
        while not buying.done():
            await asyncio.sleep(2)
            for pid in _worker_pids(shop):
                killed.add(pid)
                os.kill(pid, signal.SIGKILL)
        assert killed, "no worker was found to kill"
        return await buying

    sold = _sold(_run(buy_and_kill()))
    assert len(sold) == len(set(sold)) == UNITS
    doctor = shop.command("doctor")
    assert doctor.returncode == 0, doctor.stdout
