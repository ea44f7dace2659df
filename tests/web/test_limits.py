"""Rate limits (security reference, §6)."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.rate_limit import Bucket, Verdict
from app.core.settings import Settings
from app.web.limits import LIMITS, Rule, limit
from tests.factories.accounts import PASSWORD, make_account
from tests.support.page import Page, PageClient


@pytest.fixture
def slow_to_fill(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same limits, but nothing fills again while a test runs on a busy machine."""
    for group, rules in LIMITS.items():
        slow = tuple(replace(rule, seconds=rule.seconds * 1_000) for rule in rules)
        monkeypatch.setitem(cast(dict[str, tuple[Rule, ...]], LIMITS), group, slow)


async def fail_to_sign_in(client: PageClient, email: str) -> Page:
    form = await client.get("/sign-in")
    return await form.submit({"email": email, "password": "not the password"}, action="/sign-in")


async def test_one_account_can_be_tried_five_times_then_once_a_minute(
    client: PageClient, db: AsyncSession
) -> None:
    account = await make_account(db)
    for _ in range(5):
        assert (await fail_to_sign_in(client, account.email)).status == 422
    refused = await fail_to_sign_in(client, f"  {account.email.upper()} ")
    assert refused.status == 429
    assert "Too many tries" in refused.main
    assert 1 <= int(refused.headers["retry-after"]) <= 60
    assert refused.headers["ratelimit-policy"] == '"login-target";q=5;w=300'
    assert re.fullmatch(r'"login-target";r=0;t=\d+', refused.headers["ratelimit"])
    assert (await fail_to_sign_in(client, "another@example.com")).status == 422, "others are not locked out"


@pytest.mark.usefixtures("slow_to_fill")
async def test_one_address_can_try_ten_accounts_at_once(client: PageClient) -> None:
    for number in range(10):
        assert (await fail_to_sign_in(client, f"person{number}@example.com")).status == 422
    assert (await fail_to_sign_in(client.another(), "person11@example.com")).status == 429


@pytest.mark.usefixtures("slow_to_fill")
async def test_a_refused_try_is_not_evaluated_even_with_the_right_password(
    client: PageClient, db: AsyncSession
) -> None:
    account = await make_account(db)
    for _ in range(5):
        await fail_to_sign_in(client, account.email)
    form = await client.get("/sign-in")
    page = await form.submit({"email": account.email, "password": PASSWORD}, action="/sign-in")
    assert page.status == 429
    assert (await client.get("/account", follow=False)).status == 303


@pytest.mark.usefixtures("slow_to_fill")
async def test_a_forwarding_header_of_the_client_buys_no_second_address(client: PageClient) -> None:
    statuses = []
    for number in range(11):
        form = await client.get("/sign-in")
        page = await form.submit(
            {"email": f"p{number}@example.com", "password": "x"},
            action="/sign-in",
            headers={"x-forwarded-for": f"198.51.100.{number}", "x-real-ip": f"198.51.100.{number}"},
        )
        statuses.append(page.status)
    assert statuses == [422] * 10 + [429]


async def test_behind_our_proxy_each_visitor_counts_alone(settings: Settings) -> None:
    proxied = settings.model_copy(update={"trusted_proxies": ["127.0.0.1/32"]})
    async with PageClient(proxied) as client:
        statuses = []
        for number in range(12):
            form = await client.get("/sign-in")
            page = await form.submit(
                {"email": f"p{number}@example.com", "password": "x"},
                action="/sign-in",
                headers={"x-forwarded-for": f"198.51.100.{number}"},
            )
            statuses.append(page.status)
        assert statuses == [422] * 12


async def test_made_up_sessions_buy_no_second_bucket(
    client: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    limiter = client.app.machines.limiter
    counted: set[str] = set()
    take = limiter.take

    async def noted(buckets: Sequence[Bucket]) -> Verdict:
        counted.update(bucket.key for bucket in buckets)
        verdict: Verdict = await take(buckets)
        return verdict

    monkeypatch.setattr(limiter, "take", noted)
    for number in range(3):
        made_up = {"cookie": f"b2e_sid={number:043d}"}
        await client.post("/cart/lines", {"variant_id": "1"}, follow=False, headers=made_up)
    assert len([key for key in counted if "add_to_cart" in key]) == 1


@pytest.mark.usefixtures("slow_to_fill")
async def test_without_redis_the_process_counts_at_half_the_rate(settings: Settings, tmp_path: Path) -> None:
    lame = settings.model_copy(update={"redis_url": f"unix://{tmp_path}/none.sock?db=0"})
    async with PageClient(lame) as client:
        statuses = [(await fail_to_sign_in(client, f"p{n}@example.com")).status for n in range(6)]
        assert statuses == [422] * 5 + [429]


@pytest.mark.usefixtures("slow_to_fill")
async def test_machines_and_parts_of_pages_are_told_too(trial: PageClient) -> None:
    for _ in range(10):
        await trial.get("/trial/limited")
    part = await trial.partial("GET", "/trial/limited")
    assert part.status == 429
    assert int(part.headers["retry-after"]) > 0
    assert part.headers["hx-retarget"] == "#toasts"


def test_an_unknown_limit_is_a_mistake_at_start() -> None:
    with pytest.raises(LookupError):
        limit("logins")


def test_the_figures_of_the_reference() -> None:
    shown = {
        group: {(rule.by, rule.burst, rule.seconds) for rule in rules} for group, rules in LIMITS.items()
    }
    minute, hour, day = 60, 3_600, 86_400
    assert shown["login"] == {
        ("address", 10, minute),
        ("address", 100, hour),
        ("target", 5, 5 * minute),  # five at once, then one a minute
        ("everybody", 50, 1),
    }
    assert shown["register"] == {("address", 5, hour), ("everybody", 10, 1)}
    assert shown["reset"] == {("target", 3, hour), ("address", 10, hour)}
    assert shown["order_lookup"] == {
        ("address", 5, 15 * minute),
        ("address", 30, day),
        ("target", 5, 15 * minute),
    }
    assert shown["coupon"] == {("session", 10, 10 * minute), ("address", 30, hour)}
    assert shown["add_to_cart"] == {("session", 60, minute)}
    assert shown["place_order"] == {("session", 6, minute), ("address", 20, minute), ("address", 100, hour)}
    assert shown["place_order_phone"] == {("target", 5, day)}
    assert shown["search"] == {("address", 30, 15)}, "120 a minute, 30 at once"
    assert shown["catalogue"] == {("address", 600, minute)}
    assert shown["contact"] == {("session", 5, hour), ("address", 20, hour)}
    assert shown["api"] == {("session", 300, minute), ("address", 600, minute)}
    assert shown["admin"] == {("session", 300, minute)}


def test_every_page_of_the_shop_is_counted_and_no_picture(client: PageClient) -> None:
    counted: set[str] = set()
    free: set[str] = set()
    for route in client.app.litestar.routes:
        for handler in getattr(route, "route_handlers", []):
            groups = {getattr(guard, "group", None) for guard in handler.resolve_guards()}
            (counted if "catalogue" in groups else free).add(route.path)
    assert {"/", "/cart", "/sign-in", "/checkout/review", "/search"} <= counted
    assert not any(path.startswith(("/media", "/static", "/health", "/admin")) for path in counted)
    assert any(path.startswith("/media") for path in free)
