"""The folder that holds everything of one practice on this machine: database, uploads, secrets, locks."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class DataDir:
    path: Path

    def folder(self, name: str) -> Path:
        """A folder of ours inside, made for its owner alone when it is missing."""
        folder = self.path / name
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return folder

    def secret(self, name: str) -> str:
        """A random secret, made once and kept readable by its owner alone."""
        path = self.folder("secrets") / name
        if not path.exists():
            _write_once(path, secrets.token_urlsafe(48))
        return path.read_text().strip()

    def replace_secret(self, name: str) -> str:
        (self.folder("secrets") / name).unlink(missing_ok=True)
        return self.secret(name)


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
