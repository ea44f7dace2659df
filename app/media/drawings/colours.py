"""Colours of the drawings: warm highlights, cool shadows, and the few materials that are always the same."""

from functools import lru_cache

WARM_WHITE = "#fffdf6"
COOL_BLACK = "#10161c"
SHADOW = "#16211d"

WOOD = "#d9a566"
PALE_WOOD = "#e9c999"
STEEL = "#c3cad0"
GOLD = "#d9ac4a"
GRAPHITE = "#3b4046"
PAPER = "#fffdf6"
CARD = "#f6f4ee"
KRAFT = "#c69a63"
JET = "#23282d"
RUBBER = "#ee9aa0"
RULED_BLUE = "#bcd0ea"
MARGIN_RED = "#e2726c"
BOARD = "#14493b"
PENCIL = "#f0b429"

# The six paper stocks that products lie on (visual.md §1), light scheme.
STOCKS = {
    "butter": "#f8e8b8",
    "mint": "#dcebdf",
    "blush": "#f8ddd6",
    "sky": "#dbe7f4",
    "lilac": "#e7e1f1",
    "kraft": "#efe4d1",
}


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


@lru_cache(maxsize=4096)
def mix(first: str, second: str, share: float) -> str:
    """`first` with a `share` (0..1) of `second` stirred in."""
    pairs = zip(_channels(first), _channels(second), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def light(colour: str, share: float) -> str:
    """Lighter, towards warm white, so that highlights never look chalky."""
    return mix(colour, WARM_WHITE, share)


def dark(colour: str, share: float) -> str:
    """Darker, towards a cool near-black, so that shadows never look dirty."""
    return mix(colour, COOL_BLACK, share)


def some(colours: tuple[str, ...], most: int) -> tuple[str, ...]:
    """At most `most` of the colours, picked evenly, the first and the last among them."""
    if len(colours) <= most:
        return colours
    return tuple(colours[round(i * (len(colours) - 1) / (most - 1))] for i in range(most))


def brightness(colour: str) -> float:
    """How light a colour looks, 0 (black) to 1 (white)."""
    red, green, blue = _channels(colour)
    return (0.299 * red + 0.587 * green + 0.114 * blue) / 255


def ink_on(colour: str, strength: float = 0.85) -> str:
    """A colour for lettering that can be read on `colour`."""
    return dark(colour, strength) if brightness(colour) > 0.58 else light(colour, strength)
