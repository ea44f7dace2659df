"""Reading single cells. Each reader raises BadValue with the reason and the remedy."""

from app.catalog.imports.problems import BadValue
from app.core.errors import Rejected
from app.core.money import PAISA, parse_rupees
from app.media.drawings.grammar import PREFIX, parse
from app.media.fetch import check_url

HIGHEST_PRICE = 10_000_000 * PAISA
LARGEST_STOCK = 1_000_000
HEAVIEST = 1_000_000

_YES = {"true", "yes", "1", "y"}
_NO = {"false", "no", "0", "n"}
_STATES = {"active": "published", "draft": "draft", "archived": "archived"}


def price(text: str) -> int:
    """Paisa, more than nothing."""
    if text.lstrip().startswith(("-", "−")):
        raise BadValue("A price cannot be negative.", "Write what the customer pays, like 1250 or 1250.00.")
    try:
        paisa = parse_rupees(text)
    except ValueError:
        raise BadValue("This is not an amount.", _remedy_for_amount(text)) from None
    if paisa == 0:
        raise BadValue(
            "A price must be more than zero.", "Write what the customer pays, like 1250 or 1250.00."
        )
    if paisa > HIGHEST_PRICE:
        raise BadValue("This price is above Rs 10,000,000.", "Check for a missing decimal point.")
    return paisa


def _remedy_for_amount(text: str) -> str:
    if any(letter in text for letter in "oOlI") and any(digit.isdigit() for digit in text):
        return "It has a letter that looks like a digit (O for 0, l for 1). Type it again."
    return "Use digits only, like 1250 or 1,250.00."


def whole(text: str, most: int) -> int:
    """A whole number from 0 to `most`. `12.0` is 12, as spreadsheets write it."""
    digits, _, fraction = text.replace(",", "").partition(".")
    if not (digits.isascii() and digits.isdigit()) or fraction.strip("0"):
        raise BadValue("This is not a whole number.", "Use digits only, like 12.")
    if len(digits) > 12 or int(digits) > most:
        raise BadValue(f"This is more than {most:,}.", "Check the number.")
    return int(digits)


def yes_no(text: str) -> bool:
    """True and false as Shopify and spreadsheets write them."""
    word = text.casefold()
    if word not in _YES | _NO:
        raise BadValue("This is neither yes nor no.", "Write true or false.")
    return word in _YES


def state(text: str) -> str:
    """The state that a Shopify status means here."""
    if text.casefold() not in _STATES:
        raise BadValue("There is no such status.", "Write active, draft or archived.")
    return _STATES[text.casefold()]


def picture(text: str, *, may_fetch: bool = False) -> str:
    """A drawing's call, or the address of a picture that the worker will fetch (security reference, F04)."""
    if text.casefold().startswith(("http://", "https://", "//")):
        if not may_fetch:
            raise BadValue(
                "Pictures are not fetched from other sites.",
                "Upload this picture to the product in the back office.",
            )
        try:
            return check_url(text)
        except Rejected as error:
            raise BadValue(error.message, "Write an address that starts with https://.") from None
    if not text.startswith(PREFIX):
        raise BadValue(
            "This is no picture the shop can make.", "Write drawing:<kind>?c=1f3f8f, or leave it empty."
        )
    try:
        parse(text)
    except Rejected as error:
        raise BadValue(error.message, "See the list of drawings, or leave it empty.") from None
    return text


def line(text: str, longest: int) -> str:
    """One line of text."""
    words = " ".join(text.split())
    if len(words) > longest:
        raise BadValue(f"This has {len(words)} letters; {longest} is the most.", "Shorten it.")
    return words


def category_path(text: str) -> tuple[str, ...]:
    """`Pens > Fountain Pens`: one or two names."""
    names = tuple(" ".join(name.split()) for name in text.split(">"))
    if not all(names):
        raise BadValue("A name is missing in this path.", "Write it like “Pens > Fountain Pens”.")
    if len(names) > 2:
        raise BadValue("The shop has two levels of categories.", "Write it like “Pens > Fountain Pens”.")
    if any(len(name) > 100 for name in names):
        raise BadValue("This category name is too long.", "Use at most 100 letters.")
    return names
