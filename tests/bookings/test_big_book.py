"""Five years of ten therapists cost the desk's pages no more queries than a few weeks of one."""

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from bench import book
from bookings.models import Appointment
from tests import factories

PAGES = (
    "/appointments/",
    "/appointments/week/",
    "/follow-ups/",
    "/recall/",
    "/figures/?weeks=12",
    "/figures/not_rebooked/?weeks=12",
    "/waitlist/",
)


SMALL = {"THERAPISTS": 1, "WEEKS": 10, "AHEAD": 2, "REQUESTS": 2}
BIG = {"THERAPISTS": 10, "WEEKS": 8, "AHEAD": 14, "REQUESTS": 30}


def queries(as_, monkeypatch, now, size) -> tuple[dict[str, int], int]:
    """Of each page with a book of that size, and how many appointments are in it; then it is gone."""
    for name, value in size.items():
        monkeypatch.setattr(book, name, value)
    found = {}
    with transaction.atomic():
        filled = book.fill(now)
        browser, booked = as_(filled.desk), Appointment.objects.count()
        for path in PAGES:
            with CaptureQueriesContext(connection) as asked:
                assert browser.get(path).status_code == 200
            found[path] = len(asked)
        transaction.set_rollback(True)
    return found, booked


def test_a_big_book_costs_no_more_queries_than_a_small_one(as_, now, monkeypatch):
    for n in range(200):
        factories.client(f"Client {n}")
    few, small = queries(as_, monkeypatch, now, SMALL)
    many, big = queries(as_, monkeypatch, now, BIG)
    assert (small < 400, big > 3_000) == (True, True)
    assert many == few and all(count <= 16 for count in few.values())
