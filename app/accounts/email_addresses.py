"""Email addresses as people write them."""

from email_validator import EmailNotValidError, validate_email

LONGEST = 254


def normalise_email(text: str) -> str | None:
    """The lower-case address, or None when mail cannot go there. Asks no name server.

    The part before the @ is lower-cased too: no provider of our customers tells `Ali@` from `ali@`, and two
    accounts for one mailbox help nobody.
    """
    if len(text) > LONGEST:
        return None
    try:
        found = validate_email(text.strip(), check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        return None
    return (found.ascii_email or found.normalized).lower()
