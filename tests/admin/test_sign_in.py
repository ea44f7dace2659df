"""/admin/sign-in: the staff door."""

import pytest
from litestar import get
from litestar.exceptions import ImproperlyConfiguredException
from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession
from structlog.testing import capture_logs

from app.accounts.models import AccountRole, RolePermission
from app.core.settings import Settings
from app.web.auth import requires, undeclared_routes
from tests.factories.accounts import PASSWORD, STAFF_PASSWORD, make_account, make_staff
from tests.support.page import PageClient, make_app
from tests.support.signing_in import sign_in_staff


async def test_staff_come_in_and_go_out(client: PageClient, db: AsyncSession) -> None:
    staff = await make_staff(db, "owner")
    page = await sign_in_staff(client, staff)
    assert page.path == "/admin"
    assert (await client.get("/account")).status == 200, "one session for both faces"
    answer = await (await client.get("/admin")).submit(action="/admin/sign-out", follow=False)
    assert answer.location == "/admin/sign-in?signed_out=1"
    assert answer.headers["clear-site-data"] == '"cache", "cookies", "storage"'
    assert "You are signed out." in (await client.get(answer.location)).main
    assert (await client.get("/admin/orders", follow=False)).status == 303


async def test_a_customer_hears_the_same_as_a_stranger(client: PageClient, db: AsyncSession) -> None:
    customer = await make_account(db)
    heard = []
    for email, password in ((customer.email, PASSWORD), ("nobody@example.com", "x"), ("", "")):
        form = await client.get("/admin/sign-in")
        page = await form.submit({"email": email, "password": password}, action="/admin/sign-in")
        assert page.status == 422
        heard.append(page.errors)
    assert heard[0] == heard[1] == {"": "Email or password is wrong."}
    assert heard[2] == {"email": "Enter your email address.", "password": "Enter your password."}


@pytest.mark.parametrize(
    "hostile", ["//evil.example", "/cart", "/adminx", "/admin/sign-in", "https://evil.example/admin"]
)
async def test_the_door_leads_into_the_back_office_alone(
    client: PageClient, db: AsyncSession, hostile: str
) -> None:
    staff = await make_staff(db)
    form = await client.get("/admin/sign-in", params={"next": hostile})
    page = await form.submit(
        {"email": staff.email, "password": STAFF_PASSWORD}, action="/admin/sign-in", follow=False
    )
    assert page.location == "/admin"


async def test_it_leads_back_to_where_one_was(client: PageClient, db: AsyncSession) -> None:
    staff = await make_staff(db)
    asked = await client.get("/admin/audit?page=1")
    page = await asked.submit({"email": staff.email, "password": STAFF_PASSWORD}, action="/admin/sign-in")
    assert page.path == "/admin/audit?page=1"


async def test_a_permission_taken_away_is_gone_with_the_next_request(
    client: PageClient, db: AsyncSession
) -> None:
    await sign_in_staff(client, await make_staff(db, "owner"))
    assert (await client.get("/admin/audit")).status == 200
    await db.execute(delete(RolePermission).where(RolePermission.permission == "audit.view"))
    await db.commit()
    with capture_logs() as lines:
        assert (await client.get("/admin/audit")).status == 403
    assert any(line["event"] == "permission.denied" for line in lines)
    await db.execute(delete(AccountRole))
    await db.commit()
    assert (await client.get("/admin", follow=False)).status == 303, "no role, no staff"


def test_an_undeclared_route_does_not_start(settings: Settings) -> None:
    @get("/admin/forgotten")
    async def forgotten() -> str:
        return "secrets"

    @get("/admin/declared", guards=[requires("staff.manage")])
    async def declared() -> str:
        return "fine"

    @get("/administration")
    async def elsewhere() -> str:
        return "no back office"

    assert undeclared_routes(make_app(settings).litestar) == []
    app = make_app(settings, forgotten, declared, elsewhere).litestar
    assert undeclared_routes(app) == ["GET /admin/forgotten"]


def test_an_unknown_permission_is_a_mistake_at_start() -> None:
    with pytest.raises((LookupError, ImproperlyConfiguredException)):
        requires("orders.veiw")
