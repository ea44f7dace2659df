"""Who wants the newsletter, as staff see it."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.content.models import NewsletterSubscriber
from app.core.audit import AuditEntry
from app.core.clock import now
from tests.admin.conftest import Desk
from tests.support.page import PageClient


@pytest.fixture
async def people(db: AsyncSession) -> None:
    """One who waits, two on the list, one who left."""
    moment = now() - timedelta(hours=1)
    db.add_all(
        [
            NewsletterSubscriber(email="waits@example.com", consent_text="Yes."),
            NewsletterSubscriber(email="hira@example.com", consent_text="Yes.", confirmed_at=moment),
            NewsletterSubscriber(email="=cmd@example.com", consent_text="=1+1", confirmed_at=moment),
            NewsletterSubscriber(
                email="left@example.com", consent_text="Yes.", confirmed_at=moment, unsubscribed_at=moment
            ),
        ]
    )
    await db.commit()


@pytest.mark.usefixtures("people")
async def test_each_stands_in_one_view(owner: PageClient) -> None:
    for view, emails in (
        ("", {"hira@example.com", "=cmd@example.com"}),
        ("?view=waiting", {"waits@example.com"}),
        ("?view=left", {"left@example.com"}),
        ("?view=nonsense", {"hira@example.com", "=cmd@example.com"}),
    ):
        page = await owner.get(f"/admin/subscribers{view}")
        assert {cell.get_text() for cell in page.soup.select("tbody th")} == emails
    assert (await owner.get("/admin/subscribers?page=2")).status == 404


@pytest.mark.usefixtures("people")
async def test_only_the_list_leaves_the_shop_and_runs_nothing(
    owner: PageClient, desk: Desk, db: AsyncSession
) -> None:
    answer = await owner.get("/admin/subscribers/export.csv")
    assert answer.headers["content-disposition"] == 'attachment; filename="subscribers.csv"'
    assert answer.headers["cache-control"] == "private, no-store"
    rows = list(csv.reader(StringIO(answer.response.text)))
    assert [row[0] for row in rows] == ["email", "hira@example.com", "'=cmd@example.com"]
    assert rows[2][2] == "'=1+1"
    noted = (await db.scalars(select(AuditEntry).where(AuditEntry.action == "subscribers.export"))).one()
    assert noted.after == {"rows": 2}
    manager = await desk("manager")
    assert "Export" not in (await manager.get("/admin/subscribers")).main
    assert (await manager.get("/admin/subscribers/export.csv")).status == 403
    assert "Subscribers" not in (await (await desk("catalogue")).get("/admin/banners")).main
