"""DATABASE_URL: a PostgreSQL of one's own, reached over TCP, with several practices on it."""

import os
import subprocess
from itertools import pairwise

import psycopg
import pytest

from practice.datadir import DataDir
from practice.postgres.cluster import OWNER, Cluster, end
from practice.postgres.programs import Programs, nobody
from tests.practice.machine import free_port, manage


@pytest.fixture
def server(tmp_path):
    """A throw-away server on loopback; yields the address of a new database on it, and a way to allow roles."""
    data, port = DataDir(tmp_path / "server"), free_port()
    cluster = Cluster(data, ["listen_addresses=127.0.0.1", f"port={port}", "fsync=off"])
    cluster.make()
    with (cluster.path / "pg_hba.conf").open("a") as logins:
        logins.write("host all all 127.0.0.1/32 scram-sha-256\n")
    running: list[subprocess.Popen] = []

    def start(*, may_make_roles: bool) -> str:
        for process in running:
            end(process)
        if may_make_roles:
            single(cluster, f"ALTER ROLE {OWNER} CREATEROLE\n")
        running.append(cluster.start(programs))
        return f"postgres://{OWNER}:{data.secret(f'{OWNER}.password')}@127.0.0.1:{port}"

    with Programs(cluster.path) as programs:
        yield start
        for process in running:
            end(process)


def single(cluster: Cluster, statement: str) -> None:
    user = nobody() if os.geteuid() == 0 else None
    with Programs(cluster.path) as programs:
        process = programs.start(
            "postgres", "--single", "postgres", user=user, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL
        )
        process.communicate(statement.encode())
    if os.geteuid() == 0:
        os.chown(cluster.path, 0, 0)


def test_each_practice_gets_a_role_of_its_own_that_owns_nothing(server, tmp_path):
    address = server(may_make_roles=True)
    with psycopg.connect(f"{address}/fifth_visit", autocommit=True) as connection:
        connection.execute("CREATE DATABASE north")
        connection.execute("CREATE DATABASE south")
    for name in ("north", "south"):
        done = manage("migrate", "-v0", DATABASE_URL=f"{address}/{name}", DATA_DIR=str(tmp_path / name))
        assert (done.returncode, done.stderr) == (0, "")
    asked = (
        "from django.db import connection as c; k = c.cursor();"
        "k.execute('SELECT current_user, (SELECT count(*) FROM pg_class WHERE relowner = current_user::regrole)');"
        "print(*k.fetchone())"
    )
    for name in ("north", "south"):
        done = manage("shell", "-v0", "-c", asked, DATABASE_URL=f"{address}/{name}", DATA_DIR=str(tmp_path / name))
        assert (done.stdout, done.stderr) == (f"{name}_app 0\n", "")
    password = DataDir(tmp_path / "north").secret("north_app.password")
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        psycopg.connect(address.replace(address.split("//")[1].split("@")[0], f"north_app:{password}") + "/south")

    # The same database from another folder: the new password is set, and both commands go on working there.
    moved = manage("migrate", "-v0", DATABASE_URL=f"{address}/north", DATA_DIR=str(tmp_path / "moved"))
    assert (moved.returncode, moved.stderr) == (0, "")
    assert not (tmp_path / "moved" / "postgres").exists()


def test_backup_goes_from_one_server_to_the_other_and_back(server, tmp_path):
    address = server(may_make_roles=True)
    with psycopg.connect(f"{address}/fifth_visit", autocommit=True) as connection:
        connection.execute("CREATE DATABASE north")
        connection.execute("CREATE DATABASE south")
    places = [
        {"DATA_DIR": str(tmp_path / "north"), "DATABASE_URL": f"{address}/north"},
        {"DATA_DIR": str(tmp_path / "embedded")},
        {"DATA_DIR": str(tmp_path / "south"), "DATABASE_URL": f"{address}/south"},
    ]
    make = (
        "from practice.models import User; User.objects.create_user('olga@example.com', name='Olga', is_owner=True)"
    )
    ask = "from practice.models import User; print(*User.objects.values_list('email', 'name', 'is_owner'))"
    assert manage("migrate", "-v0", **places[0]).returncode == 0
    assert manage("shell", "-v0", "-c", make, **places[0]).stderr == ""
    for number, (here, there) in enumerate(pairwise(places)):
        file = str(tmp_path / f"{number}.backup")
        assert manage("backup", file, **here).stderr == ""
        assert manage("restore", file, **there).stderr == ""
        assert manage("shell", "-v0", "-c", ask, **there).stdout == "('olga@example.com', 'Olga', True)\n"


def test_login_without_the_right_to_make_roles_is_told_what_to_run(server, tmp_path):
    address = server(may_make_roles=False)
    with psycopg.connect(f"{address}/fifth_visit", autocommit=True) as connection:
        connection.execute("CREATE DATABASE north")
    done = manage("migrate", "-v0", DATABASE_URL=f"{address}/north", DATA_DIR=str(tmp_path / "north"))
    assert done.returncode == 1
    assert 'CREATE ROLE "north_app" LOGIN' in done.stderr
    assert "Traceback" not in done.stderr
    assert address.split("@")[0].rpartition(":")[2] not in done.stderr


def test_server_that_does_not_answer_is_named_in_one_line(tmp_path):
    done = manage(
        "serve",
        DATABASE_URL=f"postgres://somebody:hidden@127.0.0.1:{free_port()}/north",
        DATA_DIR=str(tmp_path),
        PORT=str(free_port()),
    )
    assert done.returncode == 1
    assert done.stderr.startswith("CommandError: The database: ")
    assert "hidden" not in done.stderr
    assert "Traceback" not in done.stderr
