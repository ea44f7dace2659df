"""The `shop` script: readable by old Pythons, faithful to the locks and to pip's settings on this machine."""

import ast
import importlib.machinery
import importlib.util
import json
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

from app.cli.running.places import ROOT


@pytest.fixture
def script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    loader = importlib.machinery.SourceFileLoader("shop_script", str(ROOT / "shop"))
    spec = importlib.util.spec_from_loader("shop_script", loader)
    assert spec
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    monkeypatch.setattr(module, "STAMP", str(tmp_path / "shop.json"))
    monkeypatch.setattr(module, "PYTHON", sys.executable)
    monkeypatch.setattr(module, "ENVIRONMENT", str(tmp_path))
    monkeypatch.setenv(
        "SHOP_PYTHON_TRIED", ""
    )  # so that it is put back after the test, whatever the test does
    monkeypatch.delenv("SHOP_PYTHON_TRIED")
    return module


def pins(lock: str) -> list[tuple[str, str]]:
    return re.findall(r"^([a-z0-9-]+)==(\S+)", (ROOT / lock).read_text(), re.MULTILINE)


def test_old_pythons_can_read_it() -> None:
    tree = ast.parse((ROOT / "shop").read_text(), feature_version=(3, 4))
    assert not [
        node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr | ast.AnnAssign | ast.NamedExpr)
    ]


def test_an_old_python_is_named_in_one_sentence(script: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(script.sys, "version_info", (3, 9, 2, "final", 0))
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(script.Stop, match=r"needs Python 3\.11 or newer, and .* is 3\.9"):
        script.use_new_enough_python([])


def test_a_newer_python_on_path_takes_over(
    script: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    newer = tmp_path / f"python3.{sys.version_info[1]}"
    newer.symlink_to(sys.executable)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(script.sys, "version_info", (3, 9, 2, "final", 0))
    taken: list[list[str]] = []
    monkeypatch.setattr(script.os, "execv", lambda program, words: taken.append([program, *words]))
    with pytest.raises(script.Stop):  # the stand-in for execv comes back, the real one does not
        script.use_new_enough_python(["up"])
    assert taken[0][0] == str(newer)
    assert taken[0][-1] == "up"


def test_every_package_is_pinned_by_hash_and_the_tools_lock_holds_all_of_the_other() -> None:
    for lock in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / lock).read_text()
        hashed = re.findall(r"^\S+==\S+(?: ;.*)? \\\n    --hash=sha256:", text, re.MULTILINE)
        assert len(hashed) == len(pins(lock)) > 50
        assert "://" not in text
    assert set(pins("requirements.txt")) <= set(pins("requirements-dev.txt"))


def test_the_pinned_uv_is_found_in_the_lock(script: ModuleType) -> None:
    lines = Path(script.write_uv_lock()).read_text().splitlines()
    assert lines[0] == f"uv=={dict(pins('requirements-dev.txt'))['uv']} \\"
    assert all(line.strip().startswith("--hash=sha256:") for line in lines[1:])
    assert len(lines) > 5


def test_the_environment_is_current_only_for_this_lock_and_this_python(script: ModuleType) -> None:
    assert not script.is_current("run")
    stamp = {"python": script.interpreter(), "locks": {"run": script.lock_hash("run")}}
    Path(script.STAMP).write_text(json.dumps(stamp))
    assert script.is_current("run")
    assert not script.is_current("test")
    Path(script.STAMP).write_text(json.dumps({**stamp, "python": "3.11.2 elsewhere"}))
    assert not script.is_current("run")
    Path(script.STAMP).write_text(json.dumps({**stamp, "locks": {"run": "older"}}))
    assert not script.is_current("run")
    Path(script.STAMP).write_text("half a fi")
    assert not script.is_current("run")


def test_pips_settings_reach_uv(script: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = {
        "index-url": "https://mirror.example/simple",
        "extra-index-url": "https://a.example https://b.example",
        "find-links": "/wheels",
        "trusted-host": "mirror.example",
        "cert": "/etc/ca.pem",
        "no-index": "false",
        "default-timeout": "180",
    }
    monkeypatch.setattr(script, "pip_settings", lambda: settings)
    options, variables = script.pip_settings_for_uv()
    assert " ".join(options) == (
        "--default-index https://mirror.example/simple --index https://a.example --index https://b.example "
        "--find-links /wheels --allow-insecure-host mirror.example"
    )
    assert variables["SSL_CERT_FILE"] == "/etc/ca.pem"


def test_a_setting_that_uv_does_not_know_means_pip(
    script: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(script, "pip_settings", lambda: {"client-cert": "/me.pem"})
    assert script.pip_settings_for_uv() is None
