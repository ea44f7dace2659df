"""`./shop test` itself: which tests it picks, how it finds a browser, that a failing step is never lost."""

import sys
from pathlib import Path

import pytest

from app.cli import test as test_command
from app.cli.running.places import ROOT
from app.cli.testing import browser
from app.cli.testing.report import Report, Result, run_quietly


def program(path: Path, code: int) -> Path:
    path.write_text(f"#!/bin/sh\nexit {code}\n")
    path.chmod(0o755)
    return path


def test_without_paths_everything_runs() -> None:
    assert test_command._sorted(()) == (["tests"], ["e2e"])


def test_paths_are_sorted_into_tests_and_journeys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT / "tests")
    tests, journeys = test_command._sorted(("core/test_money.py::test_x", "tests/cli", "e2e/storefront"))
    assert tests == [str(ROOT / "tests/core/test_money.py") + "::test_x", str(ROOT / "tests/cli")]
    assert journeys == [str(ROOT / "e2e/storefront")]


def test_one_failing_step_fails_the_run(capsys: pytest.CaptureFixture[str]) -> None:
    report = Report()
    report.add(Result("Lint", True, 0.1))
    report.add(*run_quietly("Types", [sys.executable, "-c", "print('line 3 is wrong'); raise SystemExit(1)"]))
    report.add(Result("Tests", True, 0.1))
    assert report.finish() == 1
    said = capsys.readouterr().out
    assert "line 3 is wrong" in said
    assert "FAIL  Types" in said
    assert "1 of 3 steps failed." in said


def test_all_steps_passing_passes(capsys: pytest.CaptureFixture[str]) -> None:
    report = Report()
    report.add(*run_quietly("Lint", [sys.executable, "-c", "print('noise')"]))
    assert report.finish() == 0
    assert "noise" not in capsys.readouterr().out


def test_the_named_browser_is_taken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    mine = program(tmp_path / "my-browser", 0)
    monkeypatch.setenv("CHROMIUM", str(mine))
    assert browser.find_or_install() == str(mine)


def test_a_browser_on_path_that_does_not_start_is_passed_over(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program(tmp_path / "chromium", 1)
    good = program(tmp_path / "google-chrome", 0)
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert browser.find_or_install() == str(good)


def test_without_any_browser_the_journeys_fail_and_say_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tried: list[str] = []
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr(browser, "_MAC", "/nowhere/chrome")
    monkeypatch.setattr(browser, "_done", lambda command, _environment: tried.append(" ".join(command)))
    report = Report()
    test_command._run_journeys(report, ["e2e"], {})
    assert [result.passed for result in report.results] == [False]
    assert "No Chromium" in capsys.readouterr().out
    assert any("playwright install" in command for command in tried)
