"""What is offered under the search field while somebody types."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from app.search.shelves import Shelf
from app.storefront.cards import CardView

MOST = 8
"""More cannot be taken in at a glance (experience specification, 4.5)."""
MOST_PRODUCTS = 4
_MOST_SHELVES = 2


@dataclass(frozen=True, slots=True)
class Hint:
    """A link: what was typed light, the rest bold. `note` says what kind of place it is."""

    url: str
    typed: str
    rest: str
    icon: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Suggestions:
    """The whole list, in the order it is read."""

    text: str = ""
    recent: Sequence[Hint] = ()
    popular: Sequence[Hint] = ()
    hints: Sequence[Hint] = ()
    products: Sequence[CardView] = ()

    @property
    def count(self) -> int:
        """How many links there are."""
        return len(self.recent) + len(self.popular) + len(self.hints) + len(self.products)


def while_typing(
    text: str, completions: Iterable[str], shelves: Sequence[Shelf], products: Sequence[CardView]
) -> Suggestions:
    """Completions first, then places, then products; eight at most."""
    products = products[:MOST_PRODUCTS]
    room = MOST - len(products)
    places = shelves[: min(_MOST_SHELVES, room)]
    others = dict.fromkeys(one for one in completions if one.casefold() != text.casefold())
    words = [_search(one, text, "search") for one in others][: room - len(places)]
    return Suggestions(text, hints=[*words, *map(_place, places)], products=products)


def before_typing(recent: Sequence[str], popular: Sequence[str]) -> Suggestions:
    """The visitor's own last searches, then what many search for."""
    own = recent[:MOST_PRODUCTS]
    known = {one.casefold() for one in own}
    others = [one for one in popular if one.casefold() not in known][: MOST - len(own)]
    return Suggestions(
        recent=[_search(one, "", "history") for one in own],
        popular=[_search(one, "", "search") for one in others],
    )


def _search(query: str, text: str, icon: str) -> Hint:
    url = f"/search?{urlencode({'q': query})}"
    is_longer = bool(text) and query.casefold().startswith(text.casefold())
    typed, rest = (query[: len(text)], query[len(text) :]) if is_longer else ("", query)
    return Hint(url, typed, rest, icon)


def _place(shelf: Shelf) -> Hint:
    if shelf.kind == "brand":
        return Hint(shelf.url, "", shelf.name, "tag", "Brand")
    return Hint(shelf.url, "in ", shelf.name, "chevron-right", "Category")
