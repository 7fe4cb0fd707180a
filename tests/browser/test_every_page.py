"""Every page that the access table names, in a browser: nothing to add here when a page is added."""

from operator import attrgetter

import pytest
from django.urls import reverse
from playwright.sync_api import Error

from tests import factories, world
from tests.access import Row
from tests.access_table import TABLE

# Each page is looked at once, as the first of these who may see it; those of the front desk also as the desk.
EYES = ("therapist", "owner", "anonymous")


def eyes_of(row: Row) -> set[str]:
    seen = {role for role in (*EYES, "desk") if row.get.get(role) == 200}
    first = next((role for role in EYES if role in seen), None)
    return {first, "desk"} & seen if first != "anonymous" else {"anonymous"}


def path_of(row: Row, place) -> str:
    args = {name: text[1:] if text.startswith("=") else attrgetter(text)(place) for name, text in row.args.items()}
    return reverse(row.name, kwargs=args) + row.query


def parts(size: int = 8):
    """All pages in portions that processes can share among them."""
    for role in (*EYES, "desk"):
        rows = [row for row in TABLE if role in eyes_of(row) and not row.headers]
        for start in range(0, len(rows), size):
            yield pytest.param(role, rows[start : start + size], id=f"{role}-{start // size + 1}")


@pytest.mark.parametrize(("role", "rows"), list(parts()))
def test_every_page_is_accessible_fits_and_runs_clean(role, rows, live, transactional_db):
    people = {
        "owner": factories.user("Olga Owner", is_owner=True),
        "therapist": factories.user("Ines Moreno", is_therapist=True),
        "colleague": factories.user("Tomas Reyes", is_therapist=True),
        "desk": factories.user("Dora Desk", is_front_desk=True),
    }
    for person in people.values():  # without one the page to change it has nothing to change
        person.set_password("correct horse battery staple")
        person.save()
    place = world.build(people["therapist"], people["owner"])
    place.colleague = people["colleague"]
    page = live(people.get(role))
    wrong = {}
    for row in rows:
        try:
            answer = page.goto(path_of(row, place))
        except Error as error:
            if "Download is starting" not in error.message:
                raise
            continue  # a file
        if "text/html" not in answer.headers.get("content-type", ""):
            page.errors = []  # of the browser's own viewer
            continue
        if faults := page.faults():
            wrong[f"{row.name}{row.query}"] = faults
    assert wrong == {}
