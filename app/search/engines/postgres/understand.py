"""From what was typed to what is looked for: each word with everything that may stand in for it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from math import log

from sqlalchemy.ext.asyncio import AsyncSession

from app.search.engines.base import Correction
from app.search.engines.postgres.spelling import MOST_CORRECTIONS, corrections, edits, may_be_wrong
from app.search.engines.postgres.stop_words import STOP_WORDS
from app.search.engines.postgres.vocabulary import (
    Known,
    Synonym,
    Vocabulary,
    complete,
    look_up,
    spelled_alike,
)
from app.search.normalise import normalise, sound_of

MOST_WORDS = 10
_LONGEST_PHRASE = 4
_SHORTEST_HALF = 3
_LONGEST_SPLIT = 24
_LONGEST_SWAP = 7
_SHORTEST_START = 2
_JOINED, _CORRECTED, _NUMBER = 0.7, 0.7, 0.9
_RARE = 10
"""So many times commoner must a neighbour be, to stand in for a word that a single product has."""
_PLURALS = ("iyan", "iyon", "ein", "ain", "yan", "en", "on", "s")
"""Endings of Roman Urdu, pensilen and kitabon, and of what is half English: pensils."""


@dataclass(slots=True)
class Group:
    """One word of the query and what may stand in for it: stems (all of them must be there) and their weight."""

    typed: str
    meant: str
    stands: dict[tuple[int, ...], float] = field(default_factory=dict)
    df: int = 0
    """How many products have the word itself, or else its commonest stand-in."""
    is_whole: bool = True

    def add(self, lexemes: Iterable[int], weight: float) -> None:
        """A stand-in; the heaviest weight counts."""
        key = tuple(sorted(set(lexemes)))
        self.stands[key] = max(weight, self.stands.get(key, 0.0))


@dataclass(slots=True)
class Understood:
    """The groups that can be looked for, and how the typed words were read."""

    normal: str
    groups: list[Group] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    products: int = 0
    built: str = ""
    df: dict[int, int] = field(default_factory=dict)
    """How many products have each stem."""

    @property
    def words(self) -> str:
        """The query in the words that are searched for."""
        meant = {one.typed: one.meant for one in self.corrections}
        return " ".join(meant.get(word, word) for word in self.normal.split())

    def idf(self, df: int) -> float:
        """How much a word says that so many products have."""
        return log(1 + max(0.0, self.products - df + 0.5) / (df + 0.5))


async def understand(
    session: AsyncSession, text: str, *, typing: bool = False, literal: bool = False
) -> Understood:
    """Read the query. At most four round trips, two when all its words are known."""
    tokens = normalise(text).split()[:MOST_WORDS]
    understood = Understood(" ".join(tokens))
    if not tokens:
        return understood
    phrases = _phrases(tokens)
    sounds = [sound_of(phrase) for phrase in phrases]
    found = await look_up(session, _wanted(tokens), phrases, sounds, whole=tokens)
    understood.products, understood.built = found.products, found.built
    spoken = [word for word in tokens if word not in STOP_WORDS]
    if typing and tokens[-1] in STOP_WORDS:
        spoken.append(tokens[-1])
    groups = {word: Group(word, word) for word in spoken or tokens}
    reader = _Reader(found, understood, groups)
    reader.read(tokens)
    last = tokens[-1]
    if typing and last in groups:
        reader.take_completions(groups[last], await complete(session, last))
    await _settle_unknown(session, reader, literal=literal, last=last)
    understood.groups = [group for group in groups.values() if group.stands][:MOST_WORDS]
    understood.unknown = [group.typed for group in groups.values() if not group.stands]
    return understood


def _wanted(tokens: list[str]) -> list[str]:
    """The words, neighbours written together, and each word cut in two."""
    joined = [one + other for one, other in pairwise(tokens)]
    halves = [half for word in tokens for pair in _splits(word) for half in pair]
    others = [other for word in tokens for other in (*_numbers(word), *_swaps(word))]
    return list(dict.fromkeys([*tokens, *joined, *halves, *others]))


def _numbers(word: str) -> list[str]:
    """Singular and plural: stems of the two may differ (canvas, canvases)."""
    if len(word) < _SHORTEST_HALF or any(letter.isdigit() for letter in word):
        return []
    singular = [word[: -len(end)] for end in ("es", "s") if word.endswith(end)]
    return [*singular, f"{word}s", f"{word}es"]


def _swaps(word: str) -> list[str]:
    """Two neighbouring letters changed places: in short words trigrams do not see it."""
    if len(word) > _LONGEST_SWAP or any(letter.isdigit() for letter in word):
        return []
    return [
        word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        for at in range(len(word) - 1)
        if word[at] != word[at + 1]
    ]


def _splits(word: str) -> list[tuple[str, str]]:
    if len(word) > _LONGEST_SPLIT:
        return []
    return [(word[:at], word[at:]) for at in range(_SHORTEST_HALF, len(word) - _SHORTEST_HALF + 1)]


def _phrases(tokens: list[str]) -> list[str]:
    """Up to four words in a row, and single words without a Roman Urdu plural."""
    rows = [
        " ".join(tokens[start : start + length])
        for length in range(1, _LONGEST_PHRASE + 1)
        for start in range(len(tokens) - length + 1)
    ]
    return list(dict.fromkeys([*rows, *(bare for word in tokens for bare in _without_plural(word))]))


def _without_plural(word: str) -> list[str]:
    return [word[: -len(end)] for end in _PLURALS if word.endswith(end) and len(word) - len(end) >= 3]


class _Reader:
    """Fills the groups from what is known."""

    def __init__(self, found: Vocabulary, understood: Understood, groups: dict[str, Group]) -> None:
        self._found = found
        self._understood = understood
        self.groups = groups
        self.guessed: set[str] = set()
        """Phrases known by their sound only."""

    def read(self, tokens: list[str]) -> None:
        """Words themselves, neighbours written together, synonyms."""
        for word, group in self.groups.items():
            known = self._found.words.get(word)
            if known is not None:
                self._itself(group, known)
                for number in _numbers(word):
                    plural = self._found.words.get(number)
                    if plural is not None and plural.lexeme_id != known.lexeme_id:
                        self._stand_in(group, [plural], _NUMBER)
        for one, other in pairwise(tokens):
            joined = self._found.words.get(one + other)
            if joined is not None:
                for word in (one, other):
                    if word in self.groups:
                        self._stand_in(self.groups[word], [joined], _JOINED)
        heard: set[str] = set()
        for synonym in self._found.synonyms:
            if not synonym.is_rough:
                heard |= self._take_synonym(synonym, tokens, synonym.typed)
        by_sound = {sound_of(phrase): phrase for phrase in _phrases(tokens)}
        for synonym in self._found.synonyms:
            phrase = by_sound.get(synonym.typed, "")
            if synonym.is_rough and phrase and phrase not in heard and not self._are_known(phrase):
                self.guessed |= self._take_synonym(synonym, tokens, phrase)

    def _are_known(self, phrase: str) -> bool:
        return all(word in self._found.words for word in phrase.split())

    def _itself(self, group: Group, known: Known) -> None:
        group.add([known.lexeme_id], 1.0)
        group.df = known.df
        self._understood.df[known.lexeme_id] = max(known.df, self._understood.df.get(known.lexeme_id, 0))

    def _stand_in(self, group: Group, words: list[Known], weight: float) -> None:
        for word in words:
            self._understood.df[word.lexeme_id] = max(word.df, self._understood.df.get(word.lexeme_id, 0))
        if group.typed not in self._found.words:
            group.df = max(group.df, min(word.df for word in words))
        group.add([word.lexeme_id for word in words], weight)

    def _take_synonym(self, synonym: Synonym, tokens: list[str], phrase: str) -> set[str]:
        """Words that both have say the same; the others of the phrase stand in for each other."""
        typed, means = phrase.split(), synonym.means.split()
        own = [word for word in typed if word not in means and word in self.groups]
        if len(typed) == 1 and not own:  # a plural was taken off: the word as it was typed
            own = [word for word in tokens if typed[0] in _without_plural(word) and word in self.groups]
        rest = [word for word in means if word not in typed] or means
        known = [self._found.words[word] for word in rest if word in self._found.words]
        if len(known) < len(rest) or not known:
            return set()
        for word in own:
            weight = synonym.weight * (0.9 if synonym.is_rough else 1.0)
            self._stand_in(self.groups[word], known, weight)
        return {phrase}

    def take_completions(self, group: Group, words: list[Known]) -> None:
        """Everything that the word may be the beginning of counts like the word itself."""
        for word in words:
            self._stand_in(group, [word], 1.0)

    def correct(self, group: Group, meant: list[Known], synonyms: list[Synonym]) -> bool:
        """Take the corrected words, or what they mean when only synonyms know them."""
        taken = ""
        for one in meant:
            if one.lexeme_id:
                self._stand_in(group, [one], _CORRECTED)
                taken = taken or one.word
                continue
            for synonym in synonyms:
                known = [self._found.words.get(word) for word in synonym.means.split()]
                if synonym.typed == one.word and all(known):
                    self._stand_in(group, [word for word in known if word], _CORRECTED * synonym.weight)
                    taken = taken or one.word
        if taken:
            group.meant = taken
            self._understood.corrections.append(Correction(group.typed, taken))
        return bool(taken)

    def split(self, group: Group, is_known: dict[str, Known]) -> bool:
        """Two known words without their space, those of most titles."""
        pairs = [
            (is_known[one], is_known[other])
            for one, other in _splits(group.typed)
            if one in is_known and other in is_known
        ]
        if not pairs:
            return False
        best = max(pairs, key=lambda pair: min(pair[0].title_df, pair[1].title_df))
        for half in best:
            part = self.groups.setdefault(f"{group.typed}/{half.word}", Group(half.word, half.word))
            self._itself(part, half)
        group.meant = f"{best[0].word} {best[1].word}"
        self._understood.corrections.append(Correction(group.typed, group.meant))
        del self.groups[group.typed]
        return True

    @property
    def known(self) -> dict[str, Known]:
        """The words asked for that products have."""
        return self._found.words

    def learn(self, more: Vocabulary) -> list[Synonym]:
        """Words and synonyms that were asked for later."""
        self._found.words.update(more.words)
        return more.synonyms


async def _settle_unknown(session: AsyncSession, reader: _Reader, *, literal: bool, last: str) -> None:
    """Words that nothing has: beginnings, then words spelled alike, then two words in one."""
    for group in [group for group in reader.groups.values() if not group.stands]:
        if len(group.typed) > _SHORTEST_START and not literal:
            reader.take_completions(group, await complete(session, group.typed))
    unknown = [group for group in reader.groups.values() if not group.stands or group.typed in reader.guessed]
    doubtful = [
        group
        for group in reader.groups.values()
        if len(group.stands) == 1 and group.df == 1 and group.typed in reader.known and group.typed != last
    ]
    for group in unknown if not literal else ():
        swapped = [reader.known[word] for word in _swaps(group.typed) if word in reader.known]
        reader.correct(group, sorted(swapped, key=lambda one: -one.title_df)[:MOST_CORRECTIONS], [])
    unknown = [group for group in unknown if group.meant == group.typed]
    wrong = [group for group in (*unknown, *doubtful) if may_be_wrong(group.typed)]
    alike = await spelled_alike(session, [group.typed for group in wrong]) if wrong and not literal else {}
    meant = {group.typed: corrections(group.typed, alike.get(group.typed, ())) for group in wrong}
    told = [one.word for ones in meant.values() for one in ones if not one.lexeme_id]
    synonyms = reader.learn(await look_up(session, [], told, [])) if told else []
    for group in unknown:
        is_split = (
            not literal
            and not _is_sure(group, meant.get(group.typed, []))
            and reader.split(group, reader.known)
        )
        if not is_split:
            reader.correct(group, meant.get(group.typed, []), synonyms)
    for group in doubtful:
        commoner = [one for one in meant.get(group.typed, []) if one.df >= _RARE and one.lexeme_id]
        if commoner:
            reader.correct(group, commoner, [])


def _is_sure(group: Group, meant: list[Known]) -> bool:
    """Whether a correction is one edit away, so that nothing else need be tried."""
    return any(edits(group.typed, one.word) == 1 for one in meant)
