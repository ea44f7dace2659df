"""Where throw-away servers keep their data."""

import shutil
import tempfile
from pathlib import Path

_ROOMY = 2 * 1024**3
_MEMORY = Path("/dev/shm")  # noqa: S108 - the folders made in it have names of their own


def roomy_folder() -> Path:
    """Memory when there is plenty, else the temporary folder."""
    roomy = _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > _ROOMY
    return _MEMORY if roomy else Path(tempfile.gettempdir())
