"""The shop's own processes, web and worker: started, watched, started again after a crash, stopped."""

import contextlib
import os
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from app.cli.running.places import ROOT
from app.core.embedded import processes
from app.core.embedded.folders import log_file

_FIRST_PAUSE = 0.5
_LONGEST_PAUSE = 30.0
_CALM = 60.0
"""Seconds without a crash after which the pauses begin short again."""


@dataclass
class Child:
    """One process and its log. It runs in a group of its own, so that nothing of it stays behind."""

    name: str
    command: list[str]
    home: Path
    patience: float = 10.0

    def __post_init__(self) -> None:
        self.log = log_file(self.home, self.name)
        self._process: subprocess.Popen[bytes] | None = None
        self._started = 0.0
        self._pause = _FIRST_PAUSE
        self._resume = 0.0

    def start(self) -> None:
        """Begin, with the environment as it is now; its words go to the log."""
        with self.log.open("ab") as output:
            self._process = subprocess.Popen(
                self.command,
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
                preexec_fn=processes.die_with_parent(signal.SIGTERM),
            )
        self._started = time.monotonic()

    @property
    def pid(self) -> int:
        """Its process, and the process group."""
        return self._process.pid if self._process else 0

    @property
    def ended(self) -> int | None:
        """The exit code once it has ended."""
        return self._process.poll() if self._process else 0

    def revive(self) -> str | None:
        """Call now and then: starts a crashed child again after a growing pause. Returns a sentence when it acts."""
        code, now = self.ended, time.monotonic()
        if code is None:
            return None
        if not self._resume:
            if now - self._started > _CALM:
                self._pause = _FIRST_PAUSE
            self._resume = now + self._pause
            self._pause = min(self._pause * 2, _LONGEST_PAUSE)
            return f"The {self.name} ended ({_say_code(code)}): it starts again. Its log: {self.log}"
        if now >= self._resume:
            self._resume = 0.0
            self._kill_group()
            self.start()
        return None

    def stop(self) -> None:
        """Ask, wait, insist."""
        if self._process and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(self.patience)
            except subprocess.TimeoutExpired:
                self._process.kill()
        self._kill_group()
        if self._process:
            self._process.wait()

    def last_words(self, lines: int = 15) -> str:
        """The end of its log."""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])

    def _kill_group(self) -> None:
        if self._process:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)


def _say_code(code: int) -> str:
    return f"signal {-code}" if code < 0 else f"code {code}"
