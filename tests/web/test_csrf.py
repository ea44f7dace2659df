"""Forged forms (I03, I04): each way to forge one, against each kind of route."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from app.web import csrf_token
from tests.factories.accounts import make_account
from tests.support.page import PageClient
from tests.support.signing_in import sign_in
from tests.web.conftest import notes

OTHER = {"origin": "https://evil.example"}
FROM_US = [
    {"origin": "http://127.0.0.1:8000"},
    {"origin": None, "sec-fetch-site": "same-origin"},
    {"origin": None, "sec-fetch-site": "none"},
    {"origin": "null", "sec-fetch-site": "same-origin"},  # our own pages that send no referrer
    {"origin": None, "referer": "http://127.0.0.1:8000/sign-in"},
    {"origin": None},  # a text browser
]
FROM_ELSEWHERE = [
    OTHER,
    {"origin": "null"},
    {"origin": "null", "sec-fetch-site": "cross-site"},
    {"origin": "null", "sec-fetch-site": "none"},
    {"origin": "http://127.0.0.1:8001"},
    {"origin": "https://127.0.0.1:8000"},
    {"origin": "http://127.0.0.1:8000.evil.example"},
    {"origin": "http://127.0.0.1:8000@evil.example"},
    {"origin": ""},
    {"origin": None, "sec-fetch-site": "cross-site"},
    {"origin": None, "sec-fetch-site": "same-site"},
    {"origin": None, "referer": "https://evil.example/127.0.0.1:8000"},
    {"origin": "https://evil.example", "sec-fetch-site": "same-origin"},
    {"origin": "https://evil.example", "referer": "http://127.0.0.1:8000/"},
]


async def token_of(client: PageClient) -> str:
    page = await client.get("/sign-in")
    forms = page.soup.select('form[action="/sign-in"] input[name=_csrf]')
    if forms:
        return str(forms[0]["value"])
    return (await client.get("/account")).fields("/sign-out")["_csrf"][0]


@pytest.mark.parametrize("headers", FROM_US, ids=str)
async def test_our_own_pages_get_through(
    trial: PageClient, db: AsyncSession, headers: dict[str, str | None]
) -> None:
    token = await token_of(trial)
    page = await trial.post("/trial/act", {"note": "a", "_csrf": token}, headers=headers, follow=False)
    assert page.status == 303
    page = await trial.post("/trial/public-act", {}, headers=headers, follow=False)
    assert page.status == 303
    assert await notes(db) == ["a", "public"]


@pytest.mark.parametrize("headers", FROM_ELSEWHERE, ids=str)
async def test_other_sites_do_not_even_with_the_right_token(
    trial: PageClient, db: AsyncSession, headers: dict[str, str | None]
) -> None:
    token = await token_of(trial)
    for path in ("/trial/act", "/trial/public-act"):
        page = await trial.post(path, {"note": "a", "_csrf": token}, headers=headers)
        assert page.status == 403
        assert not page.soup.select("main form"), "a stranger's form is not offered again"
        assert page.errors == {}
    assert await notes(db) == []


async def test_a_form_without_wrong_or_with_anothers_token_is_refused(
    trial: PageClient, db: AsyncSession
) -> None:
    own = await token_of(trial)
    anothers = await token_of(trial.another())
    made_up = csrf_token.mask(csrf_token.new_secret())
    for token in (None, "", "x", own[:-4] + "AAAA", own[:40], anothers, made_up, own + "A", "é", "=" * 86):
        data = {"note": "a"} if token is None else {"note": "a", "_csrf": token}
        page = await trial.post("/trial/act", data)
        assert page.status == 403, token
    assert await notes(db) == []
    assert (await trial.post("/trial/act", {"note": "b", "_csrf": own}, follow=False)).status == 303


async def test_a_browser_without_a_session_is_refused_whatever_token_it_sends(
    trial: PageClient, db: AsyncSession
) -> None:
    token = await token_of(trial)
    page = await trial.another().post("/trial/act", {"note": "a", "_csrf": token})
    assert page.status == 403
    assert await notes(db) == []


async def test_the_token_dies_with_the_session_it_was_made_for(trial: PageClient, db: AsyncSession) -> None:
    before = await token_of(trial)
    await sign_in(trial, await make_account(db))
    assert (await trial.post("/trial/act", {"note": "a", "_csrf": before})).status == 403


async def test_the_header_that_htmx_sends_counts_as_well(trial: PageClient, db: AsyncSession) -> None:
    token = await token_of(trial)
    await trial.post("/trial/act", {"note": "a"}, headers={"X-CSRF-Token": token}, follow=False)
    assert await notes(db) == ["a"]


async def test_each_copy_of_a_token_looks_different(client: PageClient) -> None:
    assert await token_of(client) != await token_of(client)


async def test_the_refusal_keeps_what_was_typed_and_one_press_sends_it(
    trial: PageClient, db: AsyncSession
) -> None:
    await token_of(trial)
    page = await trial.post(
        "/trial/act", {"note": "<b>kept</b>", "password": "hunter2", "new_password": "x", "_csrf": "old"}
    )
    assert page.status == 403
    assert "Your session ended" in page.main
    assert "Your cart is safe." in page.main
    assert "hunter2" not in page.text
    again = await page.submit(action="/trial/act")
    assert again.flashes == ["It is done. Undo"]
    assert await notes(db) == ["<b>kept</b>"]


async def test_the_refusal_begins_a_session_where_there_was_none(trial: PageClient, db: AsyncSession) -> None:
    page = await trial.post("/trial/act", {"note": "kept"})
    assert page.status == 403
    await page.submit(action="/trial/act")
    assert await notes(db) == ["kept"]


async def test_a_part_of_a_page_gets_a_message_and_the_page_stays(trial: PageClient) -> None:
    page = await trial.partial("POST", "/trial/act", {"note": "a", "_csrf": "old"})
    assert page.status == 403
    assert page.headers["hx-retarget"] == "#toasts"
    assert "Your session ended." in page.words
    assert "<html" not in page.text


@pytest.mark.parametrize("path", ["/sign-in", "/register", "/sign-out", "/admin/sign-in", "/admin/sign-out"])
async def test_signing_in_and_out_cannot_be_forged(client: PageClient, db: AsyncSession, path: str) -> None:
    account = await make_account(db)
    await sign_in(client, account)
    for headers in ({}, OTHER):
        page = await client.post(path, {"email": account.email, "password": "x"}, headers=headers)
        assert page.status == 403
    assert account.email in (await client.get("/account")).main


async def test_no_route_is_exempt_but_those_for_machines(client: PageClient) -> None:
    exempt = [
        route.path
        for route in client.app.litestar.routes
        for handler in getattr(route, "route_handlers", [])
        if handler.opt.get("csrf_exempt")
    ]
    assert [path for path in exempt if not path.startswith("/api/webhooks/")] == ["/csp-report"]
