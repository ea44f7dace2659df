"""/theme: light, dark, or as the device says."""

import pytest

from tests.support.page import PageClient


async def test_a_choice_is_kept_and_taken_back(client: PageClient) -> None:
    page = await client.get("/sign-in?next=/cart")
    dark = await page.submit(action="/theme", button="Dark")
    assert dark.path == "/"
    assert client.cookies["theme"] == "dark"
    assert dark.one("html")["class"] == ["dark"]
    automatic = await dark.submit(action="/theme", button="As my device")
    assert "theme" not in client.cookies
    assert not automatic.one("html").get("class")


async def test_it_comes_back_to_the_page_it_was_chosen_on(client: PageClient) -> None:
    page = await client.get("/account/orders", follow=False)
    page = await client.get("/cart?x=1")
    assert (await page.submit(action="/theme", button="Light")).path == "/cart?x=1"


@pytest.mark.parametrize(
    "theme", ["", "blue", "dark; Domain=evil.example", "dark\r\nSet-Cookie: a=b", "<script>"]
)
async def test_anything_else_is_no_choice(client: PageClient, theme: str) -> None:
    page = await client.post("/theme", {"theme": theme, "back": "//evil.example"}, follow=False)
    assert (page.status, page.location) == (303, "/")
    assert "theme" not in client.cookies
    client.http.cookies.set("theme", "blue")
    assert not (await client.get("/cart")).one("html").get("class")
