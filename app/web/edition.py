"""Which program made a page: a kept page is served by the edition that made it, and by no other."""

import hashlib
import time
from collections.abc import Iterator
from pathlib import Path

from app.core.settings import Settings

_ROOT = Path(__file__).resolve().parents[2]
_MADE_OF = (("app", "*.py"), ("templates", "*"), ("static", "*"))
_LOOK_EVERY = 1.0


class Edition:
    """A hash of code, templates, style sheets and settings. In development, files that change make a new one."""

    def __init__(self, settings: Settings) -> None:
        self._settings = repr(sorted(settings.model_dump(mode="json").items())).encode()
        self._secret = settings.secret_key.get_secret_value().encode()
        self._watches = settings.environment == "development"
        self._name = self._look()
        self._looked_at = time.monotonic()

    @property
    def name(self) -> str:
        """The edition as it is now."""
        if self._watches and time.monotonic() - self._looked_at > _LOOK_EVERY:
            self._name = self._look()
            self._looked_at = time.monotonic()
        return self._name

    def _look(self) -> str:
        seen = hashlib.blake2b(self._settings, key=self._secret[:64], digest_size=8)
        for line in _states():
            seen.update(line.encode())
        return seen.hexdigest()


def _states() -> Iterator[str]:
    for folder, pattern in _MADE_OF:
        for path in sorted((_ROOT / folder).rglob(pattern)):
            if path.is_file() and path.suffix != ".pyc":
                state = path.stat()
                yield f"{path.relative_to(_ROOT)} {state.st_mtime_ns} {state.st_size}\n"
