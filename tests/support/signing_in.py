"""Get a browser signed in."""

from app.accounts.models import Account
from tests.factories.accounts import PASSWORD, STAFF_PASSWORD
from tests.support.page import Page, PageClient


async def sign_in(client: PageClient, account: Account, password: str = PASSWORD) -> Page:
    """By the customers' form; the page it leads to."""
    form = await client.get("/sign-in")
    return await form.submit({"email": account.email, "password": password}, action="/sign-in")


async def sign_in_staff(client: PageClient, account: Account, *, follow: bool = True) -> Page:
    """By the staff door; the page it leads to."""
    form = await client.get("/admin/sign-in")
    return await form.submit(
        {"email": account.email, "password": STAFF_PASSWORD}, action="/admin/sign-in", follow=follow
    )
