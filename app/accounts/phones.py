"""Telephone numbers as people write them."""

import phonenumbers
from phonenumbers import PhoneNumberFormat, PhoneNumberType

_LONGEST = 40
_MOBILES = {PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE}


def normalise_phone(text: str, *, mobile: bool = True) -> str | None:
    """E.164 (`+923001234567`) from `0300 1234567`, `0092-300…`, Urdu or Arabic digits; None when it is no number.

    A number without a country code is Pakistani. `mobile` refuses landlines, which get no delivery message.
    """
    if len(text) > _LONGEST:
        return None
    try:
        number = phonenumbers.parse(text, "PK")
    except phonenumbers.NumberParseException:
        return None
    if number.extension or not phonenumbers.is_valid_number(number):
        return None
    if mobile and phonenumbers.number_type(number) not in _MOBILES:
        return None
    return str(phonenumbers.format_number(number, PhoneNumberFormat.E164))


def show_phone(e164: str) -> str:
    """`0300 1234567` for Pakistani numbers, `+44 20 7946 0000` for others."""
    number = phonenumbers.parse(e164, None)
    is_ours = number.country_code == 92  # Pakistan
    style = PhoneNumberFormat.NATIONAL if is_ours else PhoneNumberFormat.INTERNATIONAL
    return str(phonenumbers.format_number(number, style))
