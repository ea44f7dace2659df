"""One way to write words, for products and queries alike. The twin of the database's `search_norm`.

Case, accents, vowel marks and the several shapes of one Arabic letter mean nothing here; “0.7” stays one word (0p7) and
“0.7mm” is two. What is left: a–z, 0–9, letters of the Arabic script, single spaces.
"""

import re
import unicodedata

LETTERS = "øØłŁđĐðÐþÞßæÆœŒıكيىھہةهەٱںۓگ٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹"
MEAN = "oollddddppsaaooi" + "کییہہہہہاںےگ" + "0123456789" * 2
"""What `LETTERS` are written as, one by one; the same two lines stand in the migration that made `search_norm`."""

_LOWER = {ord(upper): upper.lower() for upper in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
_TABLE = {ord(letter): meant for letter, meant in zip(LETTERS, MEAN, strict=True)} | _LOWER
_SILENT = re.compile(
    "[\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff'’‘`]"
)
_DECIMAL = re.compile("([0-9])[.,]([0-9])")
_ELSE = re.compile("[^a-z0-9\u0621-\u063a\u0641-\u064a\u0671-\u06d3\u06fa-\u06fc]+")
_UNITS = "mm|cm|ml|gsm|gm|kg|pcs|pc|pages|sheets|inch|ltr"
_MEASURE = re.compile(f"([0-9])({_UNITS})(?= |$)")


def normalise(text: str) -> str:
    """Words with one space between them; empty when there is no letter and no digit."""
    plain = _SILENT.sub("", unicodedata.normalize("NFKD", text)).translate(_TABLE)
    words = _ELSE.sub(" ", _DECIMAL.sub(r"\1p\2", plain)).strip(" ")
    return _MEASURE.sub(r"\1 \2", words)


_SOUNDS = (
    (re.compile("ph"), "f"),
    (re.compile("q"), "k"),
    (re.compile("w"), "v"),
    (re.compile("aa"), "a"),
    (re.compile("ee|ii"), "i"),
    (re.compile("oo"), "u"),
    (re.compile(r"([a-z])\1"), r"\1"),
    (re.compile(r"(?<=[aeiou])h(?= |$)"), ""),
)


def sound_of(words: str) -> str:
    """How normalised Roman Urdu sounds: kaapi and kapi, khaata and khata are one."""
    for pattern, letter in _SOUNDS:
        words = pattern.sub(letter, words)
    return words
