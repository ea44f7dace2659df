"""Whether the shop can have the port it wants."""

import errno
import socket

from app.core.embedded.errors import CannotStart

_NEARBY = 50


def check_port(host: str, port: int) -> None:
    """Refuse a port that is taken or not ours to take, and name one that is free."""
    problem = _problem_of(host, port)
    if problem is None:
        return
    if problem == errno.EADDRINUSE:
        free = next(
            (p for p in range(port + 1, min(port + _NEARBY, 65_536)) if _problem_of(host, p) is None), 0
        )
        raise CannotStart(
            f"Port {port} is in use by another program: try ./shop up --port {free or 'with another number'}."
        )
    if problem in (errno.EACCES, errno.EPERM):
        raise CannotStart(f"This account may not use port {port}: try ./shop up --port 8000.")
    raise CannotStart(f"This machine has no address {host}: try ./shop up --host 127.0.0.1.")


def _problem_of(host: str, port: int) -> int | None:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            probe.listen(1)
    except OSError as error:
        return error.errno or errno.EADDRNOTAVAIL
    return None
