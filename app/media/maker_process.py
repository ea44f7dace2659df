"""The process in which pictures are decoded and drawn: jobs come on its input, files leave on its output.

It ends when its input does, so it never outlives its parent, however that one ended.
`python -m app.media.maker_process [niceness]`
"""

import json
import os
import resource
import struct
import sys
from contextlib import suppress
from typing import Any, BinaryIO

from app.core.errors import Rejected
from app.media.make import accept, make

MEMORY_LIMIT = 1 << 30
"""Bytes of address space. A picture that needs more ends this process; the parent starts another."""

_LENGTH = struct.Struct(">I")


def main() -> None:
    """Serve until the input ends. Whatever a library prints goes to the error output, not between the files."""
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
    os.nice(int(sys.argv[1]) if len(sys.argv) > 1 else 0)
    output = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    while job := _read(sys.stdin.buffer):
        header, original = job
        _write(output, *_answer(header, original))


def _answer(header: dict[str, Any], original: bytes) -> tuple[dict[str, Any], list[bytes]]:
    try:
        if header["act"] == "accept":
            return {"names": ["original"]}, [accept(original)]
        made = make(header["source"], original or None, header["names"])
        return {"names": list(made)}, list(made.values())
    except Rejected as refusal:
        return {"rejected": refusal.message}, []
    except Exception as error:
        return {"failed": f"{type(error).__name__}: {error}"[:500]}, []


def _read(source: BinaryIO) -> tuple[dict[str, Any], bytes] | None:
    start = source.read(_LENGTH.size * 2)
    if len(start) < _LENGTH.size * 2:
        return None
    header_length, body_length = struct.unpack(">II", start)
    return json.loads(source.read(header_length)), source.read(body_length)


def _write(output: BinaryIO, header: dict[str, Any], files: list[bytes]) -> None:
    text = json.dumps({**header, "lengths": [len(file) for file in files]}).encode()
    output.write(_LENGTH.pack(len(text)) + text + b"".join(files))
    output.flush()


if __name__ == "__main__":
    main()
