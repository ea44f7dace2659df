"""Consumers and a chore about the newsletter."""

from collections.abc import Callable

from app.content.forget_unconfirmed import forget_unconfirmed
from app.content.models import NewsletterSubscriber
from app.content.newsletter_states import Standing, standing
from app.content.subscriber_queries import find_subscriber
from app.core.db import in_transaction
from app.notifications import emails
from app.notifications.compose import Press
from app.notifications.email import Email
from app.notifications.send import send
from workers.consumers import Fact, Outside, Tools

Writer = Callable[[Press, NewsletterSubscriber], Email]


def _mailing(name: str, write: Writer, wanted: Standing) -> Outside:
    """Each ask and each yes is a message of its own; a repeated delivery of the same event is not."""

    async def mail(tools: Tools, fact: Fact) -> None:
        async with tools.sessions() as session:
            found = await find_subscriber(session, fact.aggregate_id)
        if found is None or standing(found.confirmed_at, found.unsubscribed_at) is not wanted:
            return
        email = write(tools.press, found)
        key = f"{email.kind}:{fact.aggregate_id}:{fact.version}"
        await send(tools.sessions, tools.sender, tools.press.settings, email, key=key)

    return Outside(name, mail)


ask_for_yes = _mailing("newsletter_confirm_email", emails.newsletter_confirm, Standing.WAITING)
"""The consumer of NewsletterAsked."""
greet_subscriber = _mailing("newsletter_welcome_email", emails.newsletter_welcome, Standing.CONFIRMED)
"""The consumer of NewsletterConfirmed."""


async def forget_unconfirmed_subscribers(tools: Tools) -> int:
    """Addresses that nobody confirmed in time; how many."""
    return await in_transaction(tools.sessions, forget_unconfirmed)
