"""Which compressions a client takes."""

import re

_REFUSED = {"q=0", "q=0.0", "q=0.00", "q=0.000"}


def accepted_codings(header: str) -> set[str]:
    """Content codings of an `Accept-Encoding`; `br;q=0` refuses one."""
    codings = set()
    for part in header.lower().split(","):
        coding, _, parameters = part.strip().partition(";")
        if re.sub(r"\s", "", parameters) not in _REFUSED:
            codings.add(coding.strip())
    return codings
