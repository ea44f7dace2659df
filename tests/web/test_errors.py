"""What people, fragments and machines are told when something goes wrong."""

from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.settings import Settings
from tests.support.page import PageClient
from tests.web.conftest import notes

STATUSES = {
    "missing": 404,
    "forbidden": 403,
    "conflict": 409,
    "rejected": 422,
    "bug": 500,
    "gone": 410,
    "teapot": 418,
    "lost": 503,
}
SECRETS = ("hunter2", "secret", "Traceback", "SELECT", "ZeroDivision")


@pytest.mark.parametrize(("kind", "status"), STATUSES.items())
async def test_people_get_a_page(trial: PageClient, kind: str, status: int) -> None:
    page = await trial.get(f"/trial/broken/{kind}", expect_5xx=True)
    assert page.status == status
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert page.one("h1").get_text()
    assert 'content="noindex"' in page.text
    assert not any(secret in page.text for secret in SECRETS)


@pytest.mark.parametrize(("kind", "status"), STATUSES.items())
async def test_machines_get_a_problem(trial: PageClient, kind: str, status: int) -> None:
    page = await trial.get(f"/api/trial/broken/{kind}", expect_5xx=True)
    assert page.status == status
    assert page.headers["content-type"] == "application/problem+json"
    problem = page.json()
    assert problem["status"] == status
    assert problem["title"]
    assert problem["request_id"] == page.headers["x-request-id"]
    assert not any(secret in page.text for secret in SECRETS)


@pytest.mark.parametrize(("kind", "status"), STATUSES.items())
async def test_a_part_of_a_page_gets_a_message(trial: PageClient, kind: str, status: int) -> None:
    page = await trial.partial("GET", f"/trial/broken/{kind}", expect_5xx=True)
    assert page.status == status
    assert page.headers["hx-retarget"] == "#toasts"
    assert page.headers["vary"] == "HX-Request, HX-Request-Type"
    assert "<html" not in page.text
    assert page.one(".msg.error").get_text(strip=True)
    assert not any(secret in page.text for secret in SECRETS)


async def test_the_domains_own_words_are_shown(trial: PageClient) -> None:
    assert "Not for you." in (await trial.get("/trial/broken/forbidden")).main
    assert "Somebody was faster." in (await trial.get("/trial/broken/conflict")).main
    problem = (await trial.get("/api/trial/broken/rejected")).json()
    assert problem["detail"] == "That will not do."
    assert problem["errors"] == [{"field": "name", "detail": "Enter a name."}]


async def test_a_bug_shows_its_number_and_stands_without_the_database(trial: PageClient) -> None:
    page = await trial.get("/trial/broken/bug", expect_5xx=True)
    assert page.headers["x-request-id"] in page.main
    assert trial.settings.shop_phone in page.main
    assert not page.soup.select("nav")


async def test_unknown_addresses_and_wrong_methods(trial: PageClient) -> None:
    page = await trial.get("/no/such/page")
    assert page.status == 404
    assert page.soup.select("nav"), "with the shop around it"
    page = await trial.post("/sign-in/no", {})
    assert page.status == 404
    page = await trial.get("/theme")
    assert page.status == 405
    assert page.headers["allow"] == "POST, OPTIONS" or set(page.headers["allow"].split(", ")) == {
        "OPTIONS",
        "POST",
    }
    api = await trial.get("/api/trial/only-post")
    assert api.status == 405
    assert "POST" in api.headers["allow"]
    assert api.json()["title"]
    api = await trial.get("/api/no-such-thing")
    assert (api.status, api.json()["status"]) == (404, 404)


@pytest.mark.parametrize(
    "number", ["9223372036854775808", "-9223372036854775809", "1" * 400, "NaN", "1.5", "1e9"]
)
async def test_numbers_no_column_can_hold_are_not_found(trial: PageClient, number: str) -> None:
    assert (await trial.get(f"/trial/number/{number}")).status == 404


async def test_what_was_begun_before_the_error_is_undone(trial: PageClient, db: AsyncSession) -> None:
    page = await trial.get("/sign-in")
    token = page.fields("/sign-in")["_csrf"]
    assert (await trial.post("/trial/half-done", {"_csrf": token})).status == 409
    assert await notes(db) == []


async def test_a_commit_that_fails_never_says_that_it_worked(trial: PageClient, db: AsyncSession) -> None:
    page = await trial.post("/trial/late-failure", {}, follow=False, expect_5xx=True)
    assert page.status == 500
    assert "location" not in page.headers
    assert "set-cookie" not in page.headers, "the session was not stored either"
    assert "Something broke on our side" in page.main
    assert await notes(db) == []


async def test_a_connection_lost_in_the_middle_says_come_back_and_the_next_one_works(
    trial: PageClient, db: AsyncSession
) -> None:
    page = await trial.post("/trial/cut-off", {}, follow=False, expect_5xx=True)
    assert page.status == 503
    assert page.headers["retry-after"] == "10"
    assert "set-cookie" not in page.headers
    assert "Your cart is safe." in page.main
    assert await notes(db) == []
    assert (await trial.get("/trial/private")).status == 200


@pytest.fixture
def no_database(settings: Settings, tmp_path: Path) -> Settings:
    return settings.model_copy(
        update={"database_url": f"postgresql+psycopg://nobody@/gone?host={tmp_path}", "database_pool_size": 1}
    )


async def test_without_the_database_there_is_a_page_that_says_when_to_come_back(
    no_database: Settings,
) -> None:
    async with PageClient(no_database) as client:
        for path in ("/sign-in", "/account", "/cart"):
            client.http.cookies.set("b2e_sid", "A" * 43)
            page = await client.get(path, expect_5xx=True)
            assert page.status == 503, path
            assert page.headers["retry-after"] == "10"
            assert "Your cart is safe." in page.main
        api = await client.get("/api/no-such-thing")
        assert api.status == 404


async def test_without_the_database_an_unknown_address_is_still_a_404(no_database: Settings) -> None:
    async with PageClient(no_database) as client:
        page = await client.get("/no-such-page")
        assert page.status == 404
        assert page.soup.select("header")
