"""The whole shop, opened by its own command, and a real browser in front of it."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright

from app.cli.running.places import ROOT
from app.cli.testing.folders import roomy_folder

_FLAGS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--force-color-profile=srgb",
]
_PATIENCE_MS = 30_000


@dataclass(frozen=True)
class OpenShop:
    """A running shop of the tests' own."""

    url: str
    home: Path

    def login(self, role: str) -> tuple[str, str]:
        """Email and password of the demo's member of staff."""
        logins = json.loads((self.home / "staff-logins.json").read_text())
        found = next(login for login in logins if login["role"] == role)
        return found["email"], found["password"]

    def command(self, *arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
        """Run one of the shop's commands on this shop, with what somebody types into it."""
        environment = {
            name: value
            for name, value in os.environ.items()
            if name not in {"DATABASE_URL", "REDIS_URL", "ENVIRONMENT"}
        }
        return subprocess.run(
            [sys.executable, "-P", "-m", "app.cli", *arguments],
            cwd=ROOT,
            env={
                **environment,
                "SHOP_HOME": str(self.home),
                "PYTHONPATH": str(ROOT),
                "TRUSTED_PROXIES": '["127.0.0.1"]',
                "DRAW_AHEAD": "false",  # pictures are made as the journeys ask for them
            },
            input=typed,
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )


@contextmanager
def open_shop() -> Iterator[OpenShop]:
    """`./shop up --detach` on a free port: servers, tables, the demo, web and worker.

    With `OPEN_SHOP` (its SHOP_HOME and address, "home=url") a shop that is open already is taken instead.
    """
    if given := os.environ.get("OPEN_SHOP"):
        where, _, url = given.partition("=")
        yield OpenShop(url, Path(where))
        return
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    home = Path(tempfile.mkdtemp(prefix="shop-", dir=roomy_folder()))
    home.chmod(0o711)  # PostgreSQL's own account must get through
    opened = OpenShop(f"http://127.0.0.1:{port}", home)
    answer = opened.command("up", "--port", str(port), "--detach")
    assert answer.returncode == 0, answer.stdout + answer.stderr
    yield opened
    opened.command("down")
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session")
def shop() -> Iterator[OpenShop]:
    """One for all journeys of a worker. Who leaves much behind overrides this fixture with a shop of their own."""
    with open_shop() as opened:
        yield opened


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all journeys."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=_FLAGS
        )
        yield chromium
        chromium.close()


@dataclass
class Visitor:
    """A browser of one person. `has_script` tells whether it runs scripts."""

    page: Page
    shop: OpenShop
    has_script: bool
    problems: list[str]

    def open(self, path: str) -> None:
        """Go to an address of the shop."""
        self.page.goto(self.shop.url + path)

    def settle(self) -> None:
        """Wait until nothing is under way."""
        self.page.wait_for_load_state("networkidle")


def _is_problem(said: ConsoleMessage) -> bool:
    """A form that came back with its mistakes (422) is told by the browser too, and is no problem."""
    return said.type == "error" and "status of 422" not in said.text


def _failed(request: Request) -> list[str]:
    """A picture that was still coming when the visitor went on is no failure."""
    return [] if request.failure == "net::ERR_ABORTED" else [f"{request.failure}: {request.url}"]


def make_visitor(
    browser: Browser, shop: OpenShop, *, script: bool, width: int = 1280
) -> tuple[BrowserContext, Visitor]:
    """A browser of one person, and its context, which whoever asked closes."""
    context = browser.new_context(
        java_script_enabled=script,
        viewport={"width": width, "height": 900},
        locale="en-PK",
        timezone_id="Asia/Karachi",
        reduced_motion="reduce",
    )
    context.set_default_timeout(_PATIENCE_MS)
    page = context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda said: problems.append(said.text) if _is_problem(said) else None)
    page.on("requestfailed", lambda request: problems.extend(_failed(request)))
    return context, Visitor(page, shop, script, problems)


@pytest.fixture(params=["with script", "without script"])
def visitor(browser: Browser, shop: OpenShop, request: pytest.FixtureRequest) -> Iterator[Visitor]:
    """A shopper at a desk. Every journey is made twice: with scripts and without."""
    context, person = make_visitor(browser, shop, script=request.param == "with script")
    yield person
    context.close()


@pytest.fixture(params=["with script", "without script"])
def phone(browser: Browser, shop: OpenShop, request: pytest.FixtureRequest) -> Iterator[Visitor]:
    """A shopper with a phone."""
    context, person = make_visitor(browser, shop, script=request.param == "with script", width=390)
    yield person
    context.close()


@pytest.fixture
def clerk(browser: Browser, shop: OpenShop) -> Iterator[Visitor]:
    """A member of staff, signed in as the shop's owner."""
    context, person = make_visitor(browser, shop, script=True)
    sign_in_as(person, "owner")
    yield person
    context.close()


def sign_in_as(person: Visitor, role: str) -> None:
    """Open the back office with the demo's login of that role."""
    email, password = person.shop.login(role)
    person.open("/admin/sign-in")
    person.page.get_by_label("Email", exact=False).fill(email)
    person.page.get_by_label("Password", exact=False).first.fill(password)
    person.page.get_by_role("button", name="Sign in").click()
    person.page.wait_for_url(re.compile("/admin/?$"))
