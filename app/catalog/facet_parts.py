"""From what a specification says to the values a list can be narrowed to."""

import re

LONGEST_PART = 40
MOST_PARTS = 12
_NOT_A_VALUE = {"as chosen", "none", "none needed", "assorted", "various"}
_BETWEEN = re.compile(r"\s*(?:[,;/]|\bor\b|\band\b)\s*", re.IGNORECASE)
_ABOUT = re.compile(r"^about\s+", re.IGNORECASE)
_BARE_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_MEASURE = re.compile(r"\d+(?:\.\d+)?(\s*[a-z]{1,3})", re.IGNORECASE)
_SPLIT_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}\b)")


def facet_parts(text: str) -> list[str]:
    """`0.7 or 1.0 mm` → `0.7 mm`, `1.0 mm`; `Oil, acrylic` → `Oil`, `Acrylic`. What is a sentence is no value."""
    parts = [part for part in _BETWEEN.split(_SPLIT_THOUSANDS.sub("", text.strip())) if part]
    measure = _MEASURE.fullmatch(parts[-1]) if parts else None
    unit = measure[1] if measure else ""
    found: dict[str, str] = {}
    for part in parts[:MOST_PARTS]:
        plain = _ABOUT.sub("", part)
        whole = plain + unit if _BARE_NUMBER.fullmatch(plain) else plain
        if len(whole) <= LONGEST_PART and whole.casefold() not in _NOT_A_VALUE:
            found.setdefault(whole.casefold(), whole[0].upper() + whole[1:])
    return list(found.values())
