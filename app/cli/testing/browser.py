"""Chromium for the browser journeys: found, or installed, or said to be missing. Never skipped."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"

MISSING = (
    "No Chromium: it is not on PATH, Playwright could not download one, and the system's packages did not bring one. "
    "Install chromium (Debian: apt-get install chromium), or set CHROMIUM to the program."
)


def find_or_install() -> str | None:
    """The path of a Chromium that starts."""
    return _found() or _from_playwright() or _from_debian()


def _found() -> str | None:
    given = os.environ.get("CHROMIUM")
    candidates = [given] if given else [shutil.which(name) or "" for name in _NAMES] + [_MAC]
    return next((path for path in candidates if path and _starts(path)), None)


def _from_playwright() -> str | None:
    """Its own build, in the place where Playwright keeps it. Needs its download host."""
    environment = dict(os.environ, PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT="10000")
    options = ["--with-deps"] if os.geteuid() == 0 and shutil.which("apt-get") else []
    command = [sys.executable, "-m", "playwright", "install", *options, "chromium"]
    if not _done(command, environment):
        return None
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if _starts(path) else None


def _from_debian() -> str | None:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    environment = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"]
    if not _done(install, environment):
        _done(["apt-get", "update", "-qq"], environment)
        if not _done(install, environment):
            return None
    return _found()


def _starts(path: str) -> bool:
    if not Path(path).exists():
        return False
    return _done([path, "--version"], dict(os.environ))


def _done(command: list[str], environment: dict[str, str]) -> bool:
    try:
        return (
            subprocess.run(
                command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False
            ).returncode
            == 0
        )
    except OSError:
        return False
