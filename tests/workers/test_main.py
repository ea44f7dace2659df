"""The worker as a process: it works, it stops, and it may be killed."""

import asyncio
import signal
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import pytest
from redis.asyncio import Redis
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from app.core.db import SessionMaker
from app.core.settings import Settings
from app.notifications.models import Message
from tests.factories.orders import OrderMaker
from tests.workers.kit import delivery, effects, happen, make_effects_table
from workers.queue import SLOW_JOBS

ROOT = Path(__file__).resolve().parents[2]
T = TypeVar("T")
PATIENCE = 120
ARQ = [sys.executable, "-m", "arq"]


@contextmanager
def worker(where: str, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    with log.open("ab") as output:
        process = subprocess.Popen([*ARQ, where], cwd=ROOT, stdout=output, stderr=output)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


async def test_a_placed_order_is_mailed_and_the_worker_stops_when_asked(
    sessions: SessionMaker, engine: AsyncEngine, settings: Settings, tmp_path: Path
) -> None:
    log = tmp_path / "worker.log"
    order = await OrderMaker(engine, settings).place()
    with worker("workers.main.WorkerSettings", log) as process:
        sent = await _until(lambda: _sent(sessions), log)
        assert [(message.order_id, message.kind) for message in sent] == [(order.id, "order_placed")]
        assert _health("workers.main.WorkerSettings") == 0
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
    assert "Traceback" not in log.read_text()


async def test_the_worker_for_long_jobs_starts_and_stops(settings: Settings, tmp_path: Path) -> None:
    log = tmp_path / "worker.log"
    with worker("workers.main.LongWorkerSettings", log) as process:
        async with Redis.from_url(settings.redis_url) as redis:
            await _until(lambda: redis.get(f"{SLOW_JOBS}:health-check"), log)
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
    assert "Traceback" not in log.read_text()


async def test_a_job_whose_worker_was_killed_is_applied_once(
    sessions: SessionMaker, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started, log = tmp_path / "started", tmp_path / "worker.log"
    monkeypatch.setenv("KILLABLE_STARTED", str(started))
    await make_effects_table(sessions)
    (event_id,) = await happen(sessions, 1)
    with worker("tests.workers.killable.WorkerSettings", log) as process:

        async def is_in_the_middle() -> bool:
            return started.exists()

        await _until(is_in_the_middle, log)
        process.kill()
    assert await effects(sessions) == []
    assert (await delivery(sessions, event_id)).state == "queued"
    with worker("tests.workers.killable.WorkerSettings", log):

        async def is_done() -> bool:
            return (await delivery(sessions, event_id)).state == "done"

        await _until(is_done, log)
    assert await effects(sessions) == [event_id]


def _health(where: str) -> int:
    """The exit code of arq's own check, which containers use."""
    return subprocess.run([*ARQ, "--check", where], cwd=ROOT, check=False).returncode


async def _sent(sessions: SessionMaker) -> list[Message]:
    async with sessions() as session:
        return list(await session.scalars(select(Message).where(Message.state == "sent")))


async def _until(look: Callable[[], Awaitable[T]], log: Path) -> T:
    """Ask until the answer is yes; on failure the worker's own words are shown."""
    deadline = time.monotonic() + PATIENCE
    while not (answer := await look()):
        assert time.monotonic() < deadline, _words(log)
        await asyncio.sleep(0.1)
    return answer


def _words(log: Path) -> str:
    return log.read_text()
