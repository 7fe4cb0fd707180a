"""`manage.py serve`, from outside: it starts, it refuses by name, and it leaves nothing behind however it ends."""

import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.practice.machine import ROOT, answers, environment, free_port, manage, processes_of, wait_for


class Served:
    """A running `serve` on a data folder of its own."""

    def __init__(self, data: Path, port: int):
        self.data, self.port = data, port
        self.log = data.with_name(f"{data.name}.log")
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "serve"],
                cwd=ROOT, env=environment(DATA_DIR=str(data), PORT=str(port)), stdout=log, stderr=log,
            )  # fmt: skip
        wait_for(lambda: "Ctrl-C stops it." in self.said() or self.process.poll() is not None, 120)
        assert self.process.poll() is None, self.said()

    def said(self) -> str:
        return self.log.read_text()

    def end(self, number: signal.Signals) -> int:
        self.process.send_signal(number)
        return self.process.wait(30)


@pytest.fixture
def serve(tmp_path):
    """Start `serve` on the test's data folder; whatever still runs at the end is stopped."""
    started: list[Served] = []

    def start() -> Served:
        started.append(Served(tmp_path / "data", free_port()))
        return started[-1]

    yield start
    for served in started:
        if served.process.poll() is None:
            served.end(signal.SIGTERM)


def test_killed_server_leaves_nothing_behind_and_the_next_start_works(serve):
    first = serve()
    assert answers(first.port)
    assert first.end(signal.SIGKILL) == -signal.SIGKILL
    wait_for(lambda: not processes_of(first.data), 5)
    assert not answers(first.port)
    second = serve()
    assert answers(second.port)
    links = [re.findall(r"http://127\.0\.0\.1:\d+/setup/[\w-]{40,}/", each.said()) for each in (first, second)]
    assert [len(found) for found in links] == [1, 1]
    assert second.end(signal.SIGINT) == 0
    assert processes_of(second.data) == []


def test_second_start_on_the_same_data_says_so_and_touches_nothing(serve):
    served = serve()
    again = manage("serve", DATA_DIR=str(served.data), PORT=str(free_port()))
    assert (again.returncode, again.stdout) == (1, "")
    assert again.stderr == (
        f"CommandError: Fifth Visit is running on {served.data} already "
        f"(http://127.0.0.1:{served.port}, process {served.process.pid}).\n"
    )
    counted = manage(
        "shell",
        "-v0",
        "-c",
        "from practice.models import User; print(User.objects.count())",
        DATA_DIR=str(served.data),
    )
    assert counted.stdout == "0\n"
    assert answers(served.port)  # a command beside it leaves the database as it found it
    assert served.end(signal.SIGTERM) == 0
    assert processes_of(served.data) == []


def test_port_that_is_taken_is_named_before_anything_runs(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = manage("serve", DATA_DIR=str(tmp_path / "data"), PORT=str(port))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"CommandError: Port {port} on 127.0.0.1: is in use by another program. Choose another with PORT=...\n"
    )
    assert not (tmp_path / "data" / "postgres").exists()


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"HOST": "0.0.0.0"}, "HOST=0.0.0.0 can be reached from other machines, so it needs HTTPS"),
        ({"HOST": "192.0.2.1", "PUBLIC_URL": "http://practice.example"}, "HOST=192.0.2.1 can be reached"),
        ({"HOST": "nowhere.invalid", "PUBLIC_URL": "https://practice.example"}, "there is no such address"),
        ({"TLS_CERT": "README.md", "TLS_KEY": "README.md"}, "TLS_CERT=README.md is no certificate"),
    ],
)
def test_address_that_cannot_be_served_safely_is_refused(tmp_path, variables, said):
    done = manage("serve", DATA_DIR=str(tmp_path / "data"), PORT=str(free_port()), **variables)
    assert done.returncode == 1
    assert said in done.stderr
    assert not (tmp_path / "data" / "postgres").exists()


def test_commands_that_need_no_database_start_none(tmp_path):
    for command in ("help", "check", "collectstatic"):
        assert (
            manage(command, *(["--noinput"] if command == "collectstatic" else []), DATA_DIR=str(tmp_path)).returncode
            == 0
        )
    assert not (tmp_path / "postgres").exists()
