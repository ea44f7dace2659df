"""/sign-in, /register, /sign-out as a browser without script sees them."""

import re
import statistics
import time
import unicodedata

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from app.accounts.models import Account
from tests.factories.accounts import PASSWORD, STAFF_PASSWORD, make_account, make_staff
from tests.factories.catalog import make_product, variants_of
from tests.support.hostile import HOSTILE_TEXTS
from tests.support.page import Page, PageClient
from tests.support.signing_in import sign_in

NEW = {"name": "Ayesha Khan", "email": "ayesha@example.com", "password": PASSWORD}


async def register(client: PageClient, **changed: str) -> Page:
    form = await client.get("/register")
    return await form.submit(NEW | changed, action="/register")


async def test_a_new_customer_is_signed_in_at_once(client: PageClient, db: AsyncSession) -> None:
    page = await register(client)
    assert page.path == "/account"
    assert "Hello, Ayesha" in page.main
    assert "ayesha@example.com" in page.main
    account = (await db.scalars(select(Account))).one()
    assert account.password_hash is not None
    assert PASSWORD not in account.password_hash


async def test_what_is_wrong_is_said_beside_its_field_and_nothing_typed_is_lost(client: PageClient) -> None:
    page = await register(client, name="", email="nonsense", password="short")
    assert page.status == 422
    assert page.one("title").get_text().startswith("Error: ")
    assert page.errors == {
        "name": "Enter your name.",
        "email": "Enter an email address like name@example.com.",
    }
    assert page.one("#email")["value"] == "nonsense"
    assert "value" not in page.one("#password").attrs
    page = await register(client, password="short")
    assert page.errors == {"password": "Use at least 10 characters. A short sentence is fine."}
    assert page.one("#name")["value"] == "Ayesha Khan"


async def test_registering_twice_signs_in_or_says_nothing_of_the_account(
    client: PageClient, db: AsyncSession
) -> None:
    await register(client)
    stranger, owner = client.another(), client.another()
    refused = await register(stranger, password="another good one")
    assert refused.status == 422
    assert "We could not create this account with these details." in refused.main
    assert (await register(owner)).path == "/account"
    assert await db.scalar(select(func.count()).select_from(Account)) == 1


async def test_a_wrong_password_and_an_unknown_email_look_exactly_alike(
    client: PageClient, db: AsyncSession
) -> None:
    await make_account(db, email="known@example.com")
    answers = []
    for email in ("known@example.com", "another@example.com"):
        form = await client.get("/sign-in")
        page = await form.submit({"email": email, "password": "not the password"}, action="/sign-in")
        token = page.fields("/sign-in")["_csrf"][0]
        answers.append((page.status, page.text.replace(token, "").replace(email, "")))
        assert page.errors == {"": "Email or password is wrong."}
    assert answers[0] == answers[1]


async def test_their_times_do_not_differ_either(client: PageClient, db: AsyncSession) -> None:
    """Only a coarse guard against forgetting the dummy hash: the database adds its own noise."""
    await make_account(db, email="known@example.com")
    page = await client.get("/sign-in")
    token = page.fields("/sign-in")["_csrf"]
    spent: dict[str, list[float]] = {"known@example.com": [], "another@example.com": []}
    for number in range(40):
        email = list(spent)[number % 2]
        client.app.machines.limiter.prefix = f"limit{number}"
        began = time.perf_counter()
        await client.post("/sign-in", {"email": email, "password": "x", "_csrf": token})
        spent[email].append(time.perf_counter() - began)
    known, unknown = (statistics.median(times) for times in spent.values())
    assert abs(known - unknown) < max(known, unknown) * 0.5


async def test_signing_in_leads_back_to_where_one_was(client: PageClient, db: AsyncSession) -> None:
    account = await make_account(db)
    asked = await client.get("/account/orders?page=1")
    assert asked.path == "/sign-in?next=/account/orders%3Fpage%3D1"
    page = await asked.submit({"email": account.email, "password": PASSWORD}, action="/sign-in")
    assert page.path == "/account/orders?page=1"
    assert (await client.get("/sign-in?next=/cart")).path == "/cart", "no form for those who are in"
    assert (await client.get("/register", follow=False)).location == "/account"


@pytest.mark.parametrize(
    "hostile",
    ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)", "/%2f/evil.example"],
)
async def test_next_never_leads_off_the_site(client: PageClient, db: AsyncSession, hostile: str) -> None:
    account = await make_account(db)
    page = await client.get("/sign-in", params={"next": hostile})
    assert page.one('input[name="next"]')["value"] == ""
    token = page.fields("/sign-in")["_csrf"]
    answer = await client.post(
        "/sign-in",
        {"email": account.email, "password": PASSWORD, "next": hostile, "_csrf": token},
        follow=False,
    )
    assert (answer.status, answer.location) == (303, "/account")


