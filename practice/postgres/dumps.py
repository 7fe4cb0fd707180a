"""The whole database into a file, and back: pg_dump and psql of the PostgreSQL that comes with the product."""

import os
import subprocess
from pathlib import Path
from typing import IO

from practice.postgres.programs import login_for, program

# The practice's tables and all that hangs on them give way to the ones that come, in the same transaction.
_EMPTY = "SET lock_timeout = '10s'; DROP SCHEMA public CASCADE; CREATE SCHEMA public;\n"
# pg_dump writes this for servers of its own age; older ones do not know it.
_TOO_NEW = b"SET transaction_timeout = 0;\n"


class DumpFailed(Exception):
    """What the program said last, in one line."""


def dump(connection, to: Path) -> None:
    """Everything that the owner of the database sees, as of one moment. Roles and rights are made anew elsewhere."""
    with open(os.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        _run(
            connection, "pg_dump", "--format=custom", "--no-owner", "--no-privileges", "--no-password", stdout=file
        )  # fmt: skip


def load(connection, dumped: Path) -> None:
    """Put a dump in the place of all tables, in one transaction: all of it or nothing."""
    script = dumped.with_suffix(".sql")
    with open(os.open(script, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(_EMPTY.encode())
        _as_sql(dumped, file)
    with script.open("rb") as file:
        _run(
            connection, "psql", "--no-psqlrc", "--quiet", "--no-password", "--single-transaction",
            "--set=ON_ERROR_STOP=1", stdin=file, stdout=subprocess.DEVNULL,
        )  # fmt: skip


def _as_sql(dumped: Path, to: IO[bytes]) -> None:
    with subprocess.Popen(
        [program("pg_restore"), "--no-owner", "--no-privileges", "--file=-", dumped],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as restore:  # fmt: skip
        assert restore.stdout and restore.stderr
        in_head = True
        for line in restore.stdout:
            if in_head and line == _TOO_NEW:
                in_head = False
                continue
            to.write(line)
        said = restore.stderr.read()
    if restore.returncode:
        raise DumpFailed(_last_line(said))


def _run(connection, name: str, *arguments: str, **streams) -> None:
    conninfo, environment = login_for(connection)
    done = subprocess.run(
        [program(name), *arguments, f"--dbname={conninfo}"],
        env=os.environ | environment, stderr=subprocess.PIPE, check=False, **streams,
    )  # fmt: skip
    if done.returncode:
        raise DumpFailed(_last_line(done.stderr))


def _last_line(said: bytes) -> str:
    """The first complaint. What follows it (DETAIL, CONTEXT) may quote a row."""
    lines = [line for line in said.decode(errors="replace").splitlines() if "error" in line.lower()]
    return lines[0].strip() if lines else "it gave no reason"
