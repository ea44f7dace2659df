"""The parts of `./shop up`: one shop a home, ports, children that crash, progress, the secret."""

import io
import os
import signal
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.cli.running import children
from app.cli.running.children import Child
from app.cli.running.environment import settle_home
from app.cli.running.instance import Instance, Note, end_left_over, is_running, read_note
from app.cli.running.logins import Login, keep_logins, kept_logins
from app.cli.running.port import check_port
from app.cli.running.progress import Progress
from app.cli.running.shop import address_of
from app.core.embedded import CannotStart, processes
from app.core.embedded.folders import prepare_home
from app.core.settings import get_settings

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
STUBBORN = [
    sys.executable,
    "-c",
    "import os, signal, subprocess, sys, time\n"
    "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
    "helper = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
    "print(helper.pid, flush=True); time.sleep(60)",
]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return prepare_home(tmp_path / "home")


@pytest.fixture
def child(home: Path) -> Iterator[Child]:
    made = Child("worker", SLEEP, home, patience=0.3)
    yield made
    made.stop()


def test_a_second_shop_in_one_home_is_told_where_the_first_is(home: Path) -> None:
    first = Instance(home, "http://127.0.0.1:8123")
    with pytest.raises(CannotStart, match=r"already open at http://127\.0\.0\.1:8123 .*\./shop down"):
        Instance(home, "http://127.0.0.1:8124")
    assert is_running(home)
    first.end()
    assert not is_running(home)
    Instance(home, "http://127.0.0.1:8124").end()


def test_what_a_killed_shop_left_is_known_to_the_next(home: Path) -> None:
    (home / "run" / "up.json").write_text('{"pid": 1, "address": "x", "ready": true, "children": {"web": 7}}')
    instance = Instance(home, "http://127.0.0.1:8000")
    assert instance.left_over == Note(1, "x", ready=True, children={"web": 7})
    instance.end()
    assert read_note(home) is None


def test_left_over_children_end_but_strangers_with_their_numbers_do_not(home: Path) -> None:
    ours = Child("web", [*SLEEP, "granian"], home)
    stranger = Child("stranger", SLEEP, home)
    ours.start()
    stranger.start()
    end_left_over(Note(1, "x", children={"web": ours.pid, "worker": stranger.pid}))
    assert ours.ended is not None
    assert stranger.ended is None
    stranger.stop()


def test_a_busy_port_is_named_and_a_free_one_proposed() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CannotStart, match=rf"Port {port} is in use .*--port \d+"):
            check_port("127.0.0.1", port)
    check_port("127.0.0.1", port)


def test_a_foreign_address_is_refused() -> None:
    with pytest.raises(CannotStart, match=r"no address 192\.0\.2\.1"):
        check_port("192.0.2.1", 8000)


@pytest.mark.parametrize(
    ("host", "shown"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000"),
        ("0.0.0.0", "http://127.0.0.1:8000"),
        ("::1", "http://[::1]:8000"),
        ("shop.local", "http://shop.local:8000"),
    ],
)
def test_the_address_shown_works_on_this_machine(host: str, shown: str) -> None:
    assert address_of(host, 8000) == shown


def test_a_crashed_child_is_announced_and_started_again(
    child: Child, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(children, "_FIRST_PAUSE", 0.01)
    child._pause = 0.01
    child.start()
    before = child.pid
    os.kill(before, signal.SIGKILL)
    assert processes.wait_until(lambda: child.ended is not None, 5.0)
    assert "The worker ended (signal 9): it starts again" in str(child.revive())
    assert processes.wait_until(lambda: child.revive() is None and child.pid != before, 5.0)
    assert child.ended is None


def test_pauses_between_crashes_grow(home: Path) -> None:
    crashing = Child("web", [sys.executable, "-c", "raise SystemExit(3)"], home)
    crashing.start()
    assert processes.wait_until(lambda: crashing.ended == 3, 5.0)
    assert "code 3" in str(crashing.revive())
    assert crashing._pause == 2 * children._FIRST_PAUSE


def test_stopping_leaves_nothing_of_a_stubborn_child(home: Path) -> None:
    stubborn = Child("web", STUBBORN, home, patience=0.3)
    stubborn.start()
    assert processes.wait_until(lambda: stubborn.log.read_text().strip() != "", 10.0)
    helper = int(stubborn.log.read_text())
    stubborn.stop()
    assert stubborn.ended == -signal.SIGKILL
    assert processes.wait_until(lambda: not processes.program_of(helper), 5.0)


def test_a_grown_log_is_set_aside(home: Path) -> None:
    log = home / "logs" / "web.log"
    log.write_bytes(b"x" * (5 * 1024 * 1024 + 1))
    assert Child("web", SLEEP, home).log == log
    assert not log.exists()
    assert (home / "logs" / "web.log.1").exists()


def test_progress_without_a_terminal_is_plain_lines() -> None:
    out = io.StringIO()
    with Progress(out).step("Products") as step:
        step.update(10, 20, note="ten")
    first, last = out.getvalue().splitlines()
    assert first == "  ... Products"
    assert last.startswith("  ok  Products (ten) ")
    assert last.endswith(" s")


def test_a_failing_step_is_not_called_ok() -> None:
    out = io.StringIO()
    with pytest.raises(ValueError, match="no"), Progress(out).step("Products"):
        raise ValueError("no")
    assert out.getvalue().splitlines()[-1].startswith("  --  Products")


def test_progress_on_a_terminal_draws_a_bar() -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    out = Terminal()
    with Progress(out).step("Products") as step:
        step.update(512, 1024)
        assert processes.wait_until(lambda: "512 of 1,024" in out.getvalue(), 5.0)
    assert "[############............]" in out.getvalue()


def test_the_development_secret_is_made_once_for_its_owner_only(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHOP_HOME", str(home))
    monkeypatch.setenv("SECRET_KEY", "")
    monkeypatch.delenv("SECRET_KEY")
    get_settings.cache_clear()
    settle_home()
    first = get_settings().secret_key.get_secret_value()
    assert len(first) >= 48
    assert (home / "secret").stat().st_mode & 0o777 == 0o600
    monkeypatch.delenv("SECRET_KEY")
    get_settings.cache_clear()
    settle_home()
    assert get_settings().secret_key.get_secret_value() == first
    get_settings.cache_clear()


def test_demo_logins_are_kept_for_their_owner_only(home: Path) -> None:
    assert kept_logins(home) == []
    logins = [Login("owner", "owner@shop.example", "a-long-password")]
    keep_logins(home, logins)
    assert kept_logins(home) == logins
    assert (home / "staff-logins.json").stat().st_mode & 0o777 == 0o600
