import datetime as dt
import uuid

import pytest
from django.urls import reverse

from bookings.models import Appointment, AppointmentKind, Table
from bookings.times import moment
from clients.models import Client
from tests import factories
from tests.bookings.conftest import BERLIN

DAY = "/appointments/"
TODAY = dt.date(2026, 3, 12)


def at(hour, minute=0, day=TODAY):
    return moment(day, dt.time(hour, minute), BERLIN)


def url(of, name):
    return reverse(f"bookings:{name}", args=[of.public_id])


def says(page):
    return [str(message) for message in page.context["messages"]]


def test_a_day_is_the_practices_day(as_, desk, therapist, now):
    """23:30 and 00:30 in Berlin are one evening in UTC."""
    for name, hour, day in [("Eve", 23, 11), ("First", 0, 12), ("Last", 23, 12), ("Next", 0, 13)]:
        factories.appointment(factories.client(name), therapist, at(hour, 30, dt.date(2026, 3, day)), 20)
    page = as_(desk).get(DAY)
    (column,) = page.context["columns"]
    assert [stretch.what.client.name for stretch in column.stretches if stretch.what] == ["First", "Last"]
    assert "00:30" in page.text


@pytest.mark.parametrize("asked", ["", "?day=nonsense", "?day=0001-01-01", "?day=9999-12-31", "?day=2026-03-12"])
def test_today_is_shown_unless_another_day_makes_sense(as_, desk, therapist, now, asked):
    page = as_(desk).get(DAY + asked)
    assert (page.context["day"], "today" in page.text) == (TODAY, True)


def test_columns_are_the_therapists_and_who_left_with_appointments(as_, desk, therapist, colleague, now):
    factories.appointment(factories.client(), colleague, at(10))
    gone = factories.user("Gone Away", is_therapist=True, is_active=False)
    assert [column.therapist for column in as_(desk).get(DAY).context["columns"]] == [therapist, colleague]
    factories.appointment(factories.client("Martin"), gone, at(10))
    assert [c.therapist for c in as_(desk).get(DAY).context["columns"]] == [gone, therapist, colleague]


def test_arrived_from_the_day_leads_back_to_it(as_, desk, therapist, now):
    made = factories.appointment(factories.client(), therapist, at(10))
    sent = {"status": "arrived", "version": 1, "back": "day"}
    assert as_(desk).post(url(made, "mark"), sent).url == f"{DAY}?day=2026-03-12"
    made.refresh_from_db()
    assert (made.status, made.status_by, made.status_at) == ("arrived", desk, now)


def test_only_steps_that_make_sense_are_offered(as_, desk, therapist, now):
    def steps(**fields):
        made = factories.appointment(factories.client(), therapist, **fields)
        page = as_(desk).get(url(made, "appointment"))
        return [status.value for status in page.context["steps"]], page.context["cancel"] is not None

    assert steps(starts_at=at(8)) == (["confirmed", "arrived", "done", "missed"], True)
    assert steps(starts_at=at(11)) == (["confirmed", "arrived", "done"], True)
    assert steps(starts_at=at(11, day=dt.date(2026, 3, 13))) == (["confirmed"], True)
    assert steps(starts_at=at(11), status="missed") == (["booked"], False)
    assert steps(starts_at=at(14), status="done") == (["arrived"], False)


def test_cancelling_asks_why_and_gives_the_request_back(as_, desk, therapist, now):
    client = factories.client()
    made = factories.appointment(client, therapist, at(10))
    asked = factories.follow_up(client, therapist, status="booked", appointment=made)
    made.follow_up = asked
    made.save()
    page = as_(desk).post(url(made, "cancel"), {"reason": "her back hurts", "version": 1}, follow=True)
    assert says(page) == ["Choose why it is cancelled. Nothing was changed."]
    page = as_(desk).post(url(made, "cancel"), {"reason": "client", "version": 1}, follow=True)
    assert says(page) == ["Cancelled. Its follow-up is back on the list."]
    asked.refresh_from_db()
    made.refresh_from_db()
    assert (made.status, made.cancel_reason, asked.status) == ("cancelled", "client", "open")


