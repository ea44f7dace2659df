"""`./shop up` and `./shop down` as people use them, with the real web and workers."""

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.cli.running.instance import Note, read_note
from app.cli.running.places import ROOT
from app.core.embedded import PostgresServer, processes
from app.core.embedded.folders import socket_folder
from tests.support.homes import own_home


@pytest.fixture
def home() -> Iterator[Path]:
    with own_home() as path:
        try:
            yield path
        finally:
            if path.is_dir():
                shop(path, "down")


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(home: Path, **more: str) -> dict[str, str]:
    own = {"SHOP_HOME": str(home), "PYTHONPATH": str(ROOT), "ENVIRONMENT": "development", **more}
    return {**os.environ, **own}


def shop(home: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-P", "-m", "app.cli", *words],
        env=environment(home),
        capture_output=True,
        text=True,
        check=False,
        timeout=180,
    )


def status_of(port: int, path: str) -> int:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        line.request("GET", path)
        return line.getresponse().status
    finally:
        line.close()


def note_of(home: Path) -> Note:
    note = read_note(home)
    assert note
    return note


def all_gone(pids: list[int]) -> bool:
    """Soon: the last process still ends when the command that closed the shop has said so."""
    until = time.monotonic() + 10
    while any(processes.program_of(pid) for pid in pids):
        if time.monotonic() > until:
            return False
        time.sleep(0.1)
    return True


def test_open_twice_kill_open_again_and_close(home: Path, port: int) -> None:
    opened = shop(home, "up", "--port", str(port), "--no-demo", "--detach")
    assert opened.returncode == 0, opened.stdout + opened.stderr
    address = f"http://127.0.0.1:{port}"
    assert re.search(
        rf"Buy2Enjoy is open .*Shop +{address}\n.*Back office +{address}/admin\n", opened.stdout, re.S
    )
    for step in ("PostgreSQL", "Valkey", "Tables", "Web and workers"):
        assert re.search(rf"  ok  {step}.* \d+\.\d s\n", opened.stdout)
    assert status_of(port, "/health/ready") == 200

    second = shop(home, "up", "--port", str(port + 1))
    assert second.returncode == 1
    assert f"already open at {address}" in second.stderr

    killed = note_of(home)
    os.kill(killed.pid, signal.SIGKILL)
    again = shop(home, "up", "--port", str(port), "--no-demo", "--detach")
    assert again.returncode == 0, again.stdout + again.stderr
    assert all_gone([killed.pid, *killed.children.values()])
    assert status_of(port, "/health/ready") == 200

    running = note_of(home)
    closed = shop(home, "down")
    assert closed.stdout.strip() == "The shop is closed."
    assert all_gone([running.pid, *running.children.values()])
    assert not PostgresServer(home / "postgres", socket_folder(home) / "pg", started=False).answers()
    assert "No shop is open" in shop(home, "down").stdout


def test_down_stops_what_a_killed_shop_left(home: Path, port: int) -> None:
    assert shop(home, "up", "--port", str(port), "--no-demo", "--detach").returncode == 0
    killed = note_of(home)
    os.kill(killed.pid, signal.SIGKILL)
    assert shop(home, "down").stdout.strip() == "The shop is closed."
    assert all_gone([killed.pid, *killed.children.values()])
    assert not PostgresServer(home / "postgres", socket_folder(home) / "pg", started=False).answers()


def _hear_signals() -> None:
    """As from a terminal: what runs the tests in the background may have told its children to ignore them."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_ctrl_c_and_its_kin_close_everything(
    home: Path, port: int, number: signal.Signals, db_url: str, redis_url: str
) -> None:
    up = subprocess.Popen(
        [sys.executable, "-P", "-m", "app.cli", "up", "--port", str(port), "--no-demo"],
        env=environment(home, DATABASE_URL=db_url, REDIS_URL=redis_url),
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=_hear_signals,
    )
    end = time.monotonic() + 120
    while not ((note := read_note(home)) and note.ready) and up.poll() is None:
        assert time.monotonic() < end
        time.sleep(0.05)
    children = list(note_of(home).children.values())
    assert len(children) == 3
    assert not (home / "postgres").exists()
    up.send_signal(number)
    said, _ = up.communicate(timeout=60)
    assert up.returncode == 0
    assert said.rstrip().endswith("The shop is closed.")
    assert all_gone(children)
    assert read_note(home) is None


def test_a_busy_port_is_refused_before_anything_starts(home: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        busy = other.getsockname()[1]
        refused = shop(home, "up", "--port", str(busy))
    assert refused.returncode == 1
    assert f"Port {busy} is in use" in refused.stderr
    assert not (home / "postgres").exists()
