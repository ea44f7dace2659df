"""Writing to people about reviews and questions."""

from app.notifications.emails import question_answered, review_invitation
from app.notifications.queries import order_story, orders_to_ask
from app.notifications.send import send
from app.notifications.senders import Undeliverable
from app.reviews.queries import question_with_product
from workers.consumers import Fact, Outside, Tools


async def _answer(tools: Tools, fact: Fact) -> None:
    async with tools.sessions() as session:
        found = await question_with_product(session, fact.aggregate_id)
    if found is None or not found[0].email or found[0].state != "answered":
        return
    email = question_answered(tools.press, *found)
    await send(
        tools.sessions, tools.sender, tools.press.settings, email, key=f"{email.kind}:{fact.aggregate_id}"
    )


tell_asker = Outside("question_email", _answer)
"""The consumer of QuestionAnswered. The key holds no version: a corrected answer is not mailed again."""


async def invite_reviews(tools: Tools) -> int:
    """Ask once about each order that arrived five days ago; how many were asked."""
    async with tools.sessions() as session:
        waiting = await orders_to_ask(session)
    return sum([await _invite(tools, order_id) for order_id in waiting])


async def _invite(tools: Tools, order_id: int) -> bool:
    async with tools.sessions() as session:
        story = await order_story(session, order_id)
    email = review_invitation(tools.press, story)
    key = f"{email.kind}:{order_id}"
    try:
        return await send(
            tools.sessions, tools.sender, tools.press.settings, email, key=key, order_id=order_id
        )
    except Undeliverable:  # noted on the message; the others are asked all the same
        return False
