"""One PostgreSQL cluster in the data folder: made on first use, started, stopped, mended after a crash."""

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import psutil

from practice.datadir import DataDir
from practice.postgres.programs import CannotRun, Programs, nobody, tail

DATABASE = "fifth_visit"
OWNER = "fifth_visit_owner"
APP = "fifth_visit_app"

# Nobody else may log in, the superuser included: it has no password and no line of its own.
_LOGINS = f"local all {OWNER},{APP} scram-sha-256\n"

# Errors are logged without the statement and without its details, which hold what people typed.
_SETTINGS = {
    "listen_addresses": "",
    "unix_socket_directories": ".",
    "unix_socket_permissions": "0700",
    "fsync": "on",
    "max_connections": "60",
    "password_encryption": "scram-sha-256",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_statement": "none",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_checkpoints": "off",
}


class Cluster:
    def __init__(self, data: DataDir, options: list[str]):
        self.data = data
        self.path = data.path / "postgres"
        self.log = data.folder("logs") / "postgres.log"
        self.options = options

    def make(self) -> None:
        """Make the cluster, its two roles and the database. Half of one is thrown away by the next try."""
        if self.path.exists():
            return
        draft = self.data.path / "postgres.new"
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        with Programs(draft) as programs:
            user = nobody() if os.geteuid() == 0 else None
            _finish(
                programs.start(
                    "initdb", "--username=postgres", "--auth=reject", "--encoding=UTF8", "--locale=C",
                    "--locale-provider=builtin", "--builtin-locale=C.UTF-8",
                    user=user, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                )
            )  # fmt: skip
            (draft / "pg_hba.conf").write_text(_LOGINS)
            _finish(
                programs.start(
                    "postgres", "--single", "postgres",
                    user=user, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                ),
                self._roles(),
            )  # fmt: skip
        if os.geteuid() == 0:
            os.chown(draft, 0, 0)  # the next start gives it to the user that it is to have
        draft.rename(self.path)

    def _roles(self) -> str:
        def role(name: str, attributes: str) -> str:
            return f"CREATE ROLE {name} LOGIN {attributes} PASSWORD '{self.data.secret(f'{name}.password')}'\n"

        return (
            role(OWNER, "CREATEDB")
            + role(APP, "")
            + f"CREATE DATABASE {DATABASE} OWNER {OWNER}\n"
            + f"REVOKE ALL ON DATABASE {DATABASE} FROM PUBLIC\n"
            + f"GRANT CONNECT ON DATABASE {DATABASE} TO {APP}\n"
        )

    def start(self, programs: Programs) -> subprocess.Popen:
        """Start PostgreSQL and return once it takes connections."""
        self._check()
        self._mend()
        if self.log.exists() and self.log.stat().st_size > 5_000_000:
            self.log.replace(self.log.with_suffix(".1.log"))
        with open(os.open(self.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a") as log:
            since = log.tell()
            settings = [f"{name}={value}" for name, value in _SETTINGS.items()] + self.options
            postgres = programs.start(
                "postgres", *[part for setting in settings for part in ("-c", setting)],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            )  # fmt: skip
        while not self._ready(postgres.pid):
            if postgres.poll() is not None:
                raise CannotRun(f"PostgreSQL did not start: {tail(self.log, since) or f'see {self.log}'}")
            time.sleep(0.02)
        return postgres

    def _check(self) -> None:
        if os.geteuid() not in (0, self.path.stat().st_uid):
            raise CannotRun(
                f"The database in {self.path} belongs to another user: start Fifth Visit as that user or as root."
            )
        version = (self.path / "PG_VERSION").read_text().strip()
        if version != "18":
            raise CannotRun(
                f"The database in {self.path} was made by PostgreSQL {version}; this one is 18. "
                "Restore a backup into an empty data folder."
            )

    def _ready(self, pid: int) -> bool:
        try:
            lines = (self.path / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return False
        return len(lines) > 7 and lines[0] == str(pid) and lines[7].startswith("ready")

    def _mend(self) -> None:
        """After a crash: stop what still runs on this folder, and forget a process number that means another now."""
        record = self.path / "postmaster.pid"
        if not record.exists():
            return
        postmaster = record.read_text().partition("\n")[0]
        left = [process for process in psutil.process_iter() if self._is_ours(process)]
        for process in left:
            if str(process.pid) == postmaster:
                end(process)
        for process in psutil.wait_procs(left, timeout=5)[1]:
            process.kill()
        for name in ("postmaster.pid", ".s.PGSQL.5432", ".s.PGSQL.5432.lock"):
            (self.path / name).unlink(missing_ok=True)

    def _is_ours(self, process: psutil.Process) -> bool:
        try:
            return process.name() == "postgres" and Path(process.cwd()) == self.path.resolve()
        except (psutil.Error, OSError):
            return False


def end(process: psutil.Process | subprocess.Popen, patience: float = 30) -> None:
    """Stop PostgreSQL: in order, or else at once (the next start then recovers from its log)."""
    for step, wait in ((signal.SIGINT, patience), (signal.SIGQUIT, 5), (signal.SIGKILL, 5)):
        try:
            process.send_signal(step)
            process.wait(wait)
        except (psutil.TimeoutExpired, subprocess.TimeoutExpired):
            continue
        except (psutil.NoSuchProcess, ProcessLookupError):
            pass
        return


def _finish(process: subprocess.Popen, text: str = "") -> None:
    said = process.communicate(text.encode())[0].decode(errors="replace")
    if process.returncode or "ERROR:" in said or "FATAL:" in said:
        raise CannotRun(f"The database could not be made: {said.strip()[-300:]}")
