"""`./shop settings`: every setting, its value here, and the table of docs/settings.md."""

from pathlib import Path

import click
from pydantic import SecretStr
from pydantic.fields import FieldInfo

from app.cli.running.places import ROOT
from app.core.settings import Settings, get_settings

DOCUMENT = ROOT / "docs" / "settings.md"
_BEGIN, _END = "<!-- table begins -->\n", "<!-- table ends -->\n"


@click.command()
@click.option("--write-docs", is_flag=True, help="Bring the table of docs/settings.md up to date.")
def command(write_docs: bool) -> None:
    """Show each setting's value here; secrets stay hidden. A star marks what the environment or .env sets."""
    if write_docs:
        DOCUMENT.write_text(with_table(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")
        click.echo(f"{DOCUMENT} is up to date.")
        return
    settings = get_settings()
    for name in Settings.model_fields:
        star = "*" if name in settings.model_fields_set else " "
        click.echo(f"{star} {name.upper()}={_hidden(name, getattr(settings, name))}")


def with_table(document: str) -> str:
    """The document with its table as the code has it."""
    before, _, rest = document.partition(_BEGIN)
    return before + _BEGIN + _table() + _END + rest.partition(_END)[2]


def _table() -> str:
    rows = ["| Name | Default | Meaning |", "| --- | --- | --- |"]
    for name, field in Settings.model_fields.items():
        meaning = (field.description or "").replace("|", "\\|")
        rows.append(f"| `{name.upper()}` | {_default(field)} | {meaning} |")
    return "\n".join(rows) + "\n"


def _default(field: FieldInfo) -> str:
    value = field.get_default(call_default_factory=True, validated_data={})
    if isinstance(value, SecretStr):
        return "made once by `./shop`" if value else "empty"
    if isinstance(value, Path):
        return f"`{value.relative_to(ROOT)}`" if value.is_relative_to(ROOT) else f"`{value}`"
    if value in ("", None):
        return "empty"
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


def _hidden(name: str, value: object) -> object:
    """Addresses may hold passwords: what stands before their @ is left out."""
    if name.endswith("_url") and "@" in str(value):
        scheme, _, rest = str(value).partition("://")
        return f"{scheme}://***@{rest.rpartition('@')[2]}"
    return value
