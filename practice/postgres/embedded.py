"""The PostgreSQL that comes with the product: started by whoever needs it first, stopped by the last one out."""

import atexit
import contextlib
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import IO

from django.db import OperationalError

from practice.datadir import DataDir

_ROOT = Path(__file__).resolve().parent.parent.parent
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
