import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from bookings.times import moment
from practice.models import Practice

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def berlin(db):
    """A practice in Berlin."""
    Practice.objects.update_or_create(pk=1, defaults={"time_zone": "Europe/Berlin"})


@pytest.fixture
def now(monkeypatch, berlin):
    """It is Thursday 12 March 2026, 9 o'clock in Berlin."""
    at = moment(dt.date(2026, 3, 12), dt.time(9), BERLIN)
    monkeypatch.setattr("django.utils.timezone.now", lambda: at)
    return at
