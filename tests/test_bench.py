"""The benchmarks are run by hand, now and then: that they still run is seen here, on a practice of a few."""

import pytest
from django.utils import timezone

from bench import book, pages, people
from tests import factories


@pytest.mark.django_db
def test_every_page_of_the_benchmarks_is_measured(settings, monkeypatch):
    settings.ALLOWED_HOSTS = [pages.HOST]
    monkeypatch.setattr(pages, "TIMES", 1)
    monkeypatch.setattr(pages, "WARM_UP", 1)
    monkeypatch.setattr(people, "DRAFTS", 4)
    for number in range(people.DRAFTS + 1):
        factories.complaint(factories.client(f"Ada Adler {number}", reference=f"B{number}"))
    for name, value in {"THERAPISTS": 1, "WEEKS": 1, "AHEAD": 1, "REQUESTS": 2}.items():
        monkeypatch.setattr(book, name, value)
    # Raises where a page does not answer.
    measured = pages.measure(people.fill(up_to=20), book.fill(timezone.now()))
    assert [each.name.split(",")[0] for each in measured] == [
        "board",
        "client chart",
        "client search",
        "visit page",
        "signing",
        "the calendar's day",
        "follow-ups",
        "figures of four weeks",
    ]
    assert all(each.queries and each.seconds and each.plain for each in measured)
