"""`./shop shell`: Python with the shop at hand."""

import ast
import asyncio
import code
import inspect
import types

import click


@click.command()
def command() -> None:
    """Open a Python prompt with `settings`, `session`, `select` and every table; `await` works.

    Nothing is stored before you type `await session.commit()`.
    """
    from app.cli.running.environment import open_shop

    with open_shop():
        _talk()


def _talk() -> None:
    from sqlalchemy import select, text

    import app.tables
    from app.core.db import make_engine, make_sessionmaker
    from app.core.settings import get_settings

    settings = get_settings()
    engine = make_engine(settings, limits=False)
    session = make_sessionmaker(engine)()
    names: dict[str, object] = {
        mapper.class_.__name__: mapper.class_ for mapper in app.tables.Base.registry.mappers
    }
    names |= {"app": app, "settings": settings, "session": session, "select": select, "text": text}
    with asyncio.Runner() as runner:
        console = _Console(names, runner)
        console.interact(
            f"{settings.shop_name}: settings, session, select, text and {len(names) - 5} tables, such as "
            "(await session.scalars(select(Account))).all()",
            "",
        )
        runner.run(_leave(session, engine))


async def _leave(*things: object) -> None:
    from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

    for thing in things:
        if isinstance(thing, AsyncSession):
            await thing.close()
        elif isinstance(thing, AsyncEngine):
            await thing.dispose()


class _Console(code.InteractiveConsole):
    """The standard prompt, with `await` at the top level."""

    def __init__(self, names: dict[str, object], runner: asyncio.Runner) -> None:
        super().__init__(names)
        self._runner = runner
        self._names = names
        self.compile.compiler.flags |= ast.PyCF_ALLOW_TOP_LEVEL_AWAIT

    def runcode(self, code: types.CodeType) -> None:
        """Run one typed statement; wait for it when it awaits."""
        try:
            result = types.FunctionType(code, self._names)()
            if inspect.iscoroutine(result):
                self._runner.run(result)
        except SystemExit:
            raise
        except BaseException:
            self.showtraceback()
