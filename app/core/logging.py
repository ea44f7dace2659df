"""One JSON object a line, for our own events and for what libraries log.

Never a secret, never a person's details.
"""

import hashlib
import json
import logging
import re
import sys
from collections.abc import Callable, MutableMapping
from contextlib import suppress
from datetime import UTC, datetime
from ipaddress import ip_address, ip_network
from typing import Any, TextIO

import msgspec
import structlog
from structlog.types import Processor

from app.core.settings import Settings

LONGEST_LINE = 8_000
_LONGEST_VALUE = 2_000
_LONGEST_TRACEBACK = 5_000
_ALWAYS_KEPT = ("event", "level", "logger", "time", "request_id")
_SECRETS = re.compile(
    r"passw|secret|token|cookie|authori[sz]ation|csrf|api_?key|\bcard|cnic|iban", re.IGNORECASE
)
_CARD_NUMBER = re.compile(r"(?<!\d)\d(?:[ -]?\d){12,18}(?!\d)")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_NOISY = ("sqlalchemy.engine", "httpx", "httpcore", "PIL", "asyncio", "_granian", "granian.access")

_HANDLER = "shop"

_requests = logging.getLogger("access")
_request_lines: dict[str, TextIO] = {}
"""Where requests are told as JSON, without the logger's own ways; empty when they go its way like all else."""
_encode = msgspec.json.Encoder().encode

EventDict = MutableMapping[str, Any]


def configure_logging(settings: Settings) -> None:
    """Set up structlog and the standard library's logging; calling it again only takes the new settings."""
    structlog.configure(
        processors=_PROCESSORS,
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stdout)
    handler.set_name(_HANDLER)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=_SHARED, processors=_renderers(settings.log_format)
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [*(other for other in root.handlers if other.get_name() != _HANDLER), handler]
    root.setLevel(settings.log_level)
    _configure_requests(settings)
    for name in _NOISY:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))


def log_request(
    request_id: str, method: str, status: int, milliseconds: float, where: dict[str, str]
) -> None:
    """The one line of a request. There are as many as requests, and it holds nothing to mask: as JSON it is written
    without the long way that other events go, which would take as long as the answer of a kept page.
    """
    if not _requests.isEnabledFor(logging.INFO):
        return
    told = {"method": method, "status": status, "ms": milliseconds, **where}
    out = _request_lines.get("out")
    if out is None:
        structlog.get_logger(_requests.name).info("request", **told)
        return
    line = {**told, "event": "request", "request_id": request_id, "level": "info", "logger": _requests.name}
    line["time"] = datetime.now(UTC).isoformat().replace("+00:00", "Z")
    with suppress(OSError, ValueError):  # nobody reads our output any more; visitors get their answers
        out.write(_encode(line).decode() + "\n")
        out.flush()


def _configure_requests(settings: Settings) -> None:
    _request_lines.clear()
    if settings.log_format == "json":
        _request_lines["out"] = sys.stdout


def mask(_: Any, __: str, event: EventDict) -> EventDict:
    """Hide what must never be written: secrets wholly, people's details but for a hint, card numbers
    anywhere.
    """
    for key, value in event.items():
        event[key] = _masked(key, value)
    return event


def keep_short(_: Any, __: str, event: EventDict) -> EventDict:
    """Cut long values, so that a hostile header cannot fill the disk or split a line."""
    for key, value in event.items():
        if key == "exception":
            event[key] = str(value)[-_LONGEST_TRACEBACK:]
        elif isinstance(value, str) and len(value) > _LONGEST_VALUE:
            event[key] = value[:_LONGEST_VALUE] + "…"
    return event


def _masked(key: str, value: Any) -> Any:
    if isinstance(value, dict):
        return {inner: _masked(str(inner), content) for inner, content in value.items()}
    if isinstance(value, list | tuple):
        return [_masked(key, item) for item in value]
    if _SECRETS.search(key):
        return "***"
    if not isinstance(value, str):
        return value
    mask_of = _MASKS.get(key)
    return mask_of(value) if mask_of else _CARD_NUMBER.sub(_hide_card, value)


def _hide_card(found: re.Match[str]) -> str:
    digits = [int(digit) for digit in found[0] if digit.isdigit()]
    doubled = [sum(divmod(digit * 2, 10)) for digit in digits[-2::-2]]
    is_card = (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0
    return f"****{found[0][-4:]}" if is_card else found[0]


def _short_hash(value: str) -> str:
    return "sha256:" + hashlib.sha256(value.lower().encode("utf-8", "replace")).hexdigest()[:12]


def _last_three(value: str) -> str:
    return "…" + value[-3:]


def _network(value: str) -> str:
    try:
        address = ip_address(value)
    except ValueError:
        return "unknown"
    return str(ip_network((address, 24 if address.version == 4 else 48), strict=False))


_MASKS: dict[str, Callable[[str], str]] = {"email": _short_hash, "phone": _last_three, "address": _network}


_SHARED: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.processors.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
    structlog.processors.StackInfoRenderer(),
    structlog.processors.format_exc_info,
    mask,
    keep_short,
]
_PROCESSORS: list[Processor] = [
    structlog.stdlib.filter_by_level,
    *_SHARED,
    structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
]
"""One list for the life of the process: loggers keep it once they have been used."""


def _renderers(log_format: str) -> list[Processor]:
    remove_meta = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    if log_format == "text":
        return [remove_meta, _escape_control, structlog.dev.ConsoleRenderer(colors=sys.stdout.isatty())]
    return [remove_meta, _one_line]


def _escape_control(_: Any, __: str, event: EventDict) -> EventDict:
    """JSON escapes them by itself, and so does `repr` for the values of a text line; its own words need help."""
    event["event"] = _CONTROL.sub(lambda found: f"\\x{ord(found[0]):02x}", str(event.get("event", "")))
    return event


def _one_line(_: Any, __: str, event: EventDict) -> str:
    """The event as JSON. A line that would be too long keeps who, when and what, and the head of the rest."""
    line = json.dumps(event, default=str)
    if len(line) <= LONGEST_LINE:
        return line
    kept = {key: event[key] for key in _ALWAYS_KEPT if key in event}
    return json.dumps({**kept, "cut": line[: LONGEST_LINE // 3]}, default=str)
