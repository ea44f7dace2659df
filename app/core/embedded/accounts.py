"""Which system account PostgreSQL runs as: it refuses root, so root lends it an unprivileged one."""

import os
import pwd
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from app.core.embedded.errors import CannotStart


@dataclass(frozen=True)
class Account:
    """An account to run a program as; `ourselves` changes nothing."""

    uid: int
    gid: int

    @property
    def ourselves(self) -> bool:
        """Whether no change of account is needed."""
        return self.uid == os.geteuid()

    def own(self, folder: Path) -> None:
        """Make `folder` belong to this account."""
        if not self.ourselves:
            os.chown(folder, self.uid, self.gid)

    def run(
        self, command: Sequence[str | Path], *, env: Mapping[str, str] | None = None
    ) -> "subprocess.CompletedProcess[str]":
        """Run to the end as this account, output caught."""
        return subprocess.run(
            command,
            cwd="/",
            env=env,
            capture_output=True,
            text=True,
            check=False,
            user=self._user,
            group=self._group,
            extra_groups=self._groups,
        )

    def start(
        self,
        command: Sequence[str | Path],
        *,
        env: Mapping[str, str],
        output: IO[bytes],
        before: Callable[[], None] | None,
    ) -> "subprocess.Popen[bytes]":
        """Start a server in a session of its own, so that Ctrl-C does not reach it: servers stop last."""
        return subprocess.Popen(
            command,
            cwd="/",
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
            preexec_fn=before,
            user=self._user,
            group=self._group,
            extra_groups=self._groups,
        )

    @property
    def _user(self) -> int | None:
        return None if self.ourselves else self.uid

    @property
    def _group(self) -> int | None:
        return None if self.ourselves else self.gid

    @property
    def _groups(self) -> list[int] | None:
        return None if self.ourselves else []

    def can_enter(self, folder: Path) -> bool:
        """Whether every folder down to this one lets the account through."""
        return self.run(["/bin/sh", "-c", 'cd "$1"', "-", folder]).returncode == 0

    def can_run(self, program: Path) -> bool:
        """Whether the account may execute `program`, and read the libraries beside it."""
        return self.run(["/bin/sh", "-c", '"$1" --version', "-", program]).returncode == 0


def account_for(data: Path) -> Account:
    """The owner of `data` when it exists, else an unprivileged account for root, else ourselves."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid())
    if data.exists() and data.stat().st_uid != 0:
        status = data.stat()
        return Account(status.st_uid, status.st_gid)
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return _tried(Account(entry.pw_uid, entry.pw_gid))
    raise CannotStart(
        "PostgreSQL refuses to run as root and this machine has no account `nobody`: "
        "start the shop as a normal user, or set DATABASE_URL."
    )


def _tried(account: Account) -> Account:
    try:
        account.run(["/bin/sh", "-c", ":"])
    except OSError as error:
        raise CannotStart(
            "PostgreSQL refuses to run as root and this root may not switch to another account: "
            "start the shop as a normal user, or set DATABASE_URL."
        ) from error
    return account
