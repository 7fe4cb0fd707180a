"""The folder that holds everything of one practice on this machine: database, uploads, secrets, locks."""

import fcntl
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import IO


@dataclass(frozen=True)
class DataDir:
    path: Path

    def folder(self, name: str) -> Path:
        """A folder of ours inside, made for its owner alone when it is missing."""
        for folder in (self.path, self.path / name):
            if not folder.is_dir():
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return self.path / name

    def secret(self, name: str) -> str:
        """A random secret, made once and kept readable by its owner alone."""
        path = self.folder("secrets") / name
        if not path.exists():
            _write_once(path, secrets.token_urlsafe(48))
        return path.read_text().strip()

    def lock(self, name: str, *, shared: bool = False) -> IO[str] | None:
        """Take the lock called `name`; None where somebody else has it. Closing what this returns lets go.

        The kernel lets go for a process that dies, so no lock is ever stale.
        """
        try:
            return self._locked(name, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except BlockingIOError:
            return None

    def hold(self, name: str, *, shared: bool = False) -> IO[str]:
        """Like `lock`, but wait for it."""
        return self._locked(name, fcntl.LOCK_SH if shared else fcntl.LOCK_EX)

    def _locked(self, name: str, kind: int) -> IO[str]:
        file = open(self.folder("locks") / name, "a+")  # noqa: SIM115 open for as long as it is held
        try:
            fcntl.flock(file, kind)
        except OSError:
            file.close()
            raise
        return file


def _write_once(path: Path, text: str) -> None:
    """Two processes may come here at once: the first one's text stays, and nobody reads half of it."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.unlink(missing_ok=True)
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
