"""Public pages kept for everybody: never anybody else's page, never an old one, never two makings of one."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from redis.asyncio import Redis
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

import app.web.kept_pages as kept_pages
from app.core.clock import now
from app.core.redis import make_redis
from app.core.settings import Settings
from app.inventory.adjust import adjust
from app.inventory.models import StockAct, Warehouse
from app.web.list_memory import ListMemory
from app.web.page_address import tidy_query
from tests.factories.accounts import make_account
from tests.factories.catalog import make_product
from tests.support.page import PageClient
from tests.support.signing_in import sign_in
from tests.support.statements import count_statements
from workers.consumers import Fact, Tools
from workers.pages import drop_pages

MEGABYTES = 8


@pytest.fixture
def keeping(settings: Settings) -> Settings:
    """Settings of a shop that keeps pages."""
    return settings.model_copy(update={"page_cache_megabytes": MEGABYTES})


@pytest.fixture
async def shopper(keeping: Settings) -> AsyncIterator[PageClient]:
    """A visitor of such a shop."""
    async with PageClient(keeping) as visitor:
        yield visitor


@pytest.fixture
async def valkey(settings: Settings) -> AsyncIterator[Redis]:
    """The shop's Valkey."""
    client = make_redis(settings)
    yield client
    await client.aclose()


@pytest.fixture
async def path(db: AsyncSession) -> str:
    """Of a product's page."""
    product = await make_product(db, name="Jotter", stock=4)
    await db.commit()
    return f"/p/{product.slug}"


async def statements(visitor: PageClient, where: str, **request: Any) -> int:
    """How many statements the page took: none when it came from the cache."""
    with count_statements(visitor.app.machines.engine) as heard:
        await visitor.get(where, **request)
    return len(heard)


def fact(name: str, **payload: Any) -> Fact:
    return Fact(1, name, "thing", 1, 1, payload)


async def tell(visitor: PageClient, valkey: Redis, told: Fact) -> None:
    """Carry an event to its consumer, as the worker does."""
    tools: Any = Tools(visitor.app.machines.sessions, None, None, valkey)  # type: ignore[arg-type]
    await drop_pages.act(tools, told)


async def test_a_page_is_made_once_for_everybody(shopper: PageClient, path: str) -> None:
    first = await shopper.get(path)
    assert await statements(shopper.another(), path) == 0
    again = await shopper.another().get(path)
    assert again.text == first.text
    assert again.headers["cache-control"] == first.headers["cache-control"]
    assert "public" in again.headers["cache-control"]
    assert again.headers["vary"] == "HX-Request, HX-Request-Type, Accept-Encoding"


async def test_another_process_finds_it_too(shopper: PageClient, keeping: Settings, path: str) -> None:
    await shopper.get(path)
    async with PageClient(keeping) as other:
        assert await statements(other, path) == 0


async def test_nothing_is_kept_when_it_is_off(settings: Settings, path: str) -> None:
    async with PageClient(settings.model_copy(update={"page_cache_megabytes": 0})) as visitor:
        await visitor.get(path)
        assert await statements(visitor, path) > 0


async def test_nobody_sees_another_ones_page(shopper: PageClient, db: AsyncSession, path: str) -> None:
    person = shopper.another()
    await sign_in(person, await make_account(db, name="Zainab Malik"))
    theirs = await person.get(path)
    assert "Hello Zainab" in theirs.words
    assert theirs.headers["cache-control"] == "private, no-cache"
    stranger = await shopper.get(path)
    assert "Zainab" not in stranger.text
    assert "Hello Zainab" in (await person.get(path)).words, "a signed-in person was given everybody's page"


async def test_a_cart_is_on_its_owners_pages_only(shopper: PageClient, db: AsyncSession, path: str) -> None:
    await shopper.get(path)
    buyer = shopper.another()
    await (await buyer.get(path)).submit(action="/cart/lines")
    assert (await buyer.get(path)).one("#cart-badge .count").get_text() == "1"
    stranger = await shopper.another().get(path)
    assert not stranger.soup.select("#cart-badge .count")
    assert stranger.headers["cache-control"].startswith("public")


async def test_colours_have_a_copy_of_their_own_that_shared_caches_may_not_keep(
    shopper: PageClient, path: str
) -> None:
    plain = await shopper.get(path)
    await shopper.post("/theme", {"theme": "dark", "back": path})
    dark = await shopper.get(path)
    assert dark.one("html")["class"] == ["dark"]
    assert dark.headers["cache-control"] == "private, no-cache"
    assert await statements(shopper, path) == 0
    assert (await shopper.another().get(path)).text == plain.text


