"""What a failed try is worth remembering, and whether another could help."""

import re
import traceback
from pathlib import Path

from jinja2 import TemplateError
from sqlalchemy.exc import DBAPIError

from app.core.errors import Forbidden, NotFound, Rejected
from app.notifications.senders import Undeliverable

_ROOT = f"{Path(__file__).resolve().parents[1]}/"
_LONGEST = 8_000
_HOPELESS = (Undeliverable, NotFound, Forbidden, Rejected, TemplateError)
_EMAIL = re.compile(r"[^\s<>\"'(),;:=]+@[^\s<>\"'(),;:=]+")
_LONG_NUMBER = re.compile(r"\+?\d(?:[ -]?\d){6,}")
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")


def is_hopeless(error: BaseException) -> bool:
    """Whether trying the same again would end the same."""
    return isinstance(error, _HOPELESS)


def describe(error: BaseException) -> str:
    """Kind, message and places in the code, at most 8 kB, without anybody's details.

    A database error is told by its code and constraint only, as its text repeats the values. From other messages
    quoted words, email addresses and long numbers are cut.
    """
    head = f"{type(error).__name__}: {_message(error)}"[: _LONGEST // 4]
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in reversed(frames)]
    return "\n".join([head, *places]).replace("\x00", "")[:_LONGEST]


def _short(filename: str) -> str:
    """The same on every machine."""
    return filename.rpartition("site-packages/")[2].removeprefix(_ROOT)


def _message(error: BaseException) -> str:
    if isinstance(error, DBAPIError):
        diagnosis = getattr(error.orig, "diag", None)
        constraint = getattr(diagnosis, "constraint_name", None) or ""
        return (
            f"{type(error.orig).__name__} {getattr(error.orig, 'sqlstate', None) or ''} {constraint}".strip()
        )
    text = _QUOTED.sub("“…”", str(error))
    return _LONG_NUMBER.sub("…", _EMAIL.sub("…@…", text))
