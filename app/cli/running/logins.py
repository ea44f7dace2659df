"""The demo shop's staff logins, kept beside its data so that every `./shop up` can print them."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Login:
    """A demo account. Its password was made for this one shop, so that no two demo shops share one."""

    role: str
    email: str
    password: str


def keep_logins(home: Path, logins: list[Login]) -> None:
    """Called by whoever fills the demo shop."""
    file = home / "staff-logins.json"
    file.unlink(missing_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        json.dump([asdict(login) for login in logins], out)


def kept_logins(home: Path) -> list[Login]:
    """Empty for a shop that was not filled with the demo."""
    try:
        return [Login(**login) for login in json.loads((home / "staff-logins.json").read_text())]
    except (OSError, ValueError, TypeError):
        return []
