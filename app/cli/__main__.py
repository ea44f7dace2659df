"""The command group behind `./shop`: finds the commands in this package and says refusals in one sentence."""

import logging
import sys
import traceback
from importlib import import_module
from pathlib import Path
from typing import cast

import click

from app.core.embedded.errors import CannotStart
from app.core.errors import ShopError

_HERE = Path(__file__).parent


class _Commands(click.Group):
    """One module, one command: `import_.py` holds `command`, which is `./shop import`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every public module of the package, in alphabetical order."""
        return sorted(file.stem.rstrip("_") for file in _HERE.glob("[a-z]*.py"))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the one module asked for, so that starting stays fast."""
        if cmd_name not in self.list_commands(ctx):
            return None
        file = next(file for file in _HERE.glob("[a-z]*.py") if file.stem.rstrip("_") == cmd_name)
        return cast(click.Command, import_module(f"app.cli.{file.stem}").command)


@click.group(
    cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110}
)
def shop() -> None:
    """Buy2Enjoy: the shop's one command. Begin with `./shop up`."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")


def main() -> None:
    """Run a command; end with 0, or with 1 and a sentence."""
    try:
        shop(prog_name="./shop")
    except (CannotStart, ShopError) as refusal:
        _leave(str(refusal))
    except KeyboardInterrupt:
        _leave("Stopped.", 130)
    except Exception as error:
        _leave(_explain(error))


def _explain(error: Exception) -> str:
    """What went wrong in a line, and where the rest is written down."""
    from pydantic import ValidationError

    if isinstance(error, ValidationError) and error.title == "Settings":
        wrong = "; ".join(
            f"{'.'.join(map(str, e['loc'])).upper()} {e['msg']}".strip() for e in error.errors()
        )
        return f"The settings are not right: {wrong.rstrip('.')}. docs/settings.md explains each."
    kind = type(error).__name__
    first = (str(error).strip().splitlines() or [""])[0]
    try:
        from app.cli.running.places import shop_home

        log = shop_home() / "logs" / "shop.log"
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("a") as file:
            file.write(f"{' '.join(sys.argv[1:])}\n{''.join(traceback.format_exception(error))}\n")
    except Exception:
        return "".join(traceback.format_exception(error))
    return f"That did not work ({kind}: {first}): the details are in {log}."


def _leave(sentence: str, code: int = 1) -> None:
    click.echo(sentence, err=True)
    sys.exit(code)


if __name__ == "__main__":
    main()
