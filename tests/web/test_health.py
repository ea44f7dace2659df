"""Health: alive without I/O, ready with a database; Redis is told, not required."""

from pathlib import Path

from app.core.settings import Settings
from tests.support.page import PageClient
from tests.support.statements import count_statements


async def test_live_touches_nothing(client: PageClient) -> None:
    with count_statements(client.app.machines.engine) as statements:
        page = await client.get("/health/live")
    assert (page.status, page.json(), statements) == (200, {"status": "up"}, [])


async def test_ready_when_both_answer(client: PageClient) -> None:
    page = await client.get("/health/ready")
    assert (page.status, page.json()) == (200, {"status": "up", "database": "up", "redis": "up"})


async def test_ready_but_degraded_without_redis(settings: Settings, tmp_path: Path) -> None:
    lame = settings.model_copy(update={"redis_url": f"unix://{tmp_path}/none.sock?db=0"})
    async with PageClient(lame) as client:
        page = await client.get("/health/ready")
        assert (page.status, page.json()["status"], page.json()["redis"]) == (200, "degraded", "down")
        assert (await client.get("/sign-in")).status == 200, "pages go on"


async def test_not_ready_without_the_database(settings: Settings, tmp_path: Path) -> None:
    lame = settings.model_copy(update={"database_url": f"postgresql+psycopg://nobody@/gone?host={tmp_path}"})
    async with PageClient(lame) as client:
        page = await client.get("/health/ready", expect_5xx=True)
        assert (page.status, page.json()) == (503, {"status": "down", "database": "down", "redis": "up"})
        assert (await client.get("/health/live")).status == 200
