"""Where browsers tell of what the Content-Security-Policy stopped."""

import json
import random
from typing import Any

import structlog
from litestar import post

from app.web.limits import limit
from app.web.visit import ShopRequest

log = structlog.get_logger("security")

_SAMPLED = 0.2
_FIELDS = (
    "effective-directive",
    "effectiveDirective",
    "blocked-uri",
    "blockedURL",
    "line-number",
    "lineNumber",
)


@post(
    "/csp-report",
    include_in_schema=False,
    status_code=204,
    request_max_body_size=16_000,
    guards=[limit("csp_report")],
    csrf_exempt=True,
)
async def csp_report(request: ShopRequest) -> None:
    """Log one in five. What is in the report is a stranger's word: only known fields are kept, cut short."""
    body = await request.body()
    if random.random() >= _SAMPLED:
        return
    try:
        sent = json.loads(body)
    except ValueError:
        return
    report = _report_in(sent)
    log.warning(
        "csp.report",
        **{name.replace("-", "_"): str(report[name])[:200] for name in _FIELDS if name in report},
    )


def _report_in(sent: Any) -> dict[str, Any]:
    """The report in either of the two shapes that browsers send."""
    first = sent[0] if isinstance(sent, list) and sent else sent
    if not isinstance(first, dict):
        return {}
    inner = first.get("csp-report") or first.get("body") or {}
    return inner if isinstance(inner, dict) else {}
