"""The version of the drawing code: changed code or fonts change every picture's address."""

from hashlib import sha256
from pathlib import Path


def _code_version() -> str:
    digest = sha256()
    folder = Path(__file__).parent
    for file in sorted(folder.rglob("*")):
        if file.suffix in {".py", ".ttf"}:
            digest.update(file.relative_to(folder).as_posix().encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


CODE_VERSION = _code_version()