def test_who_comes_second_is_told_how_it_stands(as_, desk, therapist, now):
    made = factories.appointment(factories.client(), therapist, at(8))
    as_(therapist).post(url(made, "mark"), {"status": "arrived", "version": 1})
    page = as_(desk).post(url(made, "mark"), {"status": "missed", "version": 1}, follow=True)
    assert says(page) == [
        "Somebody changed this appointment meanwhile. Nothing of yours was saved; this is how it stands now."
    ]
    assert Appointment.objects.get().status == "arrived"


def moved(made, therapist, **fields):
    known = {"day": "2026-03-13", "time": "15:00", "minutes": "60", "therapist": str(therapist.public_id)}
    return known | {"note": "", "version": str(made.version)} | fields


def test_moving_shows_from_where_and_who_booked(as_, desk, therapist, colleague, now):
    made = factories.appointment(factories.client(), therapist, at(10))
    form = as_(desk).get(url(made, "move")).context["form"]
    assert (form["day"].value(), form["time"].value(), form["minutes"].value()) == (TODAY, dt.time(10), 60)
    as_(desk).post(url(made, "move"), moved(made, colleague))
    made.refresh_from_db()
    assert (made.starts_at, made.therapist, made.version) == (at(15, day=dt.date(2026, 3, 13)), colleague, 2)
    page = as_(desk).get(url(made, "appointment")).text
    assert "from 12 March 2026, 10:00 with Ines Moreno" in page


def test_moving_onto_another_appointment_keeps_what_was_typed(as_, desk, therapist, now):
    factories.appointment(factories.client("Martin Osei"), therapist, at(15, day=dt.date(2026, 3, 13)))
    made = factories.appointment(factories.client("Clara"), therapist, at(10))
    sent = moved(made, therapist, note="rings twice")
    form = as_(desk).post(url(made, "move"), sent).context["form"]
    assert form.errors == {"time": ["From 15:00 to 16:00 Ines is with Martin Osei."]}
    assert {name: form[name].value() for name in sent} == sent
    made.refresh_from_db()
    assert (made.starts_at, made.version) == (at(10), 1)


def test_of_two_who_move_the_second_sees_both_and_loses_neither(as_, desk, therapist, colleague, now):
    made = factories.appointment(factories.client(), therapist, at(10))
    as_(therapist).post(url(made, "move"), moved(made, therapist, time="11:00", note="by the window"))
    sent = moved(made, colleague, note="rings twice")
    page = as_(desk).post(url(made, "move"), sent)
    form = page.context["form"]
    assert page.status_code == 409
    assert "Friday 13 March, 11:00, 60 minutes with Ines Moreno" in page.text and "by the window" in page.text
    assert {name: str(form[name].value()) for name in sent} == sent | {"version": "2"}
    as_(desk).post(url(made, "move"), {name: form[name].value() for name in sent})
    made.refresh_from_db()
    assert (made.therapist, made.starts_at, made.note) == (colleague, at(15, day=dt.date(2026, 3, 13)), "rings twice")


def test_what_is_moved_keeps_a_kind_and_a_table_that_are_not_offered_any_more(as_, desk, therapist, now):
    kind = AppointmentKind.objects.create(name="Long", minutes=90, turnover=15, retired_at=now)
    table = Table.objects.create(room="Garden room", retired_at=now)
    made = factories.appointment(factories.client(), therapist, at(10), kind=kind, table=table, turnover=15)
    form = as_(desk).get(url(made, "move")).context["form"]
    shown = {name: form[name].value() for name in ("kind", "table")}
    as_(desk).post(url(made, "move"), moved(made, therapist, **shown))
    made.refresh_from_db()
    assert (made.starts_at, made.kind, made.table) == (at(15, day=dt.date(2026, 3, 13)), kind, table)
    assert made.held.upper == at(16, 15, dt.date(2026, 3, 13))


def test_who_comes_along_is_not_left_behind_unnoticed(as_, desk, therapist, colleague, now):
    couple = uuid.uuid4()
    made = factories.appointment(factories.client("Clara"), therapist, at(10), couple=couple)
    other = factories.appointment(factories.client("Martin Osei"), colleague, at(10), couple=couple)
    link = f'href="{url(other, "move")}"'
    assert link in as_(desk).get(url(made, "move")).text
    Appointment.objects.filter(pk=other.pk).update(status="cancelled", cancel_reason="client")
    assert link not in as_(desk).get(url(made, "move")).text


