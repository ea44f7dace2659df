"""Refusals a caller is meant to catch."""

from app.core.errors import Conflict, Rejected

WRONG_CREDENTIALS = "Email or password is wrong."
CANNOT_REGISTER = (
    "We could not create this account with these details. "
    "If you already have one, sign in or reset the password."
)


class CredentialsAreWrong(Rejected):
    """One sentence for an unknown email, a wrong password, a closed account and a customer at the staff door."""

    def __init__(self) -> None:
        super().__init__(WRONG_CREDENTIALS)


class AccountCannotBeMade(Rejected):
    """The email is taken by somebody whose password this is not."""

    def __init__(self) -> None:
        super().__init__(CANNOT_REGISTER)


class PasswordIsWeak(Rejected):
    """The sentence says what is wrong with it."""

    def __init__(self, sentence: str) -> None:
        super().__init__(errors={"password": sentence})


class TooManySignIns(Conflict):
    """More passwords wait to be checked than this process can take; the caller should try again in a moment."""

    def __init__(self) -> None:
        super().__init__("Many people are signing in right now. Try again in a moment.")


class RoleIsUnknown(Rejected):
    """No role of that name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"There is no role called “{name}”.", errors={"role": f"There is no role “{name}”."})
