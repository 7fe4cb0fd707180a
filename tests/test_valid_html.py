"""Every page that the access table names is valid HTML by the W3C's own checker (npm's vnu-jar, which needs Java).

One run of the checker for all pages: starting it takes longer than reading them.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from practice.models import User
from tests import world
from tests.access_table import TABLE
from tests.browser.test_every_page import EYES, eyes_of, path_of
from tests.test_access import NAMES, cast_of, taken_back

JAR = Path(settings.BASE_DIR) / "node_modules/vnu-jar/build/dist/vnu.jar"


@pytest.fixture
def checker() -> list[str]:
    """The command line of the checker; without it the test is skipped, and in CI that is a failure."""
    java = shutil.which("java")
    if java and JAR.is_file():
        return [java, "-Xss4m", "-jar", str(JAR)]
    missing = "no Java" if java is None else "no vnu-jar (npm install --no-save vnu-jar)"
    if os.environ.get("CI") == "true":
        pytest.fail(f"pages cannot be checked: {missing}")
    pytest.skip(f"pages are not checked by the W3C's checker: {missing}")


@pytest.mark.usefixtures("bare_answers", "db")
def test_every_page_is_valid_html(checker, tmp_path):
    pages = _write_pages(tmp_path)
    assert len(pages) > 100, "the access table names more pages than that"
    run = subprocess.run(
        [*checker, "--errors-only", "--format", "json", *pages], capture_output=True, text=True, timeout=300
    )
    said = json.loads(run.stderr)["messages"]
    wrong = {f"{pages[Path(each['url'].removeprefix('file:')).as_posix()]}: {each['message']}" for each in said}
    assert not wrong, "\n".join(sorted(wrong))


def _write_pages(folder: Path) -> dict[str, str]:
    """Each page in a file of its own: the file's name, and whose page it is."""
    owner, therapist, _nobody = cast_of("anonymous")
    place = world.build(therapist, owner)
    place.colleague = User.objects.get(name=NAMES["colleague"])
    pages: dict[str, str] = {}
    for role in (*EYES, "desk"):
        # With headers: parts of a page, for a script. Save for those that are a client's own device.
        whole = [row for row in TABLE if row.headers.keys() <= {"cookie"}]
        for row in [row for row in whole if role in eyes_of(row)]:
            for method in ("GET", "POST") if role != "desk" and row.post[role] in (200, 302) else ("GET",):
                person = User.objects.filter(name=NAMES.get(role)).first()
                answer = _ask(person, method, path_of(row, place), row.headers)
                if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
                    file = folder / f"{len(pages)}.html"
                    file.write_bytes(answer.content)
                    pages[file.as_posix()] = f"{row.name}{row.query} ({method}, {role})"
    return pages


def _ask(person, method: str, path: str, headers: dict[str, str]):
    """A POST is sent with nothing in it, so that every field complains. What it changes is taken back."""
    browser = Client(headers=headers)
    with taken_back():
        if person:
            browser.force_login(person)
        return browser.get(path) if method == "GET" else browser.post(path)
