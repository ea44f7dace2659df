"""Consumers that write to people."""

from collections.abc import Callable

from app.accounts.queries import find_account
from app.core.errors import NotFound
from app.notifications.compose import Press
from app.notifications.email import Email
from app.notifications.emails import welcome
from app.notifications.queries import OrderStory, order_story
from app.notifications.send import send
from workers.consumers import Fact, Outside, Tools

CUSTOMER_EMAIL = "customer_email"
"""All emails about an order share one consumer, so that they go out in the order in which things happened."""


def tell_customer(write: Callable[[Press, OrderStory], Email]) -> Outside:
    """A consumer of order events that sends the email `write` makes."""

    async def tell(tools: Tools, fact: Fact) -> None:
        async with tools.sessions() as session:
            story = await order_story(session, fact.aggregate_id)
        await _send(tools, fact, write(tools.press, story), story.order.id)

    return Outside(CUSTOMER_EMAIL, tell)


async def _welcome(tools: Tools, fact: Fact) -> None:
    async with tools.sessions() as session:
        account = await find_account(session, fact.aggregate_id)
    if account is None:
        raise NotFound("There is no such account.")
    await _send(tools, fact, welcome(tools.press, account), None)


greet = Outside("account_email", _welcome)
"""The consumer of AccountRegistered."""


async def _send(tools: Tools, fact: Fact, email: Email, order_id: int | None) -> None:
    key = f"{email.kind}:{fact.aggregate_type}:{fact.aggregate_id}:{fact.version}"
    await send(tools.sessions, tools.sender, tools.press.settings, email, key=key, order_id=order_id)
