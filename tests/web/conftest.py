"""Handlers that exist only to be wrapped, guarded and broken."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from litestar import Response, get, post
from litestar.exceptions import HTTPException
from litestar.params import FromPath
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.errors import Conflict, Forbidden, NotFound, Rejected
from app.core.settings import Settings
from app.web.auth import requires
from app.web.flash import Undo, flash
from app.web.forms import read_form
from app.web.limits import limit
from app.web.render import Page, fragment, page, see_other
from app.web.visit import DbSession, ShopRequest
from tests.support.page import PageClient, make_app

KINDS: dict[str, Exception] = {
    "missing": NotFound(),
    "forbidden": Forbidden("Not for you."),
    "conflict": Conflict("Somebody was faster."),
    "rejected": Rejected("That will not do.", {"name": "Enter a name."}),
    "bug": ZeroDivisionError("the password is hunter2"),
    "gone": HTTPException(status_code=410),
    "teapot": HTTPException(status_code=418, detail="secret detail"),
    "lost": OperationalError("SELECT 1", {}, ConnectionError("secret host")),
}


@get("/trial/public", public=True)
async def public(request: ShopRequest) -> Page:
    return await page(request, "storefront/menu.html", title="Menu", canonical="/trial/public")


@get("/trial/part", public=True)
async def part(request: ShopRequest) -> Page:
    return await page(request, "storefront/menu.html", title="Menu", partial="storefront/account/_link.html")


@get("/trial/private")
async def private(request: ShopRequest) -> Page:
    return await page(request, "storefront/menu.html", title="Menu")


@get("/trial/fragment")
async def a_fragment(request: ShopRequest) -> Page:
    return await fragment(request, "storefront/account/_link.html")


@get("/trial/secret", referrer="no-referrer")
async def secret(request: ShopRequest) -> Page:
    return await page(request, "storefront/menu.html", title="Menu")


@post("/trial/act")
async def act(request: ShopRequest, db: DbSession) -> Response[Any]:
    form = await read_form(request)
    await db.execute(
        text("INSERT INTO trials (note) VALUES (:note)"), {"note": form.text("note", most=9_000)}
    )
    await flash(request, "It is done.", undo=Undo("/trial/act", {"note": "undone"}))
    return see_other(request, "/trial/private")


@post("/trial/public-act", public_form=True)
async def public_act(request: ShopRequest, db: DbSession) -> Response[Any]:
    await db.execute(text("INSERT INTO trials (note) VALUES ('public')"))
    await flash(request, "It is done.")
    return see_other(request, "/trial/public")


@post("/trial/half-done")
async def half_done(request: ShopRequest, db: DbSession) -> Response[Any]:
    await db.execute(text("INSERT INTO trials (note) VALUES ('half')"))
    await flash(request, "It is done.")
    raise Conflict("Somebody was faster.")


@post("/trial/late-failure", public_form=True)
async def late_failure(request: ShopRequest, db: DbSession) -> Response[Any]:
    """The database says no only at the commit."""
    await db.execute(text("INSERT INTO trials (note, parent) VALUES ('orphan', 12345)"))
    await flash(request, "It is done.")
    return see_other(request, "/trial/private")


@get("/trial/broken/{kind:str}")
async def broken(kind: FromPath[str]) -> None:
    raise KINDS[kind]


@post("/trial/cut-off", public_form=True)
async def cut_off(request: ShopRequest, db: DbSession) -> Response[Any]:
    """The database goes away in the middle."""
    await db.execute(text("INSERT INTO trials (note) VALUES ('half')"))
    await flash(request, "It is done.")
    await db.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
    return see_other(request, "/trial/private")


@get("/api/trial/broken/{kind:str}")
async def api_broken(kind: FromPath[str]) -> None:
    raise KINDS[kind]


@post("/api/trial/only-post", csrf_exempt=True)
async def only_post() -> dict[str, str]:
    return {"fine": "yes"}


@get("/trial/number/{number:int}")
async def a_number(request: ShopRequest, db: DbSession, number: FromPath[int]) -> Page:
    await db.execute(text("SELECT CAST(:number AS bigint)"), {"number": number})
    return await page(request, "storefront/menu.html", title="Menu")


@get("/trial/limited", guards=[limit("login")])
async def limited(request: ShopRequest) -> Page:
    return await page(request, "storefront/menu.html", title="Menu")


@get("/trial/staff", guards=[requires("orders.cancel")])
async def staff(request: ShopRequest) -> Page:
    return await page(request, "storefront/menu.html", title="Menu")


TRIALS = [
    *(public, part, private, a_fragment, secret, act, public_act, half_done, late_failure, cut_off),
    *(broken, api_broken, only_post, a_number, limited, staff),
]


def with_trials(settings: Settings) -> Any:
    """The application, and these handlers."""
    return make_app(settings, *TRIALS)


@pytest.fixture
async def trial(settings: Settings, db: AsyncSession) -> AsyncIterator[PageClient]:
    """A visitor's browser on the application with the trial handlers, and a table they write to."""
    await db.execute(
        text(
            "CREATE TABLE trials (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, note text, "
            "parent bigint REFERENCES trials DEFERRABLE INITIALLY DEFERRED)"
        )
    )
    await db.commit()
    app = with_trials(settings)
    async with PageClient(settings, app) as visitor:
        yield visitor
    await app.machines.close()


async def notes(db: AsyncSession) -> list[str]:
    """What the trial handlers have stored."""
    await db.rollback()
    return list((await db.scalars(text("SELECT note FROM trials ORDER BY id"))).all())
