"""The embedded PostgreSQL: started by the first, stopped after the last, whatever happens in between."""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import psutil
import psycopg
import pytest

from practice.datadir import DataDir
from practice.postgres import embedded, programs
from practice.postgres.servers import EmbeddedServer, Role
from tests.practice.machine import ROOT, environment, processes_of, wait_for

VISITOR = """
import sys
from practice.datadir import DataDir
from practice.postgres import embedded
from pathlib import Path
embedded.use(DataDir(Path(sys.argv[1])))
print("in", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def data(tmp_path):
    data = DataDir(tmp_path / "data")
    yield data
    embedded.leave(data)
    assert processes_of(data.path) == []


def visitor(data: DataDir) -> subprocess.Popen:
    """Another process that uses the database until its input ends."""
    process = subprocess.Popen(
        [sys.executable, "-c", VISITOR, str(data.path)],
        cwd=ROOT, env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout and process.stdout.readline() == "in\n"
    return process


def connect(data: DataDir) -> psycopg.Connection:
    login = EmbeddedServer(data).login(Role.OWNER, "fifth_visit")
    return psycopg.connect(dbname="fifth_visit", autocommit=True, **login)


def remember(data: DataDir) -> None:
    with connect(data) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")


def remembers(data: DataDir) -> bool:
    with connect(data) as connection:
        return connection.execute("SELECT answer FROM kept").fetchall() == [(42,)]


def postmaster(data: DataDir) -> int:
    return int((data.path / "postgres" / "postmaster.pid").read_text().split()[0])


def test_it_runs_until_the_last_one_leaves(data):
    first, second = visitor(data), visitor(data)
    pid = postmaster(data)
    first.communicate()
    assert psutil.pid_exists(pid)
    second.communicate()
    assert not psutil.pid_exists(pid)


def test_killed_user_leaves_nothing_running_and_data_that_opens(data):
    remember(data)
    user = visitor(data)
    embedded.leave(data)
    user.kill()
    user.communicate()
    wait_for(lambda: not processes_of(data.path))
    assert remembers(data)


def test_after_a_kill_of_everything_the_next_start_works(data):
    remember(data)
    keeper = int((data.path / "locks" / "keeper").read_text())
    os.kill(postmaster(data), signal.SIGKILL)
    os.kill(keeper, signal.SIGKILL)
    wait_for(lambda: not embedded.is_running(data))
    assert remembers(data)


def test_a_number_that_now_means_another_process_is_no_obstacle(data):
    remember(data)
    record = (data.path / "postgres" / "postmaster.pid").read_text().splitlines()
    embedded.leave(data)
    record[0] = str(os.getpid())
    (data.path / "postgres" / "postmaster.pid").write_text("\n".join(record))
    assert remembers(data)


def test_path_longer_than_a_socket_address_may_be(tmp_path):
    data = DataDir(tmp_path / ("folder-" * 20) / ("deep-" * 20))
    assert len(str(data.path)) > 200
    remember(data)
    assert remembers(data)
    embedded.leave(data)


def test_nobody_but_the_two_roles_gets_in(data):
    host = EmbeddedServer(data).login(Role.APP, "fifth_visit")["host"]
    for user, password in (("postgres", ""), ("fifth_visit_app", "wrong"), ("fifth_visit_owner", "")):
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(host=host, user=user, password=password, dbname="fifth_visit")
    assert (data.path / "postgres").stat().st_mode & 0o077 == 0
    assert [path.stat().st_mode & 0o777 for path in (data.path / "secrets").iterdir()] == [0o600, 0o600]


def test_errors_are_logged_without_what_was_typed(data):
    with connect(data) as connection:
        connection.execute("CREATE TABLE notes (client text UNIQUE)")
        for _time in range(2):
            with contextlib.suppress(psycopg.errors.UniqueViolation):
                connection.execute("INSERT INTO notes VALUES ('Clara Whitfield')")
    log = (data.path / "logs" / "postgres.log").read_text()
    assert "duplicate key" in log
    assert "Clara" not in log


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can close a folder to the user that PostgreSQL runs as")
def test_root_in_a_closed_folder_runs_it_as_somebody_else_and_opens_nothing(tmp_path, monkeypatch):
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    package = programs.program("postgres").parents[2]
    for folder in (package, package.with_name(f"{package.name}.libs")):
        if folder.is_dir():
            shutil.copytree(folder, closed / "site" / folder.name)
    monkeypatch.setenv("PYTHONPATH", str(closed / "site"))
    data = DataDir(closed / "clone" / "var" / "data")
    data.folder("logs")
    above = [data.path, *data.path.parents]
    before = [(path.stat().st_mode, path.stat().st_uid) for path in above]
    remember(data)
    assert (data.path / "postgres").stat().st_uid == psutil.Process(postmaster(data)).uids().real != 0
    assert [(path.stat().st_mode, path.stat().st_uid) for path in above] == before
    assert remembers(data)
    copies = Path(psutil.Process(postmaster(data)).exe()).parents[3]
    embedded.leave(data)
    assert not copies.exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="the other tests run as an ordinary user already")
def test_ordinary_user_needs_no_rights():
    somebody = pwd.getpwnam("daemon")
    home = Path(tempfile.mkdtemp())  # pytest's own folders are closed
    os.chown(home, somebody.pw_uid, somebody.pw_gid)
    user = {"user": somebody.pw_uid, "group": somebody.pw_gid, "extra_groups": [], "cwd": ROOT}
    search = {"PYTHONPATH": os.pathsep.join(path for path in sys.path if "site-packages" in path), "HOME": str(home)}
    found = [each for each in (sys.executable, "/usr/bin/python3") if _runs(each, environment(**search), user)]
    if not found:
        pytest.skip("Python or the project lies in a folder that is closed to ordinary users")
    done = subprocess.run(
        [found[0], "-c", VISITOR, str(home / "data")],
        env=environment(**search), input="", capture_output=True, text=True, **user,
    )  # fmt: skip
    assert (done.stdout, done.stderr) == ("in\n", "")
    assert {path.stat().st_uid for path in (home / "data").rglob("*")} == {somebody.pw_uid}
    assert processes_of(home / "data") == []
    shutil.rmtree(home)


def _runs(python: str, environ: dict[str, str], user: dict) -> bool:
    try:
        tried = subprocess.run(
            [python, "-c", "import practice.postgres.embedded"], env=environ, capture_output=True, **user
        )
    except OSError:
        return False
    return tried.returncode == 0
