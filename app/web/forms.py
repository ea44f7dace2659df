"""Forms read by hand, so that every mistake gets its sentence beside its field and nothing typed is lost."""

import re
import unicodedata
from collections.abc import Collection, Mapping

from app.accounts.email_addresses import normalise_email
from app.accounts.phones import normalise_phone
from app.core.errors import Rejected
from app.core.money import parse_rupees
from app.web.csrf import FIELD as CSRF_FIELD
from app.web.form_pairs import Pairs, parse_pairs, read_pairs
from app.web.visit import ShopRequest

MOST_MONEY = 99_999_999
"""Rs 999,999.99 in paisa: more than any order or price of ours."""

_INTEGER = re.compile(r"0|[1-9][0-9]{0,17}", re.ASCII)
_UNSEEN = dict.fromkeys(
    [0x061C, 0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF]
)
"""Marks that turn the reading direction or show nothing. The two joiners stay: Urdu and emoji need them."""

_NO_CHARACTERS = r"\x7f-\x9f\u2028\u2029\ue000-\uf8ff\ufdd0-\ufdef\U000f0000-\U0010ffff" + "".join(
    chr(plane * 0x1_0000 + last) for plane in range(15) for last in (0xFFFE, 0xFFFF)
)
"""Controls, line separators, private use, and code points that Unicode promises never to use."""

_NOT_IN_A_LINE = re.compile(rf"[\x00-\x1f{_NO_CHARACTERS}]")
_NOT_IN_LINES = re.compile(rf"[\x00-\x09\x0b-\x1f{_NO_CHARACTERS}]")
_TOO_MANY_MARKS = re.compile(r"[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u20d0-\u20ff\ufe20-\ufe2f]{5,}")
_LONGEST_SHOWN_AGAIN = 5_000
_NOT_TEXT = "Use letters, numbers and ordinary signs only."


class Form:
    """Values as they were typed, and sentences for those that will not do.

    Each reading method returns the value, or a neutral one (empty text, 0, False) after noting a sentence in `errors`.
    So read everything, then look: `if form.errors: return await page(…, status=422, form=form)`. A key that starts with
    `_` in `errors` belongs to no field and is shown in the summary alone.
    """

    def __init__(self, pairs: Pairs | None = None, **values: str) -> None:
        self._sent: dict[str, list[str]] = {}
        for name, value in pairs or []:
            self._sent.setdefault(name, []).append(value)
        self.values: dict[str, str] = {name: _shown(sent[-1]) for name, sent in self._sent.items()} | values
        self.errors: dict[str, str] = {}

    def refuse(self, name: str, sentence: str) -> None:
        """Note what is wrong with a field; the first sentence about it stands."""
        self.errors.setdefault(name, sentence)

    def take_errors(self, rejected: Rejected) -> None:
        """Note what a domain said: its sentences by field, or its message in the summary."""
        for name, sentence in (rejected.errors or {"_form": rejected.message}).items():
            self.refuse(name, sentence)

    def only(self, *names: str) -> None:
        """Raise Rejected when anything else was sent (security reference, A04 and B01)."""
        if unknown := self._sent.keys() - {*names, CSRF_FIELD}:
            raise Rejected(
                f"This form has {len(unknown)} field(s) that we do not know, so nothing was changed."
            )

    def has(self, name: str) -> bool:
        """Whether the field was sent at all, as a submit button's name is when it was pressed."""
        return name in self._sent

    def text(self, name: str, ask: str = "", *, most: int = 200, lines: bool = False) -> str:
        """Trimmed, composed (NFC), without marks that turn the reading direction. Empty only without `ask`."""
        raw = self._one(name).replace("\r\n", "\n") if lines else self._one(name)
        if (_NOT_IN_LINES if lines else _NOT_IN_A_LINE).search(raw):
            self.refuse(name, _NOT_TEXT)
            return ""
        clean = _clean(raw, keep_lines=lines)
        if not clean and ask:
            self.refuse(name, ask)
        if len(clean) > most:
            self.refuse(name, f"Use at most {most} characters.")
        return "" if name in self.errors else clean

    def password(self, name: str, ask: str) -> str:
        """As typed, spaces included; never shown again."""
        self.values.pop(name, None)
        raw = self._one(name)
        if not raw:
            self.refuse(name, ask)
        return unicodedata.normalize("NFC", raw[:_LONGEST_SHOWN_AGAIN])

    def email(self, name: str, ask: str = "Enter an email address like name@example.com.") -> str:
        """The lower-case address. Empty is refused."""
        typed = self.text(name, ask, most=254)
        found = normalise_email(typed)
        if found is None:
            self.refuse(name, ask)
        return found or ""

    def phone(
        self,
        name: str,
        ask: str = "Enter a mobile number like 0300 1234567.",
        *,
        mobile: bool = True,
        optional: bool = False,
    ) -> str:
        """E.164; spaces, dashes, 0092 and Urdu digits are understood. Empty only when optional."""
        typed = self.text(name, "" if optional else ask, most=40)
        if not typed:
            return ""
        found = normalise_phone(typed, mobile=mobile)
        if found is None:
            self.refuse(name, ask)
        return found or ""

    def integer(self, name: str, ask: str, *, least: int, most: int) -> int:
        """Plain ASCII digits between the bounds; no sign, space, comma, fraction or leading zero."""
        raw = self._one(name)
        if not _INTEGER.fullmatch(raw) or not least <= int(raw) <= most:
            self.refuse(name, ask)
            return 0
        return int(raw)

    def money(self, name: str, ask: str, *, least: int = 0, most: int = MOST_MONEY) -> int:
        """Paisa from `1,250`, `Rs 99.50`; bounds in paisa."""
        try:
            paisa = parse_rupees(self.text(name, ask, most=30))
        except ValueError:
            self.refuse(name, ask)
            return 0
        if not least <= paisa <= most:
            self.refuse(name, ask)
            return 0
        return paisa

    def choice(self, name: str, allowed: Collection[str], ask: str) -> str:
        """One of the allowed words, exactly."""
        raw = self._one(name)
        if raw not in allowed:
            self.refuse(name, ask)
            return ""
        return raw

    def flag(self, name: str) -> bool:
        """Whether a checkbox with the value 1 was ticked."""
        return self._one(name) == "1"

    def many(self, name: str) -> list[str]:
        """All values of a field that may be sent several times (checkboxes of a table)."""
        return list(self._sent.get(name, []))

    def _one(self, name: str) -> str:
        sent = self._sent.get(name, [""])
        if len(sent) > 1:
            self.refuse(name, "This field was sent twice.")
            return ""
        return sent[0]


async def read_form(request: ShopRequest, *only: str) -> Form:
    """The form of the request. With names given, any other field but the token raises Rejected."""
    form = Form(await read_pairs(request))
    if only:
        form.only(*only)
    return form


def read_query(request: ShopRequest) -> Form:
    """The query string, to be read by the same strict methods."""
    return Form(parse_pairs(request.scope["query_string"]))


def filled(values: Mapping[str, str]) -> Form:
    """A form to show, filled from what is stored."""
    return Form(None, **values)


def _clean(raw: str, *, keep_lines: bool) -> str:
    composed = _TOO_MANY_MARKS.sub(
        lambda found: found[0][:4], unicodedata.normalize("NFC", raw.translate(_UNSEEN))
    )
    clean = composed.strip() if keep_lines else " ".join(composed.split())
    return clean if any(character.isprintable() for character in clean) else ""


def _shown(raw: str) -> str:
    return _NOT_IN_LINES.sub("", raw)[:_LONGEST_SHOWN_AGAIN]
