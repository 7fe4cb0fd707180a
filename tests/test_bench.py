"""The benchmarks are run by hand, now and then: that they still run is seen here, on a practice of a few."""

import pytest

from bench import pages, people
from tests import factories


@pytest.mark.django_db
def test_every_page_of_the_benchmarks_is_measured(settings, monkeypatch):
    settings.ALLOWED_HOSTS = [pages.HOST]
    monkeypatch.setattr(pages, "TIMES", 1)
    monkeypatch.setattr(pages, "WARM_UP", 1)
    monkeypatch.setattr(people, "DRAFTS", 4)
    for number in range(people.DRAFTS + 1):
        factories.complaint(factories.client(f"Ada Adler {number}", reference=f"B{number}"))
    measured = pages.measure(people.fill(up_to=20))  # raises where a page does not answer
    assert [each.name.split(",")[0] for each in measured] == [
        "board",
        "client chart",
        "client search",
        "visit page",
        "signing",
    ]
    assert all(each.queries and each.seconds and each.plain for each in measured)
