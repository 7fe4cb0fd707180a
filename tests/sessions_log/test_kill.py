"""The web server and the database are killed (kill -9) at random moments while visits are logged.

Whatever was acknowledged is there afterwards, and no visit twice.
"""

import contextlib
import http.client
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
import uuid
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.practice.machine import ROOT, environment, free_port

# Fewer on a person's own machine; `KILLS=200 make test ARGS=tests/sessions_log/test_kill.py` for all of them.
KILLS = int(os.environ.get("KILLS") or (200 if os.environ.get("CI") else 25))
DATABASE_TOO = 20  # every twentieth is the database
TOKEN = "k" * 32
PROGRAM = [sys.executable, "-m", "tests.sessions_log.kill_server"]


class Site:
    """The server on a data folder of its own, and somebody who kills it."""

    def __init__(self, data: Path):
        self.data, self.port, self.kills = data, free_port(), 0
        self.environment = environment(DATA_DIR=str(data), PORT=str(self.port))
        command = [*PROGRAM, "serve", str(self.port)]
        self.parent = subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=subprocess.PIPE, text=True)
        assert self.parent.stdout
        self.told = json.loads(self.parent.stdout.readline())
        self.process = json.loads(self.parent.stdout.readline())
        self.chance, self.usual = random.Random(9), 0.2  # seconds that an answer takes
        threading.Thread(target=self._follow, daemon=True).start()

    def _follow(self) -> None:
        for line in self.parent.stdout:
            self.process = json.loads(line)

    def _kill_soon(self) -> None:
        """At some moment of the request that is now sent, or shortly after it; two in three times."""
        if self.kills < KILLS and self.chance.random() < 2 / 3:
            threading.Timer(self.chance.uniform(0, 1.3) * self.usual, self._kill).start()

    def _kill(self) -> None:
        with contextlib.suppress(ProcessLookupError, FileNotFoundError, ValueError):
            os.kill(self._database() if self.kills % DATABASE_TOO == 9 else self.process, signal.SIGKILL)
            self.kills += 1

    def _database(self) -> int:
        return int((self.data / "postgres" / "postmaster.pid").read_text().split()[0])

    def post(self, path: str, fields: dict[str, str]) -> tuple[int, str]:
        """The answer, asked for until there is one: what a page does that hears nothing."""
        body = urlencode(fields | {"csrfmiddlewaretoken": TOKEN})
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"{self.told['cookie']}; csrftoken={TOKEN}",
            "HX-Request": "true",
        }
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
            self._kill_soon()
            sent = time.monotonic()
            try:
                connection.request("POST", path, body, headers)
                answer = connection.getresponse()
                said = answer.read().decode()
                if answer.status < 500:
                    self.usual = 0.7 * self.usual + 0.3 * (time.monotonic() - sent)
                    return answer.status, said
            except (OSError, http.client.HTTPException):
                pass
            finally:
                connection.close()
            time.sleep(0.03)
        raise AssertionError("no answer for a minute")

    def report(self) -> list[dict]:
        done = subprocess.run(
            [*PROGRAM, "report"], cwd=ROOT, env=self.environment, capture_output=True, text=True, check=True
        )
        return json.loads(done.stdout)

    def end(self) -> None:
        self.parent.kill()
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.process, signal.SIGKILL)


@pytest.fixture
def site(tmp_path):
    started = Site(tmp_path / "data")
    yield started
    started.end()


def log_a_visit(site: Site, number: int) -> dict:
    """By small patches, as the page sends them; returns every word that was acknowledged."""
    request, rating = str(uuid.uuid4()), f"c{site.told['complaint']}-intensity"
    address = f"/clients/{site.told['client']}/visits/keep/"
    begin = {"request_id": request, "starts_at_0": "2026-11-02", "starts_at_1": f"{8 + number % 10:02}:00"}
    steps = [
        {"subjective": f"Slept badly {number}."},
        {rating: str(number % 10)},
        {"objective": "Left side guarded.", "return_weeks": "2"},
        {"objective": f"Left side guarded, less than before {number}.", "plan": "Heat"},
        {"plan": f"Heat tonight, and rest {number}."},
        {rating: str((number + 1) % 10)},
    ]
    state: dict[str, str] = {}
    acknowledged: dict[str, str] = {}
    for step in steps:
        changes = {key: {"was": state.get(key, ""), "now": now} for key, now in step.items()}
        status, said = site.post(address, begin | {"minutes": "60", "changes": json.dumps(changes)})
        reply = json.loads(said)
        assert (status, reply["outcome"], reply["clashes"], reply["errors"]) == (200, "saved", [], [])
        assert set(reply["kept"]) == set(step)
        state = reply["state"]
        acknowledged |= step
    path = reply["address"] + "sign/"
    for _twice in range(2):
        status, _said = site.post(path, {"version": str(reply["version"]), "why": "short"})
        assert status == 302
    said = {"rating": [acknowledged.pop(rating)]} | acknowledged
    return {"request": request, "signed": True} | said


def test_what_was_acknowledged_outlives_every_kill_and_no_visit_is_made_twice(site):
    logged = []
    while site.kills < KILLS:
        logged.append(log_a_visit(site, len(logged)))
    found = site.report()
    asked = [row.pop("asked_to_book") for row in found]
    assert sorted(found, key=lambda row: row["request"]) == sorted(logged, key=lambda row: row["request"])
    assert None not in asked and len(set(asked)) == len(asked) == len(logged) > KILLS / 50
