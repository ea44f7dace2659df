"""Staff answer a question, or leave it out."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.audit import Actor, audit
from app.core.clock import now
from app.core.errors import Rejected
from app.core.outbox import record
from app.reviews.errors import NoSuchQuestion
from app.reviews.events import QuestionAnswered, QuestionDismissed
from app.reviews.models import Question

LONGEST_ANSWER = 2_000


async def answer(session: AsyncSession, question_id: int, *, text: str, actor: Actor) -> Question:
    """Answer and show it; the asker hears of the first answer. Raises NoSuchQuestion, Rejected without an answer."""
    if not text.strip():
        raise Rejected(errors={"answer": "Write the answer."})
    question = await _lock(session, question_id)
    if question.state == "answered" and question.answer == text.strip():
        return question
    before = question.answer
    question.answer, question.state, question.answered_at = text.strip(), "answered", now()
    _note(session, actor, "question.answer", question, {"answer": before}, {"answer": question.answer})
    await record(session, QuestionAnswered(question.id, question.product_id))
    return question


async def dismiss(session: AsyncSession, question_id: int, *, actor: Actor) -> Question:
    """Do not show it. Raises NoSuchQuestion."""
    question = await _lock(session, question_id)
    if question.state != "rejected":
        before, question.state = question.state, "rejected"
        _note(session, actor, "question.dismiss", question, {"state": before}, {"state": "rejected"})
        await record(session, QuestionDismissed(question.id, question.product_id))
    return question


def _note(
    session: AsyncSession,
    actor: Actor,
    act: str,
    question: Question,
    before: dict[str, str],
    after: dict[str, str],
) -> None:
    audit(session, actor, act, "question", question.id, before=before, after=after)


async def _lock(session: AsyncSession, question_id: int) -> Question:
    question = await session.scalar(
        select(Question).where(Question.id == question_id).with_for_update(key_share=True)
    )
    if question is None:
        raise NoSuchQuestion("There is no such question.")
    return question
