"""Steps on the terminal: name, movement and seconds; plain lines when nobody watches."""

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import TextIO

_SIGNS = "|/-\\"
_BAR = 24


class Step:
    """One line of progress. Tell it how far the work is with `update`."""

    def __init__(self, name: str, out: TextIO) -> None:
        self.name = name
        self._out = out
        self._live = out.isatty()
        self._began = time.monotonic()
        self._note = ""
        self._done: int | None = None
        self._total: int | None = None
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._turn, daemon=True)
        self._width = 0

    def update(self, done: int | None = None, total: int | None = None, note: str = "") -> None:
        """How many of how many are done, and a remark; each may be left out."""
        self._done = self._done if done is None else done
        self._total = self._total if total is None else total
        self._note = note or self._note

    def __enter__(self) -> "Step":
        if not self._live:
            self._write(f"  ... {self.name}\n")
        else:
            self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        if self._live:
            self._thread.join()
        mark = "ok" if kind is None else "--"
        note = f" ({self._note})" if self._note else ""
        line = f"  {mark}  {self.name + note:<42} {time.monotonic() - self._began:6.1f} s"
        self._write((f"\r{line:<{self._width}}" if self._live else line) + "\n")

    def _turn(self) -> None:
        while not self._ended.wait(0.1):
            seconds = time.monotonic() - self._began
            line = f"  {_SIGNS[int(seconds * 8) % 4]}   {self.name}{self._how_far()}  {seconds:.0f} s"
            self._width = max(self._width, len(line))
            self._write(f"\r{line:<{self._width}}")

    def _how_far(self) -> str:
        if self._done is None or not self._total:
            return f" ({self._note})" if self._note else ""
        full = int(_BAR * min(1.0, self._done / self._total))
        return f" [{'#' * full}{'.' * (_BAR - full)}] {self._done:,} of {self._total:,}"

    def _write(self, text: str) -> None:
        self._out.write(text)
        self._out.flush()


class Progress:
    """Where steps are shown."""

    def __init__(self, out: TextIO | None = None) -> None:
        self._out = out or sys.stdout

    @contextmanager
    def step(self, name: str) -> Iterator[Step]:
        """`with progress.step("Products") as step: step.update(done, total)`. The line ends with its seconds."""
        with Step(name, self._out) as step:
            yield step

    def say(self, sentence: str) -> None:
        """A plain line between the steps."""
        self._out.write(f"{sentence}\n")
        self._out.flush()
