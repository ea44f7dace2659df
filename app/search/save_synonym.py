"""Staff teach search that two phrases mean the same. Every search from then on knows it."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from app.core.audit import Actor, audit
from app.core.errors import Rejected
from app.search.errors import NoSuchSynonym
from app.search.models import SearchSynonym
from app.search.normalise import normalise, sound_of

LONGEST_PHRASE = 60


async def save_synonym(
    session: AsyncSession,
    *,
    word: str,
    means: str,
    is_one_way: bool,
    actor: Actor,
    synonym_id: int | None = None,
) -> SearchSynonym:
    """A new synonym, or another wording of the one of that id.

    One way: a search for `word` also finds `means`, not the other way round. Raises Rejected with a sentence a field,
    NoSuchSynonym.
    """
    word, means = phrases_of(word, means)
    synonym = await _held(session, synonym_id) if synonym_id else SearchSynonym(source="staff")
    if await _is_known(session, word, means, synonym_id):
        raise Rejected(errors={"word": f"“{word}” means “{means}” already."})
    before = _told(synonym) if synonym_id else None
    synonym.word, synonym.means, synonym.is_one_way = word, means, is_one_way
    synonym.sound = sound_of(word)
    session.add(synonym)
    await session.flush()
    act = "synonym.change" if synonym_id else "synonym.add"
    audit(session, actor, act, "synonym", synonym.id, before=before, after=_told(synonym))
    return synonym


async def remove_synonym(session: AsyncSession, synonym_id: int, *, actor: Actor) -> SearchSynonym:
    """Forget it. Raises NoSuchSynonym."""
    synonym = await _held(session, synonym_id)
    await session.delete(synonym)
    audit(session, actor, "synonym.remove", "synonym", synonym_id, before=_told(synonym))
    return synonym


def phrases_of(word: str, means: str) -> tuple[str, str]:
    """Both as search writes them. Raises Rejected with a sentence for each that will not do."""
    found, meant = normalise(word), normalise(means)
    errors = {
        name: sentence
        for name, phrase, sentence in (
            ("word", found, "Write the word that shoppers type."),
            ("means", meant, "Write the word that our products use."),
        )
        if not phrase
    }
    errors |= {
        name: f"Use at most {LONGEST_PHRASE} characters."
        for name, phrase in (("word", found), ("means", meant))
        if len(phrase) > LONGEST_PHRASE
    }
    if not errors and found == meant:
        errors["means"] = "Both are the same word for search already."
    if errors:
        raise Rejected(errors=errors)
    return found, meant


async def _held(session: AsyncSession, synonym_id: int) -> SearchSynonym:
    synonym = await session.scalar(
        select(SearchSynonym).where(SearchSynonym.id == synonym_id).with_for_update()
    )
    if synonym is None:
        raise NoSuchSynonym("There is no such synonym.")
    return synonym


async def _is_known(session: AsyncSession, word: str, means: str, but: int | None) -> bool:
    """The same pair, or the same two-way pair turned round."""
    same = (SearchSynonym.word == word) & (SearchSynonym.means == means)
    turned = (SearchSynonym.word == means) & (SearchSynonym.means == word) & ~SearchSynonym.is_one_way
    found = select(SearchSynonym.id).where(same | turned, SearchSynonym.id != (but or 0)).limit(1)
    return await session.scalar(found) is not None


def _told(synonym: SearchSynonym) -> dict[str, object]:
    return {"word": synonym.word, "means": synonym.means, "one way": synonym.is_one_way}
