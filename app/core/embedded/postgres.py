"""One PostgreSQL a home: found running, or started, and stopped on request.

The wheel's own starter is not used: as root it opens every parent folder to the world, it takes a zombie for a
running server, and it forgets servers whose user was killed.
"""

import contextlib
import re
import shutil
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg.pq import PGconn, Ping

from app.core.embedded import processes
from app.core.embedded.accounts import Account, account_for
from app.core.embedded.errors import CannotStart, disk_full, said_plainly
from app.core.embedded.folders import log_file, only_one, prepare_home, socket_folder
from app.core.embedded.postgres_files import ENVIRONMENT, base_folder, check_version, make_cluster, programs

DATABASE = "app"
_RECOVERY_SECONDS = 120.0
_LEFTOVER_SECONDS = 10.0
_LEFTOVER = re.compile(r'lock file ".*" already exists|shared memory block .* in use')

_SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "60",
    "shared_preload_libraries": "pg_stat_statements",
    "track_io_timing": "on",
    "log_min_duration_statement": "250ms",
}
_THROWAWAY_SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "200",
    "shared_buffers": "64MB",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
    "jit": "off",
}


@dataclass(frozen=True)
class PostgresServer:
    """A running server. `started` tells whether this call started it or found it."""

    data: Path
    socket_dir: Path
    started: bool

    def answers(self) -> bool:
        """Whether it takes connections now."""
        return _answers(self.socket_dir)

    @property
    def url(self) -> str:
        """SQLAlchemy's URL of the shop's database."""
        return self.url_for(DATABASE)

    def url_for(self, database: str) -> str:
        """SQLAlchemy's URL of any database of this server."""
        return f"postgresql+psycopg://postgres@/{database}?host={self.socket_dir}"

    def stop(self) -> None:
        """Stop it fast (open transactions roll back) and wait until it is gone."""
        pid = _pid_in(self.data / "postmaster.pid")
        if pid is not None and _is_postgres(pid):
            processes.end(pid, signal.SIGINT, 30.0, signal.SIGQUIT)


def start_postgres(home: Path, *, throwaway: bool = False, die_with_parent: bool = False) -> PostgresServer:
    """Attach to the home's server or start it. `throwaway` trades safety of the data for speed (tests).

    `die_with_parent`: on Linux the server goes when the calling process is killed; only for throwaway ones.
    Raises CannotStart.
    """
    home = prepare_home(home)
    sockets = socket_folder(home) / "pg"
    with only_one(home, "postgres"):
        data = home / "postgres"
        _end_server_of_deleted_data(data, sockets)
        if _answers(sockets):
            return PostgresServer(data, sockets, started=False)
        account = account_for(data)
        base = data.resolve().parent if data.exists() else base_folder(home, account)
        if not data.exists():
            made = _make_cluster(base, home, account, throwaway=throwaway)
            if made != data:
                data.unlink(missing_ok=True)  # a link whose target somebody removed
                data.symlink_to(made)
        check_version(data)
        with said_plainly(sockets):
            sockets.mkdir(mode=0o700, exist_ok=True)
            account.own(sockets)
        settings = _THROWAWAY_SETTINGS if throwaway else _SETTINGS
        command: list[str | Path] = [
            programs(base, account) / "postgres",
            "-D",
            data.resolve(),
            "-k",
            sockets,
        ]
        for name, value in settings.items():
            command += ["-c", f"{name}={value}"]
        before = processes.die_with_parent(signal.SIGQUIT) if die_with_parent else None
        _launch(command, account, data, sockets, log_file(home, "postgres"), before)
        if not throwaway:
            _make_database(sockets)
        return PostgresServer(data, sockets, started=True)


def _make_cluster(base: Path, home: Path, account: Account, *, throwaway: bool) -> Path:
    """Leaves no folder outside the home behind when it fails."""
    try:
        return make_cluster(base, account, throwaway=throwaway)
    except BaseException:
        if base != home:
            shutil.rmtree(base, ignore_errors=True)
        raise


