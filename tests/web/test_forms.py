"""Forms: strict where money and quantities are read, forgiving where people type, and never a crash."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import Rejected
from app.web.form_pairs import parse_pairs
from app.web.forms import MOST_MONEY, Form, filled

NOT_QUANTITIES = [
    *(
        "0",
        "-1",
        "-0",
        "+1",
        "1000",
        "1e3",
        "1E3",
        "1.0",
        "1.5",
        "1,000",
        "0x10",
        "0b1",
        "0o7",
        "1_0",
        "01",
        "007",
    ),
    *("", " ", " 1", "1 ", "1\n", "\t1", "\u00a01", "１", "٣", "۳", "³", "½", "Ⅷ", "①", "๑"),
    *("2147483648", "4294967296", "9223372036854775808", "9" * 5_000, "NaN", "Infinity", "-Infinity", "nan"),
    *("one", "null", "None", "true", "[]", "{}", "1;2", "1--", "1' OR '1'='1", "\x001", "1\u202e", "\ufeff1"),
]
"""B02: what is no quantity between 1 and 999."""


def form(**fields: str) -> Form:
    return Form(list(fields.items()))


@pytest.mark.parametrize("raw", NOT_QUANTITIES, ids=repr)
def test_what_is_no_quantity(raw: str) -> None:
    asked = form(quantity=raw)
    assert asked.integer("quantity", "Enter a number from 1 to 999.", least=1, most=999) == 0
    assert asked.errors == {"quantity": "Enter a number from 1 to 999."}


def test_forty_of_them() -> None:
    assert len(set(NOT_QUANTITIES)) >= 40


@pytest.mark.parametrize(("raw", "number"), [("1", 1), ("9", 9), ("10", 10), ("999", 999)])
def test_what_is_a_quantity(raw: str, number: int) -> None:
    asked = form(quantity=raw)
    assert asked.integer("quantity", "no", least=1, most=999) == number
    assert not asked.errors


@given(st.integers(min_value=0, max_value=10**17))
def test_every_plain_number_is_read_back(number: int) -> None:
    assert form(n=str(number)).integer("n", "no", least=0, most=10**17) == number


@pytest.mark.parametrize(
    ("raw", "paisa"),
    [
        ("1250", 125_000),
        ("1,250", 125_000),
        ("Rs 1,250", 125_000),
        ("Rs. 99.50", 9_950),
        ("99.5", 9_950),
        ("0", 0),
        (" 12 ", 1_200),
        ("999999.99", MOST_MONEY),
    ],
)
def test_money_as_people_write_it(raw: str, paisa: int) -> None:
    asked = form(price=raw)
    assert asked.money("price", "Enter an amount.") == paisa
    assert not asked.errors


@pytest.mark.parametrize(
    "raw",
    ["", "-1", "1.234", "1e3", "٣", "12 50", "1000000", "999999.999", "Rs", "$5", "1.2.3", "NaN", "9" * 400],
)
def test_what_is_no_amount(raw: str) -> None:
    asked = form(price=raw)
    assert asked.money("price", "Enter an amount.") == 0
    assert "price" in asked.errors


@pytest.mark.parametrize(
    "raw",
    [
        "0300 1234567",
        "0300-1234567",
        "+92 300 1234567",
        "0092 300 1234567",
        "3001234567",
        "۰۳۰۰۱۲۳۴۵۶۷",
        "٠٣٠٠١٢٣٤٥٦٧",
    ],
)
def test_one_phone_number_however_it_is_written(raw: str) -> None:
    asked = form(phone=raw)
    assert asked.phone("phone") == "+923001234567"
    assert not asked.errors


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "0300",
        "03001234567 ext 5",
        "042 35761999",
        "abc",
        "0300123456789012345678901234567890",
        "123",
        "+1",
    ],
)
def test_what_is_no_mobile_number(raw: str) -> None:
    asked = form(phone=raw)
    assert asked.phone("phone") == ""
    assert asked.errors == {"phone": "Enter a mobile number like 0300 1234567."}


def test_an_optional_phone_may_be_left_out_but_not_be_wrong() -> None:
    assert form(phone="").phone("phone", optional=True) == ""
    wrong = form(phone="12")
    assert wrong.phone("phone", optional=True) == ""
    assert "phone" in wrong.errors
    landline = form(phone="042 35761999")
    assert landline.phone("phone", mobile=False) == "+924235761999"


@pytest.mark.parametrize("raw", ["ali@example.com", " Ali@Example.COM ", "ALI@example.com"])
def test_one_email_however_it_is_written(raw: str) -> None:
    assert form(email=raw).email("email") == "ali@example.com"


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "ali",
        "ali@",
        "@example.com",
        "a b@example.com",
        "ali@example",
        "ali@@example.com",
        "a\r\nBcc: x@y.com",
        "ali@[127.0.0.1]",
        "ali@example.com, eve@example.com",
        "a" * 300 + "@example.com",
        "ali@example..com",
    ],
)
def test_what_is_no_email(raw: str) -> None:
    asked = form(email=raw)
    assert asked.email("email") == ""
    assert "email" in asked.errors


def test_text_is_composed_trimmed_and_stripped_of_direction_marks() -> None:
    decomposed = unicodedata.normalize("NFD", "Zoé  Khan")
    assert form(name=f"  {decomposed}\u202e\u2066 ").text("name") == "Zoé Khan"
    assert form(name="محمد علی").text("name") == "محمد علی"
    assert form(name="خوش\u200cنویسی").text("name") == "خوش\u200cنویسی", "the joiner that Urdu needs stays"
    assert len(form(name="e" + "\u0301" * 10_000).text("name")) < 10


@pytest.mark.parametrize("raw", ["", "  ", "\u200b\u2060", "\u200d", "\ufeff", "\u202e", "\u3000"])
def test_what_shows_nothing_is_nothing(raw: str) -> None:
    asked = form(name=raw)
    assert asked.text("name", "Enter your name.") == ""
    assert asked.errors == {"name": "Enter your name."}


@pytest.mark.parametrize(
    "raw",
    [
        *("a\x00b", "a\nb", "a\rb", "a\tb", "\x1b[31m", "a\x7fb", "a\u2028b", "a\u0085b"),
        *("a\ue000", "a\uffff", "a\ufdd0", "a\U0001fffe", "a\U0010ffff"),
    ],
)
def test_a_line_of_text_has_no_control_characters(raw: str) -> None:
    asked = form(name=raw)
    assert asked.text("name") == ""
    assert "name" in asked.errors


def test_a_text_of_several_lines_keeps_them() -> None:
    assert form(note="one\r\ntwo\nthree ").text("note", lines=True) == "one\ntwo\nthree"
    bad = form(note="one\x00two")
    assert bad.text("note", lines=True) == ""
    assert bad.errors


def test_too_long_and_missing_texts_say_so() -> None:
    asked = form(name="x" * 81, city="")
    assert asked.text("name", most=80) == ""
    assert asked.text("city", "Enter your city.") == ""
    assert asked.text("area") == ""
    assert asked.errors == {"name": "Use at most 80 characters.", "city": "Enter your city."}


def test_choices_and_ticks_are_exact() -> None:
    asked = form(method="cod", other="COD", tick="1", wrong="on")
    assert asked.choice("method", {"cod", "bank"}, "Choose one.") == "cod"
    assert asked.choice("other", {"cod", "bank"}, "Choose one.") == ""
    assert asked.errors == {"other": "Choose one."}
    assert asked.flag("tick")
    assert not asked.flag("wrong")
    assert not asked.flag("absent")


@pytest.mark.parametrize("read", ["text", "integer", "money", "phone", "email", "choice", "password"])
def test_a_field_sent_twice_is_refused(read: str) -> None:
    asked = Form([("qty", "1"), ("qty", "-5")])
    arguments = {
        "integer": ("no",),
        "money": ("no",),
        "choice": ({"1"}, "no"),
        "password": ("no",),
    }.get(read, ())
    bounds = {"least": 1, "most": 9} if read == "integer" else {}
    assert getattr(asked, read)("qty", *arguments, **bounds) in {"", 0}
    assert asked.errors == {"qty": "This field was sent twice."}


def test_several_values_are_wanted_where_several_are_meant() -> None:
    assert Form([("id", "1"), ("id", "2")]).many("id") == ["1", "2"]


def test_unknown_fields_are_refused_where_it_matters() -> None:
    form(email="a", _csrf="t").only("email")
    with pytest.raises(Rejected):
        form(email="a", price="1").only("email")


def test_what_was_typed_is_kept_but_for_passwords_and_control_characters() -> None:
    asked = form(name="<b>Ali\x00</b>", password="hunter2 hunter2")
    assert asked.password("password", "Enter it.") == "hunter2 hunter2"
    assert asked.values == {"name": "<b>Ali</b>"}
    assert filled({"name": "Ali"}).values == {"name": "Ali"}


def test_a_domains_sentences_find_their_fields() -> None:
    asked = form()
    asked.take_errors(Rejected(errors={"password": "Too short."}))
    asked.take_errors(Rejected("No."))
    asked.take_errors(Rejected(errors={"password": "Another."}))
    assert asked.errors == {"password": "Too short.", "_form": "No."}


@pytest.mark.parametrize(
    "encoded", [b"a=%ff", b"a=\xff", b"a=%ed%a0%80", b"a=%c0%ae", b"&".join([b"a=1"] * 1001)]
)
def test_what_cannot_be_read_is_refused(encoded: bytes) -> None:
    with pytest.raises(Rejected):
        parse_pairs(encoded)


@given(st.binary(max_size=200))
def test_no_bytes_crash_the_reader(encoded: bytes) -> None:
    try:
        asked = Form(parse_pairs(encoded))
    except Rejected:
        return
    for name in list(asked.values):
        asked.text(name)
        asked.integer(name, "no", least=1, most=9)
        asked.money(name, "no")
        asked.phone(name)
        asked.email(name)
