"""How the catalogue refuses."""

from app.core.errors import Conflict, Rejected


class FileRefused(Rejected):
    """The file as a whole cannot be imported; nothing of it was written. The message says why and what to do."""


class ImportIsRunning(Conflict):
    """Another import is at work; two at once would fight over the same products."""