@pytest.mark.parametrize(
    "header",
    [
        "x-forwarded-host",
        "x-original-url",
        "x-rewrite-url",
        "forwarded",
        "accept-language",
        "user-agent",
        "referer",
    ],
)
async def test_no_header_gets_into_a_kept_page(shopper: PageClient, path: str, header: str) -> None:
    poisoned = await shopper.get(path, headers={header: "https://evil.example/poison"})
    clean = await shopper.another().get(path)
    assert clean.text == poisoned.text
    assert "evil.example" not in clean.text


async def test_parts_of_pages_are_made_anew(shopper: PageClient, path: str) -> None:
    await shopper.get(path)
    part = await shopper.partial("GET", path, target="section#product-buy")
    assert not part.text.lstrip().startswith("<!doctype")
    assert part.headers["cache-control"] == "private, no-store"
    assert (await shopper.get(path)).text.lstrip().startswith("<!doctype")


@pytest.mark.parametrize("where", ["/p/no-such-thing", "/cart", "/sign-in", "/c/none?page=2"])
async def test_errors_and_private_pages_are_not_kept(shopper: PageClient, where: str) -> None:
    await shopper.get(where)
    assert await statements(shopper.another(), where) > 0
    assert shopper.app.machines.pages.bytes_used == 0


async def test_what_people_are_followed_by_makes_no_page_of_its_own(shopper: PageClient, path: str) -> None:
    page = await shopper.get(f"{path}?utm_source=mail&gclid=abc&fbclid=xyz")
    assert "utm_source" not in page.text
    assert await statements(shopper, f"{path}?utm_source=other") == 0
    assert await statements(shopper, path) == 0


@pytest.mark.parametrize(
    ("raw", "tidy"),
    [
        (b"", b""),
        (b"utm_medium=a&_ga=2", b""),
        (b"sort=new&brand=b&brand=a", b"brand=b&brand=a&sort=new"),
        (b"brand=b&brand=a&sort=new", b"brand=b&brand=a&sort=new"),
        (b"q=&page=2", b"page=2&q="),
        (b"&".join(b"a=%d" % number for number in range(13)), None),
        (b"q=" + b"x" * 400, None),
    ],
)
def test_queries_that_mean_the_same_are_the_same(raw: bytes, tidy: bytes | None) -> None:
    assert tidy_query(raw) == tidy


async def test_a_query_is_kept_from_its_second_time_on(shopper: PageClient, path: str) -> None:
    junk = f"{path}?junk=1"
    await shopper.get(junk)
    assert shopper.app.machines.pages.bytes_used == 0
    await shopper.get(junk)
    assert await statements(shopper, junk) == 0


