"""Pictures that staff may choose for slides and cards, with names."""

from collections.abc import Iterable

from app.media.drawings.grammar import PREFIX
from app.media.drawings.registry import KINDS


def picture_choices(known: Iterable[str]) -> list[tuple[str, str]]:
    """Source and name: one drawing of every kind, and every picture that slides and cards have already."""
    plain = {f"{PREFIX}{kind}?view=main" for kind in KINDS}
    named = ((source, picture_name(source)) for source in plain | set(known))
    return sorted(named, key=lambda choice: (not choice[0].startswith(PREFIX), choice[1].lower(), choice[0]))


def picture_name(source: str) -> str:
    """`Backpack`, `Backpack, c=2553b4 acc=f0b429`, `Photograph 3f2a90c1`."""
    if not source.startswith(PREFIX):
        return f"Photograph {source.rpartition('/')[2][:8]}"
    kind, _, query = source.removeprefix(PREFIX).partition("?")
    own = [pair for pair in query.split("&") if pair and pair != "view=main"]
    name = kind.replace("_", " ").capitalize()
    return f"{name}, {' '.join(own)}" if own else name
