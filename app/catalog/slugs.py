"""Slugs: lower-case ASCII words with hyphens, made from a name."""

import re

from slugify import slugify

LONGEST = 100
_SPOKEN = [["&", " and "], ["+", " plus "], ["’", ""], ["'", ""], ["×", "x"], ["½", "half"]]
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def make_slug(text: str) -> str:
    """`Winsor & Newton` → `winsor-and-newton`. Empty when nothing of the text can be written in ASCII."""
    return slugify(text, max_length=LONGEST, word_boundary=True, replacements=_SPOKEN)


def is_slug(text: str) -> bool:
    """Whether the text is a slug already."""
    return len(text) <= LONGEST and _SLUG.fullmatch(text) is not None
