"""The newsletter's letters: one an ask, one a yes, none to who left meanwhile."""

from sqlalchemy import update

from app.content.confirm_subscription import confirm_subscription
from app.content.models import NewsletterSubscriber
from app.content.subscribe import subscribe
from app.core.clock import now
from tests.workers.kit import Postman
from tests.workers.test_reactions import _work
from workers.consumers import Tools


async def _ask(tools: Tools) -> None:
    async with tools.sessions() as session, session.begin():
        await subscribe(session, "hira@example.com", consent="Yes.")


async def test_an_ask_and_a_yes_are_a_letter_each(tools: Tools, postman: Postman) -> None:
    await _ask(tools)
    await _work(tools)
    await _work(tools)
    async with tools.sessions() as session, session.begin():
        await confirm_subscription(session, 1)
    await _work(tools)
    subjects = [str(message["Subject"]) for message in postman.letters]
    assert len(subjects) == 2
    assert subjects[1] == "You are on the list of Buy2Enjoy"
    assert all(
        message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click" for message in postman.letters
    )
    await _ask(tools)
    await _work(tools)
    assert len(postman.letters) == 2


async def test_who_left_before_the_letter_went_gets_none(tools: Tools, postman: Postman) -> None:
    await _ask(tools)
    async with tools.sessions() as session, session.begin():
        await session.execute(update(NewsletterSubscriber).values(unsubscribed_at=now()))
    await _work(tools)
    assert postman.letters == []
