"""The access table: every address x method x role, and what the front desk must never read.

The rows are in tests/<room>/access_rows.py. A denied request must also leave the database as it was, and so must
a GET.
"""

import functools
import re
import uuid
from collections.abc import Callable
from contextlib import contextmanager
from operator import attrgetter

import pytest
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.test import Client
from django.urls import reverse

from practice.models import User
from tests import factories, world
from tests.access import PASSWORD, ROLES, Row
from tests.access_table import TABLE
from tests.routes import walk
from tests.snapshot import changed, rows_written, snapshot

ROUTES = {route.name: route for route in walk()}

# Words that no response to the front desk (or to somebody logged out) may contain, whatever the page.
CLINICAL = re.compile(
    "|".join(re.escape(word) for word in world.PLANTED)
    + r"|no_improvement|not_enough_data|some_change|too_mild|worse_twice|unmeasured"
    + r"|\b(complaints?|verdicts?|improv\w*|stalled|fresh look|painkillers?|homework|techniques?)\b",
    re.IGNORECASE,
)


def test_every_address_has_a_row():
    assert sorted(ROUTES.keys() - {row.name for row in TABLE}) == []


def test_every_row_speaks_of_an_address():
    assert sorted({row.name for row in TABLE} - ROUTES.keys()) == []


# One practice for several roles at once, and one of a single person.
PRACTICES = (tuple(role for role in ROLES if role != "solo"), ("solo",))
NAMES = {
    "owner": "Olga Owner",
    "therapist": "Ines Moreno",
    "colleague": "Tomas Reyes",
    "desk": "Dora Desk",
    "solo": "Sol Solo",
}


def cast_of(role: str):
    """The people of the practice as `role` finds it, and the one who asks (None: nobody is logged in)."""
    if role == "solo":
        solo = _user("solo", is_owner=True, is_therapist=True, is_front_desk=True)
        return solo, solo, solo
    people = {
        "owner": _user("owner", is_owner=True),
        "therapist": _user("therapist", is_therapist=True),
        "colleague": _user("colleague", is_therapist=True),
        "desk": _user("desk", is_front_desk=True),
    }
    return people["owner"], people["therapist"], people.get(role)


def _user(role: str, **roles):
    person = factories.user(NAMES[role], **roles)
    person.password = _hashed()
    person.save(update_fields=["password"])
    return person


@functools.cache
def _hashed() -> str:
    """Hashing is slow by design: once is enough."""
    return make_password(PASSWORD)


@contextmanager
def taken_back():
    """Whatever is written inside is undone at its end."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module", params=PRACTICES, ids=["several", "solo"])
def practice(request, django_db_setup, django_db_blocker):
    """The world, with its people logged in. It stands for as long as tests of it follow each other."""
    with django_db_blocker.unblock(), taken_back():
        owner, author, _who = cast_of(request.param[-1])
        place = world.build(author, owner)
        place.colleague = User.objects.filter(name=NAMES["colleague"]).first() or owner
        place.cookies = {role: _cookies(role) for role in request.param}
        assert rows_written() > 0, "the server does not count (track_counts), so that no change would be noticed"
        place.before = snapshot()
        yield place


def _cookies(role: str) -> str:
    browser = Client()
    if role != "anonymous":
        browser.force_login(User.objects.get(name=NAMES[role]))
    return browser.cookies.output(header="", attrs=[])


def send_all(row: Row, place, wanted: Callable[[str, str], bool], *, unknown: bool = False) -> list[str]:
    """Send what is `wanted` of each role of the practice and method, and say all that is wrong.

    What a request changed is taken back before the next one, so that each finds the same.
    """
    wrong = []
    for role in place.cookies:
        for method in ("GET", "POST"):
            if wanted(role, method):
                with taken_back():
                    wrong += send(row, place, role, method, unknown=unknown)
    return wrong


def send(row: Row, place, role: str, method: str, *, unknown: bool = False) -> list[str]:
    """Ask once as `role`, and say all that is wrong with the answer."""
    browser = Client(raise_request_exception=False, headers=row.headers)
    browser.cookies.load(place.cookies[role])
    path = path_of(row, place, unknown)
    data = row.data(place) if callable(row.data) else row.data
    rows = rows_written()
    response = browser.get(path + row.query) if method == "GET" else browser.post(path + row.query, data)
    touched = changed(place.before, snapshot()) if rows_written() > rows else []
    statuses = {404} if unknown else _allowed(row, role, method)
    wrong = []
    if response.status_code not in statuses:
        wrong.append(f"{response.status_code}, not {sorted(statuses)}")
    went_through = method == "POST" and response.status_code < 400 and _may(row, role)
    if touched and not went_through:
        wrong.append(f"changed {touched}")
    if went_through and row.writes and role not in row.unchanged and not unknown and not touched:
        wrong.append("changed nothing, so that its refusals prove nothing")
    if "no-store" not in response.headers.get("Cache-Control", ""):
        wrong.append("may be kept by the browser")
    if role in ("desk", "anonymous") and (leak := CLINICAL.search(_said(response).replace(path, ""))):
        wrong.append(f"says “{leak[0]}”")
    return [f"{role} {method} {path}: {text}" for text in wrong]


def path_of(row: Row, place, unknown: bool) -> str:
    """The address of the row, with ids that nothing has where they are to be unknown."""
    values = {name: _value(place, text) for name, text in row.args.items()}
    if unknown:
        values |= {name: uuid.uuid4() for name in ROUTES[row.name].uuids}
    return reverse(row.name, kwargs=values)


def _value(place, text: str):
    return text[1:] if text.startswith("=") else attrgetter(text)(place)


def _may(row: Row, role: str) -> bool:
    return role != "anonymous" or ROUTES[row.name].is_public


def _allowed(row: Row, role: str, method: str) -> set[int]:
    status = (row.get if method == "GET" else row.post)[role]
    other = (row.post if method == "GET" else row.get)[role]
    return {status, other} if status == 405 and other in (403, 404) else {status}


def _said(response) -> str:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return f"{response.headers}\n{body.decode(errors='replace')}"


@pytest.mark.django_db
@pytest.mark.usefixtures("bare_answers")
@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.name + row.query)
def test_access(row, practice):
    wrong = send_all(row, practice, lambda role, method: True)
    assert not wrong, "\n".join(wrong)


@pytest.mark.django_db
@pytest.mark.parametrize("row", [row for row in TABLE if ROUTES[row.name].uuids], ids=lambda row: row.name)
def test_an_unknown_id_is_not_found(row, practice):
    """Whoever may ask at all meets 404, and nothing changes."""

    def gets_through(role: str, method: str) -> bool:
        status = (row.get if method == "GET" else row.post)[role]
        return status in (200, 204) or (status == 302 and role != "anonymous")

    wrong = send_all(row, practice, gets_through, unknown=True)
    assert not wrong, "\n".join(wrong)


@pytest.mark.django_db
@pytest.mark.parametrize("practice", PRACTICES[:1], ids=["several"], indirect=True, scope="module")
@pytest.mark.parametrize("name", sorted(route.name for route in ROUTES.values() if not route.is_public))
def test_a_background_request_without_a_login_gets_401(name, practice):
    """A redirect would paint the login page into the middle of another page, or look like a saved note."""
    row = next(row for row in TABLE if row.name == name)
    given = {key: text[1:] if text.startswith("=") else "nothing" for key, text in row.args.items()}
    args = {key: uuid.uuid4() if key in ROUTES[name].uuids else text for key, text in given.items()}
    response = Client().post(reverse(name, kwargs=args), headers={"HX-Request": "true"})
    assert (response.status_code, response.content) == (401, b"")
