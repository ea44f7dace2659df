"""What became true about people."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class AccountRegistered:
    """A customer made an account for themselves."""

    account_id: int

    aggregate: ClassVar[str] = "account"


@dataclass(frozen=True, slots=True)
class StaffCreated:
    """Somebody was given a role for the first time."""

    account_id: int

    aggregate: ClassVar[str] = "account"
