"""Steps of a test run: what each is called, how it went, how long it took."""

import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import click

from app.cli.running.places import ROOT


@dataclass(frozen=True)
class Result:
    """How one step went."""

    name: str
    passed: bool
    seconds: float


@dataclass
class Report:
    """All results, in the order they were shown."""

    results: list[Result] = field(default_factory=list)

    def add(self, result: Result, said: str = "") -> None:
        """Show a step that has ended; what it said only when it failed."""
        self.results.append(result)
        if said and not result.passed:
            click.echo(said.rstrip())
        click.echo(_line(result))
        sys.stdout.flush()

    def finish(self) -> int:
        """Print the summary. Returns the exit code."""
        failed = [result for result in self.results if not result.passed]
        click.echo("\n-- Summary")
        for result in self.results:
            click.echo(_line(result))
        whole = sum(result.seconds for result in self.results)
        click.echo(
            f"{len(failed)} of {len(self.results)} steps failed."
            if failed
            else f"All {len(self.results)} steps passed ({whole:.0f} s of work)."
        )
        return 1 if failed else 0


def run_quietly(name: str, command: Sequence[str]) -> tuple[Result, str]:
    """Run to the end, output caught."""
    began = time.monotonic()
    done = subprocess.run(
        command, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    return Result(name, done.returncode == 0, time.monotonic() - began), done.stdout + done.stderr


def run_openly(name: str, command: Sequence[str], env: Mapping[str, str]) -> Result:
    """Run to the end, output shown as it comes."""
    click.echo(f"\n-- {name}")
    sys.stdout.flush()
    began = time.monotonic()
    code = subprocess.call(command, cwd=ROOT, stdin=subprocess.DEVNULL, env=env)
    return Result(name, code == 0, time.monotonic() - began)


def _line(result: Result) -> str:
    return f"  {'ok  ' if result.passed else 'FAIL'}  {result.name:<20} {result.seconds:6.1f} s"
