"""The PostgreSQL that comes with the product: started by whoever needs it first, stopped by the last one out."""

import atexit
import contextlib
import os
import signal
import stat
import subprocess
import sys
import tempfile
from hashlib import sha256
from pathlib import Path
from typing import IO

from django.db import OperationalError

from practice.datadir import DataDir

_ROOT = Path(__file__).resolve().parent.parent.parent
_LONGEST_SOCKET = 100
_in_use: dict[Path, IO[str]] = {}


def use(data: DataDir, options: tuple[str, ...] = ()) -> None:
    """Make sure that the server runs, and keep it until this process ends."""
    if data.path in _in_use and is_running(data):
        return
    with data.hold("gate"):
        if data.path not in _in_use:
            _in_use[data.path] = data.hold("users", shared=True)
            atexit.register(_leave_at_exit, data, os.getpid())
        if not is_running(data):
            _start(data, options)


def is_running(data: DataDir) -> bool:
    lock = data.lock("keeper", shared=True)
    if lock:
        lock.close()
    return lock is None


def leave(data: DataDir) -> None:
    """Let go of the server; where nobody else uses it, return when it has stopped."""
    with contextlib.ExitStack() as locks:
        locks.enter_context(data.hold("gate"))
        if mine := _in_use.pop(data.path, None):
            mine.close()
        last = data.lock("users")
        if last is None:
            return
        locks.enter_context(last)
        if is_running(data):
            # Another user's process cannot be told, and finds out by itself.
            with contextlib.suppress(ValueError, PermissionError, ProcessLookupError):
                os.kill(int((data.path / "locks" / "keeper").read_text()), signal.SIGTERM)
                data.hold("keeper").close()


def _leave_at_exit(data: DataDir, process: int) -> None:
    if process == os.getpid():  # not in a copy of the process that came to use it
        leave(data)


def _start(data: DataDir, options: tuple[str, ...]) -> None:
    keeper = subprocess.Popen(
        [sys.executable, "-m", "practice.postgres.keeper", str(data.path), *options],
        cwd=_ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        start_new_session=True,
        text=True,
    )
    assert keeper.stdout
    with keeper.stdout as told:
        answer = told.readline().strip()
    if answer != "ready":
        keeper.wait()
        raise OperationalError(answer or "PostgreSQL could not be started.")


def socket_folder(folder: Path) -> str:
    """The folder itself, or a short private way to it: a socket's address holds about 100 bytes."""
    if len(os.fsencode(folder / ".s.PGSQL.5432")) <= _LONGEST_SOCKET:
        return str(folder)
    name = f"fifth-visit-{os.geteuid()}-{sha256(os.fsencode(folder)).hexdigest()[:16]}"
    private = Path(tempfile.gettempdir(), name)
    private.mkdir(mode=0o700, exist_ok=True)
    found = private.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid() or found.st_mode & 0o077:
        raise OperationalError(f"{private} is not ours: remove it, or use a shorter DATA_DIR.")
    link = private / "s"
    with contextlib.suppress(FileExistsError):
        link.symlink_to(folder)
    return str(link)
