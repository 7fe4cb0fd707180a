"""The calendar's sheet: where things stand, on the days when the clocks change too."""

import datetime as dt

import pytest

from bookings import planning
from bookings.grid import HOUR
from bookings.times import moment
from tests import factories
from tests.bookings.conftest import BERLIN

DAY, WEEK = "/appointments/", "/appointments/week/"


def lanes(page):
    return [
        [(cell.at, cell.long, cell.stretch.what.client.name) for cell in lane.cells if cell.stretch.what]
        for lane in page.context["grid"].lanes
    ]


def at(day, hour, minute=0):
    return moment(day, dt.time(hour, minute), BERLIN)


def test_a_day_in_steps_of_five_minutes_and_what_fell_through_below(as_, desk, therapist, now):
    today = dt.date(2026, 3, 12)
    factories.appointment(factories.client("Clara"), therapist, at(today, 10, 15), 50)
    factories.appointment(
        factories.client("Gone"), therapist, at(today, 10, 15), status="cancelled", cancel_reason="other"
    )
    page = as_(desk).get(DAY)
    (lane,) = page.context["grid"].lanes
    assert lanes(page) == [[(2 * HOUR + 3, 10, "Clara")]]
    assert [stretch.what.client.name for stretch in lane.off] == ["Gone"]
    sheet = page.context["grid"]  # from eight to seven; it is nine
    assert (sheet.long, sheet.now) == (11 * HOUR, (today, HOUR))
    assert as_(desk).get(f"{DAY}?day=2026-03-13").context["grid"].now is None
    assert f'href="/appointments/free/?at=2026-03-12T08:00/{therapist.public_id}"' in page.text


@pytest.mark.usefixtures("now")
@pytest.mark.parametrize(
    ("day", "clocks"),
    [
        (dt.date(2026, 3, 29), ["00:00", "01:00", "03:00", "04:00"]),
        (dt.date(2026, 10, 25), ["00:00", "01:00", "02:00", "02:00", "03:00", "04:00"]),
    ],
)
def test_a_day_is_as_long_as_it_is(as_, desk, therapist, day, clocks):
    factories.appointment(factories.client("Early"), therapist, at(day, 0), 30)
    factories.appointment(factories.client("Clara"), therapist, at(day, 4), 60)
    page = as_(desk).get(f"{DAY}?day={day}")
    hours = [f"{clock:%H:%M}" for _at, clock in page.context["grid"].hours]
    assert hours[: len(clocks)] == clocks
    assert lanes(page) == [[(0, 6, "Early"), ((len(clocks) - 1) * HOUR, HOUR, "Clara")]]


def test_a_week_begins_where_the_countrys_does_and_days_share_a_clock(as_, desk, therapist, now):
    """The clocks go forward on Sunday 29 March: ten o'clock stands beside ten o'clock."""
    for day in (27, 29):
        factories.appointment(factories.client(f"{day}"), therapist, at(dt.date(2026, 3, day), 10))
    page = as_(desk).get(f"{WEEK}?day=2026-03-29")
    assert page.context["days"][0] == dt.date(2026, 3, 23)
    assert [lane for lane in lanes(page) if lane] == [[(2 * HOUR, HOUR, "27")], [(2 * HOUR, HOUR, "29")]]


@pytest.mark.parametrize("asked", ["", "?day=nonsense", "?day=9999-12-31", "?whose=7", "?day=2026-03-12&whose="])
def test_a_week_that_makes_no_sense_is_this_one(as_, therapist, now, asked):
    page = as_(therapist).get(WEEK + asked)
    assert (page.context["whose"], dt.date(2026, 3, 12) in page.context["days"]) == (therapist, True)


def test_a_free_time_leads_to_a_form_that_is_filled_in(as_, desk, therapist, now):
    client, gone = factories.client("Clara Whitfield"), factories.client("Clara Gone", archived_at=now)
    chosen = f"?at=2026-03-13T10:30/{therapist.public_id}"
    assert "Clara" not in as_(desk).get("/appointments/free/" + chosen).text
    page = as_(desk).post("/appointments/free/" + chosen, {"q": "clara"}).text
    assert str(client.public_id) in page and str(gone.public_id) not in page
    form = as_(desk).get(f"/clients/{client.public_id}/appointments/new/{chosen}").context["form"]
    assert (form["day"].value(), form["time"].value()) == ("2026-03-13", "10:30")
    assert form["therapist"].value() == str(therapist.public_id)


# session, user, practice; therapists; appointments with client, therapist, kind and table; hours of the week, days
# that differ; paperwork
DAY_QUERIES = 8


@pytest.mark.usefixtures("now")
def test_ten_therapists_and_a_full_day_cost_no_more(as_, desk, django_assert_num_queries):
    today = dt.date(2026, 3, 12)
    week = {day: [(dt.time(8), dt.time(19))] for day in range(7)}
    for n in range(10):
        therapist = factories.user(f"Therapist {n}", is_therapist=True)
        planning.save_week(therapist, week, seen={day: [] for day in range(7)})
        for hour in (9, 11, 13):
            factories.appointment(factories.client(f"Client {n} {hour}"), therapist, at(today, hour))
    browser = as_(desk)
    with django_assert_num_queries(DAY_QUERIES):
        page = browser.get(DAY)
    assert sum(len(lane) for lane in lanes(page)) == 30
