"""How staff look at the pile of orders: the views over the list, and what narrows and sorts it."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class View:
    """A tab over the list: orders in these states, and where it matters those paid in this way."""

    code: str
    title: str
    states: tuple[str, ...] = ()
    is_cod: bool | None = None
    is_work: bool = False
    """Whether somebody has to do something about each of them, so that their number is worth showing."""


VIEWS: tuple[View, ...] = (
    View("all", "All"),
    View("to-confirm", "To confirm", ("pending",), is_cod=True, is_work=True),
    View("awaiting-payment", "Awaiting payment", ("pending",), is_cod=False, is_work=True),
    View("to-pack", "To pack", ("paid", "confirmed", "processing"), is_work=True),
    View("to-ship", "To ship", ("packed",), is_work=True),
    View("on-the-way", "On the way", ("shipped",), is_work=True),
    View("done", "Done", ("delivered", "completed")),
    View("problems", "Cancelled and problems", ("cancelled", "expired", "unfillable", "rto")),
)

ALL = VIEWS[0]

SORTS: tuple[str, ...] = ("newest", "oldest", "total-down", "total-up", "name", "name-down")
"""What the list can be sorted by; the first is the usual one."""


def view_of(code: str) -> View:
    """The view of that code; an unknown one is all orders."""
    return next((view for view in VIEWS if view.code == code), ALL)


@dataclass(frozen=True, slots=True)
class OrderFilters:
    """What narrows a view further. Days are Pakistan's, both included."""

    state: str = ""
    payment_method: str = ""
    city: str = ""
    placed_from: date | None = None
    placed_until: date | None = None

    @property
    def are_set(self) -> bool:
        """Whether anything is narrowed at all."""
        return self != OrderFilters()


@dataclass(frozen=True, slots=True)
class SearchTerms:
    """What somebody who typed this may have meant; an empty part cannot have been meant."""

    number: str = ""
    phone_digits: str = ""
    sku: str = ""
    words: str = ""

    @classmethod
    def read(cls, typed: str) -> "SearchTerms":
        """From the search field: `10482`, `b2e-10482`, `0300 1234567`, `ayesha`, `ayesha@…`, `PKR-JOT-BLU`."""
        words = " ".join(typed.split())
        if not words:
            return cls()
        return cls(_number(words), _phone_digits(words), "" if " " in words else words.lower(), words)


def _number(words: str) -> str:
    digits = words.upper().removeprefix("#").removeprefix("B2E").lstrip("- ")
    return f"B2E-{digits}" if digits.isascii() and digits.isdigit() and len(digits) <= 9 else ""


def _phone_digits(words: str) -> str:
    """The digits after the country or trunk prefix; at least four, or half the table would match."""
    digits = "".join(character for character in words if character.isdigit())
    if not digits.isascii() or any(character.isalpha() for character in words):
        return ""
    for prefix in ("0092", "92", "0"):
        if digits.startswith(prefix):
            digits = digits.removeprefix(prefix)
            break
    return digits if len(digits) >= 4 else ""
