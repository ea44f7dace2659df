"""Telephone numbers and email addresses as nouns; what people type is tested in tests/web/test_forms.py."""

import pytest

from app.accounts.email_addresses import normalise_email
from app.accounts.phones import normalise_phone, show_phone


@pytest.mark.parametrize(
    ("e164", "shown"), [("+923001234567", "0300 1234567"), ("+442079460000", "+44 20 7946 0000")]
)
def test_a_number_is_shown_as_people_here_write_it(e164: str, shown: str) -> None:
    assert show_phone(e164) == shown
    assert normalise_phone(shown, mobile=False) == e164


def test_a_foreign_mobile_is_taken() -> None:
    assert normalise_phone("+44 7911 123456") == "+447911123456"


@pytest.mark.parametrize(
    "text", ["+92300123456", "0300 1234567 0300 1234567", "\x00", "+", "tel:03001234567;ext=5"]
)
def test_what_is_no_number(text: str) -> None:
    assert normalise_phone(text) is None


def test_a_foreign_domain_is_written_in_ascii() -> None:
    assert normalise_email("Ali@Exämple.de") == "ali@xn--exmple-cua.de"
    assert normalise_email("ali@example.com\x00") is None
