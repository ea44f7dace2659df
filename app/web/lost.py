"""What somebody may have looked for, from an address that leads nowhere."""

import re
from collections.abc import Iterator, Sequence

from app.catalog.menu import MenuItem

_MOST_LETTERS, _MOST_WORDS, _MOST_SHELVES = 80, 6, 6
_WORD = re.compile(r"[^\W_]+")
_NO_WORDS = {"b", "c", "p", "html", "php", "htm", "aspx", "index", "the", "and", "of", "for"}


def words_of_path(path: str) -> list[str]:
    """`/p/blue-fountain-pens.html` → blue, fountain, pens."""
    found = _WORD.findall(path[:_MOST_LETTERS].lower())
    return [word for word in dict.fromkeys(found) if word not in _NO_WORDS][:_MOST_WORDS]


def nearest_shelves(menu: Sequence[MenuItem], words: Sequence[str]) -> list[MenuItem]:
    """The menu's entries that share most words with the address, singular or plural; none when none does."""
    wanted = {_stem(word) for word in words}
    scored = [(len(wanted & {_stem(word) for word in words_of_path(one.name)}), one) for one in _all(menu)]
    near = sorted((score for score in scored if score[0]), key=lambda score: -score[0])
    return [one for _, one in near[:_MOST_SHELVES]]


def _all(menu: Sequence[MenuItem]) -> Iterator[MenuItem]:
    for item in menu:
        yield item
        yield from item.children


def _stem(word: str) -> str:
    return word.removesuffix("s") if len(word) > 3 else word
