"""The one running `./shop up` of a home: its lock, and the note that tells others where it is."""

import fcntl
import functools
import json
import os
import signal
from dataclasses import asdict, dataclass, field
from pathlib import Path

from app.core.embedded import processes
from app.core.embedded.errors import CannotStart, said_plainly


@dataclass
class Note:
    """What the running shop tells about itself."""

    pid: int
    address: str
    ready: bool = False
    children: dict[str, int] = field(default_factory=dict)


class Instance:
    """The right to run the shop of a home. It vanishes with the process, however that ends."""

    def __init__(self, home: Path, address: str) -> None:
        """Raises CannotStart when the shop of this home is already open."""
        self._file = home / "run" / "up.json"
        with said_plainly(home):
            self._lock = os.open(_lock_file(home), os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        if not _try_lock(self._lock):
            other = read_note(home)
            where = f" at {other.address} (process {other.pid})" if other else ""
            raise CannotStart(
                f"This shop is already open{where}: stop it with ./shop down, or set SHOP_HOME to open another."
            )
        self.left_over = read_note(home)
        self.note = Note(os.getpid(), address)
        self.write()

    def write(self) -> None:
        """Publish the note."""
        with said_plainly(self._file):
            new = self._file.with_suffix(".new")
            new.write_text(json.dumps(asdict(self.note)))
            new.rename(self._file)

    def end(self) -> None:
        """Give the right back."""
        self._file.unlink(missing_ok=True)
        os.close(self._lock)


def read_note(home: Path) -> Note | None:
    """What a running shop, or one that was killed, left behind."""
    try:
        return Note(**json.loads((home / "run" / "up.json").read_text()))
    except (OSError, ValueError, TypeError):
        return None


def is_running(home: Path) -> bool:
    """Whether somebody holds the right to run this home now."""
    try:
        lock = os.open(_lock_file(home), os.O_RDWR)
    except FileNotFoundError:
        return False
    try:
        return not _try_lock(lock)
    finally:
        os.close(lock)


def end_left_over(note: Note) -> None:
    """Processes of a shop that was killed, where the system did not end them together with it."""
    for pid in note.children.values():
        words = processes.command_line(pid)
        if "granian" in words or "arq" in words:
            processes.wait_until(functools.partial(_gone, pid), 3.0)
            processes.end(pid, signal.SIGTERM, 5.0)


def _gone(pid: int) -> bool:
    return not processes.program_of(pid)


def _lock_file(home: Path) -> Path:
    return home / "run" / "up.lock"


def _try_lock(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
