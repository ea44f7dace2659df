"""Log lines: one JSON object each, no secrets, no people, no second line (X09)."""

import json
import logging
import sys
from io import StringIO
from typing import Literal

import pytest
import structlog

from app.core.logging import LONGEST_LINE, configure_logging
from app.core.settings import Settings


@pytest.fixture
def out(monkeypatch: pytest.MonkeyPatch) -> StringIO:
    captured = StringIO()
    configure(captured, monkeypatch)
    return captured


def configure(
    out: StringIO,
    monkeypatch: pytest.MonkeyPatch,
    *,
    level: Literal["INFO", "WARNING"] = "INFO",
    style: Literal["json", "text"] = "json",
) -> None:
    monkeypatch.setattr(sys, "stdout", out)
    configure_logging(Settings(log_level=level, log_format=style))


def lines(out: StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_one_object_a_line_with_time_level_and_request(out: StringIO) -> None:
    with structlog.contextvars.bound_contextvars(request_id="abcdef0123456789"):
        structlog.get_logger("shop").info("order.placed", order_id=7)
    (line,) = lines(out)
    assert line["event"] == "order.placed"
    assert line["order_id"] == 7
    assert line["level"] == "info"
    assert line["request_id"] == "abcdef0123456789"
    assert str(line["time"]).endswith("Z")


def test_what_libraries_log_looks_the_same(out: StringIO) -> None:
    logging.getLogger("some.library").warning("it is %s", "late")
    (line,) = lines(out)
    assert (line["event"], line["level"], line["logger"]) == ("it is late", "warning", "some.library")


@pytest.mark.parametrize(
    ("key", "value", "shown"),
    [
        ("password", "hunter2", "***"),
        ("new_password", "hunter2", "***"),
        ("api_key", "sk_live_1", "***"),
        ("Authorization", "Bearer x", "***"),
        ("cookie", "b2e_sid=x", "***"),
        ("csrf_token", "x", "***"),
        ("cnic", "35202-1234567-1", "***"),
        ("phone", "+923001234567", "…567"),
        ("address", "203.0.113.77", "203.0.113.0/24"),
        ("address", "2001:db8:1:2:3::4", "2001:db8:1::/48"),
        ("note", "pay with 4242 4242 4242 4242 please", "pay with ****4242 please"),
        ("note", "order 1234567890123456", "order 1234567890123456"),
    ],
)
def test_masks(out: StringIO, key: str, value: str, shown: str) -> None:
    structlog.get_logger("shop").info("x", **{key: value})
    assert lines(out)[0][key] == shown


def test_masks_reach_into_nested_values(out: StringIO) -> None:
    structlog.get_logger("shop").info("x", form={"password": "hunter2", "list": [{"token": "t0ken"}]})
    assert "hunter2" not in out.getvalue()
    assert "t0ken" not in out.getvalue()


def test_an_email_becomes_a_name_that_can_be_compared_but_not_read(out: StringIO) -> None:
    log = structlog.get_logger("shop")
    log.info("a", email="Ayesha@example.com")
    log.info("b", email="ayesha@example.com")
    first, second = lines(out)
    assert first["email"] == second["email"]
    assert "ayesha" not in out.getvalue().lower()


def test_control_characters_make_no_second_line(out: StringIO) -> None:
    structlog.get_logger("shop").info("x", agent='a\r\n{"event": "forged"}\x1b[31m\x00\u2028')
    logging.getLogger("some.library").warning("b\nforged")
    assert len(out.getvalue().splitlines()) == 2
    assert "\x1b" not in out.getvalue()


def test_text_for_people_has_no_control_characters_either(
    monkeypatch: pytest.MonkeyPatch, out: StringIO
) -> None:
    configure(out, monkeypatch, style="text")
    structlog.get_logger("shop").info("x\nforged", agent="a\nforged \x1b[31m")
    assert len(out.getvalue().splitlines()) == 1
    assert "\x1b[31m" not in out.getvalue()


@pytest.mark.parametrize("fields", [{"agent": "x" * 1_000_000}, {f"k{n}": '"\\' * 900 for n in range(50)}])
def test_a_line_is_never_longer_than_8_kilobytes_and_stays_json(
    out: StringIO, fields: dict[str, str]
) -> None:
    structlog.get_logger("shop").info("long", **fields)
    assert len(out.getvalue()) <= LONGEST_LINE + 1
    assert lines(out)[0]["event"] == "long"


def test_a_traceback_keeps_its_end(out: StringIO) -> None:
    def deep(n: int) -> None:
        if n:
            deep(n - 1)
        raise LookupError("x" * 500 + "the last words")

    try:
        deep(200)
    except LookupError:
        structlog.get_logger("shop").exception("failed")
    assert str(lines(out)[0]["exception"]).endswith("the last words")


def test_levels_and_second_calls(out: StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    configure(out, monkeypatch, level="WARNING")
    structlog.get_logger("shop").info("quiet")
    structlog.get_logger("shop").warning("once")
    assert [line["event"] for line in lines(out)] == ["once"]
