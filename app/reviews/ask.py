"""Ask something about a product."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.errors import Rejected
from app.reviews.models import Question
from app.reviews.wording import NAMELESS, is_only_links, short_name, without_links

LONGEST_QUESTION = 1_000


async def ask(
    session: AsyncSession, product_id: int, text: str, *, name: str, email: str, account_id: int | None
) -> int:
    """Keep the question until staff answer it; its id. The same question of the same person waits once.

    Raises Rejected for a text that asks nothing.
    """
    if is_only_links(text):
        raise Rejected(errors={"question": "Write your question. Links are not shown."})
    asked = without_links(text)
    waiting: int | None = await session.scalar(
        select(Question.id).where(
            Question.product_id == product_id,
            Question.state == "waiting",
            Question.text == asked,
            Question.email == email,
            Question.account_id.is_not_distinct_from(account_id),
        )
    )
    if waiting is not None:
        return waiting
    question = Question(
        product_id=product_id,
        account_id=account_id,
        author_name=short_name(name) if name else NAMELESS,
        email=email,
        text=asked,
    )
    session.add(question)
    await session.flush()
    return question.id
