"""The group behind `./shop`: it finds its commands, explains each, and says refusals in one sentence."""

import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from app.cli.__main__ import shop
from app.cli.running.places import ROOT

NAMES = shop.list_commands(click.Context(shop))


def test_the_commands_people_were_promised_are_there() -> None:
    assert {"up", "down", "test", "staff", "shell", "migrate", "doctor", "seed", "import"} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_command_explains_itself(name: str) -> None:
    answer = CliRunner().invoke(shop, [name, "--help"], prog_name="./shop")
    assert answer.exit_code == 0
    assert f"Usage: ./shop {name}" in answer.output
    command = shop.get_command(click.Context(shop), name)
    assert command is not None
    assert command.help
    for option in command.params:
        assert not isinstance(option, click.Option) or option.help, f"{name} {option.name} has no help"


def test_an_unknown_command_is_refused() -> None:
    answer = CliRunner().invoke(shop, ["upp"], prog_name="./shop")
    assert answer.exit_code == 2
    assert "No such command 'upp'" in answer.output


def run(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-P", "-m", "app.cli", *arguments],
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), **environment},
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
    )


def test_wrong_settings_are_named_without_a_traceback(tmp_path: Path) -> None:
    answer = run("migrate", DATABASE_POOL_SIZE="many", SHOP_HOME=str(tmp_path))
    assert answer.returncode == 1
    assert answer.stderr.startswith("The settings are not right: DATABASE_POOL_SIZE")
    assert "Traceback" not in answer.stderr


def test_an_unforeseen_error_leaves_its_traceback_in_the_log(tmp_path: Path) -> None:
    answer = run("migrate", DATABASE_URL="postgresql+psycopg://u@127.0.0.1:1/x", SHOP_HOME=str(tmp_path))
    assert answer.returncode == 1
    assert len(answer.stderr.strip().splitlines()) == 1
    assert str(tmp_path / "logs" / "shop.log") in answer.stderr
    assert "Traceback" in (tmp_path / "logs" / "shop.log").read_text()


def test_a_file_for_a_home_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    answer = run("up", SHOP_HOME=str(tmp_path / "file"))
    assert answer.returncode == 1
    assert "is in the way" in answer.stderr
    assert len(answer.stderr.strip().splitlines()) == 1
