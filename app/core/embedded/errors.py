"""What stops a server from starting, said to a person."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class CannotStart(Exception):
    """One sentence: what is wrong and what to do about it."""


def disk_full(folder: Path) -> CannotStart:
    """The refusal for a disk without room, wherever that is noticed."""
    return CannotStart(
        f"The disk that holds {folder} is full: free at least 300 MB, or set SHOP_HOME to a folder on another disk."
    )


@contextmanager
def said_plainly(folder: Path) -> Iterator[None]:
    """Turn the operating system's refusals while working in `folder` into sentences."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise disk_full(folder) from error
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise CannotStart(
                f"This account may not write in {error.filename or folder}: give it that right, "
                "or set SHOP_HOME to a folder of its own."
            ) from error
        if error.errno in (errno.ENOTDIR, errno.EEXIST):
            raise CannotStart(
                f"{error.filename or folder} is in the way, because it is not a folder: move it, or set SHOP_HOME."
            ) from error
        raise CannotStart(
            f"{error.filename or folder} cannot be used ({error.strerror or error}): set SHOP_HOME to another folder."
        ) from error
