"""Small questions about processes that may not be our children."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

_PR_SET_PDEATHSIG = 1
_children: "list[subprocess.Popen[bytes]]" = []


def wait_until(happened: Callable[[], bool], seconds: float, step: float = 0.02) -> bool:
    """Look again and again for at most `seconds`."""
    end = time.monotonic() + seconds
    while not happened():
        if time.monotonic() > end:
            return False
        time.sleep(step)
    return True


def adopt(child: "subprocess.Popen[bytes]") -> None:
    """Keep a child that is meant to outlive its starter, so that it is collected when it ends all the same."""
    _children.append(child)


def collect() -> None:
    """Collect children that have ended: a dead server's pid file looks alive as long as its zombie is there."""
    _children[:] = [child for child in _children if child.poll() is None]


def program_of(pid: int) -> str:
    """The name of a living process; empty when it is gone or a zombie that nobody has collected yet."""
    collect()
    return _by_proc(pid) if sys.platform == "linux" else _by_ps(pid)


def _by_proc(pid: int) -> str:
    try:
        text = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return ""
    name, _, rest = text.partition("(")[2].rpartition(")")
    return "" if rest.split()[0] in "ZX" else name


def _by_ps(pid: int) -> str:
    answer = subprocess.run(
        ["ps", "-o", "stat=,comm=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    state, _, command = answer.stdout.strip().partition(" ")
    return "" if not state or state.startswith("Z") else Path(command.strip()).name


def command_line(pid: int) -> str:
    """How a process was started; empty when it is gone."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        return ""
    else:
        command = ["ps", "-o", "command=", "-p", str(pid)]
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def end(pid: int, first: signal.Signals, seconds: float, last: signal.Signals = signal.SIGKILL) -> None:
    """Signal a process, wait for it, and signal harder when it stays."""
    for number, patience in ((first, seconds), (last, 5.0)):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)
        if wait_until(lambda: not program_of(pid), patience):
            return


def die_with_parent(number: signal.Signals) -> Callable[[], None] | None:
    """What a child runs before its program, so that Linux signals it when its parent is killed. None elsewhere."""
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None, use_errno=True).prctl

    def ask_kernel() -> None:
        prctl(_PR_SET_PDEATHSIG, int(number), 0, 0, 0)

    return ask_kernel