async def test_a_part_of_a_page_is_told_to_go_to_the_door(client: PageClient) -> None:
    part = await client.partial(
        "GET", "/account/orders", headers={"hx-current-url": "http://127.0.0.1:8000/account/orders?page=2"}
    )
    assert part.status == 401
    assert part.headers["hx-redirect"] == "/sign-in?next=/account/orders%3Fpage%3D2"
    part = await client.partial(
        "GET", "/account/orders", headers={"hx-current-url": "https://evil.example//evil.example/x"}
    )
    assert part.headers["hx-redirect"] == "/sign-in"


async def test_fields_that_are_not_on_the_form_change_nothing(client: PageClient, db: AsyncSession) -> None:
    """A04: no column can be set by naming it."""
    columns = [column.name for column in Account.__table__.columns] + [
        "roles",
        "role",
        "is_staff",
        "permissions",
    ]
    for column in columns:
        if column in {"name", "email", "phone", "password"}:
            continue
        form = await client.get("/register")
        data = form.fields("/register") | {"name": "A B", "email": "a@example.com", "password": PASSWORD}
        page = await client.post("/register", data | {column: "1"})
        assert page.status == 422, column
        client.app.machines.limiter.prefix = f"limit-{column}"
    assert await db.scalar(select(func.count()).select_from(Account)) == 0


async def test_a_staff_member_who_signs_in_as_a_customer_is_a_customer(
    client: PageClient, db: AsyncSession
) -> None:
    staff = await make_staff(db, "owner")
    await sign_in(client, staff, STAFF_PASSWORD)
    assert (await client.get("/account")).status == 200
    page = await client.get("/admin/sign-in", follow=False)
    assert page.status == 200, "the staff door asks again"


async def test_no_text_in_any_field_breaks_anything(client: PageClient, db: AsyncSession) -> None:
    for number, text in enumerate(HOSTILE_TEXTS):
        client.app.machines.limiter.prefix = f"limit-{number}"
        token = (await client.get("/sign-in")).fields("/sign-in")["_csrf"][0]
        hostile = dict.fromkeys(("email", "password", "keep", "next"), text)
        answer = await client.post("/sign-in", {"_csrf": token} | hostile, follow=False)
        assert answer.status == 422, ascii(text)
        hostile = {"name": text, "email": f"person{number}@example.com", "password": PASSWORD, "next": text}
        answer = await client.post("/register", {"_csrf": token} | hostile, follow=False)
        assert answer.status in {303, 422}, ascii(text)
        if answer.status == 303:
            assert not answer.location.startswith(("//", "/\\", "http"))
            client.forget_cookies()
    names = (await db.scalars(select(Account.name))).all()
    assert len(names) > 40, "most of them are odd names, but names"
    assert all(name == unicodedata.normalize("NFC", name).strip() != "" for name in names)
    assert not any(re.search(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", name) for name in names)


async def fill_cart(client: PageClient, variant_id: int, quantity: int) -> None:
    await client.post("/cart/lines", {"variant_id": str(variant_id), "quantity": str(quantity)})


@pytest.mark.parametrize("door", ["sign in", "register"])
async def test_the_guests_cart_comes_along(client: PageClient, db: AsyncSession, door: str) -> None:
    product = await make_product(db, stock=9)
    (variant,) = await variants_of(db, product)
    await db.commit()
    await fill_cart(client, variant.id, 2)
    token = client.cookies["b2e_cart"]
    if door == "register":
        await register(client)
    else:
        await sign_in(client, await make_account(db))
    assert "b2e_cart" not in client.cookies
    page = await client.get("/cart")
    assert product.name in page.main
    assert page.one("#cart-badge .count").get_text() == "2"
    thief = client.another()
    thief.http.cookies.set("b2e_cart", token)
    assert product.name not in (await thief.get("/cart")).main, "the guest's cart is no more"


async def test_what_could_not_come_along_is_told(client: PageClient, db: AsyncSession) -> None:
    account = await make_account(db)
    product = await make_product(db, stock=3)
    (variant,) = await variants_of(db, product)
    await db.commit()
    elsewhere = client.another()
    await sign_in(elsewhere, account)
    await fill_cart(elsewhere, variant.id, 2)
    await fill_cart(client, variant.id, 2)
    page = await sign_in(client, account)
    assert [flash for flash in page.flashes if "3" in flash and product.name in flash]
    assert (await client.get("/cart")).one("#cart-badge .count").get_text() == "3"


async def test_a_failed_try_leaves_the_guests_cart_alone(client: PageClient, db: AsyncSession) -> None:
    account = await make_account(db)
    product = await make_product(db, stock=3)
    (variant,) = await variants_of(db, product)
    await db.commit()
    await fill_cart(client, variant.id, 1)
    assert (await sign_in(client, account, "not the password")).status == 422
    assert product.name in (await client.get("/cart")).main


async def test_signing_out_by_a_link_does_not_work(client: PageClient, db: AsyncSession) -> None:
    await sign_in(client, await make_account(db))
    assert (await client.get("/sign-out")).status == 405
    assert (await client.get("/account")).status == 200
