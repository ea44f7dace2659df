"""What is kept of a search: its words alone, and only when they cannot name anybody."""

import re

LONGEST_TERM = 60
_FEWEST_LETTERS = 2
_DIGITS_OF_A_NUMBER = 7
"""A phone, an identity card, an account: terms with as many digits are not kept."""
_ORDER = re.compile(r"b2e-?\d")


def term_of(text: str) -> str | None:
    """The term that a search counts for, None for what is not counted.

    Too short, too long (a pasted letter, an attack), or something that looks like an address, a phone, an order.
    """
    term = " ".join(text.casefold().strip(" \"'“”‘’.,;:!?").split())
    if not _FEWEST_LETTERS <= len(term) <= LONGEST_TERM or not any(letter.isalnum() for letter in term):
        return None
    digits = sum(letter.isdigit() for letter in term)
    if "@" in term or "://" in term or digits >= _DIGITS_OF_A_NUMBER or _ORDER.search(term):
        return None
    return term
