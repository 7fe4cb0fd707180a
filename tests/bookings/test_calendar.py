import datetime as dt
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

from bookings.calendar import first_times, gaps, is_preferred, stretches

BERLIN = ZoneInfo("Europe/Berlin")
DAY = dt.date(2026, 3, 12)  # a Thursday


def at(hour, minute=0, day=DAY):
    return dt.datetime.combine(day, dt.time(hour, minute), tzinfo=BERLIN).astimezone(dt.UTC)


OPEN = (DAY, [(at(8), at(19))])


def test_gaps_between_busy_times_in_any_order_and_overlapping():
    busy = [(at(13), at(14)), (at(9), at(11)), (at(10), at(12)), (at(7), at(8, 30)), (at(18), at(20))]
    assert list(gaps(busy, at(8), at(19))) == [(at(8, 30), at(9)), (at(12), at(13)), (at(14), at(18))]
    assert list(gaps([], at(8), at(19))) == [(at(8), at(19))]
    assert list(gaps([(at(7), at(20))], at(8), at(19))) == []
    assert list(gaps([(at(20), at(21))], at(8), at(19))) == [(at(8), at(19))]


def test_a_day_in_stretches_has_what_stands_and_what_fell_through():
    there = SimpleNamespace(starts_at=at(9), ends_at=at(10), stands=True, ready_at=at(10, 15))
    gone = SimpleNamespace(starts_at=at(14), ends_at=at(15), stands=False, ready_at=at(15))
    told = [(s.start, s.end, s.what) for s in stretches([(at(8), at(12)), (at(13), at(19))], [there, gone])]
    assert told == [
        (at(8), at(9), None),
        (at(9), at(10), there),
        (at(10, 15), at(12), None),
        (at(13), at(19), None),
        (at(14), at(15), gone),
    ]


def test_first_times_of_morning_afternoon_and_evening():
    busy = [(at(8), at(9, 5)), (at(12), at(13)), (at(16), at(18, 10))]
    assert list(first_times([OPEN], BERLIN, busy, 60, at(0))) == [at(9, 15), at(13)]
    assert list(first_times([OPEN], BERLIN, busy, 45, at(0))) == [at(9, 15), at(13), at(18, 15)]
    assert list(first_times([OPEN], BERLIN, [], 60, at(9, 1))) == [at(9, 15), at(12), at(17)]
    assert list(first_times([OPEN], BERLIN, [], 60, at(18, 30))) == []
    assert list(first_times([OPEN], BERLIN, [(at(8), at(19))], 15, at(0))) == []


def test_a_long_time_may_go_on_after_noon_but_begins_before():
    assert list(first_times([OPEN], BERLIN, [(at(8), at(11, 30))], 120, at(0))) == [at(11, 30), at(12), at(17)]


@pytest.mark.parametrize(
    ("when", "preferred", "liked"),
    [
        (at(9), [], True),
        (at(9, day=dt.date(2026, 3, 14)), [], False),
        (at(9, day=dt.date(2026, 3, 14)), ["weekends"], True),
        (at(9, day=dt.date(2026, 3, 14)), ["mornings"], False),
        (at(9), ["mornings"], True),
        (at(12), ["mornings"], False),
        (at(12), ["afternoons"], True),
        (at(17), ["afternoons"], False),
        (at(17), ["evenings", "weekends"], True),
    ],
)
def test_what_a_client_likes_is_by_the_practices_clock(when, preferred, liked):
    assert is_preferred(when, BERLIN, preferred) is liked


def test_times_are_offered_in_the_hours_that_are_open():
    hours = (DAY, [(at(9, 20), at(11)), (at(16), at(18, 30))])
    assert list(first_times([hours], BERLIN, [], 60, at(0))) == [at(9, 30), at(16), at(17)]
    assert list(first_times([(DAY, [])], BERLIN, [], 60, at(0))) == []


def test_free_time_comes_in_pieces_that_end_on_the_clock():
    there = SimpleNamespace(starts_at=at(9), ends_at=at(9, 50), ready_at=at(10, 5), stands=True)
    told = [(s.start, s.end) for s in stretches([(at(9), at(11))], [there], piece=dt.timedelta(minutes=30))]
    assert told == [(at(9), at(9, 50)), (at(10, 5), at(10, 30)), (at(10, 30), at(11))]
