"""Where the servers keep their data, sockets, locks and logs."""

import fcntl
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path

from app.core.embedded.errors import CannotStart, disk_full, said_plainly

_SPACE_TO_BEGIN = 150 * 1024 * 1024
_SPACE_TO_GO_ON = 20 * 1024 * 1024
_LOG_LIMIT = 5 * 1024 * 1024


def prepare_home(home: Path) -> Path:
    """Make the shop's folder, and refuse early when it cannot be used. Returns its absolute path."""
    home = home.absolute()
    with said_plainly(home):
        # PostgreSQL runs as another account when we are root, which must be able to walk through.
        home.mkdir(mode=0o711 if os.geteuid() == 0 else 0o700, parents=True, exist_ok=True)
        home = home.resolve()
        for name in ("run", "logs"):
            (home / name).mkdir(mode=0o700, exist_ok=True)
        with tempfile.TemporaryFile(dir=home) as probe:
            probe.write(b"room?")
            probe.flush()
    begun = (home / "postgres").exists()
    if shutil.disk_usage(home).free < (_SPACE_TO_GO_ON if begun else _SPACE_TO_BEGIN):
        raise disk_full(home)
    return home


def socket_folder(home: Path) -> Path:
    """A short folder for sockets, one a home: their paths may have 107 bytes at most, a checkout's may be longer.

    It is found again by everyone who knows the home, so it does not follow TMPDIR.
    """
    root = Path("/tmp") if Path("/tmp").is_dir() else Path(tempfile.gettempdir())  # noqa: S108 - owner checked below
    name = hashlib.sha256(os.fsencode(home)).hexdigest()[:12]
    folder = root / f"b2e-{os.geteuid()}-{name}"
    with said_plainly(folder):
        folder.mkdir(mode=0o711 if os.geteuid() == 0 else 0o700, exist_ok=True)
    status = folder.lstat()
    if folder.is_symlink() or status.st_uid != os.geteuid() or status.st_mode & 0o022:
        raise CannotStart(f"{folder} belongs to somebody else: remove it, then start again.")
    return folder


def forget_socket_folder(home: Path) -> None:
    """Take the folder of stopped servers away; one that something is still in stays."""
    folder = socket_folder(home)
    for empty in (folder / "pg", folder):
        with suppress(OSError):
            empty.rmdir()


@contextmanager
def only_one(home: Path, name: str) -> Iterator[None]:
    """Hold the lock `name` of this home; others wait their turn."""
    with said_plainly(home), (home / "run" / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def log_file(home: Path, name: str) -> Path:
    """The log to append to; a grown one is set aside as `<name>.log.1` first."""
    path = home / "logs" / f"{name}.log"
    if path.exists() and path.stat().st_size > _LOG_LIMIT:
        path.replace(path.with_suffix(".log.1"))
    return path


def wheel_folder(package: str) -> Path:
    """Where a wheel with program files was installed, without importing it (that is slow and may print)."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise CannotStart(
            f"The package {package} is not installed: set DATABASE_URL and REDIS_URL, or install requirements.txt."
        )
    return Path(spec.origin).parent
