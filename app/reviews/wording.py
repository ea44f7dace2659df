"""How what strangers write is shown: names shortened, links gone (security reference, B11)."""

import re

NAMELESS = "A customer"
LINK_GONE = "[link removed]"

_LONGEST_PART = 30
_NO_NAME = re.compile(r"[^\w .'’-]|\d|_|\w\.\w")
_ENDS = "com|net|org|info|biz|pk|xyz|ru|cn|io|ly|tk|gl|vip"
"""Of bare addresses. Endings that are words (`shop`, `in`) would eat sentences typed without a space."""
_LINK = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"  # an email address
    r"|(?:[a-z][a-z0-9+.-]{1,15}:)?//\S+"  # a scheme, or none of its own
    r"|(?:javascript|data|mailto|tel):\S+"
    r"|\bwww\.\S+"
    r"|\b(?:[\w-]+\.)+[a-z]{2,}/\S*"
    rf"|\b(?:[\w-]+\.)+(?:{_ENDS})\b(?:[/?#:]\S*)?",
    re.IGNORECASE,
)


def short_name(name: str) -> str:
    """`Hira S.` of Hira Saleem: enough to be somebody, too little to be found. An advert is nobody's name."""
    if _NO_NAME.search(name):
        return NAMELESS
    first, *others = name.split() or [""]
    shown = " ".join([first[:_LONGEST_PART], *[f"{other[0]}." for other in others[-1:]]])
    return shown or NAMELESS


def without_links(text: str) -> str:
    """The text with addresses of pages and people taken out."""
    return _LINK.sub(LINK_GONE, text)


def is_only_links(text: str) -> bool:
    """Whether nothing is said once the links are gone."""
    return not re.search(r"\w", without_links(text).replace(LINK_GONE, ""))
