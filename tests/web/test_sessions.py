"""Sessions: nobody chooses their own token, it changes with every change of rights, and it ends (I01, I02)."""

import asyncio
import re
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from app.accounts.models import SignInSession
from app.accounts.session_tokens import hash_token
from app.accounts.sign_out import sign_out_everywhere
from app.accounts.store_session import purge_sessions
from app.core.clock import now
from tests.factories.accounts import PASSWORD, make_account, make_staff
from tests.support.page import PageClient
from tests.support.signing_in import sign_in, sign_in_staff
from tests.support.statements import count_statements

SID = "b2e_sid"


async def rows(db: AsyncSession) -> int:
    await db.rollback()
    return int(await db.scalar(select(func.count()).select_from(SignInSession)) or 0)


async def test_looking_at_pages_begins_no_session(trial: PageClient, db: AsyncSession) -> None:
    for path in ("/trial/public", "/trial/private", "/no-such-page", "/account", "/cart", "/health/live"):
        await trial.get(path, follow=False)
        await trial.head(path)
    assert trial.cookies == {}
    assert await rows(db) == 0


async def test_a_form_that_needs_a_token_begins_one(client: PageClient, db: AsyncSession) -> None:
    page = await client.get("/sign-in")
    token = client.cookies[SID]
    assert re.fullmatch(r"[A-Za-z0-9_-]{43}", token)
    assert page.form("/sign-in") is not None
    assert await db.get(SignInSession, hash_token(token)) is not None, "only the hash is stored"


@pytest.mark.parametrize(
    "chosen", ["A" * 43, "a" * 64, "0", "-" * 43, "A" * 44, "..%2f", "A" * 4000, "' OR 1=1 --"]
)
async def test_a_token_chosen_by_the_client_is_never_taken_over(
    client: PageClient, db: AsyncSession, chosen: str
) -> None:
    page = await client.get("/sign-in", headers={"cookie": f"{SID}={chosen}"})
    given = page.headers["set-cookie"].partition("=")[2].partition(";")[0]
    assert given != chosen
    assert len(given) == 43
    await db.rollback()
    assert await db.get(SignInSession, hash_token(chosen)) is None


async def test_signing_in_makes_a_new_token_and_kills_the_old(client: PageClient, db: AsyncSession) -> None:
    account = await make_account(db)
    form = await client.get("/sign-in")
    before = client.cookies[SID]
    await form.submit({"email": account.email, "password": PASSWORD}, action="/sign-in")
    after = client.cookies[SID]
    assert after != before
    assert await db.get(SignInSession, hash_token(before)) is None
    attacker = client.another()
    attacker.http.cookies.set(SID, before)
    assert (await attacker.get("/account", follow=False)).status == 303
    assert (await client.get("/account")).status == 200


async def test_signing_in_a_second_time_changes_the_token_again(client: PageClient, db: AsyncSession) -> None:
    account = await make_account(db)
    other = await make_account(db)
    form = await client.get("/sign-in")
    await form.submit({"email": account.email, "password": PASSWORD}, action="/sign-in")
    first = client.cookies[SID]
    page = await client.get("/account")
    token = page.fields("/sign-out")["_csrf"]
    await client.post("/sign-in", {"email": other.email, "password": PASSWORD, "_csrf": token})
    assert client.cookies[SID] != first
    assert other.email in (await client.get("/account")).main
    assert await db.get(SignInSession, hash_token(first)) is None


async def test_signing_out_ends_the_session_everywhere_it_was_copied_to(
    client: PageClient, db: AsyncSession
) -> None:
    account = await make_account(db)
    await sign_in(client, account)
    stolen = client.cookies[SID]
    page = await client.get("/account")
    answer = await page.submit(action="/sign-out", follow=False)
    assert answer.headers["clear-site-data"] == '"cache", "cookies", "storage"'
    assert SID not in client.cookies
    assert await db.get(SignInSession, hash_token(stolen)) is None
    client.http.cookies.set(SID, stolen)
    assert (await client.get("/account", follow=False)).status == 303
    assert "You are signed out." in (await client.get(answer.location)).main


async def test_all_sessions_of_a_person_can_be_ended_but_one(client: PageClient, db: AsyncSession) -> None:
    account = await make_account(db)
    elsewhere = client.another()
    await sign_in(client, account)
    await sign_in(elsewhere, account)
    await sign_out_everywhere(db, account.id, but=hash_token(client.cookies[SID]))
    await db.commit()
    assert (await client.get("/account", follow=False)).status == 200
    assert (await elsewhere.get("/account", follow=False)).status == 303


async def test_a_closed_account_is_signed_out_at_once(client: PageClient, db: AsyncSession) -> None:
    account = await make_account(db)
    await sign_in(client, account)
    account.is_active = False
    await db.commit()
    assert (await client.get("/account", follow=False)).status == 303


