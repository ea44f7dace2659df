"""Timed jobs."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, text, update
from sqlalchemy.ext.asyncio import AsyncEngine
from structlog.testing import capture_logs

from app.core import idempotency
from app.core.settings import Settings
from app.orders.models import Order
from tests.factories.orders import OrderMaker
from tests.workers.kit import counting, due, happen, reacting, set_delivery
from workers import schedule
from workers.chores import job_of
from workers.consumers import Tools
from workers.expiry import expire_holds
from workers.housekeeping import forget_idempotency_keys, forget_sessions
from workers.watch import check_invariants, watch_deliveries


async def test_holds_that_ran_out_are_expired_and_the_others_stay(
    tools: Tools, engine: AsyncEngine, settings: Settings
) -> None:
    orders = OrderMaker(engine, settings)
    late, early = await orders.place(), await orders.place()
    async with tools.sessions() as session, session.begin():
        past = func.now() - timedelta(seconds=1)
        await session.execute(text("ALTER TABLE orders DISABLE TRIGGER orders_snapshot"))
        await session.execute(update(Order).where(Order.id == late.id).values(hold_expires_at=past))
    assert await expire_holds(tools) == 1
    assert await expire_holds(tools) == 0
    async with tools.sessions() as session:
        states = {row.id: row.state for row in await session.execute(select(Order.id, Order.state))}
    assert states == {late.id: "expired", early.id: "pending"}


async def test_old_keys_and_dead_sessions_are_forgotten(tools: Tools) -> None:
    async with tools.sessions() as session, session.begin():
        idempotency.remember(session, "checkout:1", "a" * 16, 1)
        idempotency.remember(session, "checkout:1", "b" * 16, 2)
        await session.flush()
        await session.execute(
            text("UPDATE idempotency_keys SET created_at = now() - interval '49 hours' WHERE object_id = 1")
        )
        for token, interval in (("dead", "-1 minute"), ("live", "1 minute")):
            await session.execute(
                text(
                    "INSERT INTO sign_in_sessions (token_hash, csrf_secret, user_agent, idle_expires_at, expires_at) "
                    f"VALUES ('{token}', 'x', '', now() + interval '{interval}', now() + interval '1 day')"
                )
            )
    await forget_idempotency_keys(tools)
    await forget_sessions(tools)
    async with tools.sessions() as session:
        assert (await session.scalars(text("SELECT object_id FROM idempotency_keys"))).all() == [2]
        assert (await session.scalars(text("SELECT token_hash FROM sign_in_sessions"))).all() == [b"live"]


@pytest.mark.parametrize(
    ("change", "alarm"),
    [
        ("state = 'dead'", {"dead": 1, "due": 0, "late": 0}),
        ("next_try_at = now() - interval '3 minutes'", {"dead": 0, "due": 1, "late": 1}),
        ("next_try_at = now() - interval '1 minute'", None),
        ("next_try_at = now() + interval '1 hour'", None),
        ("state = 'done'", None),
    ],
)
async def test_stuck_deliveries_raise_an_alarm(
    tools: Tools, change: str, alarm: dict[str, int] | None
) -> None:
    (event_id,) = await happen(tools.sessions, 1)
    await due(tools.sessions, reacting(counting()))
    await set_delivery(tools.sessions, event_id, change)
    with capture_logs() as logs:
        await watch_deliveries(tools)
    expected = [{"event": "deliveries_need_attention", "log_level": "error", **alarm}] if alarm else []
    assert logs == expected


async def test_a_broken_law_raises_an_alarm(tools: Tools, engine: AsyncEngine, settings: Settings) -> None:
    await OrderMaker(engine, settings).place()
    with capture_logs() as logs:
        await check_invariants(tools)
    assert logs == []
    async with tools.sessions() as session, session.begin():
        await session.execute(text("UPDATE stock_items SET allocated = allocated + 1"))
    with capture_logs() as logs:
        await check_invariants(tools)
    assert {line["event"] for line in logs} == {"law_broken"}
    assert {"S3", "S4"} <= {line["law"] for line in logs}


async def test_a_chore_that_fails_is_logged_without_details_and_ends_nothing(tools: Tools) -> None:
    async def fail(_: Tools) -> None:
        raise RuntimeError("ayesha@example.com is not there")

    with capture_logs() as logs:
        await job_of(fail)({"tools": tools})
    assert [(line["event"], line["chore"], line["log_level"]) for line in logs] == [
        ("chore_failed", "fail", "error")
    ]
    assert "ayesha" not in logs[0]["error"]


def test_short_jobs_are_short_and_have_names_of_their_own() -> None:
    names = [job.name for job in (*schedule.SHORT, *schedule.LONG)]
    assert len(set(names)) == len(names)
    assert all(job.timeout_s is not None and job.timeout_s < 30 for job in schedule.SHORT)
