"""`./shop test`: every check and every test, as CI runs them."""

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from app.cli.running.places import ROOT
from app.cli.testing.folders import roomy_folder
from app.cli.testing.report import Report, Result, run_openly


@click.command()
@click.argument("paths", nargs=-1)
def command(paths: tuple[str, ...]) -> None:
    """Run lint, formatting, types, import contracts, templates, tests and browser journeys.

    With PATHS (as pytest takes them: a folder, a file, file.py::test_name) only those tests run.
    Tests use their own throw-away PostgreSQL and Valkey; nothing of your shop is touched.
    """
    from app.cli.testing.checks import run_checks

    _need_tools()
    report = Report()
    tests, journeys = _sorted(paths)
    if not paths:
        click.echo("-- Checks")
        run_checks(report)
    with _servers() as environment:
        if tests:
            _run_tests(report, tests, environment)
        if journeys:
            _run_journeys(report, journeys, environment)
    sys.exit(report.finish())


def _run_tests(report: Report, tests: list[str], environment: dict[str, str]) -> None:
    workers = str(min(max(os.cpu_count() or 2, 2), 8))
    parallel = ["-n", workers, "--dist", "worksteal"]
    report.add(run_openly("Tests", [*_pytest(), *parallel, *tests], environment))


def _run_journeys(report: Report, journeys: list[str], environment: dict[str, str]) -> None:
    from app.cli.testing import browser

    began = time.monotonic()
    chromium = browser.find_or_install()
    if chromium is None:
        report.add(Result("Browser journeys", False, time.monotonic() - began), browser.MISSING)
        return
    environment = {**environment, "CHROMIUM": chromium}
    parallel = ["-n", "2", "--dist", "loadfile"]  # each worker opens a shop of its own
    report.add(run_openly("Browser journeys", [*_pytest(), *parallel, *journeys], environment))


def _pytest() -> list[str]:
    return [sys.executable, "-P", "-m", "pytest", "-q"]


def _sorted(paths: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """(tests, browser journeys): every one of both without paths."""
    if not paths:
        return ["tests"], ["e2e"]
    whole = [_from_root(path) for path in paths]
    journeys = [path for path in whole if Path(path).is_relative_to(ROOT / "e2e")]
    return [path for path in whole if path not in journeys], journeys


def _from_root(path: str) -> str:
    """A path typed anywhere, `::test_name` kept."""
    file, mark, rest = path.partition("::")
    here = Path(file).absolute()
    return str(here if here.exists() else ROOT / file) + mark + rest


@contextmanager
def _servers() -> Iterator[dict[str, str]]:
    """Throw-away PostgreSQL and Valkey, in memory when there is room; the environment that tells tests about them."""
    from app.core.embedded import Servers

    home = Path(tempfile.mkdtemp(prefix="b2e-test-", dir=roomy_folder()))
    home.chmod(0o711 if os.geteuid() == 0 else 0o700)
    try:
        with Servers(home, throwaway=True, die_with_parent=True) as servers:
            database_url = servers.postgres.url_for("postgres") if servers.postgres else ""
            yield dict(os.environ, TEST_DATABASE_URL=database_url, TEST_REDIS_URL=servers.redis_url)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _need_tools() -> None:
    from importlib.util import find_spec

    from app.core.embedded import CannotStart

    if find_spec("pytest") is None:
        raise CannotStart(
            "The test tools are not installed here: run the tests with ./shop test in a checkout."
        )
