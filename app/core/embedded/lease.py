"""Who uses a home's servers, so that the last one out stops them. A killed user's claim vanishes with it."""

import fcntl
import os
from pathlib import Path
from types import TracebackType
from typing import Self

from app.core.embedded.folders import forget_socket_folder, prepare_home
from app.core.embedded.postgres import PostgresServer, start_postgres
from app.core.embedded.valkey import ValkeyServer, start_valkey


class Servers:
    """A claim on the servers of `home`: entering starts them if need be, leaving stops them if nobody else has a claim.

    `database_url` and `redis_url` that are given are used as they are, and no server is started for them.
    """

    def __init__(
        self,
        home: Path,
        *,
        database_url: str = "",
        redis_url: str = "",
        throwaway: bool = False,
        die_with_parent: bool = False,
    ) -> None:
        self.home = home
        self.database_url = database_url
        self.redis_url = redis_url
        self.postgres: PostgresServer | None = None
        self.valkey: ValkeyServer | None = None
        self._throwaway = throwaway
        self._die_with_parent = die_with_parent
        self._claim: int | None = None
        self.still_used = False

    def claim(self) -> None:
        """Say that the home's servers are in use; waits while the last user is stopping them."""
        home = prepare_home(self.home)
        self._claim = os.open(home / "run" / "users.lock", os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
        fcntl.flock(self._claim, fcntl.LOCK_SH)

    def start_postgres(self) -> None:
        """Unless a URL was given."""
        if not self.database_url:
            self.postgres = self._postgres()
            self.database_url = self.postgres.url

    def start_valkey(self) -> None:
        """Unless a URL was given."""
        if not self.redis_url:
            self.valkey = self._valkey()
            self.redis_url = self.valkey.url

    def ended(self) -> list[str]:
        """The names of our servers that no longer answer."""
        named = (("PostgreSQL", self.postgres), ("Valkey", self.valkey))
        return [name for name, server in named if server and not server.answers()]

    def revive(self) -> None:
        """Start again what has ended, at the same addresses. Raises CannotStart."""
        if self.postgres and not self.postgres.answers():
            self.postgres = self._postgres()
        if self.valkey and not self.valkey.answers():
            self.valkey = self._valkey()

    def _postgres(self) -> PostgresServer:
        return start_postgres(self.home, throwaway=self._throwaway, die_with_parent=self._die_with_parent)

    def _valkey(self) -> ValkeyServer:
        return start_valkey(self.home, throwaway=self._throwaway, die_with_parent=self._die_with_parent)

    def release(self) -> None:
        """Give the claim back; stop the servers when it was the last. `still_used` tells afterwards."""
        if self._claim is None:
            return
        claim, self._claim = self._claim, None
        try:
            fcntl.flock(claim, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self.still_used = True
        else:
            for server in (self.valkey, self.postgres):
                if server is not None:
                    server.stop()
            if self.valkey or self.postgres:
                forget_socket_folder(self.home.resolve())
        finally:
            os.close(claim)

    def __enter__(self) -> Self:
        self.claim()
        try:
            self.start_postgres()
            self.start_valkey()
        except BaseException:
            self.release()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()
