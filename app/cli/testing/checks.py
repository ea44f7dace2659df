"""The checks that read the code without running it."""

import sys
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

from app.cli.running.places import ROOT
from app.cli.testing.report import Report, run_quietly

_BIN = Path(sys.executable).parent


def run_checks(report: Report) -> None:
    """All of them, two at a time; a failing one does not stop the others."""
    with ThreadPoolExecutor(max_workers=2) as pool:
        running = [pool.submit(run_quietly, name, command) for name, command in _checks()]
        for ended in as_completed(running):
            report.add(*ended.result())


def _checks() -> list[tuple[str, list[str]]]:
    """The slow one first, so that the others run beside it."""
    return [
        (
            "Types",
            [_tool("mypy"), "--no-error-summary", *_folders("app", "workers", "migrations", "tests", "e2e")],
        ),
        ("Lint", [_tool("ruff"), "check", ".", "shop"]),
        ("Formatting", [_tool("ruff"), "format", "--check", ".", "shop"]),
        ("Import contracts", [_tool("lint-imports"), "--no-logo"]),
        ("Templates", [_tool("djlint"), "templates", "--lint", "--quiet"]),
    ]


def _tool(name: str) -> str:
    return str(_BIN / name)


def _folders(*names: str) -> list[str]:
    return [name for name in names if (ROOT / name).is_dir()]
