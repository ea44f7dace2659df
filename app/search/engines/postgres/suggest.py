"""What somebody may be about to type."""

from sqlalchemy.ext.asyncio import AsyncSession

from app.search.engines.postgres.stop_words import STOP_WORDS
from app.search.engines.postgres.vocabulary import complete
from app.search.normalise import normalise

_SHORTEST = 2


async def complete_words(session: AsyncSession, text: str, limit: int = 6) -> list[str]:
    """Whole queries: what was typed with its last word completed, the words of most titles first."""
    *before, start = normalise(text).split() or [""]
    if len(start) < _SHORTEST or text[-1:].isspace():
        return []
    found = [known.word for known in await complete(session, start) if known.title_df]
    words = [word for word in found if word not in STOP_WORDS and word not in before]
    return [" ".join([*before, word]) for word in words[:limit]]
