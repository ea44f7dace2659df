"""What the shop's products and synonyms know of the words of a query. One round trip a function."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY, TEXT
from sqlalchemy.ext.asyncio import AsyncSession

MOST_COMPLETIONS = 120
_MOST_READ = 20_000
_READ_FOR = {1: 2_000, 2: 5_000, 3: 10_000}
"""Postings that the completions of a beginning may cost, by its letters: what two letters mean is a guess anyway."""


@dataclass(frozen=True, slots=True)
class Known:
    """A word that products have."""

    word: str
    lexeme_id: int
    df: int
    title_df: int


@dataclass(frozen=True, slots=True)
class Synonym:
    """What staff or the seed say a phrase means. `is_rough` when it only sounds like it."""

    typed: str
    means: str
    weight: float
    is_rough: bool


@dataclass(slots=True)
class Vocabulary:
    """What is known of the words asked for."""

    products: int = 0
    built: str = ""
    words: dict[str, Known] = field(default_factory=dict)
    synonyms: list[Synonym] = field(default_factory=list)


_TEXTS = ARRAY(TEXT)
_LOOK_UP = text(
    """
    WITH synonym AS MATERIALIZED (
        SELECT word AS typed, means, weight, false AS is_rough FROM search_synonyms WHERE word = ANY(:phrases)
        UNION ALL
        SELECT means, word, weight, false FROM search_synonyms WHERE means = ANY(:phrases) AND NOT is_one_way
        UNION ALL
        SELECT sound, means, weight, true FROM search_synonyms WHERE sound = ANY(:sounds)
    ), wanted AS MATERIALIZED (
        SELECT unnest(:words) AS word UNION SELECT string_to_table(means, ' ') FROM synonym
    ), known AS MATERIALIZED (
        SELECT wanted.word, held.* FROM wanted CROSS JOIN LATERAL (
            SELECT lexeme_id, df, title_df FROM search_word WHERE search_word.word = wanted.word OFFSET 0
        ) AS held
    )
    SELECT 'stat' AS kind, '' AS word, CAST(built_at AS text) AS means, CAST(0 AS real) AS weight,
           products AS lexeme_id, 0 AS df, 0 AS title_df
    FROM search_stat
    UNION ALL SELECT CASE WHEN is_rough THEN 'sound' ELSE 'synonym' END, typed, means, weight, 0, 0, 0 FROM synonym
    UNION ALL SELECT 'word', word, '', 0, lexeme_id, df, title_df FROM known
    UNION ALL
    SELECT 'word', whole.word, '', 0, held.lexeme_id, held.df, 0
    FROM unnest(:whole) AS whole (word) CROSS JOIN LATERAL (
        SELECT lexeme_id, df FROM search_lexeme
        WHERE lexeme = (ts_lexize('search_stem', whole.word))[1] AND lexeme <> whole.word OFFSET 0
    ) AS held
    WHERE NOT EXISTS (SELECT FROM known WHERE known.word = whole.word)
    """
).bindparams(*(bindparam(name, type_=_TEXTS) for name in ("phrases", "sounds", "words", "whole")))


async def look_up(
    session: AsyncSession,
    words: Collection[str],
    phrases: Collection[str],
    sounds: Collection[str],
    *,
    whole: Collection[str] = (),
) -> Vocabulary:
    """Synonyms of the phrases, and which of the words (and of the words they mean) products have.

    The `whole` words are also known by their stem, in a form that no product has.
    """
    found = Vocabulary()
    given = {"words": list(words), "phrases": list(phrases), "sounds": list(sounds), "whole": list(whole)}
    for row in await session.execute(_LOOK_UP, given):
        if row.kind == "word":
            found.words[row.word] = Known(row.word, row.lexeme_id, row.df, row.title_df)
        elif row.kind == "stat":
            found.products, found.built = row.lexeme_id, row.means
        else:
            found.synonyms.append(Synonym(row.word, row.means, row.weight, row.kind == "sound"))
    return found


_COMPLETE = text(
    f"""
    SELECT (array_agg(word ORDER BY title_df DESC, df DESC, word))[1] AS word, lexeme_id, max(df) AS df,
           sum(title_df) AS title_df
    FROM search_word WHERE word ~>=~ :start AND word ~<~ :behind
    GROUP BY lexeme_id ORDER BY 4 DESC, 3 DESC, 1 LIMIT {MOST_COMPLETIONS}
    """  # noqa: S608
)


async def complete(session: AsyncSession, start: str) -> list[Known]:
    """Words that begin so, one a stem, those of most titles first; as many as can be read in time."""
    rows = await session.execute(_COMPLETE, {"start": start, "behind": start + "\U0010ffff"})
    found: list[Known] = []
    cost = 0
    for row in rows:
        cost += row.df
        if found and cost > _READ_FOR.get(len(start), _MOST_READ):
            break
        found.append(Known(row.word, row.lexeme_id, row.df, row.title_df))
    return found


_ALIKE = text(
    """
    SELECT given.word AS typed, known.* FROM unnest(:words) AS given (word) CROSS JOIN LATERAL (
        (SELECT word, lexeme_id, df, title_df FROM search_word
         WHERE word % given.word
           AND abs(length(word) - length(given.word)) <= CASE WHEN length(given.word) < 9 THEN 1 ELSE 2 END
           AND levenshtein_less_equal(word, given.word, 2) <= 2
         ORDER BY levenshtein_less_equal(word, given.word, 2), title_df DESC, df DESC LIMIT 40)
        UNION ALL
        (SELECT word, 0, 1, 0 FROM search_synonyms
         WHERE word % given.word AND position(' ' IN word) = 0
           AND abs(length(word) - length(given.word)) <= 1 AND levenshtein_less_equal(word, given.word, 2) <= 2
         GROUP BY word ORDER BY levenshtein_less_equal(word, given.word, 2) LIMIT 10)
    ) AS known
    """
).bindparams(bindparam("words", type_=_TEXTS))


async def spelled_alike(session: AsyncSession, words: Sequence[str]) -> dict[str, list[Known]]:
    """For each word the known ones within two edits; `lexeme_id` is 0 for words that only synonyms know."""
    found: dict[str, list[Known]] = {word: [] for word in words}
    if words:
        for row in await session.execute(_ALIKE, {"words": list(words)}):
            found[row.typed].append(Known(row.word, row.lexeme_id, row.df, row.title_df))
    return found
