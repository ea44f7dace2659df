"""Which known word somebody meant."""

from collections.abc import Sequence
from math import log1p

from app.search.engines.postgres.vocabulary import Known

MOST_CORRECTIONS = 4
_SHORTEST = 4
_SURE = 5
"""Two edits in so short a word would be another word."""


def may_be_wrong(word: str) -> bool:
    """Whether a word can be corrected: short ones and those with digits are what they are."""
    return _SHORTEST <= len(word) <= 30 and not any(letter.isdigit() for letter in word)


def corrections(typed: str, alike: Sequence[Known]) -> list[Known]:
    """The nearest ones, common words first and those with another first letter last; at most four."""
    allowed = 1 if len(typed) <= _SURE else 2
    near = [(edits(typed, one.word), one) for one in alike if one.word != typed]
    least = min((distance for distance, _ in near), default=allowed + 1)
    if least > allowed:
        return []
    chosen = [one for distance, one in near if distance == least]
    chosen = [one for one in chosen if one.lexeme_id] or chosen
    chosen.sort(key=lambda one: (one.word[0] != typed[0], -log1p(4 * one.title_df + one.df), one.word))
    return chosen[:MOST_CORRECTIONS]


def edits(one: str, other: str) -> int:
    """Letters added, left out, changed, or swapped with their neighbour."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, wanted in enumerate(other, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]
