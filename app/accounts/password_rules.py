"""Which passwords are refused (security reference, §5): short ones, common ones, one's own name. Nothing else."""

import unicodedata
from functools import lru_cache
from pathlib import Path

from app.accounts.errors import PasswordIsWeak

SHORTEST = 10
SHORTEST_FOR_STAFF = 15
LONGEST = 128

_SHOP_WORDS = ("buy2enjoy", "stationery")
_LEAST_BESIDE_A_KNOWN_WORD = 6
_SHORTEST_KNOWN_WORD = 4


def check_password(password: str, *, email: str, name: str, shortest: int = SHORTEST) -> None:
    """Raise PasswordIsWeak with a sentence that says what to do. Spaces and every script are welcome."""
    normal = unicodedata.normalize("NFC", password)
    if len(normal) < shortest:
        raise PasswordIsWeak(f"Use at least {shortest} characters. A short sentence is fine.")
    if len(normal) > LONGEST:
        raise PasswordIsWeak(f"Use at most {LONGEST} characters.")
    folded = normal.casefold()
    if folded in common_passwords() or len(set(folded)) == 1:
        raise PasswordIsWeak("Many people use this password. Choose another.")
    if any(_is_little_more_than(word, folded) for word in _known_words(email, name)):
        raise PasswordIsWeak("This is close to your name, your email or the shop's. Choose another.")


@lru_cache
def common_passwords() -> frozenset[str]:
    """The list beside this file."""
    text = Path(__file__).with_name("common_passwords.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if line and not line.startswith("#"))


def _known_words(email: str, name: str) -> set[str]:
    local = email.partition("@")[0]
    words = {email, local, name, name.replace(" ", ""), *name.split(), *_SHOP_WORDS}
    return {word.casefold() for word in words if len(word) >= _SHORTEST_KNOWN_WORD}


def _is_little_more_than(word: str, password: str) -> bool:
    return word in password and len(password) - len(word) < _LEAST_BESIDE_A_KNOWN_WORD
