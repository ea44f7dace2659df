"""A folder for a shop of a test's own, with whatever servers were started in it stopped afterwards."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.core.embedded import PostgresServer, ValkeyServer
from app.core.embedded.folders import socket_folder


@contextmanager
def own_home() -> Iterator[Path]:
    """Not pytest's tmp_path: that is closed to the account that PostgreSQL runs as when the tests run as root."""
    parent = Path(tempfile.mkdtemp(prefix="b2e-home-")).resolve()
    parent.chmod(0o711)
    home = parent / "shop"
    try:
        yield home
    finally:
        if home.is_dir():
            sockets = socket_folder(home)
            ValkeyServer(home / "valkey", sockets / "valkey.sock", started=False).stop()
            PostgresServer(home / "postgres", sockets / "pg", started=False).stop()
            shutil.rmtree(sockets, ignore_errors=True)
        shutil.rmtree(parent, ignore_errors=True)


def is_root() -> bool:
    """Whether these tests run as root."""
    return os.geteuid() == 0
