"""A practice in one file: a tar of the database's dump, the uploads and, last, a manifest with their hashes."""

import datetime as dt
import hashlib
import io
import json
import tarfile
from pathlib import Path, PurePosixPath
from typing import Any

FORMAT = 1
DUMP = "database.dump"
MEDIA = "media"
_MANIFEST = "manifest.json"


class BadArchive(Exception):
    """Says in one line what is wrong with the file."""


def write(to: Path, dump: Path, media: Path, *, now: dt.datetime, migrations: list[str]) -> None:
    """Write the archive to the new file `to`."""
    hashes: dict[str, str] = {}
    parts = {DUMP: dump} | {f"{MEDIA}/{path.relative_to(media).as_posix()}": path for path in _files(media)}
    with tarfile.open(to, "x", format=tarfile.PAX_FORMAT) as tar:
        for name, path in parts.items():
            entry = tarfile.TarInfo(name)
            entry.mode = 0o600
            entry.size = path.stat().st_size
            with path.open("rb") as file:
                tar.addfile(entry, hashing := _Hashing(file))
            hashes[name] = hashing.hash.hexdigest()
        manifest = {"format": FORMAT, "created_at": now.isoformat(), "migrations": migrations, "sha256": hashes}
        text = json.dumps(manifest, indent=1).encode()
        entry = tarfile.TarInfo(_MANIFEST)
        entry.mode, entry.size = 0o600, len(text)
        tar.addfile(entry, io.BytesIO(text))


def unpack(archive: Path, into: Path) -> dict[str, Any]:
    """Unpack into the empty folder `into` and return the manifest, once every part is there and unaltered."""
    found: dict[str, str] = {}
    manifest: dict[str, Any] | None = None
    try:
        with tarfile.open(archive, "r:") as tar:
            for entry in tar:
                if manifest is not None or not entry.isfile() or not _is_safe(entry.name):
                    raise BadArchive("it holds something that no backup does")
                file = tar.extractfile(entry)
                assert file
                if entry.name == _MANIFEST:
                    manifest = json.loads(file.read())
                else:
                    found[entry.name] = _copy(file, into / entry.name)
    except (tarfile.TarError, EOFError, ValueError) as error:
        raise BadArchive("it is no backup of Fifth Visit, or is cut off") from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT or DUMP not in found:
        raise BadArchive("it is no backup of Fifth Visit, or is cut off")
    if manifest["sha256"] != found:
        raise BadArchive("it was altered or damaged: what it holds is not what was written")
    return manifest


class _Hashing:
    """Reads on for tarfile and hashes what goes by."""

    def __init__(self, file):
        self.file = file
        self.hash = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        block = self.file.read(size)
        self.hash.update(block)
        return block


def _files(folder: Path) -> list[Path]:
    """Without those that are being written just now, whose names begin with a dot."""
    found = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return sorted(path for path in found if not path.name.startswith("."))


def _is_safe(name: str) -> bool:
    path = PurePosixPath(name)
    if name in (DUMP, _MANIFEST):
        return True
    return path.parts[:1] == (MEDIA,) and len(path.parts) > 1 and ".." not in path.parts and str(path) == name


def _copy(file, to: Path) -> str:
    to.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    seen = hashlib.sha256()
    with to.open("xb") as out:
        while block := file.read(1 << 20):
            out.write(block)
            seen.update(block)
    to.chmod(0o600)
    return seen.hexdigest()
