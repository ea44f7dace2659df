"""Guests who buy over HTTP, each with a browser, an address and a phone of their own."""

import asyncio
import re
from dataclasses import dataclass

import httpx
from bs4 import BeautifulSoup

_ORDER = re.compile(r"/orders/(B2E-\d+)")
_TRIES = 10


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a press of the button ended: the order's number, or the status and the page's words."""

    number: str | None
    status: int
    words: str


class Buyer:
    """One guest. The shop must trust `X-Forwarded-For` from this machine (TRUSTED_PROXIES) to tell guests apart."""

    def __init__(self, url: str, number: int) -> None:
        self._phone = f"0300{number:07d}"
        self._number = number
        self._http = httpx.AsyncClient(
            base_url=url,
            timeout=60,
            follow_redirects=True,
            headers={
                "origin": url,
                "x-forwarded-for": f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}",
            },
        )
        self._review: dict[str, str] = {}

    async def close(self) -> None:
        """Leave the shop."""
        await self._http.aclose()

    async def fill_cart(self, variant_id: int, quantity: int = 1) -> None:
        """Put the thing into the cart."""
        fields = {"variant_id": str(variant_id), "quantity": str(quantity), "back": "/cart"}
        await self._ask("POST", "/cart/lines", fields)

    async def answer_steps(self, payment: str = "bank") -> None:
        """Everything up to the review page, whose form is kept for the press."""
        await self._submit(
            "/checkout/contact", {"email": f"buyer{self._number}@example.com", "phone": self._phone}
        )
        place = {"name": "A Buyer", "line": f"House {self._number}", "city": "Lahore", "method": "standard"}
        await self._submit("/checkout/delivery", place)
        await self._submit("/checkout/payment", {"method": payment})
        self._review = await self._fields("/checkout/review")

    async def press(self) -> Outcome:
        """Place the order with the form as it was shown."""
        answer = await self._ask("POST", "/checkout/review", self._review)
        found = _ORDER.search(str(answer.url))
        words = " ".join(BeautifulSoup(answer.text, "html.parser").get_text(" ").split())
        return Outcome(found[1] if found else None, answer.status_code, words)

    async def _ask(self, method: str, path: str, fields: dict[str, str] | None = None) -> httpx.Response:
        """As a patient person does: a shop that says “back in a moment” is asked again, with the same form."""
        for _ in range(_TRIES):
            answer = await self._http.request(method, path, data=fields)
            if answer.status_code != httpx.codes.SERVICE_UNAVAILABLE:
                return answer
            await asyncio.sleep(float(answer.headers.get("retry-after", "2")))
        return answer

    async def _submit(self, path: str, values: dict[str, str]) -> None:
        fields = {**await self._fields(path), **values}
        answer = await self._ask("POST", path, fields)
        if answer.status_code >= 400:
            raise RuntimeError(f"{path} answered {answer.status_code}: {answer.text[:500]}")

    async def _fields(self, path: str) -> dict[str, str]:
        page = BeautifulSoup((await self._ask("GET", path)).text, "html.parser")
        form = page.select_one(f'main form[action="{path}"]')
        if form is None:
            raise RuntimeError(f"no form on {path}: {page.get_text(' ')[:500]}")
        return {
            str(field["name"]): str(field.get("value", ""))
            for field in form.select("input[type=hidden][name]")
        }


async def rush(url: str, variant_id: int, buyers: int, *, at_once: int = 32) -> list[Outcome]:
    """All of them prepare, then all press; how each ended."""
    people = [Buyer(url, number) for number in range(1, buyers + 1)]
    gate = asyncio.Semaphore(at_once)

    async def prepare(person: Buyer) -> None:
        async with gate:
            await person.fill_cart(variant_id)
            await person.answer_steps()

    try:
        await asyncio.gather(*[prepare(person) for person in people])
        return list(await asyncio.gather(*[person.press() for person in people]))
    finally:
        for person in people:
            await person.close()