async def test_memory_is_bounded_and_the_oldest_goes_first(
    shopper: PageClient, db: AsyncSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = shopper.app.machines.pages
    paths = [f"/p/{(await make_product(db)).slug}" for _ in range(6)]
    await db.commit()
    await shopper.get(paths[0])
    monkeypatch.setattr(pages, "_most_bytes", pages.bytes_used * 3 + 500)
    for one in paths[1:]:
        await shopper.get(one)
    assert pages.bytes_used <= pages._most_bytes
    names = {key.split("\n")[2] for key in pages._pages}
    assert names == set(paths[-3:])


async def test_every_key_in_valkey_ends_by_itself(shopper: PageClient, valkey: Redis, path: str) -> None:
    await shopper.get(path)
    await tell(shopper, valkey, fact("ContentChanged"))
    keys = await valkey.keys("*pages*")
    assert len(keys) >= 3
    assert all([await valkey.ttl(key) > 0 for key in keys])


async def change_price(db: AsyncSession, product_slug: str, price: int) -> int:
    """As an import does, short of its event; the product's id."""
    slug = product_slug.removeprefix("/p/")
    product_id = await db.scalar(text("SELECT id FROM products WHERE slug = :slug"), {"slug": slug})
    await db.execute(
        text("UPDATE variants SET price = :price WHERE product_id = :id"), {"price": price, "id": product_id}
    )
    await db.execute(
        text("UPDATE products SET price_min = :price, price_max = :price WHERE id = :id"),
        {"price": price, "id": product_id},
    )
    await db.commit()
    return int(product_id or 0)


async def test_a_new_price_is_on_the_next_page_and_in_the_next_list(
    shopper: PageClient, keeping: Settings, valkey: Redis, db: AsyncSession, path: str
) -> None:
    async with PageClient(keeping) as other:
        for visitor in (shopper, other):
            for where in (path, "/c/pens", "/best-sellers"):
                assert "1,250" in (await visitor.get(where)).text
        product_id = await change_price(db, path, 990_000)
        await tell(shopper, valkey, fact("ProductsImported", import_run_id=1, product_ids=[product_id]))
        for visitor in (shopper, other):
            for where in (path, "/c/pens", "/best-sellers"):
                page = await visitor.get(where)
                assert "9,900" in page.text, where
                assert "1,250" not in page.text, where


async def test_only_pages_that_show_the_thing_are_dropped(
    shopper: PageClient, valkey: Redis, db: AsyncSession, path: str
) -> None:
    await shopper.get(path)
    await shopper.get("/menu")
    await tell(shopper, valkey, fact("StockReserved", reservation_id=1, variant_id=10**9))
    assert await statements(shopper, path) == 0
    product_id = await db.scalar(text("SELECT id FROM products"))
    await tell(shopper, valkey, fact("ReviewModerated", review_id=1, product_id=product_id))
    assert await statements(shopper, "/menu") == 0
    assert await statements(shopper, path) > 0


async def test_units_that_come_or_go_are_on_the_next_page(
    shopper: PageClient, valkey: Redis, db: AsyncSession, path: str
) -> None:
    assert "Only 4 left" in (await shopper.get(path)).one(".stock").get_text()
    variant = await db.scalar(text("SELECT id FROM variants"))
    warehouse = await db.scalar(select(Warehouse.id))
    act = StockAct(key="one", kind="adjust")
    db.add(act)
    await db.flush()
    await adjust(
        db,
        warehouse_id=int(warehouse or 0),
        variant_id=int(variant or 0),
        delta=-2,
        ref=("stock_act", act.id),
    )
    await db.commit()
    recorded = (await db.execute(text("SELECT type, payload FROM outbox"))).all()
    assert [row.type for row in recorded] == ["StockChanged"]
    await tell(shopper, valkey, fact(recorded[0].type, **recorded[0].payload))
    assert "Only 2 left" in (await shopper.get(path)).one(".stock").get_text()


async def test_what_a_visitor_changes_is_new_before_the_worker_hears_of_it(
    shopper: PageClient, db: AsyncSession, path: str
) -> None:
    await shopper.get(path)
    asker = shopper.another()
    await sign_in(asker, await make_account(db))
    # a request of this process that records an event about the product: nothing but the web process is running
    from app.core.outbox import record
    from app.reviews.events import ReviewModerated
    from app.web.middleware.commit import _Ending

    product_id = int(await db.scalar(text("SELECT id FROM products")) or 0)
    original = _Ending._commit

    async def with_event(ending: Any) -> None:
        await record(ending._visit.transaction.session(), ReviewModerated(1, product_id))
        await original(ending)

    _Ending._commit = with_event  # type: ignore[method-assign, assignment]
    try:
        await asker.get("/account")
    finally:
        _Ending._commit = original  # type: ignore[method-assign]
    assert await statements(shopper, path) > 0


async def test_twenty_who_come_together_have_one_page_made(shopper: PageClient, path: str) -> None:
    alone = await statements(shopper.another(), f"{path}?warm=1")
    visitors = [shopper.another() for _ in range(20)]
    with count_statements(shopper.app.machines.engine) as heard:
        pages = await asyncio.gather(*[visitor.get(path) for visitor in visitors])
    assert len(heard) <= alone
    assert len({page.text for page in pages}) == 1


async def test_of_several_processes_one_makes_the_page(
    shopper: PageClient, keeping: Settings, path: str
) -> None:
    async with PageClient(keeping) as other:
        with (
            count_statements(shopper.app.machines.engine) as here,
            count_statements(other.app.machines.engine) as there,
        ):
            await asyncio.gather(*[visitor.get(path) for visitor in (shopper, other) * 3])
        assert bool(here) != bool(there), "both made it"


async def test_an_ageing_page_is_served_while_it_is_made_anew(
    shopper: PageClient, db: AsyncSession, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await shopper.get(path)
    await change_price(db, path, 990_000)
    pages = shopper.app.machines.pages
    monkeypatch.setattr("app.web.middleware.page_cache.FRESH", -1.0)
    old = await shopper.another().get(path)
    assert "1,250" in old.text
    await asyncio.gather(*pages._tasks)
    monkeypatch.undo()
    assert await statements(shopper, path) == 0
    assert "9,900" in (await shopper.another().get(path)).text


async def test_no_page_outlives_its_time(
    shopper: PageClient, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await shopper.get(path)
    monkeypatch.setattr(kept_pages, "LIFE", -1.0)
    assert await statements(shopper, path) > 0


async def test_without_valkey_pages_are_made_each_time(
    keeping: Settings, db: AsyncSession, path: str
) -> None:
    lost = keeping.model_copy(update={"redis_url": "redis://127.0.0.1:1/0"})
    async with PageClient(lost) as visitor:
        assert (await visitor.get(path)).status == 200
        assert await statements(visitor, path) > 0


async def test_after_valkey_was_emptied_nothing_from_before_is_believed(
    shopper: PageClient, valkey: Redis, path: str
) -> None:
    await shopper.get(path)
    await valkey.flushdb()
    assert await statements(shopper, path) > 0
    assert await statements(shopper, path) == 0


async def test_a_browser_that_has_the_page_is_told_so(shopper: PageClient, path: str) -> None:
    page = await shopper.get(path)
    tag = page.headers["etag"]
    assert not tag.startswith("W/")
    same = await shopper.get(path, headers={"if-none-match": f'"other", {tag}'})
    assert same.status == 304
    assert same.text == ""
    assert same.headers["etag"].strip('"').split("-")[0] == tag.strip('"').split("-")[0]
    assert same.headers["cache-control"] == page.headers["cache-control"]
    assert (await shopper.get(path, headers={"if-none-match": '"other"'})).status == 200


async def test_the_tag_follows_the_page(
    shopper: PageClient, valkey: Redis, db: AsyncSession, path: str
) -> None:
    before = (await shopper.get(path)).headers["etag"]
    product_id = await change_price(db, path, 990_000)
    await tell(shopper, valkey, fact("PriceChanged", product_id=product_id))
    page = await shopper.get(path, headers={"if-none-match": before})
    assert page.status == 200
    assert page.headers["etag"] != before


async def test_head_has_the_headers_of_get(shopper: PageClient, path: str) -> None:
    got = await shopper.get(path)
    head = await shopper.head(path)
    assert head.status == 200
    assert head.response.content == b""
    for name in ("content-type", "content-length", "etag", "cache-control", "vary"):
        assert head.headers[name] == got.headers[name], name


async def test_codings_are_chosen_and_the_best_follows(shopper: PageClient, path: str) -> None:
    text_of = {}
    for accepted in ("", "gzip", "br;q=1, gzip"):
        page = await shopper.get(path, headers={"accept-encoding": accepted})
        text_of[accepted] = page.text
    await asyncio.gather(*shopper.app.machines.pages._tasks)
    best = await shopper.get(path, headers={"accept-encoding": "gzip, br"})
    zipped = await shopper.get(path, headers={"accept-encoding": "gzip"})
    assert best.headers["content-encoding"] == "br"
    assert int(best.headers["content-length"]) < int(zipped.headers["content-length"])
    assert best.headers["etag"] != zipped.headers["etag"]
    assert {*text_of.values(), best.text, zipped.text} == {best.text}


async def test_a_person_who_leaves_early_spoils_nothing_for_the_others(
    shopper: PageClient, path: str
) -> None:
    hasty = asyncio.create_task(shopper.another().get(path))
    await asyncio.sleep(0)
    patient = asyncio.create_task(shopper.another().get(path))
    await asyncio.sleep(0.01)
    hasty.cancel()
    assert (await patient).status == 200


async def test_a_list_is_counted_once_and_anew_after_a_change(
    shopper: PageClient, valkey: Redis, db: AsyncSession
) -> None:
    (await make_product(db, name="Jotter")).published_at = now()
    await db.commit()
    await shopper.get("/deals")  # menu and footer are known from here on
    first = await statements(shopper, "/new")
    assert await statements(shopper, "/new?sort=price") == first - 1
    product = await make_product(db, name="Ledger")
    product.published_at = now()
    await db.commit()
    await tell(shopper, valkey, fact("ProductChanged", product_id=product.id))
    page = await shopper.get("/new?sort=-price")
    assert page.one("#results-h").get_text() == "2 products"


async def test_what_was_counted_before_a_change_is_not_kept_after_it() -> None:
    lists = ListMemory()

    async def count_slowly() -> int:
        lists.forget()
        return 1

    assert await lists.recall("pens", count_slowly) == 1
    assert await lists.recall("pens", _two) == 2
    assert await lists.recall("pens", count_slowly) == 2


async def _two() -> int:
    return 2
