"""`./shop down`: close the shop that `./shop up` opened, and whatever a killed one left running."""

import os
import signal

import click


@click.command()
def command() -> None:
    """Close the shop of this SHOP_HOME: web, worker, Valkey, PostgreSQL."""
    from app.cli.running.instance import Note, end_left_over, is_running, read_note
    from app.cli.running.places import shop_home
    from app.core.embedded import PostgresServer, ValkeyServer, processes
    from app.core.embedded.folders import forget_socket_folder, socket_folder

    home = shop_home().resolve()
    if not home.is_dir():
        click.echo(f"There is no shop in {home}.")
        return
    note: Note | None = read_note(home)
    found = is_running(home)
    if found and note:
        os.kill(note.pid, signal.SIGTERM)
        if not processes.wait_until(lambda: not is_running(home), 60.0, step=0.05):
            os.kill(note.pid, signal.SIGKILL)
    if note:
        end_left_over(note)
    sockets = socket_folder(home)
    for server in (
        ValkeyServer(home / "valkey", sockets / "valkey.sock", started=False),
        PostgresServer(home / "postgres", sockets / "pg", started=False),
    ):
        if server.answers():
            found = True
            server.stop()
    forget_socket_folder(home)
    click.echo("The shop is closed." if found else f"No shop is open in {home}.")
