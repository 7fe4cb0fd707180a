"""Commands and processes, as a person at the terminal meets them."""

import contextlib
import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parent.parent.parent


def environment(**variables: str) -> dict[str, str]:
    kept = {
        name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "DJANGO_SETTINGS_MODULE")
    }
    return kept | variables


def manage(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=environment(**variables),
        capture_output=True,
        text=True,
    )


def wait_for(condition: Callable[[], object], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.05)


def processes_of(data: Path) -> list[str]:
    """Whatever runs on this data folder: keeper, PostgreSQL, web, worker."""
    found = []
    for process in psutil.process_iter():
        try:
            mine = str(data) in process.cmdline() or process.environ().get("DATA_DIR") == str(data)
            if mine or Path(process.cwd()) == data / "postgres":
                found.append(" ".join(process.cmdline()))
        except (psutil.Error, OSError):
            continue
    return found


def free_port() -> int:
    """Below those that systems give to whoever connects: between now and its use nobody takes it by chance."""
    while True:
        port = secrets.choice(range(10_000, 32_000))
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/", timeout=2) as response:
            return response.read() == b'{"status": "ok"}'
    except OSError:
        return False
