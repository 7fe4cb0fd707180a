"""The children of `serve`: started together, started again where one dies, stopped together."""

import signal
import subprocess
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from practice import lifeline

_ROOT = Path(__file__).resolve().parent.parent


class KeepsDying(Exception):
    """A child died again and again; the message names it."""


@dataclass
class Child:
    name: str
    command: list[str]
    process: subprocess.Popen | None = None
    deaths: list[float] = field(default_factory=list)

    def start(self) -> None:
        # A session of its own: Ctrl-C reaches the parent alone, which then stops all in order.
        self.process = subprocess.Popen(
            self.command, cwd=_ROOT, env=lifeline.environment(), stdin=subprocess.DEVNULL, start_new_session=True
        )

    def revive(self) -> None:
        """Start again what has died; give up after three deaths within a minute."""
        now = time.monotonic()
        if self.process is None or self.process.poll() is None:
            return
        self.deaths = [*(at for at in self.deaths if now - at < 60), now]
        if len(self.deaths) > 2:
            raise KeepsDying(f"The {self.name} process stopped three times within a minute.")
        self.start()


class Children:
    """Use it as a context: at its end no child is left."""

    def __init__(self, *children: Child):
        self.children = children
        self._stop = threading.Event()

    def __enter__(self) -> "Children":
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda *_: self._stop.set())
        for child in self.children:
            child.start()
        return self

    def __exit__(self, *exception) -> None:
        running = [child.process for child in self.children if child.process]
        for process in running:
            process.terminate()
        for process in running:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def wait(self, seconds: float) -> bool:
        """True once somebody asked to stop."""
        return self._stop.wait(seconds)

    def watch(self, also: Callable[[], object]) -> None:
        """Keep all alive until somebody asks to stop; call `also` about once a second."""
        while not self.wait(1):
            also()
            for child in self.children:
                child.revive()
