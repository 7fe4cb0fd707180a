"""A child process ends with its parent, however that one went. Otherwise a killed server leaves its port taken."""

import ctypes
import os
import signal
import sys
import threading
import time

_NAME = "FIFTH_VISIT_PARENT"
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform.startswith("linux") else None


def environment() -> dict[str, str]:
    """The environment for a child that is to end with this process."""
    return os.environ | {_NAME: str(os.getpid())}


def follow_parent() -> None:
    """In a child, at its very start: end when the parent named by `environment` does."""
    parent = int(os.environ.pop(_NAME, "0"))
    if not parent:
        return
    signal_at_parents_end(signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
    threading.Thread(target=_watch, args=[parent], daemon=True).start()


def signal_at_parents_end(number: int) -> None:
    """Linux tells a child of its parent's death; elsewhere `_watch` has to look."""
    if _libc:
        _libc.prctl(1, number, 0, 0, 0)  # PR_SET_PDEATHSIG


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)
