"""Having pictures made in a process of their own, one after the other."""

import asyncio
import contextlib
import json
import struct
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import structlog

from app.core.errors import Rejected
from app.media.errors import CannotMakePicture

SECONDS_FOR_DRAWINGS = 30.0
SECONDS_FOR_UPLOADS = 10.0

_ROOT = Path(__file__).resolve().parents[2]
_ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}
"""None of ours: what opens strangers' pictures knows no passwords."""

log = structlog.get_logger(__name__)


class Maker:
    """One process, started by the first job. A job that takes too long costs the process its life, not the shop's."""

    def __init__(self, *, niceness: int = 0) -> None:
        self._niceness = niceness
        self._process: asyncio.subprocess.Process | None = None
        self._turn = asyncio.Lock()

    async def make(self, source: str, original: bytes | None, names: Sequence[str]) -> dict[str, bytes]:
        """The files of these sizes. Raises Rejected for a source that is none, CannotMakePicture when it broke."""
        job = {"act": "make", "source": source, "names": list(names)}
        seconds = SECONDS_FOR_DRAWINGS if original is None else SECONDS_FOR_UPLOADS
        return await self._have_done(job, original or b"", seconds)

    async def accept(self, data: bytes) -> bytes:
        """What is kept of an uploaded photograph. Raises Rejected in plain words."""
        try:
            return (await self._have_done({"act": "accept"}, data, SECONDS_FOR_UPLOADS))["original"]
        except CannotMakePicture as error:
            raise Rejected(
                "This picture is too heavy for us to open. Save it smaller and try again."
            ) from error

    async def close(self) -> None:
        """End the process."""
        process, self._process = self._process, None
        if process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()
        # Nothing else closes the pipes before the event loop ends, and an open one is complained about.
        transport = getattr(process, "_transport", None)
        if transport is not None:
            transport.close()

    async def _have_done(self, job: dict[str, Any], body: bytes, seconds: float) -> dict[str, bytes]:
        async with self._turn:
            try:
                async with asyncio.timeout(seconds):
                    answer = await self._ask(job, body)
            except (TimeoutError, OSError, asyncio.IncompleteReadError) as error:
                await self.close()
                log.warning("picture_failed", source=job.get("source", "upload"), reason=type(error).__name__)
                raise CannotMakePicture("The picture could not be made.") from error
            except BaseException:
                # A cancelled job leaves half an answer in the pipe: the next one needs a fresh process.
                await self.close()
                raise
        if "rejected" in answer:
            raise Rejected(str(answer["rejected"]))
        if "failed" in answer:
            log.warning("picture_failed", source=job.get("source", "upload"), reason=answer["failed"])
            raise CannotMakePicture("The picture could not be made.")
        return dict(zip(answer["names"], answer["files"], strict=True))

    async def _ask(self, job: dict[str, Any], body: bytes) -> dict[str, Any]:
        process = self._process or await self._start()
        if process.stdin is None or process.stdout is None:
            raise OSError("the maker has no pipes")
        header = json.dumps(job).encode()
        process.stdin.write(struct.pack(">II", len(header), len(body)) + header + body)
        await process.stdin.drain()
        (length,) = struct.unpack(">I", await process.stdout.readexactly(4))
        answer: dict[str, Any] = json.loads(await process.stdout.readexactly(length))
        answer["files"] = [await process.stdout.readexactly(size) for size in answer["lengths"]]
        return answer

    async def _start(self) -> asyncio.subprocess.Process:
        self._process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-s", "-m", "app.media.maker_process", str(self._niceness)),
            cwd=_ROOT,
            env=_ENVIRONMENT,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            start_new_session=True,  # a Ctrl-C meant for the shop is not the maker's
        )
        return self._process
