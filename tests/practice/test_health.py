"""/health/ tells whoever watches the machine whether the practice can work."""

import socket
import time

import pytest

from tests.practice.machine import manage


@pytest.mark.django_db
def test_ok_without_a_login(client):
    answer = client.get("/health/")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


@pytest.mark.parametrize("listens", [True, False], ids=["a server that never answers", "no server"])
def test_database_away_is_503_soon(listens, tmp_path):
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        if listens:
            silent.listen()
        start = time.monotonic()
        done = manage(
            "shell", "-v0", "-c",
            "from django.test import Client; answer = Client(SERVER_NAME='localhost').get('/health/');"
            "print(answer.status_code, answer.content)",
            DATABASE_URL=f"postgres://somebody@127.0.0.1:{silent.getsockname()[1]}/practice", DATA_DIR=str(tmp_path),
        )  # fmt: skip
    assert done.stdout == '503 b\'{"status": "unavailable"}\'\n'
    assert time.monotonic() - start < 15
