"""The template environment: strict, escaping everything, with the few filters pages need."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from app.core.clock import in_pakistan
from app.core.html import clean_html
from app.core.money import format_money
from app.core.settings import Settings

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


def make_environment(settings: Settings, extra_globals: Mapping[str, Any] | None = None) -> Environment:
    """The environment of a process. `extra_globals` is where the faces hand in what core must not know (`asset`).

    Outside development templates are read once.
    """
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
        auto_reload=settings.environment == "development",
    )
    environment.filters.update(
        money=format_money,
        local_date=local_date,
        local_time=local_time,
        iso=iso,
        plural=plural,
        rich=rich,
        phone_link=phone_link,
    )
    environment.globals.update(extra_globals or {})
    return environment


def local_date(moment: datetime | date, *, year: bool = False) -> str:
    """`Wed 25 Nov` on Pakistan's calendar; with `year` also `2026`."""
    day = in_pakistan(moment) if isinstance(moment, datetime) else moment
    text = f"{day:%a} {day.day} {day:%b}"
    return f"{text} {day.year}" if year else text


def local_time(moment: datetime) -> str:
    """`2:05 pm` as Pakistani clocks show it."""
    clock = in_pakistan(moment)
    return f"{clock.hour % 12 or 12}:{clock:%M} {'am' if clock.hour < 12 else 'pm'}"


def iso(moment: datetime | date) -> str:
    """For `<time datetime>`: Pakistan's offset on moments, a bare day on dates."""
    return (
        in_pakistan(moment).isoformat(timespec="minutes")
        if isinstance(moment, datetime)
        else moment.isoformat()
    )


def plural(count: int, one: str, many: str | None = None) -> str:
    """`1 item`, `3 items`, `1,240 products`; `many` for words that do not take an s."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def phone_link(phone: str) -> str:
    """`+92423576199` for a `tel:` link, from a number as people write it (`042 3576199`)."""
    digits = "".join(character for character in phone if character.isdigit())
    return f"+92{digits[1:]}" if digits.startswith("0") else f"+{digits}"


def rich(html: str) -> Markup:
    """Staff-written HTML cut down to the few tags prose needs. The only way markup gets past escaping."""
    return Markup(clean_html(html))  # noqa: S704 - the one place where markup gets past escaping, after the sanitiser
