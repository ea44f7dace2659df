"""Asking nobody who does not answer."""

import time
from dataclasses import dataclass

_IN_A_ROW = 3
_SECONDS = 30.0


@dataclass(slots=True)
class Breaker:
    """Opens after three failures in a row; half a minute later one search tries again."""

    failures: int = 0
    open_until: float = 0.0

    @property
    def is_open(self) -> bool:
        """Whether not to ask."""
        return time.monotonic() < self.open_until

    def failed(self) -> None:
        """No answer, or a useless one."""
        self.failures += 1
        if self.failures >= _IN_A_ROW:
            self.open_until = time.monotonic() + _SECONDS

    def answered(self) -> None:
        """All is well again."""
        self.failures = 0
        self.open_until = 0.0
