"""Settings: each documented for people, production refusing what is unsafe."""

import pytest
from click.testing import CliRunner
from pydantic import ValidationError

from app.cli.settings import DOCUMENT, with_table
from app.cli.settings import command as settings_command
from app.core.settings import Settings, get_settings

SAFE = {
    "ENVIRONMENT": "production",
    "BASE_URL": "https://shop.example",
    "SECRET_KEY": "0f4b8a6c1d9e7f2a5b3c8d6e4f1a9b7c2d5e8f3a",
    "DATABASE_URL": "postgresql+psycopg://shop@db/shop",
    "REDIS_URL": "rediss://cache:6379",
    "SMTP_URL": "smtp://mail:587",
    "INSECURE_COOKIES": "false",
}


def test_docs_settings_says_what_the_code_says() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    assert with_table(text) == text, "run ./shop settings --write-docs"
    for name in Settings.model_fields:
        assert f"| `{name.upper()}` |" in text


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_has_a_meaning(name: str) -> None:
    assert Settings.model_fields[name].description


def test_production_accepts_safe_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in SAFE.items():
        monkeypatch.setenv(name, value)
    assert Settings().in_production


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("SECRET_KEY", "", "SECRET_KEY must be"),
        ("SECRET_KEY", "a" * 64, "SECRET_KEY must be"),
        ("SECRET_KEY", "please-changeme-0123456789-abcdefghijkl", "SECRET_KEY must be"),
        ("DATABASE_URL", "", "DATABASE_URL is missing"),
        ("REDIS_URL", "", "REDIS_URL is missing"),
        ("SMTP_URL", "", "SMTP_URL is missing"),
        ("BASE_URL", "http://shop.example", "BASE_URL must start with https"),
        ("INSECURE_COOKIES", "true", "INSECURE_COOKIES must be false"),
    ],
)
def test_production_refuses(name: str, value: str, sentence: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for safe, given in SAFE.items():
        monkeypatch.setenv(safe, given)
    monkeypatch.setenv(name, value)
    with pytest.raises(ValidationError, match=sentence):
        Settings()


def test_a_secret_is_never_shown() -> None:
    assert "0f4b8a6c" not in repr(Settings(SECRET_KEY=SAFE["SECRET_KEY"]))


def test_passwords_in_addresses_are_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql+psycopg://shop:hunter2@db/shop")
    monkeypatch.setenv("SECRET_KEY", SAFE["SECRET_KEY"])
    get_settings.cache_clear()
    shown = CliRunner().invoke(settings_command).output
    get_settings.cache_clear()
    assert "* DATABASE_URL=postgresql+psycopg://***@db/shop" in shown
    assert "hunter2" not in shown
    assert "0f4b8a6c" not in shown


@pytest.mark.parametrize(
    "links",
    [
        '{"X": "http://x.com/a"}',
        '{"": "https://x.com/a"}',
        '{"X": "javascript:alert(1)"}',
        '{"X": "https://a b"}',
    ],
)
def test_the_footer_links_to_secure_addresses_alone(monkeypatch: pytest.MonkeyPatch, links: str) -> None:
    monkeypatch.setenv("SOCIAL_LINKS", links)
    with pytest.raises(ValueError, match="SOCIAL_LINKS"):
        Settings()
