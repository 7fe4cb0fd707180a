"""The way to PostgreSQL's socket: the address of a socket holds about 100 bytes, and folders may be deep."""

import contextlib
import os
import shutil
import stat
import tempfile
from hashlib import sha256
from pathlib import Path

from practice.postgres.programs import CannotRun

_LONGEST = 100


def way_to(folder: Path) -> str:
    """The folder itself, or a short private way to it."""
    if len(os.fsencode(folder / ".s.PGSQL.5432")) <= _LONGEST:
        return str(folder)
    private = _private(folder)
    private.mkdir(mode=0o700, exist_ok=True)
    found = private.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid() or found.st_mode & 0o077:
        raise CannotRun(f"{private} is not ours: remove it, or use a shorter DATA_DIR.")
    link = private / "s"
    with contextlib.suppress(FileExistsError):
        link.symlink_to(folder)
    return str(link)


def forget_way_to(folder: Path) -> None:
    shutil.rmtree(_private(folder), ignore_errors=True)


def _private(folder: Path) -> Path:
    name = f"fifth-visit-{os.geteuid()}-{sha256(os.fsencode(folder)).hexdigest()[:16]}"
    return Path(tempfile.gettempdir(), name)