def test_looking_at_a_day_moves_nothing(as_, desk, therapist, now):
    factories.appointment(factories.client("Martin Osei"), therapist, at(15, day=dt.date(2026, 3, 13)))
    made = factories.appointment(factories.client("Clara"), therapist, at(10))
    sent = moved(made, therapist) | {"look": "1"}
    part = as_(desk).post(url(made, "move"), sent, headers={"HX-Request": "true"}).text
    assert ("Martin Osei" in part, "<form" in part) == (True, False)
    assert list(Appointment.objects.values_list("version", flat=True)) == [1, 1]


def test_the_clients_page_and_the_list_tell_when_they_come(as_, desk, therapist, now):
    client = factories.client("Clara")
    factories.appointment(client, therapist, at(8, day=dt.date(2026, 3, 10)), status="missed")
    factories.appointment(client, therapist, at(8, 30))
    factories.appointment(
        client, therapist, at(16, day=dt.date(2026, 3, 19)), status="cancelled", cancel_reason="client"
    )
    factories.appointment(client, therapist, at(16, day=dt.date(2026, 3, 20)))
    factories.follow_up(client, therapist, desk_note="After three")
    factories.follow_up(client, therapist, status="closed", close_reason="will_call")
    panel, _forms = as_(desk).get(reverse("clients:detail", args=[client.public_id])).context["panels"]
    told = panel.content
    assert [one.starts_at for one in told["upcoming"]] == [at(8, 30), at(16, day=dt.date(2026, 3, 20))]
    assert [one.status for one in told["recent"]] == ["cancelled", "missed"]
    assert ([one.desk_note for one in told["requests"]], len(told["closed"])) == (["After three"], 1)
    assert "comes Thu 12 Mar, 08:30" in as_(desk).get("/clients/").text


def test_who_is_still_expected_is_not_archived(as_, desk, therapist, now):
    client = factories.client("Clara")
    made = factories.appointment(client, therapist, at(16))
    asked = factories.follow_up(client, therapist)
    archive = reverse("clients:archive", args=[client.public_id])
    page = as_(desk).post(archive)
    assert [one.text for one in page.context["hindrances"]] == [
        "Thursday 12 March, 16:00 with Ines Moreno is booked: cancel it.",
        "A follow-up is still to be booked: close it.",
    ]
    assert url(made, "appointment") in page.text and Client.objects.present().exists()
    as_(desk).post(url(made, "cancel"), {"reason": "client", "version": 1})
    as_(desk).post(url(asked, "close"), {"reason": "declined"})
    as_(desk).post(archive)
    assert not Client.objects.present().exists()


# session, user, practice, therapists, appointments with client and therapist, paperwork, hours
# of the week, days that differ
DAY_QUERIES = 8


@pytest.mark.usefixtures("now")
@pytest.mark.parametrize("many", [1, 3])
def test_queries_of_the_day(as_, desk, therapist, many, django_assert_num_queries):
    for n in range(many):
        factories.appointment(factories.client(f"Client {n}"), therapist, at(9 + n))
    browser = as_(desk)
    with django_assert_num_queries(DAY_QUERIES):
        page = browser.get(DAY)
    assert [f"Client {n}" in page.text for n in range(many)] == [True] * many


# session, user, practice, client, log of the opening, appointments ahead, recent ones, requests, whether to be left
# in peace; forms: paperwork, links, intakes that came in
CLIENT_QUERIES = 12


@pytest.mark.usefixtures("now")
@pytest.mark.parametrize("many", [1, 3])
def test_queries_of_the_clients_page(as_, desk, therapist, many, django_assert_num_queries):
    client = factories.client()
    for n in range(many):
        factories.appointment(client, therapist, at(9 + n))
        factories.follow_up(client, therapist, desk_note=f"Note {n}")
    browser = as_(desk)
    with django_assert_num_queries(CLIENT_QUERIES):
        page = browser.get(reverse("clients:detail", args=[client.public_id]))
    assert [f"Note {n}" in page.text for n in range(many)] == [True] * many
