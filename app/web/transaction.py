"""The one database session of a request."""

from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from app.core.db import SessionMaker


class Transaction:
    """Begun by the first statement, committed before the first byte of the answer, rolled back by any exception."""

    def __init__(self, sessions: SessionMaker, reading: AsyncEngine | None = None) -> None:
        """`reading` is an engine in autocommit, for a request that only reads: each statement stands for itself, as it
        would anyway at this isolation level, and two round trips are saved.
        """
        self._sessions = sessions
        self._reading = reading
        self._session: AsyncSession | None = None

    def session(self) -> AsyncSession:
        """The request's session; everybody who asks gets the same one. No connection is taken before it is used."""
        if self._session is None:
            self._session = self._sessions(bind=self._reading) if self._reading else self._sessions()
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