def _launch(
    command: list[str | Path],
    account: Account,
    data: Path,
    sockets: Path,
    log: Path,
    before: Callable[[], None] | None,
) -> None:
    """Start, wait for readiness, and try again for a while when a killed server's leftovers are in the way."""
    end = time.monotonic() + _LEFTOVER_SECONDS
    while True:
        _clear_leftovers(data, sockets)
        said = _try_to_launch(command, account, sockets, log, before)
        if said is None:
            return
        if not _LEFTOVER.search(said) or time.monotonic() > end:
            raise _refusal(said, data, log)
        time.sleep(0.2)


def _try_to_launch(
    command: list[str | Path], account: Account, sockets: Path, log: Path, before: Callable[[], None] | None
) -> str | None:
    """None when it runs, else what it said before it ended."""
    with said_plainly(log), log.open("ab") as output:
        begin = output.tell()
        server = account.start(command, env=ENVIRONMENT, output=output, before=before)
    ready = processes.wait_until(
        lambda: server.poll() is not None or _answers(sockets), _RECOVERY_SECONDS, step=0.01
    )
    if ready and server.poll() is None:
        processes.adopt(server)
        return None
    if server.poll() is None:
        server.send_signal(signal.SIGQUIT)
        raise CannotStart(f"PostgreSQL was not ready after {_RECOVERY_SECONDS:.0f} s: its log is {log}.")
    with log.open("rb") as text:
        text.seek(begin)
        return text.read().decode(errors="replace")


def _refusal(said: str, data: Path, log: Path) -> CannotStart:
    if "No space left" in said:
        return disk_full(data)
    fatal = [line for line in said.splitlines() if "FATAL" in line or "PANIC" in line] or said.splitlines()
    reason = fatal[-1].partition("FATAL:")[2].strip() or fatal[-1] if fatal else "it ended without a word"
    return CannotStart(f"PostgreSQL did not start ({reason}): the whole story is in {log}.")


def _clear_leftovers(data: Path, sockets: Path) -> None:
    """Pid files of a server that was killed. PostgreSQL forgives dead ones itself, but not two other kinds.

    A pid that another program has by now (after a restart of a container), and a server that still runs but
    whose socket somebody removed.
    """
    for file in (data / "postmaster.pid", sockets / ".s.PGSQL.5432.lock"):
        pid = _pid_in(file)
        if pid is None or not processes.program_of(pid):
            continue
        if _is_postgres(pid):
            processes.end(pid, signal.SIGINT, 30.0, signal.SIGQUIT)
        else:
            file.unlink(missing_ok=True)


def _end_server_of_deleted_data(data: Path, sockets: Path) -> None:
    """Somebody removed the home of a running server: end it, so that it does not answer for the new one."""
    pid = _pid_in(sockets / ".s.PGSQL.5432.lock")
    if pid is None or (data / "postmaster.pid").exists():
        return
    if _is_postgres(pid):
        processes.end(pid, signal.SIGQUIT, 5.0)
    for name in (".s.PGSQL.5432.lock", ".s.PGSQL.5432"):
        (sockets / name).unlink(missing_ok=True)


def _pid_in(file: Path) -> int | None:
    with contextlib.suppress(OSError, ValueError, IndexError):
        return abs(int(file.read_text().splitlines()[0]))
    return None


def _is_postgres(pid: int) -> bool:
    return processes.program_of(pid) == "postgres"


def _answers(sockets: Path) -> bool:
    return PGconn.ping(f"host={sockets} user=postgres dbname=postgres connect_timeout=2".encode()) == Ping.OK


def _make_database(sockets: Path) -> None:
    with psycopg.connect(host=str(sockets), user="postgres", dbname="postgres", autocommit=True) as server:
        if server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone() is None:
            server.execute(f'CREATE DATABASE "{DATABASE}"')
    with psycopg.connect(host=str(sockets), user="postgres", dbname=DATABASE, autocommit=True) as database:
        database.execute("CREATE EXTENSION IF NOT EXISTS pg_stat_statements")
