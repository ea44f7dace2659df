"""The one database session of a request."""

from sqlalchemy.ext.asyncio import AsyncSession

from app.core.db import SessionMaker


class Transaction:
    """Begun by the first statement, committed before the first byte of the answer, rolled back by any exception."""

    def __init__(self, sessions: SessionMaker) -> None:
        self._sessions = sessions
        self._session: AsyncSession | None = None

    def session(self) -> AsyncSession:
        """The request's session; everybody who asks gets the same one. No connection is taken before it is used."""
        if self._session is None:
            self._session = self._sessions()
        return self._session

    async def commit(self) -> None:
        """Make it so. Raises what the database says, and then nothing has happened."""
        if self._session is not None:
            await self._session.commit()

    async def roll_back(self) -> None:
        """Undo everything of this request."""
        if self._session is not None:
            await self._session.rollback()

    async def close(self) -> None:
        """Give the connection back, whatever happened."""
        if self._session is not None:
            await self._session.close()
            self._session = None
