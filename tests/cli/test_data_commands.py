"""The commands that work on the shop's data, run as people run them, on a database of the test's own."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from app.cli.running.places import ROOT
from tests.support.servers import Databases


@pytest.fixture
def shop(db_url: str, redis_url: str, tmp_path: Path) -> "Shop":
    return Shop(db_url, redis_url, tmp_path)


class Shop:
    """A terminal in which the settings name the test's servers."""

    def __init__(self, db_url: str, redis_url: str, home: Path) -> None:
        self.db_url = db_url
        self._environment = {
            **os.environ,
            "DATABASE_URL": db_url,
            "REDIS_URL": redis_url,
            "SHOP_HOME": str(home),
            "PYTHONPATH": str(ROOT),
        }

    def run(self, *words: str, typed: str = "") -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-P", "-m", "app.cli", *words],
            env=self._environment,
            input=typed,
            capture_output=True,
            text=True,
            check=False,
        )

    def ask(self, query: str) -> list[tuple[object, ...]]:
        with psycopg.connect(self.db_url.replace("+psycopg", ""), autocommit=True) as line:
            answer = line.execute(query)
            return answer.fetchall() if answer.description else []


def test_staff_create_prints_a_password_once_and_says_where_to_sign_in(shop: Shop) -> None:
    answer = shop.run(
        "staff", "create", "--email", "Sana@Shop.example", "--name", "Sana", "--role", "manager"
    )
    assert answer.returncode == 0, answer.stderr
    assert "sana@shop.example may sign in at /admin as manager." in answer.stdout
    password = answer.stdout.partition("Password: ")[2].split()[0]
    assert len(password) >= 20
    found = shop.ask("SELECT email, name, password_hash FROM accounts")
    assert [row[:2] for row in found] == [("sana@shop.example", "Sana")]
    assert password not in str(found)


def test_staff_create_takes_a_password_from_standard_input(shop: Shop) -> None:
    words = [
        "staff",
        "create",
        "--email",
        "a@shop.example",
        "--name",
        "A",
        "--role",
        "owner",
        "--password-stdin",
    ]
    answer = shop.run(*words, typed="a long sentence nobody guesses\n")
    assert answer.returncode == 0, answer.stderr
    assert "Password" not in answer.stdout


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--email", "nobody", "--name", "A", "--role", "owner"], "nobody is no email address"),
        (["--email", "a@shop.example", "--name", "A", "--role", "king"], "'king' is not one of"),
        (["--email", "a@shop.example", "--name", "A"], "Missing option '--role'"),
        (["--email", "a@shop.example", "--name", "A", "--role", "owner", "--password-stdin"], "at least 15"),
    ],
)
def test_staff_create_refuses(shop: Shop, words: list[str], sentence: str) -> None:
    answer = shop.run("staff", "create", *words, typed="short\n")
    assert answer.returncode != 0
    assert sentence in answer.stderr
    assert shop.ask("SELECT count(*) FROM accounts") == [(0,)]


def test_doctor_is_green_on_an_empty_shop_and_red_on_a_broken_one(shop: Shop) -> None:
    healthy = shop.run("doctor")
    assert healthy.returncode == 0, healthy.stdout + healthy.stderr
    assert "RED" not in healthy.stdout
    assert "green  S3 " in healthy.stdout
    assert healthy.stdout.rstrip().endswith(" 0 do not.")
    shop.ask("CREATE TABLE leftover (price numeric)")
    broken = shop.run("doctor")
    assert broken.returncode == 1
    assert "RED    M1" in broken.stdout
    assert "leftover.price is numeric" in broken.stdout
    assert broken.stdout.rstrip().endswith("1 do not: M1.")


def test_shell_awaits_and_stores_nothing_by_itself(shop: Shop) -> None:
    typed = "(await session.scalars(select(Account))).all()\nsession.add(Account(email='x@y.example', name='X'))\n"
    answer = shop.run("shell", typed=typed + "await session.flush()\nprint('still here')\n")
    assert answer.returncode == 0, answer.stderr
    assert "[]" in answer.stdout
    assert "still here" in answer.stdout
    assert shop.ask("SELECT count(*) FROM accounts") == [(0,)]


def test_migrate_checks_then_mends_an_empty_database(
    databases: Databases, redis_url: str, tmp_path: Path
) -> None:
    name = databases.empty()
    try:
        shop = Shop(databases.url_of(name), redis_url, tmp_path)
        before = shop.run("migrate", "--check")
        assert before.returncode == 1
        assert "first schema" in before.stdout.lower()
        doctor = shop.run("doctor")
        assert doctor.returncode == 1
        assert "migrations are missing: run ./shop migrate" in doctor.stdout
        assert shop.run("migrate").returncode == 0
        after = shop.run("migrate", "--check")
        assert (after.returncode, after.stdout.strip()) == (0, "The tables are up to date.")
        assert shop.ask("SELECT count(*) FROM products") == [(0,)]
    finally:
        databases.drop(name)
