"""`./shop import`, run as people run it."""

import csv
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from app.cli.running.places import ROOT
from tests.factories.product_file import pen_row, write_file

Answer = subprocess.CompletedProcess[str]


@pytest.fixture
def shop(db_url: str, redis_url: str, tmp_path: Path) -> Callable[..., Answer]:
    """A terminal in which the settings name the test's servers."""
    environment = {**os.environ, "DATABASE_URL": db_url, "REDIS_URL": redis_url, "SHOP_HOME": str(tmp_path)}

    def run(*words: str | Path) -> Answer:
        command = [sys.executable, "-P", "-m", "app.cli", "import", *map(str, words)]
        return subprocess.run(
            command, env={**environment, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False
        )

    return run


def products(db_url: str) -> int:
    """How many there are."""
    with psycopg.connect(db_url.replace("+psycopg", "")) as line:
        (count,) = line.execute("SELECT count(*) FROM products").fetchone() or (0,)
        return int(count)


def test_good_rows_go_in_and_bad_ones_are_told(
    shop: Callable[..., Answer], db_url: str, tmp_path: Path
) -> None:
    rows = [
        pen_row(1),
        pen_row(2, Variant_Price="-5"),
        pen_row(3, Status="=cmd()"),
        pen_row(4, Title="[red]4"),
    ]
    path, report = write_file(tmp_path, rows), tmp_path / "report.csv"

    rehearsal = shop(path, "--dry-run")
    assert rehearsal.returncode == 1
    assert "Nothing was kept" in rehearsal.stdout
    assert products(db_url) == 0

    answer = shop(path, "--report", report)
    assert answer.returncode == 1
    assert "2 new, 0 changed, 0 the same; 4 rows read, 2 bad" in answer.stdout
    assert "A price cannot be negative." in answer.stdout
    assert products(db_url) == 2
    with report.open(encoding="utf-8-sig", newline="") as file:
        told = list(csv.DictReader(file))
    assert [(row["Row"], row["Column"], row["Value"]) for row in told] == [
        ("3", "Variant Price", "'-5"),
        ("4", "Status", "'=cmd()"),
    ]


def test_a_clean_file_ends_with_zero_and_again_changes_nothing(
    shop: Callable[..., Answer], db_url: str, tmp_path: Path
) -> None:
    path = write_file(tmp_path, [pen_row(number) for number in range(30)])
    first, second = shop(path), shop(path)
    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    assert "30 new" in first.stdout
    assert "0 new, 0 changed, 30 the same" in second.stdout
    assert products(db_url) == 30


def test_a_refused_file_gets_one_sentence(shop: Callable[..., Answer], db_url: str, tmp_path: Path) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes("Handle;Title;Größe\n".encode("latin-1"))
    answer = shop(path)
    assert answer.returncode == 1
    assert answer.stderr.strip().endswith("Line 1 is not in UTF-8. Save it as “CSV UTF-8” and try again.")
    assert "Traceback" not in answer.stderr + answer.stdout
    assert products(db_url) == 0
