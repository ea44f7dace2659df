"""What browsers report about the Content-Security-Policy."""

import json
from typing import Any, cast

import pytest
from structlog.testing import capture_logs

from app.web import csp_report
from app.web.limits import LIMITS, Rule
from tests.support.page import PageClient

OLD = {
    "csp-report": {
        "effective-directive": "script-src",
        "blocked-uri": "https://evil.example/x.js",
        "status-code": 1,
    }
}
NEW = [
    {
        "type": "csp-violation",
        "body": {"effectiveDirective": "img-src", "blockedURL": "inline", "lineNumber": 3},
    }
]


@pytest.mark.parametrize("report", [OLD, NEW])
async def test_both_shapes_are_logged_and_nothing_else_of_them(
    client: PageClient, monkeypatch: pytest.MonkeyPatch, report: object
) -> None:
    monkeypatch.setattr(csp_report, "_SAMPLED", 1.0)
    with capture_logs() as lines:
        answer = await client.post("/csp-report", content=json.dumps(report), headers={"origin": "null"})
    assert answer.status == 204
    (logged,) = [line for line in lines if line["event"] == "csp.report"]
    assert {"script-src", "img-src"} & {logged.get("effective_directive"), logged.get("effectiveDirective")}
    assert "status_code" not in logged


@pytest.mark.parametrize(
    "body",
    ["", "not json", "[]", "{}", "null", "3", '"text"', '{"csp-report": 3}', "[[]]", "\x00", "{" * 9_000],
)
async def test_rubbish_is_thrown_away(client: PageClient, monkeypatch: pytest.MonkeyPatch, body: str) -> None:
    monkeypatch.setattr(csp_report, "_SAMPLED", 1.0)
    assert (await client.post("/csp-report", content=body)).status == 204


async def test_a_long_one_is_refused_and_many_are_limited(
    client: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (await client.post("/csp-report", content="x" * 17_000)).status == 413
    monkeypatch.setitem(cast(dict[str, Any], LIMITS), "csp_report", (Rule("address", 2, 3_600),))
    statuses = [(await client.post("/csp-report", content="{}")).status for _ in range(3)]
    assert statuses == [204, 204, 429]


async def test_most_are_only_counted(client: PageClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(csp_report, "_SAMPLED", 0.0)
    with capture_logs() as lines:
        await client.post("/csp-report", content=json.dumps(OLD))
    assert not [line for line in lines if line["event"] == "csp.report"]
