"""A small load generator: keep-alive connections that ask for one address as fast as it is answered."""

import asyncio
import statistics
import time
from dataclasses import dataclass, field
from functools import partial
from typing import cast

_HEAD_END = b"\r\n\r\n"


@dataclass
class Rate:
    """What was answered within the time: requests a second, and milliseconds from question to answer."""

    per_second: float
    times: list[float] = field(repr=False)

    def percentile(self, percent: int) -> float:
        """Milliseconds that so many per cent of the answers took at most."""
        return statistics.quantiles(self.times, n=100)[percent - 1] * 1000


class _Asker(asyncio.Protocol):
    """One connection. Answers must say their length and be 200."""

    def __init__(self, question: bytes, until: float, times: list[float], done: asyncio.Event) -> None:
        self._question = question
        self._until = until
        self._times = times
        self._done = done
        self._heard = bytearray()
        self._missing = -1
        self._asked_at = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # uvloop's is none by its class
        self._ask()

    def data_received(self, data: bytes) -> None:
        if self._missing < 0:
            self._heard += data
            end = self._heard.find(_HEAD_END)
            if end < 0:
                return
            head = bytes(self._heard[:end]).lower()
            if not head.startswith(b"http/1.1 200"):
                raise RuntimeError(head[:200].decode())
            length = int(head.split(b"content-length:", 1)[1].split(b"\r\n", 1)[0])
            self._missing = length - (len(self._heard) - end - len(_HEAD_END))
        else:
            self._missing -= len(data)
        if self._missing == 0:
            now = time.perf_counter()
            self._times.append(now - self._asked_at)
            if now < self._until:
                self._ask()
            else:
                self._transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        self._done.set()

    def _ask(self) -> None:
        self._heard.clear()
        self._missing = -1
        self._asked_at = time.perf_counter()
        self._transport.write(self._question)


async def rate(
    port: int, path: str, *, host: str, encoding: str = "br", connections: int = 16, seconds: float = 3
) -> Rate:
    """How fast that address is answered. One connection measures the time of a single visitor."""
    question = f"GET {path} HTTP/1.1\r\nHost: {host}\r\nAccept-Encoding: {encoding}\r\n\r\n".encode()
    loop = asyncio.get_running_loop()
    began = time.perf_counter()
    times: list[float] = []
    ends = [asyncio.Event() for _ in range(connections)]
    for end in ends:
        asker = partial(_Asker, question, began + seconds, times, end)
        await loop.create_connection(asker, "127.0.0.1", port)
    await asyncio.gather(*[end.wait() for end in ends])
    return Rate(len(times) / (time.perf_counter() - began), times)
