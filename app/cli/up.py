"""`./shop up`: open the shop on this machine."""

import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import NoReturn

import click


@click.command()
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(1, 65_535), help="Where it listens."
)
@click.option("--host", default="127.0.0.1", show_default=True, help="0.0.0.0 lets other machines in.")
@click.option("--no-demo", is_flag=True, help="Leave an empty shop empty.")
@click.option("--detach", is_flag=True, help="Return once the shop is open; ./shop down closes it.")
def command(port: int, host: str, no_demo: bool, detach: bool) -> None:
    """Open the shop: servers, tables, demo goods, web and worker.

    Starts PostgreSQL and Valkey unless DATABASE_URL and REDIS_URL name others, brings the tables up to date, fills an
    empty shop with the demo, and keeps everything in SHOP_HOME (.shop). Ctrl-C closes it again.
    """
    if detach:
        _open_behind(port, host, demo=not no_demo)
    else:
        _open_here(port, host, demo=not no_demo)


def _open_here(port: int, host: str, *, demo: bool) -> None:
    from app.cli.running.environment import settle_home
    from app.cli.running.instance import Instance, end_left_over
    from app.cli.running.port import check_port
    from app.cli.running.progress import Progress
    from app.cli.running.shop import Shop, address_of

    began = time.monotonic()
    home = settle_home()
    instance = Instance(home, address_of(host, port))
    try:
        if instance.left_over:
            end_left_over(instance.left_over)
        check_port(host, port)
        progress = Progress()
        shop = Shop(home, host, port, instance, progress)
        _stop_on_signals()
        try:
            shop.open(demo=demo)
            instance.note.ready = True
            instance.write()
            progress.say(_welcome(home, instance.note.address, time.monotonic() - began))
            shop.watch()
        except KeyboardInterrupt:
            progress.say("\nClosing ...")
            raise
        finally:
            _let_nothing_interrupt()
            shop.close()
    except KeyboardInterrupt:
        click.echo("The shop is closed.")
    finally:
        instance.end()


def _open_behind(port: int, host: str, *, demo: bool) -> None:
    """Start the same command in a session of its own, show what it says until the shop is open, and leave it there."""
    from app.cli.running.environment import settle_home
    from app.cli.running.instance import read_note
    from app.core.embedded.folders import log_file

    home = settle_home()
    log = log_file(home, "up")
    with log.open("ab") as output:
        begin = output.tell()
        behind = subprocess.Popen(
            _same_command(port, host, demo=demo),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        with log.open("rb") as said:
            said.seek(begin)
            while True:
                code = behind.poll()
                note = read_note(home)
                ready = note is not None and note.pid == behind.pid and note.ready
                _show(said.read())
                if code is not None:
                    raise SystemExit(code or 1)
                if ready:
                    time.sleep(0.1)
                    _show(said.read())
                    return
                time.sleep(0.1)
    except KeyboardInterrupt:
        behind.terminate()
        behind.wait()
        raise


def _same_command(port: int, host: str, *, demo: bool) -> list[str]:
    words = [sys.executable, "-P", "-m", "app.cli", "up", "--port", str(port), "--host", host]
    return words if demo else [*words, "--no-demo"]


def _show(said: bytes) -> None:
    sys.stdout.write(said.decode(errors="replace"))
    sys.stdout.flush()


def _welcome(home: Path, address: str, seconds: float) -> str:
    from app.cli.running.logins import kept_logins
    from app.core.settings import get_settings

    settings = get_settings()
    lines = [
        "",
        f"{settings.shop_name} is open ({seconds:.1f} s).",
        "",
        f"  Shop         {address}",
        f"  Back office  {address}/admin",
    ]
    lines += [f"    {login.role:<10} {login.email}  {login.password}" for login in kept_logins(home)]
    if not settings.smtp_url:
        lines.append(f"  Mailbox      {address}/mailbox")
    lines += ["", f"Its data and logs are in {home}. Ctrl-C or ./shop down closes it."]
    return "\n".join(lines)


def _stop_on_signals() -> None:
    """End on SIGTERM and a closed terminal as on Ctrl-C, unless we were started to ignore them (nohup)."""

    def interrupt(_number: int, _frame: object) -> NoReturn:
        raise KeyboardInterrupt

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if number == signal.SIGTERM or signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, interrupt)


def _let_nothing_interrupt() -> None:
    """Closing takes its time limits from each process; a second Ctrl-C must not leave half of them running."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
