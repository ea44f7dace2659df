"""Texts of the page's head, cut to what search engines show."""

SHORTEST_DESCRIPTION, LONGEST_DESCRIPTION = 120, 155
LONGEST_TITLE = 48
"""Without “ | Buy2Enjoy”."""
_TAIL = " Prices include tax; delivered across Pakistan by Buy2Enjoy, cash on delivery."


def page_title(text: str, page: int = 1) -> str:
    """The title without the shop's name, which the frame adds. Later pages of a list say their number."""
    number = f", page {page}" if page > 1 else ""
    return _cut(text.removesuffix("| Buy2Enjoy").strip(), LONGEST_TITLE - len(number)) + number


def page_description(text: str) -> str:
    """A description of a length that is shown whole: a short one gets a true sentence more."""
    words = " ".join(text.split())
    if len(words) < SHORTEST_DESCRIPTION:
        words += _TAIL
    return _cut(words, LONGEST_DESCRIPTION)


def _cut(text: str, longest: int) -> str:
    if len(text) <= longest:
        return text
    return text[: longest - 1].rsplit(" ", 1)[0].rstrip(" ,.;:–-") + "…"
