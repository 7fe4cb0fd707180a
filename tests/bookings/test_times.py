import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError

from bookings.times import day_bounds, moment, span

BERLIN = ZoneInfo("Europe/Berlin")
SPRING, AUTUMN = dt.date(2026, 3, 29), dt.date(2026, 10, 25)


def utc(*parts):
    return dt.datetime(*parts, tzinfo=dt.UTC)


def test_a_time_that_the_clocks_skip_is_refused():
    with pytest.raises(ValidationError) as refused:
        moment(SPRING, dt.time(2, 30), BERLIN)
    assert refused.value.messages == ["The clocks go forward on this day: there is no 02:30."]
    assert moment(SPRING, dt.time(1, 59), BERLIN) == utc(2026, 3, 29, 0, 59)
    assert moment(SPRING, dt.time(3, 0), BERLIN) == utc(2026, 3, 29, 1, 0)


def test_of_an_hour_that_comes_twice_the_first_is_meant():
    assert moment(AUTUMN, dt.time(2, 30), BERLIN) == utc(2026, 10, 25, 0, 30)
    assert moment(AUTUMN, dt.time(2, 30, fold=1), BERLIN) == utc(2026, 10, 25, 0, 30)
    assert moment(AUTUMN, dt.time(3, 0), BERLIN) == utc(2026, 10, 25, 2, 0)


def test_a_length_is_elapsed_time_across_the_change():
    across = span(moment(AUTUMN, dt.time(1, 30), BERLIN), 120)
    assert across.upper.astimezone(BERLIN).time() == dt.time(2, 30)
    assert across.upper - across.lower == dt.timedelta(minutes=120)
    local = span(dt.datetime(2026, 3, 29, 1, 30, tzinfo=BERLIN), 60)
    assert local.upper.astimezone(BERLIN).time() == dt.time(3, 30)


@pytest.mark.parametrize(("day", "hours"), [(SPRING, 23), (AUTUMN, 25), (dt.date(2026, 6, 1), 24)])
def test_a_day_is_from_midnight_to_midnight(day, hours):
    start, end = day_bounds(day, BERLIN)
    assert end - start == dt.timedelta(hours=hours)