async def test_a_session_nobody_uses_ends_and_a_used_one_slides(client: PageClient, db: AsyncSession) -> None:
    account = await make_account(db)
    form = await client.get("/sign-in")
    await form.submit({"email": account.email, "password": PASSWORD, "keep": "1"}, action="/sign-in")
    start = now()
    for days in (10, 20, 30, 40, 50, 59):
        with time_machine.travel(start + timedelta(days=days), tick=False):
            assert (await client.get("/account", follow=False)).status == 200, days
    with time_machine.travel(start + timedelta(days=61), tick=False):
        assert (await client.get("/account", follow=False)).status == 303, (
            "no session lives longer than 60 days"
        )


async def test_a_session_ends_after_its_idle_time(client: PageClient, db: AsyncSession) -> None:
    account = await make_account(db)
    form = await client.get("/sign-in")
    page = await form.submit(
        {"email": account.email, "password": PASSWORD, "keep": "1"}, action="/sign-in", follow=False
    )
    assert f"Max-Age={14 * 86400}" in page.headers["set-cookie"]
    with time_machine.travel(now() + timedelta(days=14, minutes=1), tick=False):
        assert (await client.get("/account", follow=False)).status == 303


async def test_who_does_not_want_to_stay_signed_in_gets_a_cookie_that_ends_with_the_browser(
    client: PageClient, db: AsyncSession
) -> None:
    account = await make_account(db)
    form = await client.get("/sign-in")
    page = await form.submit({"email": account.email, "password": PASSWORD}, action="/sign-in", follow=False)
    assert "Max-Age" not in page.headers["set-cookie"]
    with time_machine.travel(now() + timedelta(days=1, minutes=1), tick=False):
        assert (await client.get("/account", follow=False)).status == 303


async def test_staff_sessions_end_after_half_an_hour_and_after_ten_hours(
    client: PageClient, db: AsyncSession
) -> None:
    staff = await make_staff(db)
    await sign_in_staff(client, staff, follow=False)
    start = now()
    session = await db.get(SignInSession, hash_token(client.cookies[SID]))
    assert session is not None
    assert session.is_staff
    assert session.idle_expires_at - session.created_at == timedelta(minutes=30)
    assert session.expires_at - session.created_at == timedelta(hours=10)
    for minutes in range(25, 600, 25):
        with time_machine.travel(start + timedelta(minutes=minutes), tick=False):
            assert (await client.get("/admin/sign-in", follow=False)).status == 303, minutes
    with time_machine.travel(start + timedelta(hours=10, minutes=1), tick=False):
        assert (await client.get("/admin/sign-in", follow=False)).status == 200


async def test_staff_keep_three_sessions_at_most(client: PageClient, db: AsyncSession) -> None:
    staff = await make_staff(db)
    browsers = [client.another() for _ in range(4)]
    for browser in browsers:
        await sign_in_staff(browser, staff, follow=False)
    states = [(await browser.get("/admin/sign-in", follow=False)).status for browser in browsers]
    assert states == [200, 303, 303, 303], "the oldest one was ended"


async def test_an_unchanged_session_is_only_read(trial: PageClient, db: AsyncSession) -> None:
    await sign_in(trial, await make_account(db))
    engine: AsyncEngine = trial.app.machines.engine
    with count_statements(engine) as statements:
        page = await trial.get("/trial/private")
    written = [one for one in statements if re.match(r"\s*(INSERT|UPDATE|DELETE)", one)]
    assert written == []
    assert "set-cookie" not in page.headers
    assert sum("sign_in_sessions" in one for one in statements) == 1, "the session is read once"


async def test_without_the_cookie_no_session_is_looked_for(trial: PageClient) -> None:
    await trial.get("/trial/public")
    with count_statements(trial.app.machines.engine) as statements:
        await trial.get("/trial/public")
        await trial.get("/trial/public", headers={"cookie": f"{SID}=not-one-of-ours"})
    assert not any("sign_in_sessions" in one for one in statements)


async def test_a_failed_request_leaves_nothing_behind(trial: PageClient, db: AsyncSession) -> None:
    form = await trial.get("/sign-in")
    token = form.fields("/sign-in")["_csrf"]
    page = await trial.post("/trial/half-done", {"_csrf": token})
    assert page.status == 409
    assert await db.scalar(text("SELECT count(*) FROM trials")) == 0
    assert (await trial.get("/trial/private")).flashes == []


async def test_two_requests_at_once_keep_one_session(trial: PageClient, db: AsyncSession) -> None:
    await sign_in(trial, await make_account(db))
    pages = await asyncio.gather(*(trial.get("/trial/private") for _ in range(5)))
    assert {page.status for page in pages} == {200}
    assert await rows(db) == 1


async def test_dead_sessions_are_swept(client: PageClient, db: AsyncSession) -> None:
    await client.get("/sign-in")
    await purge_sessions(db, now())
    await db.commit()
    assert await rows(db) == 1
    await purge_sessions(db, now() + timedelta(days=2))
    await db.commit()
    assert await rows(db) == 0
