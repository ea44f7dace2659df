"""The open shop: servers, tables, demo goods, web and worker, in this order; closed in the other."""

import http.client
import os
import sys
import time
from pathlib import Path

from app.cli.running.children import Child
from app.cli.running.environment import announce, servers_of
from app.cli.running.instance import Instance
from app.cli.running.migrations import pending, upgrade
from app.cli.running.progress import Progress
from app.cli.seed import seed_if_empty
from app.core.embedded import CannotStart
from app.core.settings import get_settings

_READY_SECONDS = 90.0
_TICK = 0.25
_LOOK_AT_SERVERS = 2.0
_YIELDING = ["nice", "-n", "10"]
"""Pictures are drawn behind the visitors' backs, so they wait for everything else."""
_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}  # noqa: S104 - read, not bound


class Shop:
    """Opens, watches and closes one shop."""

    def __init__(self, home: Path, host: str, port: int, instance: Instance, progress: Progress) -> None:
        self._home = home
        self._host = host
        self._port = port
        self._instance = instance
        self._progress = progress
        self._servers = servers_of(home)
        self._web = Child("web", _web_command(host, port), home)
        self._worker = Child("worker", _worker_command("WorkerSettings"), home, patience=15.0)
        slow = [*_YIELDING, *_worker_command("LongWorkerSettings")]
        self._slow_worker = Child("slow-worker", slow, home, patience=15.0)
        self._children = [self._web, self._worker, self._slow_worker]

    def open(self, *, demo: bool) -> None:
        """Everything up to the first page; an empty shop is filled with the demo if wanted. Raises CannotStart."""
        self._servers.claim()
        self._start_servers()
        settings = announce(self._servers)
        with self._progress.step("Tables") as step:
            steps = pending(settings.database_url)
            if steps:
                upgrade(settings.database_url)
            step.update(note=f"{len(steps)} migrations" if steps else "up to date")
        if demo:
            seed_if_empty(self._progress)
        with self._progress.step("Web and workers"):
            if "base_url" not in get_settings().model_fields_set:
                os.environ["BASE_URL"] = self._instance.note.address
            self._web.start()
            self._worker.start()
            self._publish()
            self._wait_until_ready()
            self._slow_worker.start()  # only now: it would take time from the two that visitors wait for
            self._publish()

    def watch(self) -> None:
        """Look after everything until interrupted."""
        look = time.monotonic() + _LOOK_AT_SERVERS
        while True:
            time.sleep(_TICK)
            for child in self._children:
                sentence = child.revive()
                if sentence:
                    self._progress.say(sentence)
                if self._instance.note.children.get(child.name) != child.pid:
                    self._publish()
            if time.monotonic() > look:
                self._revive_servers()
                look = time.monotonic() + _LOOK_AT_SERVERS

    def close(self) -> None:
        """Web first, so that nothing new comes in; the database last."""
        for child in self._children:
            child.stop()
        self._servers.release()

    def _start_servers(self) -> None:
        if not self._servers.database_url:
            with self._progress.step("PostgreSQL") as step:
                self._servers.start_postgres()
                data = self._home / "postgres"
                if data.is_symlink():
                    step.update(note=f"in {data.resolve()}")
        if not self._servers.redis_url:
            with self._progress.step("Valkey"):
                self._servers.start_valkey()

    def _publish(self) -> None:
        self._instance.note.children = {child.name: child.pid for child in self._children}
        self._instance.write()

    def _wait_until_ready(self) -> None:
        end = time.monotonic() + _READY_SECONDS
        answer = ""
        while time.monotonic() < end:
            for child in (self._web, self._worker):
                if child.ended is not None:
                    raise CannotStart(
                        f"The {child.name} ended at once; all it said is in {child.log}:\n{child.last_words()}"
                    )
            answer = _ask_readiness(self._host, self._port)
            if answer == "ready":
                return
            time.sleep(0.1)
        raise CannotStart(
            f"The shop was not ready after {_READY_SECONDS:.0f} s ({answer}): see {self._web.log}."
        )

    def _revive_servers(self) -> None:
        for name in self._servers.ended():
            self._progress.say(f"{name} ended: it starts again.")
        try:
            self._servers.revive()
        except CannotStart as refusal:
            self._progress.say(str(refusal))


def address_of(host: str, port: int) -> str:
    """What to type into a browser on this machine."""
    name = _EVERYWHERE.get(host, host)
    return f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"


def _ask_readiness(host: str, port: int) -> str:
    line = http.client.HTTPConnection(_EVERYWHERE.get(host, host), port, timeout=2.0)
    try:
        line.request("GET", "/health/ready")
        answer = line.getresponse()
        body = answer.read(300).decode(errors="replace")
        return "ready" if answer.status == http.HTTPStatus.OK else f"it answered {answer.status} {body}"
    except (OSError, http.client.HTTPException) as error:
        return str(error)
    finally:
        line.close()


def _web_command(host: str, port: int) -> list[str]:
    options = {
        "--interface": "asgi",
        "--host": host,
        "--port": str(port),
        "--workers": "1",
        "--loop": "uvloop",
        "--http": "auto",
        "--log-level": "warning",
        "--workers-kill-timeout": "8",
    }
    words = [word for pair in options.items() for word in pair]
    return [sys.executable, "-P", "-m", "granian", *words, "--no-ws", "--factory", "app.main:create_app"]


def _worker_command(settings: str) -> list[str]:
    return [sys.executable, "-P", "-m", "arq", f"workers.main.{settings}"]
