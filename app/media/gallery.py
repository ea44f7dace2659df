"""Finding a picture's file, or making it when it is asked for first."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from app.core.errors import NotFound
from app.core.settings import Settings
from app.media.drawings.grammar import PREFIX
from app.media.errors import CannotMakePicture, TooManyPictures
from app.media.maker import Maker
from app.media.storages import Storage, make_storage

MOST_WAITING = 120
"""Files under way at once: a few pages full. More are asked to come back."""

PATIENCE = 12.0
"""Seconds that a visitor waits for one file; it is finished all the same."""

FindSource = Callable[[str], Awaitable[str | None]]


class Gallery:
    """One a process. However many ask for a file at once, it is made once."""

    def __init__(self, settings: Settings, *, niceness: int = 0) -> None:
        self.storage: Storage = make_storage(settings)
        self.maker = Maker(niceness=niceness)
        self._under_way: dict[str, asyncio.Task[bytes]] = {}

    async def find_or_make(self, key: str, name: str, find_source: FindSource) -> bytes:
        """The file of that size (`name` is one of `sizes.SIZES`).

        Raises NotFound when no picture has that key, TooManyPictures and CannotMakePicture when it cannot be had now.
        """
        stored = await self.storage.get(f"{key}/{name}")
        if stored is not None:
            return stored
        address = f"{key}/{name}"
        task = self._under_way.get(address)
        if task is None:
            if len(self._under_way) >= MOST_WAITING:
                raise TooManyPictures("Too many pictures are being made just now.")
            task = asyncio.create_task(self._make(key, name, find_source))
            self._under_way[address] = task
            task.add_done_callback(lambda done: self._forget(address, done))
        try:
            async with asyncio.timeout(PATIENCE):
                return await asyncio.shield(task)
        except TimeoutError as error:
            raise TooManyPictures("The picture is still being made.") from error

    async def make_missing(self, source: str, key: str, names: Sequence[str]) -> int:
        """Make those of the sizes that are not there; returns how many were made."""
        missing = [name for name in names if not await self.storage.exists(f"{key}/{name}")]
        if missing:
            await self._make_and_store(source, key, missing)
        return len(missing)

    async def close(self) -> None:
        """Leave unfinished files unfinished."""
        unfinished = list(self._under_way.values())
        for task in unfinished:
            task.cancel()
        await asyncio.gather(*unfinished, return_exceptions=True)
        await self.maker.close()

    async def _make(self, key: str, name: str, find_source: FindSource) -> bytes:
        source = await find_source(key)
        if source is None:
            raise NotFound("There is no such picture.")
        return (await self._make_and_store(source, key, [name]))[name]

    async def _make_and_store(self, source: str, key: str, names: Sequence[str]) -> dict[str, bytes]:
        original = None
        if not source.startswith(PREFIX):
            original = await self.storage.get(source)
            if original is None:
                raise CannotMakePicture("The original of this picture is gone.")
        made = await self.maker.make(source, original, names)
        for name, data in made.items():
            await self.storage.put(f"{key}/{name}", data)
        return made

    def _forget(self, address: str, done: asyncio.Task[bytes]) -> None:
        self._under_way.pop(address, None)
        if not done.cancelled():
            done.exception()  # whoever waited has it; if all have gone, nobody needs to know
