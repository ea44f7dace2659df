"""Pages and fragments: the shared context, messages, canonical addresses."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from tests.factories.accounts import make_account
from tests.support.page import PageClient
from tests.support.signing_in import sign_in


async def test_a_message_is_shown_once_with_its_undo(trial: PageClient, db: AsyncSession) -> None:
    token = (await trial.get("/sign-in")).fields("/sign-in")["_csrf"]
    page = await trial.post("/trial/act", {"note": "a", "_csrf": token})
    assert page.path == "/trial/private"
    assert page.flashes == ["It is done. Undo"]
    assert (await trial.get("/trial/private")).flashes == []


async def test_undo_is_a_form_that_works(trial: PageClient, db: AsyncSession) -> None:
    token = (await trial.get("/sign-in")).fields("/sign-in")["_csrf"]
    page = await trial.post("/trial/act", {"note": "a", "_csrf": token})
    undone = await page.submit(action="/trial/act", button="Undo")
    assert undone.status == 200
    assert undone.flashes == ["It is done. Undo"]


async def test_a_message_for_somebody_unknown_begins_a_session(trial: PageClient) -> None:
    page = await trial.post("/trial/public-act", {})
    assert page.flashes == ["It is done."]
    assert page.headers["cache-control"] == "private, no-store"


async def test_who_is_signed_in_is_named_and_others_are_not(trial: PageClient, db: AsyncSession) -> None:
    assert "Hello" not in (await trial.get("/trial/public")).words
    await sign_in(trial, await make_account(db, name="Zainab <b>Malik</b>"))
    for path in ("/trial/public", "/trial/private", "/no-such-page"):
        page = await trial.get(path)
        assert "Hello Zainab" in page.words, path
    assert "Hello" not in (await trial.another().get("/trial/public")).words


async def test_a_part_is_sent_alone_when_htmx_asks_for_one(trial: PageClient) -> None:
    part = await trial.partial("GET", "/trial/part")
    assert part.text.lstrip().startswith('<a id="account-link"')
    assert part.headers["cache-control"] == "private, no-store"
    assert part.headers["vary"] == "HX-Request, HX-Request-Type"
    for headers in (
        {"hx-request": "true", "hx-request-type": "full", "hx-boosted": "true"},
        {"hx-history-restore-request": "true", "hx-request-type": "full"},
        {"hx-request-type": "partial"},
        {"hx-request": "true"},
        {},
    ):
        whole = await trial.get("/trial/part", headers=headers)
        assert whole.text.startswith("<!doctype html>"), headers
        assert whole.headers["vary"] == "HX-Request, HX-Request-Type, Accept-Encoding"


async def test_the_canonical_address_comes_from_the_settings_never_from_the_request(
    trial: PageClient,
) -> None:
    page = await trial.get(
        "/trial/public?utm=x", headers={"host": "127.0.0.1:9999", "x-forwarded-host": "evil"}
    )
    assert page.one("link[rel=canonical]")["href"] == "http://127.0.0.1:8000/trial/public"
    assert "evil" not in page.text
    assert "9999" not in page.text
    assert not (await trial.get("/trial/private")).soup.select("link[rel=canonical]")


@pytest.mark.parametrize("path", ["/trial/private", "/trial/public"])
async def test_a_public_page_never_holds_a_token(trial: PageClient, db: AsyncSession, path: str) -> None:
    await sign_in(trial, await make_account(db))
    page = await trial.get(path)
    assert "_csrf" not in page.text
    assert "X-CSRF-Token" not in page.text
