"""The words of a drawing: `drawing:<kind>?<param>=<value>&…`, read strictly."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import unquote_plus

from app.core.errors import Rejected

from .colours import GOLD, STEEL
from .parts.brushes import TUFTS
from .registry import KINDS

PREFIX = "drawing:"
VIEWS = ("main", "detail", "desk", "pack", "swatch", "scale")
MOST_COLOURS = 24
LONGEST_TEXT = 60
_COLOUR_PARAMS = ("c", "ic", "c2", "c3", "acc")

Value = str | int | float | tuple[str, ...]
# What the fonts beside this file can write.
_WRITABLE = re.compile(r"[ -~\u00a1-\u00a3\u00a5-\u00ac\u00ae-\u00ff–—‘’“”•…−]*")


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing that can be made: its kind, its arguments as read, its view."""

    kind: str
    arguments: tuple[tuple[str, Value], ...] = ()
    view: str = "main"
    cm: float | None = None

    def colours(self) -> list[str]:
        """The colours that the product comes in: its list, else its own colours, each once."""
        facts = {**KINDS[self.kind].defaults, **dict(self.arguments)}
        several = facts.get("cs")
        chosen = several if isinstance(several, tuple) else [facts.get(name) for name in _COLOUR_PARAMS]
        return list(dict.fromkeys(str(colour) for colour in chosen if colour))


def parse(source: str) -> Drawing:
    """Read a drawing's source.

    Raises `Rejected` with a sentence that names what is wrong: the prefix, the kind, a parameter or its value.
    """
    if not source.startswith(PREFIX):
        raise Rejected(f"A drawing starts with “{PREFIX}”.")
    name, _, query = source.removeprefix(PREFIX).partition("?")
    if name not in KINDS:
        raise Rejected(f"There is no drawing of “{name[:40]}”.")
    given = _pairs(query)
    view = given.pop("view", "main")
    if view not in VIEWS:
        raise Rejected(f"“{view[:40]}” is no view. Views are {', '.join(VIEWS)}.")
    cm = given.pop("cm", None)
    allowed = KINDS[name].params
    for param in given:
        if param not in allowed:
            raise Rejected(f"A drawing of {name} has no “{param[:40]}”. It has {', '.join(allowed)}.")
    arguments = tuple((param, READERS[param](param, given[param])) for param in allowed if param in given)
    return Drawing(name, arguments, view, None if cm is None else _length(cm))


def _pairs(query: str) -> dict[str, str]:
    given: dict[str, str] = {}
    for part in query.split("&") if query else []:
        param, equals, value = part.partition("=")
        if not param or not equals:
            raise Rejected(f"“{part[:40]}” is not of the form param=value.")
        if param in given:
            raise Rejected(f"“{param[:40]}” is given twice.")
        given[param] = unquote_plus(value)
    return given


def _length(value: str) -> float:
    if not re.fullmatch(r"\d{1,3}(\.\d)?", value) or float(value) < 1:
        raise Rejected(f"“{value[:20]}” is no length in centimetres from 1 to 999.")
    return float(value)


def _colour(param: str, value: str) -> str:
    if not re.fullmatch(r"[0-9a-fA-F]{6}", value):
        raise Rejected(f"“{value[:40]}” is no colour for {param}: six hex digits without “#”.")
    return "#" + value.lower()


def _colours(param: str, value: str) -> tuple[str, ...]:
    items = value.split(",")
    if len(items) > MOST_COLOURS:
        raise Rejected(f"A drawing takes at most {MOST_COLOURS} colours, not {len(items)}.")
    return tuple(_colour(param, item.strip()) for item in items)


def _text(param: str, value: str) -> str:
    text = " ".join(value.split())
    if not text or len(text) > LONGEST_TEXT:
        raise Rejected(f"The {param} on a drawing has 1 to {LONGEST_TEXT} letters.")
    if not _WRITABLE.fullmatch(text):
        raise Rejected(f"The {param} “{text}” has letters that drawings cannot write.")
    return text


def _choice(choices: dict[str, Value]) -> Callable[[str, str], Value]:
    def read(param: str, value: str) -> Value:
        if value not in choices:
            raise Rejected(f"“{value[:40]}” is no {param}. Choose {', '.join(choices)}.")
        return choices[value]

    return read


_METALS = _choice({"gold": GOLD, "steel": STEEL})
_VARIANTS = _choice({"0": 0, "1": 1, "2": 2})

READERS: dict[str, Callable[[str, str], Value]] = {
    **dict.fromkeys(("c", "c2", "c3", "acc", "ic", "body", "handle", "hair"), _colour),
    "cs": _colours,
    "trim": _METALS,
    "metal": _METALS,
    "variant": _VARIANTS,
    "shape": _choice({name: name for name in TUFTS}),
    "label": _text,
    "title": _text,
    "author": _text,
}
